package org.inpaintj.engine.diffusion;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.onnx.Tensor;

/**
 * Pictures from images and tensors and back: images have the axes x, y, channel, tensors the shape 1, channels, y, x.
 */
final class PicturePlanes {

    private static final int COLOURS = 3;

    private PicturePlanes() {}

    /**
     * The picture of an image.
     *
     * @param pixels    red, green and blue along the third axis; what is beyond 0..1 is cut off
     * @param mask      1 = repaint, empty to repaint everything
     * @param strengths how far each pixel may change, of one channel; empty for all of it
     */
    static MaskedPicture picture(final RandomAccessibleInterval<FloatType> pixels,
            final Optional<RandomAccessibleInterval<FloatType>> mask,
            final Optional<RandomAccessibleInterval<FloatType>> strengths) {
        return new MaskedPicture(Plane.channels(pixels).stream().map(Plane::clamp).toList(),
                mask.map(m -> Plane.of(m).clamp()), strengths.map(s -> Plane.of(s, 0).clamp()));
    }

    /**
     * The picture whose latents are to be stretched.
     *
     * @throws InpaintException if the model works at one size only
     */
    static Optional<List<Plane>> unscaled(final Scene scene, final DiffusionModel model) {
        final RandomAccessibleInterval<FloatType> given = scene.inputs().get(SceneInput.UNSCALED);
        if (given != null && model.onlyWidth() + model.onlyHeight() > 0)
            throw new InpaintException("The model in " + model.folder() + " was exported for one size, so it cannot "
                    + "encode a picture of another one: take another way to resize, or export it with free axes.");
        return Optional.ofNullable(given)
                .map(pixels -> picture(pixels, Optional.empty(), Optional.empty()).planes());
    }

    /** The planes of a picture as an image, what is beyond 0..1 cut off. */
    static RandomAccessibleInterval<FloatType> image(final List<Plane> planes) {
        return Plane.image(planes.stream().map(plane -> plane.copy().clamp()).toList());
    }

    /** A tensor as an image. */
    static RandomAccessibleInterval<FloatType> image(final Tensor tensor) {
        return ArrayImgs.floats(tensor.array(), tensor.size(3), tensor.size(2), tensor.size(1));
    }

    /** Red, green and blue of the pixels of one image, a tensor of three channels. */
    static List<Plane> planes(final Tensor pixels) {
        final float[] all = pixels.array();
        final int width = Math.toIntExact(pixels.size(3)), height = Math.toIntExact(pixels.size(2));
        final int area = width * height;
        return IntStream.range(0, COLOURS).mapToObj(c ->
                new Plane(Arrays.copyOfRange(all, c * area, (c + 1) * area), width, height)).toList();
    }

    /** The planes of a picture as a tensor, in the same range. */
    static Tensor tensor(final MaskedPicture picture) {
        final Tensor pixels = Tensor.zeros(1, picture.planes().size(), picture.height(), picture.width());
        final FloatBuffer to = pixels.buffer();
        picture.planes().forEach(plane -> to.put(plane.values()));
        return pixels;
    }
}
