package org.inpaintj.imagej.job;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import ij.ImagePlus;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.imagej.image.HostVersions;
import org.inpaintj.imagej.image.ImageCopier;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.ImageTitles;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerStack;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.inpaint.StageViewer;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.outpaint.OutpaintKeys.Positions;
import org.inpaintj.outpaint.OutpaintRequest;
import org.inpaintj.outpaint.Outpainted;
import org.inpaintj.outpaint.Outpainter;

/**
 * An outpaint job makes a larger image of the position that an image shows, or of all its positions. All that is needed
 * of the image is taken when the job is made, with its visible layers flattened: what happens to the image afterwards
 * changes nothing.
 */
public final class OutpaintJob implements PaintJob<OutpaintResult> {

    private final ImagePlus image;
    /** What the result keeps beside the samples; in memory, with the planes that are outpainted. */
    private final ImagePlus copy;
    private final boolean all;
    private final OutpaintRequest request;
    private final List<String> notes;

    private OutpaintJob(final ImagePlus image, final ImagePlus copy, final boolean all, final OutpaintRequest request,
            final List<String> notes) {
        this.image = image;
        this.copy = copy;
        this.all = all;
        this.request = request;
        this.notes = notes;
    }

    /**
     * Takes what is shown of an image. Call it from any thread, while nothing else changes the image.
     *
     * @param imp   the image; null is explained to the user
     * @param asked as asked; models may be given by the names of those that were used before
     * @throws InpaintException if the job cannot be done, saying why
     */
    public static OutpaintJob of(final ImagePlus imp, final OutpaintRequest asked) {
        return of(imp, asked, true);
    }

    /** @param paints whether an engine is to run, which is looked at then */
    private static OutpaintJob of(final ImagePlus imp, final OutpaintRequest asked, final boolean paints) {
        if (imp == null || imp.getProcessor() == null)
            throw new InpaintException("There is no image: open the one that is to be enlarged.");
        final boolean all = asked.ground().border().positions() == Positions.ALL
                && imp.getStackSize() > imp.getNChannels();
        final ImageSource source = new ImageSource(imp, StackPosition.shown(imp));
        final int channels = source.info().palette().isEmpty() ? source.channels() * source.type().channels()
                : SampleType.RGB.channels();
        final Outpainter outpainter = new Outpainter().info(source.info());
        final OutpaintRequest found = asked.with(RecentModels.found(asked.request()));
        final OutpaintRequest request = paints ? outpainter.check(imp.getWidth(), imp.getHeight(), channels, found)
                : outpainter.settle(imp.getWidth(), imp.getHeight(), channels, found);
        if (all && request.request().candidates() > 1)
            throw new InpaintException("positions=all makes one result of each slice and frame: leave candidates at 1, "
                    + "or take positions=shown.");
        checkHeap(imp, request, all ? imp.getStackSize()
                : imp.getNChannels() * request.request().candidates());
        LayerStack.visible(imp).forEach(Layer::checkUsable);
        final List<String> notes = new ArrayList<>(LayerFlattener.notes(imp));
        final ImagePlus copy = all ? ImageCopier.of(imp, imp.getTitle()) : ImageCopier.shown(imp);
        LayerFlattener.write(copy);
        return new OutpaintJob(imp, copy, all, request, notes);
    }

    private static void checkHeap(final ImagePlus imp, final OutpaintRequest request, final int planes) {
        final Box box = Outpainter.enlarged(imp.getWidth(), imp.getHeight(), request);
        final long bytes = (long) ImageJTypes.of(imp).bytes() * planes
                * ((long) box.width() * box.height() + (long) imp.getWidth() * imp.getHeight());
        final long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap * 0.9)
            throw new InpaintException(String.format(Locale.ROOT,
                    "The enlarged stack would have %d planes of %d x %d pixels, which takes %.1f GB with a copy of the "
                            + "image, and Java may use %.1f GB: take positions=shown, or expand less.", planes,
                    box.width(), box.height(), bytes / 1e9, heap / 1e9));
    }

    /**
     * What diffusion would start from (the button Process of mosaic outpainting), as an image that is not shown; the
     * image itself is selected in it.
     *
     * @throws InpaintException as {@link #of}
     */
    public static ImagePlus prepare(final ImagePlus imp, final OutpaintRequest asked) {
        final OutpaintJob job = of(imp, asked.shown(), false);
        final ImageSource source = job.sources().get(0);
        final Outpainted made = new Outpainter().info(source.info()).prepare(samples(source), job.request);
        final ImagePlus start = new OutpaintResult(job.copy, title(imp), List.of(made), false, List.of()).deliver();
        start.setRoi(made.original().x(), made.original().y(), made.original().width(), made.original().height());
        return start;
    }

    private static String title(final ImagePlus imp) {
        return ImageTitles.outpainted(imp.getTitle());
    }

    /** The positions that are outpainted, in the order of the stack. */
    private List<ImageSource> sources() {
        final List<ImageSource> sources = new ArrayList<>();
        for (int t = 1; t <= copy.getNFrames(); t++)
            for (int z = 1; z <= copy.getNSlices(); z++)
                sources.add(new ImageSource(copy, new StackPosition(z, t)));
        return sources;
    }

    private static Samples samples(final ImageSource source) {
        return new Samples(source.type(), source.bounds().width(), source.bounds().height(), source.planes());
    }

    @Override
    public Request request() {
        return request.request();
    }

    @Override
    public Optional<ImagePlus> image() {
        return Optional.of(image);
    }

    @Override
    public String title() {
        return copy.getTitle();
    }

    @Override
    public String details() {
        final Box box = Outpainter.enlarged(copy.getWidth(), copy.getHeight(), request);
        return copy.getWidth() + " x " + copy.getHeight() + " to " + box.width() + " x " + box.height() + " px";
    }

    @Override
    public boolean stopsEarly() {
        return false;
    }

    @Override
    public OutpaintResult paint(final Progress progress, final Consumer<OutpaintResult> sofar) {
        return paint(progress, pass -> StageViewer.NONE);
    }

    /**
     * Runs the engine; for a worker thread.
     *
     * @param stages viewers of the passes over the first position, by their names
     * @throws CancelledException once {@code progress} says so
     * @throws InpaintException   if the engine cannot do it
     */
    public OutpaintResult paint(final Progress progress, final Function<String, StageViewer> stages) {
        final RegionBatchProgress batch = new RegionBatchProgress(progress);
        final List<Outpainted> made = new ArrayList<>();
        final Set<String> said = new LinkedHashSet<>(notes);
        final List<ImageSource> sources = sources();
        for (int i = 0; i < sources.size(); i++) {
            batch.begin(sources.size() == 1 ? "" : "Position " + (i + 1) + " of " + sources.size(),
                    sources.size() - 1 - i);
            progress.check();
            final ImageSource source = sources.get(i);
            made.addAll(new Outpainter().info(source.info().titled(copy.getTitle())).progress(batch)
                    .host(HostVersions.host()).stages(i == 0 ? stages : pass -> StageViewer.NONE)
                    .outpaint(samples(source), request));
        }
        made.forEach(each -> said.addAll(each.notes()));
        return new OutpaintResult(copy(all ? 1 : made.size()), title(copy), made, !all && made.size() > 1,
                List.copyOf(said));
    }

    /** The copy with its planes so many times, as slices. */
    private ImagePlus copy(final int times) {
        return times == 1 ? copy : ImageCopier.repeated(copy, times);
    }
}
