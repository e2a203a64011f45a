package org.inpaintj.imagej.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageConverter;
import ij.process.StackConverter;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.imagej.image.HostVersions;
import org.inpaintj.imagej.image.ImageCopier;
import org.inpaintj.imagej.image.ImageGeometry;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.ImageTitles;
import org.inpaintj.imagej.image.ProvenanceRecords;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerStack;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.inpaint.upscale.UpscaleRequest;
import org.inpaintj.inpaint.upscale.UpscaleRun;

/**
 * An upscale job enlarges all planes of an image, taken when the job is submitted with its visible layers flattened:
 * what happens to the image afterwards changes nothing. It is run once.
 */
public final class UpscaleJob {

    private final ImagePlus image;
    private final ImagePlus copy;
    private final UpscaleRun run;
    private final List<String> notes;

    private UpscaleJob(final ImagePlus image, final ImagePlus copy, final UpscaleRun run, final List<String> notes) {
        this.image = image;
        this.copy = copy;
        this.run = run;
        this.notes = notes;
    }

    /**
     * Takes what is shown of an image, and remembers the upscalers for the next time. Call it from any thread, while
     * nothing else changes the image.
     *
     * @param imp   the image; null is explained to the user
     * @param asked as asked; upscalers may be given by the names of files that were used before
     * @throws InpaintException if the job cannot be done, saying why
     */
    public static UpscaleJob of(final ImagePlus imp, final UpscaleRequest asked) {
        if (imp == null || imp.getProcessor() == null)
            throw new InpaintException("There is no image: open the one that is to be enlarged.");
        final UpscaleRequest request = UpscaleRequest.KEYS.with(asked, Map.of(
                "upscaler", RecentModels.find(RecentModels.Kind.UPSCALER, asked.upscaler()),
                "upscaler2", RecentModels.find(RecentModels.Kind.UPSCALER, asked.upscaler2())));
        final UpscaleRun run = new UpscaleRun(request, imp.getWidth(), imp.getHeight());
        final List<String> notes = new ArrayList<>(request.notes());
        final boolean numbers = !ImageJTypes.palette(imp).isEmpty() && !run.repeats();
        run.checkHeap(numbers ? SampleType.RGB : ImageJTypes.of(imp), imp.getStackSize());
        final int all = Layer.of(imp).size(), visible = LayerStack.visible(imp).size();
        LayerStack.visible(imp).forEach(Layer::checkUsable);
        final ImagePlus copy = ImageCopier.of(imp, ImageTitles.upscaled(imp.getTitle()));
        if (visible > 0) {
            notes.addAll(LayerFlattener.notes(imp));
            LayerFlattener.write(copy);
            notes.add((visible == 1 ? "The visible layer was" : "The " + visible + " visible layers were")
                    + " flattened before the image was enlarged.");
        }
        if (all > visible)
            notes.add((all - visible == 1 ? "The hidden layer is" : "The " + (all - visible) + " hidden layers are")
                    + " not in the enlarged image.");
        if (numbers) {
            if (copy.getStackSize() > 1)
                new StackConverter(copy).convertToRGB();
            else
                new ImageConverter(copy).convertToRGB();
            notes.add("The samples of '" + imp.getTitle() + "' number the colours of a palette, so the result is RGB; "
                    + "upscaler=nearest keeps the numbers.");
        }
        RecentModels.remember(RecentModels.Kind.UPSCALER, asked.upscaler2());
        RecentModels.remember(RecentModels.Kind.UPSCALER, asked.upscaler());
        return new UpscaleJob(imp, copy, run, notes);
    }

    /** The image it was taken from. */
    public ImagePlus image() {
        return image;
    }

    /** What is done, in a few words. */
    public String details() {
        return copy.getWidth() + " x " + copy.getHeight() + " to " + run.wide() + " x " + run.high() + " px";
    }

    /**
     * Enlarges; for a worker thread.
     *
     * @return a new image with calibration and overlay that fit it, and the record of how it was made; not shown
     * @throws CancelledException once {@code progress} says so
     * @throws InpaintException   if an upscaler fails
     */
    public ImagePlus run(final Progress progress) {
        final SampleType type = ImageJTypes.of(copy);
        final int planes = copy.getStackSize(), channels = copy.getNChannels();
        run.look(new ImageSource(copy, StackPosition.shown(copy)).info(), channels, planes, this::plane);
        final ImageStack stack = new ImageStack(run.wide(), run.high());
        for (int i = 0; i < planes; i++)
            stack.addSlice(null, run.upscale(plane(i), i, planes, progress).planes().get(0));
        final ImagePlus made = ImageCopier.resized(copy, copy.getTitle(), stack,
                ImageGeometry.scaled(copy.getWidth(), copy.getHeight(), run.wide(), run.high()));
        ProvenanceRecords.add(made, run.provenance(HostVersions.host(), image.getTitle(), type).json());
        notes.forEach(progress::note);
        return made;
    }

    /** A plane of the copy, counted from 0; it is not written to. */
    private Samples plane(final int index) {
        final Object pixels = copy.getStackSize() == 1 ? copy.getProcessor().getPixels()
                : copy.getStack().getPixels(index + 1);
        return new Samples(ImageJTypes.of(copy), copy.getWidth(), copy.getHeight(), List.of(pixels));
    }

    /** What the user should know, full sentences. */
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
