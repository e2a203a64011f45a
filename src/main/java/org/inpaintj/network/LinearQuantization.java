package org.inpaintj.network;

import java.util.List;
import java.util.Map;

/**
 * A linear layer rounded to 8-bit integers, symmetric about 0 with a scale for each output; its inputs are rounded as
 * they come (ONNX Runtime's {@code DynamicQuantizeMatMul}).
 *
 * @param values the integers, of shape in, out
 * @param scales what one step is worth, one an output
 */
public record LinearQuantization(float[] values, float[] scales) {

    /** Names of both among the weights of a module, after its name. */
    public static final String WEIGHT = ".weight_int8", SCALE = ".weight_scale";

    /** Seven bits: processors without VNNI add two products of bytes in 16 bits, where larger ones would be cut off. */
    private static final int MOST = 63;

    /** @param weights of shape out, in */
    public static LinearQuantization of(final float[] weights, final int out, final int in) {
        final float[] values = new float[weights.length], scales = new float[out];
        for (int o = 0; o < out; o++) {
            float most = 0;
            for (int i = 0; i < in; i++)
                most = Math.max(most, Math.abs(weights[o * in + i]));
            scales[o] = most > 0 ? most / MOST : 1;
            for (int i = 0; i < in; i++)
                values[i * out + o] = Math.round(weights[o * in + i] / scales[o]);
        }
        return new LinearQuantization(values, scales);
    }

    /** The integers as bytes. */
    public byte[] bytes() {
        final byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = (byte) values[i];
        return bytes;
    }

    /**
     * Writes the multiplication.
     *
     * @param bias its name, or empty
     */
    public static String multiply(final GraphWriter graph, final String rows, final String weight, final String scale,
            final String bias) {
        return graph.op("DynamicQuantizeMatMul", GraphWriter.MICROSOFT, bias.isEmpty() ? List.of(rows, weight, scale)
                : List.of(rows, weight, scale, "", bias), Map.of());
    }
}
