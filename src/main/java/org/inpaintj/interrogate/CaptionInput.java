package org.inpaintj.interrogate;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.PreprocessorConfig;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;
import org.inpaintj.segment.RgbImage;

/**
 * This class makes of a picture what an image encoder looks at: stretched to its size, scaled and normalised, as
 * preprocessor_config.json says and transformers' image processors of BLIP and ViT do it.
 *
 * @param width  of what the encoder looks at, px
 * @param height of what the encoder looks at, px
 */
record CaptionInput(PreprocessorConfig preprocessor, int width, int height) {

    private static final int CHANNELS = 3, MAX_SIDE = 4096;
    /** What BLIP and ViT look at where nothing says otherwise, px, and Pillow's numbers of their kernels. */
    private static final int BLIP_SIDE = 384, VIT_SIDE = 224, CUBIC = 3, LINEAR = 2;

    /** @param config preprocessor_config.json, or empty */
    static CaptionInput read(final OnnxModelInfo encoder, final JsonConfig config, final boolean blip) {
        final PreprocessorConfig preprocessor = blip
                ? PreprocessorConfig.read(config, CUBIC, PreprocessorConfig.CLIP_MEAN, PreprocessorConfig.CLIP_STD)
                : PreprocessorConfig.read(config, LINEAR, PreprocessorConfig.HALF, PreprocessorConfig.HALF);
        if (config.flag("do_center_crop", false) || config.isObject("size") && !(config.child("size").has("height")
                && config.child("size").has("width")))
            throw new InpaintException(config + " asks for a part of the picture, but captioners look at all of it; "
                    + "use an export of BLIP or ViT-GPT2.");
        final int side = blip ? BLIP_SIDE : VIT_SIDE;
        final boolean sized = config.isObject("size");
        final int high = sized ? config.child("size").whole("height", side) : config.whole("size", side),
                wide = sized ? config.child("size").whole("width", side) : config.whole("size", side);
        final ValueInfo in = encoder.inputs().get(0);
        final CaptionInput input = new CaptionInput(preprocessor, in.size(3) > 0 ? (int) in.size(3) : wide,
                in.size(2) > 0 ? (int) in.size(2) : high);
        if (!in.accepts(1, CHANNELS, input.height, input.width) || Math.min(input.width, input.height) < 1
                || Math.max(input.width, input.height) > MAX_SIDE)
            throw new InpaintException(encoder.file() + " is no encoder of a captioner: it looks at " + in
                    + "; use an export of BLIP or ViT-GPT2.");
        return input;
    }

    /** [1, 3, height, width] */
    Tensor of(final RgbImage rgb) {
        final byte[] pixels = preprocessor.kernel().resize(rgb.rgb(), CHANNELS, rgb.width(), rgb.height(), width,
                height);
        final int plane = width * height;
        final float[] values = new float[CHANNELS * plane];
        for (int i = 0; i < plane; i++)
            for (int c = 0; c < CHANNELS; c++)
                values[c * plane + i] = preprocessor.tones()[c][pixels[CHANNELS * i + c] & 0xff];
        return Tensor.of(values, 1, CHANNELS, height, width);
    }
}
