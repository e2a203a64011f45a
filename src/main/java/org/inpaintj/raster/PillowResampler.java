package org.inpaintj.raster;

import java.util.function.DoubleUnaryOperator;

import org.inpaintj.core.Plane;

/**
 * Resizes pictures and planes; where it shrinks, the kernel is widened by the factor, so that nothing aliases. The
 * weights are those of Pillow, and so are the pixels of 8-bit pictures, to the bit.
 *
 * @see <a href="https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c">Pillow's resampling</a>
 */
public enum PillowResampler {

    /** The mean over each new pixel's area. */
    BOX(0.5, x -> x > -0.5 && x <= 0.5 ? 1 : 0),

    /** Linear between neighbours: what most vision models were trained with. */
    LINEAR(1, x -> Math.max(0, 1 - Math.abs(x))),

    /** Hamming-windowed sinc of one lobe. */
    HAMMING(1, x -> x == 0 ? 1 : Math.abs(x) >= 1 ? 0
            : Math.sin(Math.PI * x) / (Math.PI * x) * (0.54 + 0.46 * Math.cos(Math.PI * x))),

    /** Cubic convolution with a = -1/2 (Keys 1981): for masks, as in the WebUI. */
    CUBIC(2, x -> {
        final double d = Math.abs(x);
        return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }),

    /** Windowed sinc of three lobes (Lanczos 1956; Duchon 1979): for pictures. */
    LANCZOS(3, x -> x == 0 ? 1 : x < -3 || x >= 3 ? 0
            : 3 * Math.sin(Math.PI * x) * Math.sin(Math.PI * x / 3) / (Math.PI * Math.PI * x * x));

    /** Bits behind the point of the whole numbers that Pillow makes of the weights. */
    private static final int PRECISION = 22;

    /** The pixels that one new pixel is made of: their weights, from the pixel {@code first} on. */
    private record Taps(int first, double[] weights) {
    }

    private final double reach;
    private final DoubleUnaryOperator kernel;

    PillowResampler(final double reach, final DoubleUnaryOperator kernel) {
        this.reach = reach;
        this.kernel = kernel;
    }

    /**
     * A plane at another size; pixels are areas, so corners stay corners. The same plane if the size is the same.
     *
     * @param wide new width, px
     * @param high new height, px
     */
    public Plane resize(final Plane plane, final int wide, final int high) {
        final int width = plane.width(), height = plane.height();
        if (width == wide && height == high)
            return plane;
        final float[] rows = new float[wide * height];
        for (int x = 0; x < wide; x++) {
            final Taps taps = taps(x, width, wide);
            for (int y = 0; y < height; y++)
                rows[y * wide + x] = sum(plane.values(), y * width + taps.first, 1, taps.weights);
        }
        final float[] out = new float[wide * high];
        for (int y = 0; y < high; y++) {
            final Taps taps = taps(y, height, high);
            for (int x = 0; x < wide; x++)
                out[y * wide + x] = sum(rows, taps.first * wide + x, wide, taps.weights);
        }
        return new Plane(out, wide, high);
    }

    private static float sum(final float[] plane, final int from, final int stride, final double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++)
            sum += weights[i] * plane[from + i * stride];
        return (float) sum;
    }

    /**
     * An 8-bit picture at another size, as Pillow's {@code resize} makes it since version 13: along one axis after the
     * other, rounded to 8 bits in between. The same picture if the size is the same.
     *
     * @param pixels   row by row, the channels of a pixel side by side
     * @param channels of a pixel
     * @param width    of the picture, px
     * @param height   of the picture, px
     * @param wide     new width, px
     * @param high     new height, px
     */
    public byte[] resize(final byte[] pixels, final int channels, final int width, final int height, final int wide,
            final int high) {
        final boolean columnsFirst = height > high && 2L * (width - wide) < height - high;
        return columnsFirst ? rows(columns(pixels, width * channels, height, high), channels, width, high, wide)
                : columns(rows(pixels, channels, width, height, wide), wide * channels, height, high);
    }

    /**
     * The same as Pillow made it before version 13, and so the WebUI: always across first.
     *
     * @param channels of a pixel
     */
    public byte[] resizeAcrossFirst(final byte[] pixels, final int channels, final int width, final int height,
            final int wide, final int high) {
        return columns(rows(pixels, channels, width, height, wide), wide * channels, height, high);
    }

    private byte[] rows(final byte[] pixels, final int channels, final int width, final int height, final int wide) {
        if (width == wide)
            return pixels;
        final int[] first = new int[wide];
        final int[][] weights = new int[wide][];
        for (int x = 0; x < wide; x++) {
            final Taps taps = taps(x, width, wide);
            first[x] = taps.first;
            weights[x] = whole(taps.weights);
        }
        final byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(wide, channels), height)];
        for (int y = 0, at = 0; y < height; y++)
            for (int x = 0; x < wide; x++)
                for (int c = 0; c < channels; c++)
                    out[at++] = sum(pixels, (y * width + first[x]) * channels + c, channels, weights[x]);
        return out;
    }

    private byte[] columns(final byte[] pixels, final int row, final int height, final int high) {
        if (height == high)
            return pixels;
        final byte[] out = new byte[Math.multiplyExact(row, high)];
        for (int y = 0; y < high; y++) {
            final Taps taps = taps(y, height, high);
            final int[] weights = whole(taps.weights);
            for (int i = 0; i < row; i++)
                out[y * row + i] = sum(pixels, taps.first * row + i, row, weights);
        }
        return out;
    }

    private static byte sum(final byte[] pixels, final int from, final int stride, final int[] weights) {
        int sum = 1 << PRECISION - 1;
        for (int i = 0; i < weights.length; i++)
            sum += weights[i] * (pixels[from + i * stride] & 0xff);
        return (byte) Math.max(0, Math.min(255, sum >> PRECISION));
    }

    private static int[] whole(final double[] weights) {
        final int[] whole = new int[weights.length];
        for (int i = 0; i < whole.length; i++)
            whole[i] = (int) (weights[i] * (1 << PRECISION) + (weights[i] < 0 ? -0.5 : 0.5));
        return whole;
    }

    private Taps taps(final int at, final int from, final int to) {
        final double scale = (double) from / to, stretch = Math.max(1, scale), support = reach * stretch;
        final double centre = (at + 0.5) * scale, narrow = 1 / stretch;
        final int first = Math.max(0, (int) (centre - support + 0.5));
        final double[] weights = new double[Math.min(from, (int) (centre + support + 0.5)) - first];
        double sum = 0;
        for (int i = 0; i < weights.length; i++)
            sum += weights[i] = kernel.applyAsDouble((first + i - centre + 0.5) * narrow);
        for (int i = 0; i < weights.length; i++)
            weights[i] /= sum;
        return new Taps(first, weights);
    }
}
