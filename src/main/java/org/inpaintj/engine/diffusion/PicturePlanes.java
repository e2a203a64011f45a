package org.inpaintj.engine.diffusion;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.inpaintj.onnx.Tensor;

/** Pictures from images and back, in the axis orders of both: x, y, channel of images, planes of rows of pictures. */
final class PicturePlanes {

    private static final int COLOURS = 3;

    private PicturePlanes() {}

    /**
     * The picture of an image.
     *
     * @param pixels red, green and blue along the third axis; what is beyond 0..1 is cut off
     * @param mask   1 = repaint, empty to repaint everything
     */
    static DiffusionPipeline.Picture picture(final RandomAccessibleInterval<FloatType> pixels,
            final Optional<RandomAccessibleInterval<FloatType>> mask) {
        final int width = (int) pixels.dimension(0), height = (int) pixels.dimension(1);
        final float[] all = values(pixels);
        final float[][] planes = new float[COLOURS][];
        for (int c = 0; c < COLOURS; c++)
            planes[c] = Arrays.copyOfRange(all, c * width * height, (c + 1) * width * height);
        return new DiffusionPipeline.Picture(planes, mask.map(PicturePlanes::values), width, height);
    }

    private static float[] values(final RandomAccessibleInterval<FloatType> image) {
        final float[] out = new float[Math.toIntExact(Views.iterable(image).size())];
        final Cursor<FloatType> cursor = Views.flatIterable(image).cursor();
        for (int i = 0; i < out.length; i++)
            out[i] = Math.min(1, Math.max(0, cursor.next().get()));
        return out;
    }

    /** Planes of a picture's size as an image. */
    static RandomAccessibleInterval<FloatType> image(final float[][] planes, final DiffusionPipeline.Picture picture) {
        final int size = picture.width() * picture.height();
        final float[] out = new float[planes.length * size];
        for (int c = 0; c < planes.length; c++)
            System.arraycopy(planes[c], 0, out, c * size, size);
        return ArrayImgs.floats(out, picture.width(), picture.height(), planes.length);
    }

    /** A tensor of shape 1, channels, y, x as an image of the axes x, y, channel. */
    static RandomAccessibleInterval<FloatType> image(final Tensor tensor) {
        return ArrayImgs.floats(tensor.array(), tensor.size(3), tensor.size(2), tensor.size(1));
    }

    /** Red, green and blue of the pixels of one image, a tensor of shape 1, 3, y, x. */
    static float[][] planes(final Tensor pixels) {
        final float[] all = pixels.array();
        final float[][] planes = new float[COLOURS][];
        for (int c = 0; c < planes.length; c++)
            planes[c] = Arrays.copyOfRange(all, c * all.length / planes.length, (c + 1) * all.length / planes.length);
        return planes;
    }

    /** The planes of a picture as a tensor of shape 1, channels, y, x, in the same range. */
    static Tensor tensor(final DiffusionPipeline.Picture picture) {
        final Tensor pixels = Tensor.zeros(1, picture.planes().length, picture.height(), picture.width());
        final FloatBuffer to = pixels.buffer();
        for (final float[] plane : picture.planes())
            to.put(plane);
        return pixels;
    }
}
