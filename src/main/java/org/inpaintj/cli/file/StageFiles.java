package org.inpaintj.cli.file;

import java.nio.file.Path;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.inpaint.StageViewer;

/**
 * This stage viewer writes the planes between the steps of a job as 32-bit TIFF, one slice a channel: {@code scene.tif}
 * and so on.
 */
public final class StageFiles implements StageViewer {

    private final Path folder;

    /** @param folder one that exists, see {@link org.inpaintj.cli.Outputs#stages} */
    public StageFiles(final Path folder) {
        this.folder = folder;
    }

    @Override
    public void stage(final String name, final RandomAccessibleInterval<FloatType> pixels) {
        final int width = (int) pixels.dimension(0), height = (int) pixels.dimension(1);
        final int channels = pixels.numDimensions() > 2 ? (int) pixels.dimension(2) : 1;
        final ImageStack stack = new ImageStack(width, height);
        final Cursor<FloatType> cursor = Views.flatIterable(pixels).cursor();
        for (int c = 0; c < channels; c++) {
            final float[] plane = new float[width * height];
            for (int i = 0; i < plane.length; i++)
                plane[i] = cursor.next().get();
            stack.addSlice(null, new FloatProcessor(width, height, plane));
        }
        final ImagePlus imp = new ImagePlus(name, stack);
        imp.setDimensions(channels, 1, 1);
        ImageFiles.save(imp, folder.resolve(name + ".tif"));
    }
}
