package org.inpaintj.upscale;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.scijava.plugin.SciJavaPlugin;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/**
 * Enlarges pictures by a whole factor. An upscaler is a SciJava plugin: a public class with a constructor without
 * parameters and the annotation {@code @Plugin(type = Upscaler.class, priority = ...)}, in any jar that the program
 * looks into; {@link Upscalers} finds it. It is stateless as seen from outside: what it caches it owns and guards, and
 * {@link #upscale} may be called from several threads at once. Upscalers that are files are made by an
 * {@link UpscalerFormat}.
 */
public interface Upscaler extends SciJavaPlugin {

    /** What names it in requests and records: lower case, never changed; the path of an upscaler that is a file. */
    String id();

    /** For dialogs and messages. */
    String title();

    /**
     * The factors that it enlarges by, smallest first; at least one, each 1 or more. With 1 it restores and keeps the
     * size.
     *
     * @throws InpaintException if it is a file that turns out to be no upscaler
     */
    List<Integer> factors();

    /** How many channels it takes; 0 if it takes any number. */
    int channels();

    /** Why it cannot run here (no native library, no model), one sentence; empty if it can. Cheap. */
    default Optional<String> unavailable() {
        return Optional.empty();
    }

    /** The same upscaler working as the options say; itself where they mean nothing to it. */
    default Upscaler with(final UpscalerOptions options) {
        return this;
    }

    /** Whether {@link UpscalerOptions#denoise} means anything to it. */
    default boolean denoises() {
        return false;
    }

    /** For the record of a result: what made it, such as the digest of a model; keys in snake_case. */
    default Map<String, String> facts() {
        return Map.of();
    }

    /**
     * Enlarges a picture. Pixels are areas, so that corners stay corners. Deterministic.
     *
     * @param pixels   axes x, y, channel, from 0; values of 0..1; not written to
     * @param factor   one of {@link #factors()}
     * @param progress told of each step, and asked whether to go on
     * @return axes x, y, channel, from 0: {@code factor} times as wide and high, the same channels, values of 0..1
     * @throws CancelledException when {@code progress} says so, within one network node
     * @throws InpaintException   when it cannot do it, with what the user can do
     */
    RandomAccessibleInterval<FloatType> upscale(RandomAccessibleInterval<FloatType> pixels, int factor,
            Progress progress);

    /**
     * Brings a picture to any size. What enlarges by whole factors alone runs up to three times, until the picture is
     * at least as large, and is then resampled with Lanczos ({@link UpscaleLoop}); an interpolation goes there at once.
     *
     * @param pixels   as {@link #upscale}; of the channels that this upscaler takes
     * @param width    px of the result
     * @param height   px of the result
     * @param progress as {@link #upscale}
     * @return axes x, y, channel, from 0; values of 0..1
     * @throws CancelledException as {@link #upscale}
     * @throws InpaintException   as {@link #upscale}
     */
    default RandomAccessibleInterval<FloatType> resize(final RandomAccessibleInterval<FloatType> pixels,
            final int width, final int height, final Progress progress) {
        return UpscaleLoop.resize(this, pixels, width, height, progress);
    }
}
