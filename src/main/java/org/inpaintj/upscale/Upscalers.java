package org.inpaintj.upscale;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PluginFinder;
import org.inpaintj.core.Progress;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.model.library.ModelLibrary;
import org.inpaintj.params.NearMatches;

/**
 * The upscalers there are, best first. Immutable; made for a class loader, of which SciJava's index tells all plugins.
 */
public final class Upscalers {

    private static final long MOST_SAMPLES = Integer.MAX_VALUE - 8;

    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private final Map<String, Upscaler> all = new LinkedHashMap<>();
    private final List<UpscalerFormat> formats;
    private final List<String> problems = new ArrayList<>();

    private Upscalers(final PluginFinder<Upscaler> found, final PluginFinder<UpscalerFormat> readers) {
        problems.addAll(found.problems());
        problems.addAll(readers.problems());
        found.plugins().forEach(this::add);
        formats = readers.plugins();
    }

    /** Whatever goes wrong with one must not stop the others: it may be made for another version of this program. */
    private void add(final Upscaler upscaler) {
        try {
            if (all.putIfAbsent(upscaler.id(), upscaler) != null)
                problems.add("The upscaler '" + upscaler.id() + "' (" + upscaler.getClass().getName()
                        + ") is left out: another one of that name was found before it.");
        } catch (final RuntimeException | LinkageError e) {
            problems.add("The upscaler " + upscaler.getClass().getName() + " is left out, for it fails (" + e
                    + "): ask its author for a version that fits this one of InpaintJ.");
        }
    }

    /** Those that the loader of this program finds. */
    public static Upscalers found() {
        return of(Upscalers.class.getClassLoader());
    }

    /** Those that a loader or its parents find; of two with one id the one of higher priority. */
    public static Upscalers of(final ClassLoader loader) {
        return new Upscalers(PluginFinder.of(Upscaler.class, "upscaler", loader),
                PluginFinder.of(UpscalerFormat.class, "format of upscalers", loader));
    }

    /**
     * The upscaler that a user names, among those that the loader of this program finds.
     *
     * @param idOrFile an id, or the path of a file that holds one
     * @throws InpaintException if there is none, it cannot run here, or the file is no upscaler
     */
    public static Upscaler named(final String idOrFile) {
        return found().of(idOrFile);
    }

    /** Why others are left out, the first time that this program asks, and nothing after that. */
    public static List<String> newProblems() {
        return TOLD.getAndSet(true) ? List.of() : found().problems();
    }

    /** Why others are left out, full sentences. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    public List<String> ids() {
        return List.copyOf(all.keySet());
    }

    /** Best first; those that cannot run here too. */
    public List<Upscaler> all() {
        return List.copyOf(all.values());
    }

    /** As {@link #named}, among these. */
    public Upscaler of(final String idOrFile) {
        final String text = idOrFile.strip();
        final Optional<Path> place = all.containsKey(text) ? Optional.empty() : place(text);
        if (place.isEmpty())
            return get(text);
        final Path file = place.get();
        if (!Files.isRegularFile(file))
            throw new InpaintException("The upscaler '" + text
                    + "' is a folder: give a file in it, such as the .pth or .onnx file of an ESRGAN.");
        return formats.stream().filter(f -> f.reads(file)).findFirst()
                .orElseThrow(() -> new InpaintException(file + " is no upscaler that can be read here: give the .onnx "
                        + "file of one such as ESRGAN, its .pth or .safetensors, or one of "
                        + String.join(", ", all.keySet()) + "."))
                .open(file);
    }

    private static Optional<Path> place(final String idOrFile) {
        return ModelLocator.STANDARD.place(idOrFile, ModelRole.UPSCALER);
    }

    /** Whether a user names one of these, or a file or folder that is there. */
    public boolean know(final String idOrFile) {
        return all.containsKey(idOrFile.strip()) || place(idOrFile).isPresent();
    }

    /**
     * The upscaler of a name.
     *
     * @throws InpaintException if there is none, or it cannot run here
     */
    public Upscaler get(final String id) {
        final Upscaler upscaler = all.get(id);
        if (upscaler == null) {
            ModelLocator.checkFetched(id);
            final String near = NearMatches.of(id, all.keySet());
            final String hint = near.isEmpty() ? ModelLibrary.standard().hint(id, ModelRole.UPSCALER) : "";
            throw new InpaintException("There is no upscaler '" + id + "': "
                    + (!near.isEmpty() ? near : !hint.isEmpty() ? hint : "use one of " + String.join(", ", all.keySet())
                            + ", or the path of an upscaler's file."));
        }
        upscaler.unavailable().ifPresent(reason -> {
            throw new InpaintException("The upscaler '" + id + "' cannot run here: " + reason);
        });
        return upscaler;
    }

    /**
     * An upscaler for pictures of a number of channels: itself if it takes them; else each channel is shown to it
     * alone, as grey.
     */
    public static Upscaler fit(final Upscaler upscaler, final int channels) {
        return upscaler.channels() == 0 || upscaler.channels() == channels ? upscaler : new ChannelAdapter(upscaler);
    }

    /**
     * Brings a picture of any channels to any size; three are red, green and blue.
     *
     * @param pixels as {@link Upscaler#upscale}
     * @return as {@link Upscaler#resize}
     * @throws InpaintException as {@link Upscaler#upscale}
     */
    public static RandomAccessibleInterval<FloatType> resize(final Upscaler upscaler,
            final RandomAccessibleInterval<FloatType> pixels, final int width, final int height,
            final Progress progress) {
        return fit(upscaler, (int) pixels.dimension(2)).resize(pixels, width, height, progress);
    }

    /**
     * Enlarges a picture and checks that the upscaler keeps its contract.
     *
     * @param pixels as {@link Upscaler#upscale}
     * @return as {@link Upscaler#upscale}
     * @throws InpaintException if the upscaler does not enlarge by that factor or takes other channels, if the result
     *         is
     *                          more than Java can hold, or if it is not what it should be
     */
    public static RandomAccessibleInterval<FloatType> run(final Upscaler upscaler,
            final RandomAccessibleInterval<FloatType> pixels, final int factor, final Progress progress) {
        final long width = pixels.dimension(0), height = pixels.dimension(1), channels = pixels.dimension(2);
        if (!upscaler.factors().contains(factor))
            throw new InpaintException("The upscaler '" + upscaler.id() + "' enlarges by "
                    + upscaler.factors().stream().map(String::valueOf).collect(Collectors.joining(" or "))
                    + " and not by " + factor + ": take one of these, or another upscaler.");
        if (upscaler.channels() > 0 && upscaler.channels() != channels)
            throw new InpaintException("The upscaler '" + upscaler.id() + "' takes " + upscaler.channels()
                    + " channels and the picture has " + channels + ": convert it, or take another upscaler.");
        if (Math.multiplyHigh(width * factor, height * factor * channels) != 0
                || width * factor * height * factor * channels > MOST_SAMPLES)
            throw new InpaintException("A picture of " + width + " x " + height + " pixels enlarged by " + factor
                    + " is more than Java can hold in one piece: enlarge a part of it, or by less.");
        final RandomAccessibleInterval<FloatType> out = upscaler.upscale(pixels, factor, progress);
        progress.check();
        if (out.numDimensions() != 3 || out.dimension(0) != width * factor || out.dimension(1) != height * factor
                || out.dimension(2) != channels)
            throw new InpaintException("The upscaler '" + upscaler.id()
            + "' returned a picture of the wrong size, which "
                    + "is a fault of the upscaler: use another one.");
        return out;
    }
}
