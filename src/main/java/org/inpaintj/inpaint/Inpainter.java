package org.inpaintj.inpaint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.Type;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.Task;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.ImgSamples;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;
import org.inpaintj.upscale.SdUpscale;

/**
 * Repaints a masked part of an image: samples, a mask and a {@link Request} go in, patches of the image's own type come
 * out. It knows no ImageJ and no window, and is what ImageJ's commands, the command line and scripts call.
 * <p>
 * An image is any ImgLib2 {@code RandomAccessibleInterval} of a real type or of {@code ARGBType}, of the axes x, y and
 * maybe channel; masks and patches are in its own positions, wherever its origin is. It is only read, and only around
 * the mask.
 * <pre>{@code
 * Request request = Engines.found().request(Map.of("engine", "patch", "seed", "7"));
 * InpaintedPatches made = new Inpainter().inpaint(image, mask, request);
 * made.patch().write(image);                                        // only where it was painted
 * RandomAccessibleInterval<UnsignedShortType> alone = made.patch().over(image);
 * }</pre>
 * An inpainter is immutable; one may be used by several threads at once.
 */
public final class Inpainter {

    /** Keys of a request that mean something to ImageJ alone. */
    private static final List<String> OF_IMAGEJ = List.of("refine", "segmenter", "mask", "target", "background",
            "strength_map");

    private final Settings settings;

    /**
     * How it runs.
     *
     * @param info     what is known of the image
     * @param inputs   further pictures, of the size and at the place of the image
     * @param progress told of each step, asked whether to go on
     * @param viewer   shown the planes in between
     * @param renderer of previews; empty for pictures in the tones that engines see
     * @param host     what InpaintJ runs in, to its version
     * @param tiles    how the picture is cut where the engine is to see it tile by tile
     */
    record Settings(ImageInfo info, Map<SceneInput, RandomAccessibleInterval<?>> inputs, Progress progress,
            StageViewer viewer, Optional<PatchRenderer> renderer, Map<String, String> host,
            Optional<SdUpscale> tiles) {

        Settings {
            inputs = Map.copyOf(inputs);
            host = Map.copyOf(host);
        }
    }

    /** One that takes samples for intensities, reports nothing and cannot be cancelled. */
    public Inpainter() {
        this(new Settings(ImageInfo.DEFAULT, Map.of(), Progress.NONE, StageViewer.NONE, Optional.empty(), Map.of(),
                Optional.empty()));
    }

    private Inpainter(final Settings settings) {
        this.settings = settings;
    }

    private Inpainter with(final UnaryOperator<Settings> change) {
        return new Inpainter(change.apply(settings));
    }

    /** The same for images of which more is known: colours, display ranges, a palette, a title. */
    public Inpainter info(final ImageInfo info) {
        return with(s -> new Settings(info, s.inputs, s.progress, s.viewer, s.renderer, s.host, s.tiles));
    }

    /**
     * The same with a further picture beside the image.
     *
     * @param name    of a kind that the engine takes
     * @param picture over the image, in its positions, or what it was enlarged from; these two have its type and
     *                channels, any other values of 0..1, or 0..255 if its samples are bytes
     */
    public Inpainter input(final SceneInput name, final RandomAccessibleInterval<?> picture) {
        final Map<SceneInput, RandomAccessibleInterval<?>> all = new LinkedHashMap<>(settings.inputs);
        all.put(name, picture);
        return with(s -> new Settings(s.info, all, s.progress, s.viewer, s.renderer, s.host, s.tiles));
    }

    /** The same with further pictures beside the image; each as in {@link #input}. */
    public Inpainter inputs(final Map<SceneInput, RandomAccessibleInterval<?>> pictures) {
        final Map<SceneInput, RandomAccessibleInterval<?>> all = new LinkedHashMap<>(settings.inputs);
        all.putAll(pictures);
        return with(s -> new Settings(s.info, all, s.progress, s.viewer, s.renderer, s.host, s.tiles));
    }

    /**
     * The same that tells of its steps and can be cancelled.
     *
     * @param progress is offered previews: x and y in pixels of the image, channels red, green, blue and opacity, 0 to
     *                 1
     */
    public Inpainter progress(final Progress progress) {
        return with(s -> new Settings(s.info, s.inputs, progress, s.viewer, s.renderer, s.host, s.tiles));
    }

    /** The same that shows the planes in between. */
    public Inpainter stages(final StageViewer viewer) {
        return with(s -> new Settings(s.info, s.inputs, s.progress, viewer, s.renderer, s.host, s.tiles));
    }

    /** The same whose previews are rendered by somebody who knows better how the image is shown. */
    public Inpainter renderer(final PatchRenderer renderer) {
        return with(s -> new Settings(s.info, s.inputs, s.progress, s.viewer, Optional.of(renderer), s.host, s.tiles));
    }

    /** The same that changes a picture tile by tile, each as one of its own: for image-to-image. */
    public Inpainter tiles(final SdUpscale tiles) {
        return with(s -> new Settings(s.info, s.inputs, s.progress, s.viewer, s.renderer, s.host, Optional.of(tiles)));
    }

