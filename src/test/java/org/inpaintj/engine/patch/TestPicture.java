package org.inpaintj.engine.patch;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import javax.imageio.ImageIO;

import net.imglib2.img.array.ArrayImgs;

import org.inpaintj.core.Box;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;

/**
 * An image in memory: samples planar (x fastest, then y, then channel), nominally 0..1. Files are 8-bit grey or RGB, or
 * 16-bit grey; an alpha channel is left out.
 */
record TestPicture(int width, int height, int channels, float[] samples) {

    TestPicture(final int width, final int height, final int channels) {
        this(width, height, channels, new float[width * height * channels]);
    }

    static TestPicture read(final Path file) throws IOException {
        final BufferedImage image = ImageIO.read(file.toFile());
        if (image == null)
            throw new IOException(file + " is no image that Java can read.");
        final int w = image.getWidth(), h = image.getHeight();
        final boolean indexed = image.getType() == BufferedImage.TYPE_BYTE_INDEXED
                || image.getType() == BufferedImage.TYPE_BYTE_BINARY;
        final TestPicture to = new TestPicture(w, h, indexed || image.getRaster().getNumBands() > 2 ? 3 : 1);
        final float white = image.getSampleModel().getSampleSize(0) == 16 ? 65535 : 255;
        for (int y = 0, i = 0; y < h; y++)
            for (int x = 0; x < w; x++, i++)
                for (int c = 0; c < to.channels; c++)
                    to.samples[c * w * h + i] = indexed ? (image.getRGB(x, y) >> 16 - 8 * c & 255) / 255f
                            : image.getRaster().getSample(x, y, c) / white;
        return to;
    }

    /** Writes an 8-bit PNG. */
    void write(final Path file) throws IOException {
        final BufferedImage image = new BufferedImage(width, height,
                channels == 3 ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
        final WritableRaster raster = image.getRaster();
        for (int y = 0, i = 0; y < height; y++)
            for (int x = 0; x < width; x++, i++)
                for (int c = 0; c < channels; c++)
                    raster.setSample(x, y, c, Math.round(255 * clip(samples[c * width * height + i])));
        ImageIO.write(image, "png", file.toFile());
    }

    private static float clip(final float v) {
        return Math.max(0, Math.min(1, v));
    }

    /** A mask as a picture, white where it is set. */
    static TestPicture of(final boolean[] mask, final int width) {
        final TestPicture white = new TestPicture(width, mask.length / width, 1);
        for (int i = 0; i < mask.length; i++)
            white.samples[i] = mask[i] ? 1 : 0;
        return white;
    }

    /** Where the first channel is over a half. */
    boolean[] mask() {
        final boolean[] mask = new boolean[width * height];
        for (int i = 0; i < mask.length; i++)
            mask[i] = samples[i] > 0.5;
        return mask;
    }

    /** The mean of the channels. */
    double[] grey() {
        final double[] grey = new double[width * height];
        for (int c = 0, j = 0; c < channels; c++)
            for (int i = 0; i < grey.length; i++)
                grey[i] += samples[j++] / channels;
        return grey;
    }

    /** A copy with black under the mask. */
    TestPicture without(final boolean[] mask) {
        final float[] to = samples.clone();
        for (int j = 0; j < to.length; j++)
            if (mask[j % mask.length])
                to[j] = 0;
        return new TestPicture(width, height, channels, to);
    }

    /** A copy that an engine has filled. */
    TestPicture filled(final Result result, final boolean[] mask) {
        return with(new TestPicture(width, height, channels, PatchScenes.samples(result, 0)), mask);
    }

    /** A copy that has another's samples under the mask; a grey one is spread over the channels. */
    TestPicture with(final TestPicture fill, final boolean[] mask) {
        final float[] to = samples.clone();
        for (int j = 0; j < to.length; j++)
            if (mask[j % mask.length])
                to[j] = fill.samples[j % fill.samples.length];
        return new TestPicture(width, height, channels, to);
    }

    /** The scene of an engine that is to fill the mask. */
    Scene scene(final boolean[] mask) {
        final float[] hole = of(mask, width).samples, valid = new float[mask.length];
        Arrays.fill(valid, 1);
        return new Scene(ArrayImgs.floats(samples.clone(), width, height, channels),
                ArrayImgs.floats(hole, width, height), ArrayImgs.floats(valid, width, height),
                new Box(0, 0, width, height));
    }
}
