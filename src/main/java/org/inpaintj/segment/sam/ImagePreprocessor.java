package org.inpaintj.segment.sam;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.core.Plane;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.raster.PillowResampler;
import org.inpaintj.raster.TorchBilinear;
import org.inpaintj.segment.ResizeTransform;
import org.inpaintj.segment.RgbImage;

/**
 * The preprocessor makes of a picture what an image encoder wants to be fed.
 *
 * @param resize how the picture gets to the encoder's size
 * @param last   true for an input [height, width, 3] of values 0 to 255 that the network normalises and pads itself,
 *               false for a normalised [1, 3, height, width]
 * @param side   of the encoder's square, px
 * @param mean   what is subtracted from red, green and blue, in units of 0 to 255
 * @param std    what they are divided by then
 */
record ImagePreprocessor(Resize resize, boolean last, int side, float[] mean, float[] std) {

    /** Of ImageNet, which all but a few of these networks use. */
    static final float[] MEAN = { 123.675f, 116.28f, 103.53f }, STD = { 58.395f, 57.12f, 57.375f };

    /** How a picture gets to the encoder's size: as it was done when the network was trained. */
    enum Resize {
        /** The longer side fills the square; Pillow's 8-bit resampling. */
        FIT,
        /** Stretched to the square, with Pillow's 8-bit resampling. */
        STRETCH,
        /** Stretched to the square, antialiased, without rounding. */
        STRETCH_SMOOTHLY,
        /** Stretched to the square by linear interpolation of the nearest pixels; masks come back by cubic one. */
        STRETCH_SHARPLY
    }

    ResizeTransform transform(final int width, final int height) {
        return resize == Resize.FIT ? ResizeTransform.fit(width, height, side)
                : ResizeTransform.stretch(width, height, side, resize == Resize.STRETCH_SHARPLY);
    }

    Tensor tensor(final RgbImage rgb) {
        final ResizeTransform transform = transform(rgb.width(), rgb.height());
        final List<Plane> planes = switch (resize) {
            case FIT, STRETCH ->
                    planes(new RgbImage(transform.across(), transform.down(), PillowResampler.LINEAR.resize(
                    rgb.rgb(), 3, rgb.width(), rgb.height(), transform.across(), transform.down())));
            case STRETCH_SMOOTHLY -> planes(rgb).stream()
                    .map(p -> PillowResampler.LINEAR.resize(p, side, side)).toList();
            case STRETCH_SHARPLY -> {
                final TorchBilinear bilinear = new TorchBilinear(rgb.width(), rgb.height(), side, side);
                yield planes(rgb).stream().map(bilinear::resize).toList();
            }
        };
        return last ? raw(planes) : normalised(planes);
    }

    /** Red, green and blue of 0 to 255. */
    private static List<Plane> planes(final RgbImage rgb) {
        final List<Plane> planes = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            final Plane plane = new Plane(rgb.width(), rgb.height());
            for (int i = 0; i < plane.values().length; i++)
                plane.values()[i] = rgb.rgb()[3 * i + c] & 0xff;
            planes.add(plane);
        }
        return planes;
    }

    private Tensor normalised(final List<Plane> planes) {
        final float[] out = new float[3 * side * side];
        for (int c = 0; c < 3; c++) {
            final Plane plane = planes.get(c);
            for (int y = 0, i = 0; y < plane.height(); y++)
                for (int x = 0; x < plane.width(); x++, i++)
                    out[(c * side + y) * side + x] = (plane.values()[i] - mean[c]) / std[c];
        }
        return Tensor.of(out, 1, 3, side, side);
    }

    /** The whole square, for some exports cannot pad: filled with what the normalisation turns into 0. */
    private Tensor raw(final List<Plane> planes) {
        final float[] out = new float[3 * side * side];
        for (int i = 0; i < out.length; i++)
            out[i] = mean[i % 3];
        for (int c = 0; c < 3; c++) {
            final Plane plane = planes.get(c);
            for (int y = 0, i = 0; y < plane.height(); y++)
                for (int x = 0; x < plane.width(); x++, i++)
                    out[(y * side + x) * 3 + c] = plane.values()[i];
        }
        return Tensor.of(out, side, side, 3);
    }
}