    /** The same whose records name what InpaintJ runs in, such as "imagej", with its version. */
    public Inpainter host(final Map<String, String> host) {
        return with(s -> new Settings(s.info, s.inputs, s.progress, s.viewer, s.renderer, host, s.tiles));
    }

    /**
     * Repaints what a mask marks.
     *
     * @param image   of the axes x, y and maybe channel
     * @param mask    in positions of the image, 0 = keep, 1 = repaint
     * @param request what is wanted; models by their paths
     * @throws CancelledException within one network node after the progress said so
     * @throws InpaintException   if it cannot be done, saying why and what to do
     */
    public <T extends Type<T>> InpaintedPatches inpaint(final RandomAccessibleInterval<T> image, final Mask mask,
            final Request request) {
        return inpaint(image, mask, request, Task.INPAINT);
    }

    /**
     * Changes what a mask marks as a picture of its own (image-to-image): what lies around it is not looked at.
     *
     * @param mask {@link Mask#full} for the whole image
     * @throws CancelledException as {@link #inpaint}
     * @throws InpaintException   as {@link #inpaint}
     */
    public <T extends Type<T>> InpaintedPatches imageToImage(final RandomAccessibleInterval<T> image, final Mask mask,
            final Request request) {
        return inpaint(image, mask, KeyUse.trimmed(request, Task.IMAGE_TO_IMAGE), Task.IMAGE_TO_IMAGE);
    }

    /**
     * Repaints samples that were cut out of a larger image, such as a tile that was sent to another machine.
     *
     * @param tile  a rectangle of the image
     * @param x     column of the image where it begins
     * @param y     row of the image where it begins
     * @param mask  in pixels of the image; what lies outside the tile is left out
     * @return patches in pixels of the image
     * @throws CancelledException as {@link #inpaint}
     * @throws InpaintException   as {@link #inpaint}
     */
    public InpaintedPatches inpaint(final Samples tile, final int x, final int y, final Mask mask,
            final Request request) {
        final Box place = new Box(x, y, tile.width(), tile.height());
        return inpaint(place, tile.channels(), box -> tile.crop(box.relativeTo(place)), mask, request, Task.INPAINT);
    }

    private <T extends Type<T>> InpaintedPatches inpaint(final RandomAccessibleInterval<T> image, final Mask mask,
            final Request request, final Task task) {
        final int channels = ImgSamples.planes(image) * SampleType.of(image.getType()).channels();
        return inpaint(ImgSamples.bounds(image), channels, box -> ImgSamples.read(image, box), mask, request, task);
    }

    private InpaintedPatches inpaint(final Box bounds, final int channels, final Function<Box, Samples> reader,
            final Mask mask, final Request request, final Task task) {
        final InpaintPlan plan = InpaintPlan.of(task, request, new SelectedMask(check(mask, bounds), "mask"), bounds,
                channels, settings.info);
        final Samples samples = reader.apply(plan.crop());
        plan.checkSomethingIsLeft(samples);
        final InpaintedPatches made = inpaint(plan, samples);
        final List<String> notes = notes(plan, request);
        notes.addAll(made.notes());
        return new InpaintedPatches(made.request(), made.candidates(), notes);
    }

    /**
     * Does what was planned, to samples that were taken before; notes are the engine's and those about the samples.
     *
     * @param samples of the plan's crop
     * @throws CancelledException as {@link #inpaint}
     * @throws InpaintException   as {@link #inpaint}
     */
    public InpaintedPatches inpaint(final InpaintPlan plan, final Samples samples) {
        if (samples.width() != plan.crop().width() || samples.height() != plan.crop().height())
            throw new IllegalArgumentException("the samples must be those of " + plan.crop());
        final Map<SceneInput, Samples> inputs = new LinkedHashMap<>();
        settings.inputs.forEach((name, picture) -> inputs.put(name, SceneInputs.read(name, picture, plan, samples)));
        return new InpaintRun(plan, samples, inputs, settings).run();
    }

    /** The mask within the image. */
    private Mask check(final Mask mask, final Box image) {
        final Mask inside = mask.over(mask.box().intersect(image));
        for (final float value : inside.values())
            if (!(value >= 0 && value <= 1))
                throw new InpaintException("The mask holds the value " + value
                        + ": give values from 0 (keep) to 1 (repaint).");
        if (inside.isEmpty())
            throw new InpaintException("The mask does not cover any pixel of '" + settings.info.title()
                    + "': give a value above 0 where it is to be repainted.");
        return inside;
    }

    private static List<String> notes(final InpaintPlan plan, final Request asked) {
        final List<String> notes = new ArrayList<>(KeyUse.of(plan.engine(), plan.task()).notes(asked));
        final Set<String> given = asked.keys().changes(asked).keySet();
        final List<String> idle = OF_IMAGEJ.stream().filter(given::contains)
                // the mask's own greys are no file
                .filter(key -> !key.equals("strength_map") || plan.strengths().isEmpty()).toList();
        if (!idle.isEmpty())
            notes.add(KeyUse.note(idle, "samples and a mask that are given"));
        return notes;
    }
}
