package org.inpaintj.segment.text;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.PreprocessorConfig;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ValueInfo;
import org.inpaintj.segment.RgbImage;

/**
 * This class makes of a picture what a detector looks at: resized, scaled, normalised, as preprocessor_config.json says
 * and transformers' image processor of GroundingDINO does it; without that file as the model was trained, but at the
 * size that the graph declares.
 */
final class DetectorInput {

    private static final int SHORTEST = 800, LONGEST = 1333, MAX_SIDE = 8192;

    private final ValueInfo valueInfo;
    private final JsonConfig config;
    private final PreprocessorConfig preprocessor;

    /**
     * What the network sees.
     *
     * @param pixels [1, 3, height, width]
     * @param mask   [1, height, width], 1 on the picture and 0 on what it was padded with
     */
    record Seen(Tensor pixels, Tensor mask) {
    }

    /** Columns and rows, px. */
    private record Size(int width, int height) {
    }

    /**
     * @param valueInfo that the picture is fed to
     * @param config    preprocessor_config.json, or empty
     */
    DetectorInput(final ValueInfo valueInfo, final JsonConfig config) {
        this.valueInfo = valueInfo;
        this.config = config;
        preprocessor = PreprocessorConfig.read(config, 2, PreprocessorConfig.IMAGENET_MEAN,
                PreprocessorConfig.IMAGENET_STD);
    }

    Seen of(final RgbImage image) {
        Size inner = size(image), outer = padded(inner);
        if (!valueInfo.accepts(1, 3, outer.height, outer.width)) {
            inner = new Size(valueInfo.size(3) > 0 ? (int) valueInfo.size(3) : inner.width,
                    valueInfo.size(2) > 0 ? (int) valueInfo.size(2) : inner.height);
            outer = inner;
        }
        if (Math.min(inner.width, inner.height) < 1 || Math.max(outer.width, outer.height) > MAX_SIDE)
            throw new InpaintException("An image of " + image.width() + " x " + image.height() + " pixels is too "
                    + "long and thin for the detector, which would see " + outer.width + " x " + outer.height
                    + "; crop it first.");
        final byte[] rgb = preprocessor.kernel().resize(image.rgb(), 3, image.width(), image.height(), inner.width,
                inner.height);
        final int plane = outer.width * outer.height;
        final float[] pixels = new float[3 * plane], mask = new float[plane];
        for (int y = 0, from = 0; y < inner.height; y++)
            for (int x = 0; x < inner.width; x++) {
                final int to = y * outer.width + x;
                mask[to] = 1;
                for (int c = 0; c < 3; c++)
                    pixels[c * plane + to] = preprocessor.tones()[c][rgb[from++] & 0xff];
            }
        return new Seen(Tensor.of(pixels, 1, 3, outer.height, outer.width),
                Tensor.of(mask, 1, outer.height, outer.width));
    }

    private Size size(final RgbImage rgb) {
        final Size own = new Size(rgb.width(), rgb.height());
        if (!config.flag("do_resize", true))
            return own;
        if (config.isObject("size")) {
            final JsonConfig size = config.child("size");
            if (size.has("height") && size.has("width"))
                return new Size(size.whole("width", 0), size.whole("height", 0));
            if (size.has("max_height") && size.has("max_width"))
                return within(own, size.whole("max_width", 0), size.whole("max_height", 0));
            return shortest(own, size.whole("shortest_edge", SHORTEST), size.whole("longest_edge", Integer.MAX_VALUE));
        }
        if (config.has("size"))
            return shortest(own, config.whole("size", SHORTEST), config.whole("max_size", LONGEST));
        if (valueInfo.size(2) > 0 && valueInfo.size(3) > 0)
            return new Size((int) valueInfo.size(3), (int) valueInfo.size(2));
        return shortest(own, SHORTEST, LONGEST);
    }

    private static Size within(final Size own, final int width, final int height) {
        final double scale = Math.min((double) height / own.height, (double) width / own.width);
        return new Size((int) (own.width * scale), (int) (own.height * scale));
    }

    /** The shorter side at one length, unless the longer one would exceed the other; rounded as the reference does. */
    private static Size shortest(final Size own, final int shortest, final int longest) {
        final double small = Math.min(own.width, own.height), large = Math.max(own.width, own.height);
        double side = shortest;
        int whole = shortest;
        if (large / small * shortest > longest) {
            side = longest * small / large;
            whole = (int) Math.rint(side);
        }
        if (small == whole)
            return own;
        final int other = (int) (side * large / small);
        return own.width < own.height ? new Size(whole, other) : new Size(other, whole);
    }

    private Size padded(final Size inner) {
        if (!config.flag("do_pad", true) || !config.isObject("pad_size"))
            return inner;
        final Size outer = new Size(config.child("pad_size").whole("width", 0),
                config.child("pad_size").whole("height", 0));
        if (outer.width < inner.width || outer.height < inner.height)
            throw new InpaintException(config + " pads images to " + outer.width + " x " + outer.height
                    + ", but this one has " + inner.width + " x " + inner.height + "; correct the file.");
        return outer;
    }
}
