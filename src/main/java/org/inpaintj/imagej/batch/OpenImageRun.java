package org.inpaintj.imagej.batch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import ij.ImagePlus;

import org.inpaintj.batch.BatchItem;
import org.inpaintj.batch.BatchRequest;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.imagej.image.ImageCopier;
import org.inpaintj.imagej.image.ImageTitles;

/** The slices, frames or channels of an open image, one after the other on a copy of it. Run once. */
public final class OpenImageRun {

    private static final String IMAGE = "image";

    private final String title;
    private final ImageRun run;

    /**
     * Takes a copy, so that the image may be edited or closed meanwhile.
     *
     * @throws InpaintException if the image has no such parts, or the result is to go anywhere but into a new image
     */
    public OpenImageRun(final ImagePlus imp, final BatchRequest request) {
        final Map<String, String> common = new HashMap<>(request.common());
        // one for all parts, as in a batch of files
        common.putAll(request.drawn());
        if (!common.getOrDefault("target", IMAGE).equals(IMAGE))
            throw new InpaintException("A batch of an open image makes a new one: leave target out, or name the images "
                    + "of files (images).");
        common.put("target", IMAGE);
        title = ImageTitles.inpainted(imp.getTitle());
        final ImagePlus copy = ImageCopier.of(imp, imp.getTitle());
        copy.setRoi(imp.getRoi());
        final ImageOrder order = ImageOrder.of(new BatchItem(1, "", imp.getTitle(), imp.getTitle() + ".tif", Map.of()),
                common, Path.of("").toAbsolutePath(), Path.of(""));
        run = new ImageRun(copy, order, Path.of("result.tif"), new Object());
    }

    /**
     * Does all parts.
     *
     * @return a new image, not shown
     * @throws CancelledException when {@code progress} says so; nothing is left then
     */
    public ImagePlus run(final Progress progress) {
        final ImagePlus made = run.paint(progress);
        run.notes().forEach(progress::note);
        made.deleteRoi();
        made.setTitle(title);
        return made;
    }
}
