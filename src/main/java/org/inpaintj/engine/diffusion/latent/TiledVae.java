package org.inpaintj.engine.diffusion.latent;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

import org.inpaintj.onnx.Tensor;

/**
 * The tiled VAE: runs an encoder or decoder on overlapping squares of its input and joins what it makes of them. In the
 * overlap, a quarter of a
 * side or more, one square fades into the next linearly, as diffusers does it. Each square is normalised and attended
 * to by itself, so that the result differs a little from that of the whole. Lengths are in samples of the latents.
 */
public final class TiledVae {

    private static final int[] SIDES = { 128, 96, 64, 48, 32 };
    private static final int OVERLAP = 4;

    private TiledVae() {}

    /**
     * The side of the squares.
     *
     * @param work    what a square of so many samples needs, bytes
     * @param allowed bytes
     * @return the longer side of the latents if the whole fits or is smaller than any tile, else the longest tile that
     *         fits; the shortest if none does
     */
    public static int side(final int width, final int height, final DoubleUnaryOperator work, final double allowed) {
        if (work.applyAsDouble((double) width * height) <= allowed)
            return Math.max(width, height);
        for (final int side : SIDES)
            if (side < Math.max(width, height) && work.applyAsDouble(area(width, height, side)) <= allowed)
                return side;
        return Math.min(Math.max(width, height), SIDES[SIDES.length - 1]);
    }

    /** Samples of one tile. */
    public static double area(final int width, final int height, final int side) {
        return (double) Math.min(width, side) * Math.min(height, side);
    }

    /**
     * @param in       of shape batch, channels, y, x
     * @param side     of a square; if one square takes all, the network runs once, on {@code in} itself
     * @param inScale  samples of {@code in} along one of the latents
     * @param outScale samples of the result along one of the latents
     * @param network  called for one square after the other
     */
    public static Tensor run(final Tensor in, final int side, final int inScale, final int outScale,
            final UnaryOperator<Tensor> network) {
        final int width = (int) in.size(3) / inScale, height = (int) in.size(2) / inScale;
        if (side >= width && side >= height)
            return network.apply(in);
        final int[] lefts = starts(width, side), tops = starts(height, side);
        final int wide = Math.min(width, side), high = Math.min(height, side);
        final float[] total = new float[width * outScale * height * outScale];
        Tensor out = null;
        for (int row = 0; row < tops.length; row++)
            for (int column = 0; column < lefts.length; column++) {
                final Tensor piece = network.apply(crop(in, lefts[column] * inScale, tops[row] * inScale,
                        wide * inScale,
                        high * inScale));
                if (out == null)
                    out = Tensor.zeros(piece.size(0), piece.size(1), height * outScale, width * outScale);
                add(piece, out, total, fade(lefts, column, wide, outScale), fade(tops, row, high, outScale),
                        lefts[column] * outScale, tops[row] * outScale);
            }
        for (int i = 0; i < out.size(); i++)
            out.buffer().put(i, out.get(i) / total[i % total.length]);
        return out;
    }

    /** Where squares start along an axis, evenly spaced. */
    public static int[] starts(final int length, final int side) {
        final int step = side - side / OVERLAP;
        final int count = length <= side ? 1 : 1 + (length - side + step - 1) / step;
        final int[] starts = new int[count];
        for (int i = 1; i < count; i++)
            starts[i] = (int) Math.round((double) i * (length - side) / (count - 1));
        return starts;
    }

    /** How much a square counts along an axis: 1, falling to 0 where others take over. */
    private static float[] fade(final int[] starts, final int index, final int side, final int scale) {
        final float[] fade = new float[side * scale];
        final double before = index == 0 ? 0 : (starts[index - 1] + side - starts[index]) * scale;
        final double after = index == starts.length - 1 ? 0 : (starts[index] + side - starts[index + 1]) * scale;
        for (int i = 0; i < fade.length; i++)
            fade[i] = (float) Math.min(before > 0 ? Math.min(1, (i + 0.5) / before) : 1,
                    after > 0 ? Math.min(1, (fade.length - i - 0.5) / after) : 1);
        return fade;
    }

    private static Tensor crop(final Tensor in, final int left, final int top, final int width, final int height) {
        final Tensor part = Tensor.zeros(in.size(0), in.size(1), height, width);
        final int across = (int) in.size(3), down = (int) in.size(2);
        for (int plane = 0; plane < in.size(0) * in.size(1); plane++)
            for (int y = 0; y < height; y++)
                part.buffer().position((plane * height + y) * width)
                        .put(in.buffer().slice((plane * down + top + y) * across + left, width));
        return part;
    }

    private static void add(final Tensor piece, final Tensor out, final float[] total, final float[] across,
            final float[] down, final int left, final int top) {
        final int width = (int) out.size(3), height = (int) out.size(2);
        for (int plane = 0; plane < out.size(0) * out.size(1); plane++)
            for (int y = 0; y < down.length; y++)
                for (int x = 0; x < across.length; x++) {
                    final int at = (top + y) * width + left + x;
                    final float weight = across[x] * down[y];
                    if (plane == 0)
                        total[at] += weight;
                    final int to = plane * width * height + at;
                    out.buffer().put(to, out.get(to)
                            + weight * piece.get((plane * down.length + y) * across.length + x));
                }
    }
}
