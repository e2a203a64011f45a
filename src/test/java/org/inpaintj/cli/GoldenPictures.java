package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.onnx.Tensor;

/** Golden tensors as pictures, and beside pictures in files. */
final class GoldenPictures {

    private GoldenPictures() {}

    /** Saves a picture of shape y, x, 3 or a mask of shape y, x, both of 0..255. */
    static void save(final Tensor picture, final Path file) {
        final ImageProcessor ip = picture.rank() == 3 ? colours(picture) : grey(picture);
        ImageFiles.save(new ImagePlus("picture", ip), file);
    }

    /** How far the last latents of a run are from the golden ones, relative to the largest of these above 1. */
    static double latentError(final Tensor golden, final Path stages) {
        return difference(golden, stages.resolve("latent.tif")) / Math.max(1, largest(golden));
    }

    /** How far the decoded image of a run is from the golden one. */
    static double imageError(final Tensor golden, final Path stages) {
        return difference(golden, stages.resolve("engine.tif"));
    }

    /** The largest difference of a golden tensor of shape 1, channels, y, x to an image with a slice a channel. */
    private static double difference(final Tensor golden, final Path file) {
        final ImagePlus image = ImageFiles.open(file);
        assertEquals(golden.size(1), image.getStackSize(), file.toString());
        assertEquals(golden.size(2), image.getHeight(), file.toString());
        assertEquals(golden.size(3), image.getWidth(), file.toString());
        final int plane = image.getWidth() * image.getHeight();
        double most = 0;
        for (int i = 0; i < golden.size(); i++) {
            final double off = Math.abs(golden.get(i) - image.getStack().getProcessor(1 + i / plane).getf(i % plane));
            assertTrue(off >= 0, "not a number in " + file);
            most = Math.max(most, off);
        }
        return most;
    }

    private static double largest(final Tensor tensor) {
        double most = 0;
        for (int i = 0; i < tensor.size(); i++)
            most = Math.max(most, Math.abs(tensor.get(i)));
        return most;
    }

    private static ColorProcessor colours(final Tensor picture) {
        final ColorProcessor ip = new ColorProcessor((int) picture.size(1), (int) picture.size(0));
        for (int i = 0; i < ip.getPixelCount(); i++)
            ip.set(i, 0xff000000 | (int) picture.get(3 * i) << 16 | (int) picture.get(3 * i + 1) << 8
                    | (int) picture.get(3 * i + 2));
        return ip;
    }

    private static ByteProcessor grey(final Tensor mask) {
        final ByteProcessor ip = new ByteProcessor((int) mask.size(1), (int) mask.size(0));
        for (int i = 0; i < ip.getPixelCount(); i++)
            ip.set(i, (int) mask.get(i));
        return ip;
    }
}
