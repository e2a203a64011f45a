package org.inpaintj.segment.sam;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * A pair is an image encoder and a mask decoder of Segment Anything that fit together.
 *
 * @param features inputs of the decoder by name, and the outputs of the encoder that go there
 * @param config   how pictures are prepared, if the folder says so
 */
record EncoderDecoderPair(OnnxModelInfo encoder, OnnxModelInfo decoder, Map<String, String> features,
        JsonConfig config) {

    /** What decoders read besides features. */
    private static final Set<String> PROMPTS = Set.of("point_coords", "point_labels", "mask_input", "has_mask_input",
            "orig_im_size", "input_points", "input_labels", "input_boxes", "batched_point_coords",
            "batched_point_labels");
    private static final int STRIDE = 16, USUAL_SIDE = 1024, LARGEST_SIDE = 4096, FINER = 4;

    /** @throws InpaintException if they do not belong together, saying why */
    static EncoderDecoderPair of(final OnnxModelInfo encoder, final OnnxModelInfo decoder, final JsonConfig config) {
        final Map<String, String> features = new HashMap<>();
        for (final ValueInfo in : decoder.inputs()) {
            if (PROMPTS.contains(in.name()))
                continue;
            final Optional<ValueInfo> from = encoder.output(in.name()).or(() -> main(encoder, in));
            if (from.isEmpty())
                throw new InpaintException(decoder.file() + " needs " + in + ", which " + encoder.file()
                        + " does not give: it gives " + encoder.outputs() + "; take both files from the same export.");
            if (!fits(from.get(), in))
                throw new InpaintException(encoder.file() + " gives " + from.get() + " where " + decoder.file()
                        + " takes " + in + ": they belong to different models; take both files from the same export.");
            features.put(in.name(), from.get().name());
        }
        if (features.isEmpty())
            throw new InpaintException(decoder.file() + " takes no features of an image, only " + decoder.inputs()
                    + "; it is no decoder of a Segment Anything model.");
        return new EncoderDecoderPair(encoder, decoder, Map.copyOf(features), config);
    }

    /** The features proper, whatever the encoder calls them. */
    private static Optional<ValueInfo> main(final OnnxModelInfo encoder, final ValueInfo in) {
        return in.name().matches("image_embed(ding)?s?") && encoder.outputs().size() == 1
                ? Optional.of(encoder.outputs().get(0)) : Optional.empty();
    }

    private static boolean fits(final ValueInfo from, final ValueInfo to) {
        if (from.rank() < 0 || to.rank() < 0)
            return true;
        if (from.rank() != to.rank())
            return false;
        for (int d = 0; d < from.rank(); d++)
            if (from.size(d) >= 0 && to.size(d) >= 0 && from.size(d) != to.size(d))
                return false;
        return true;
    }

    /** The side of the square that the encoder looks at. */
    int side() {
        final ValueInfo in = image();
        final long told = in.rank() == 4 && in.size(2) > 0 && in.size(2) == in.size(3) ? in.size(2)
                : in.rank() == 3 && in.size(0) > 0 && in.size(0) == in.size(1) ? in.size(0) : configured();
        final long side = told > 0 ? told : embedded() > 0 ? STRIDE * embedded() : USUAL_SIDE;
        if (side > LARGEST_SIDE)
            throw new InpaintException(encoder.file() + " looks at images of " + side + " x " + side + " pixels, more"
                    + " than " + LARGEST_SIDE + "; it is no encoder of a Segment Anything model.");
        return (int) side;
    }

    private long configured() {
        return config.isObject("pad_size") ? config.child("pad_size").whole("height", 0)
                : config.isObject("size") ? config.child("size").whole("longest_edge",
                        config.child("size").whole("height", 0)) : 0;
    }

    /** Rows of the coarsest features, or -1 if the graphs leave them open. */
    private long embedded() {
        long least = -1;
        for (final Map.Entry<String, String> each : features.entrySet())
            for (final ValueInfo valueInfo : List.of(decoder.input(each.getKey()).orElseThrow(),
                    encoder.output(each.getValue()).orElseThrow()))
                if (valueInfo.rank() == 4 && valueInfo.size(2) > 0 && valueInfo.size(2) == valueInfo.size(3))
                    least = least < 0 ? valueInfo.size(2) : Math.min(least, valueInfo.size(2));
        return least;
    }

    /** The encoder's input. */
    ValueInfo image() {
        return encoder.inputs().get(0);
    }

    /** Columns and rows of the mask that the decoder takes. */
    int maskSize() {
        final long told = decoder.input("mask_input").map(p -> p.size(-1)).orElse(-1L);
        return Math.toIntExact(told > 0 ? told : (long) FINER * side() / STRIDE);
    }

    ImagePreprocessor preprocessor(final ImagePreprocessor.Resize resize, final int side) {
        return new ImagePreprocessor(resize, image().rank() == 3, side, channels("image_mean", ImagePreprocessor.MEAN),
                channels("image_std", ImagePreprocessor.STD));
    }

    private float[] channels(final String key, final float[] usual) {
        final List<Double> told = config.numbers(key);
        if (told.size() != usual.length)
            return usual;
        final float[] out = new float[usual.length];
        for (int c = 0; c < out.length; c++)
            out[c] = (float) (told.get(c) * 255);
        return out;
    }

    /** The first of these outputs that the decoder has. */
    String output(final String... names) {
        return Arrays.stream(names).filter(n -> decoder.output(n).isPresent()).findFirst()
                .orElseThrow(() -> new InpaintException(decoder.file() + " gives none of " + String.join(", ", names)
                        + " but " + decoder.outputs() + "; it is no decoder of a Segment Anything model."));
    }
}
