package org.inpaintj.upscale;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;

/** An upscaler without a network: it interpolates to any size, each channel for itself. */
public abstract class InterpolatingUpscaler implements Upscaler {

    private final String id;
    private final String title;

    InterpolatingUpscaler(final String id, final String title) {
        this.id = id;
        this.title = title;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String title() {
        return title;
    }

    @Override
    public final List<Integer> factors() {
        return List.of(2, 3, 4, 8);
    }

    @Override
    public final int channels() {
        return 0;
    }

    /** A plane at another size, of any values; some kernels overshoot. The same plane if the size is the same. */
    public abstract Plane resize(Plane plane, int width, int height);

    /**
     * An 8-bit picture at another size as Pillow makes it, to the bit. The same picture if the size is the same.
     *
     * @param pixels   row by row, the channels of a pixel side by side
     * @param channels of a pixel
     * @param width    of the picture, px
     * @param height   of the picture, px
     * @param wide     new width, px
     * @param high     new height, px
     */
    public abstract byte[] resize(byte[] pixels, int channels, int width, int height, int wide, int high);

    @Override
    public final RandomAccessibleInterval<FloatType> upscale(final RandomAccessibleInterval<FloatType> pixels,
            final int factor, final Progress progress) {
        return resize(pixels, (int) pixels.dimension(0) * factor, (int) pixels.dimension(1) * factor, progress);
    }

    @Override
    public final RandomAccessibleInterval<FloatType> resize(final RandomAccessibleInterval<FloatType> pixels,
            final int width, final int height, final Progress progress) {
        final int channels = (int) pixels.dimension(2);
        final List<Plane> out = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            progress.check();
            progress.step(c, channels, "Enlarging");
            out.add(resize(Plane.of(pixels, c), width, height).clamp());
        }
        progress.step(channels, channels, "Enlarging");
        return Plane.image(out);
    }
}
