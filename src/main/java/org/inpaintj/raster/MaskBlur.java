package org.inpaintj.raster;

import org.inpaintj.core.Box;

/**
 * The mask blur of the WebUI: the Gaussian of OpenCV for 8-bit pictures, to the bit. Its kernel is cut at two and a
 * half sigma and has weights of whole 256ths, the picture is mirrored at its border, and each of both passes rounds to
 * whole 255ths. So the blur ends where it is less than that, which matters to soft inpainting: there any value above 0
 * is 1 in the end.
 *
 * @see <a href="https://github.com/opencv/opencv/blob/4.x/modules/imgproc/src/smooth.dispatch.cpp">OpenCV's blur</a>
 */
public final class MaskBlur {

    private static final int WHITE = 255, UNIT = 256;

    private MaskBlur() {}

    /**
     * The blurred mask, over the smallest box that holds it.
     *
     * @param sigma px; 0 leaves the mask as it is
     * @param image where it may reach, and where it is mirrored
     */
    public static Mask blur(final Mask mask, final double sigma, final Box image) {
        final Mask inside = mask.over(mask.box().intersect(image));
        if (sigma == 0 || inside.box().isEmpty())
            return inside;
        final int[] kernel = kernel(sigma);
        final Box box = inside.box().grow(kernel.length / 2).intersect(image);
        final float[] before = inside.over(box).values();
        int[] levels = new int[before.length];
        for (int i = 0; i < levels.length; i++)
            levels[i] = Math.round(WHITE * before[i]);
        levels = rows(levels, box.width(), box.height(), kernel, box.x() - image.x(), image.width());
        levels = turned(rows(turned(levels, box.width()), box.height(), box.width(), kernel, box.y() - image.y(),
                image.height()), box.height());
        final float[] out = new float[levels.length];
        for (int i = 0; i < out.length; i++)
            out[i] = levels[i] / (float) WHITE;
        return new Mask(box, out).trim();
    }

    /** How far it reaches at most, px. */
    public static int reach(final double sigma) {
        return (int) (2.5 * sigma + 0.5);
    }

    /** Weights in 256ths, which they add up to; what rounding one of them leaves goes to the next. */
    static int[] kernel(final double sigma) {
        final int reach = reach(sigma);
        final double[] gauss = new double[2 * reach + 1];
        double sum = 0;
        for (int i = 0; i < gauss.length; i++)
            sum += gauss[i] = Math.exp(-(i - reach) * (i - reach) / (2 * sigma * sigma));
        final int[] kernel = new int[gauss.length];
        double left = 0;
        int middle = UNIT;
        for (int i = 0; i < reach; i++) {
            final double exact = gauss[i] / sum * UNIT + left;
            kernel[i] = kernel[2 * reach - i] = (int) Math.rint(exact);
            left = exact - kernel[i];
            middle -= 2 * kernel[i];
        }
        kernel[reach] = middle;
        return kernel;
    }

    /**
     * @param first  where the rows begin in those of the image
     * @param length of the rows of the image; beyond what is given of them they are 0
     */
    private static int[] rows(final int[] levels, final int width, final int height, final int[] kernel,
            final int first, final int length) {
        final int reach = kernel.length / 2;
        final int[] from = new int[width + 2 * reach], line = new int[from.length], out = new int[levels.length];
        for (int i = 0; i < from.length; i++)
            from[i] = mirrored(first + i - reach, length) - first;
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < line.length; i++)
                line[i] = from[i] < 0 || from[i] >= width ? 0 : levels[y * width + from[i]];
            // where the levels after a column stay the same; of an even stretch the weighted mean is its level
            int same = line.length;
            for (int x = line.length - 1; x >= 0; x--) {
                same = x + 1 < line.length && line[x + 1] == line[x] ? same : x + 1;
                if (x < width)
                    out[y * width + x] = same >= x + kernel.length ? line[x] : mean(line, x, kernel);
            }
        }
        return out;
    }

    private static int mean(final int[] line, final int at, final int[] kernel) {
        int sum = UNIT / 2;
        for (int k = 0; k < kernel.length; k++)
            sum += kernel[k] * line[at + k];
        return sum / UNIT;
    }

    /** Without the pixel at the border twice. */
    private static int mirrored(final int at, final int length) {
        if (length == 1)
            return 0;
        final int period = 2 * (length - 1), in = Math.floorMod(at, period);
        return Math.min(in, period - in);
    }

    private static int[] turned(final int[] levels, final int width) {
        final int height = levels.length / width;
        final int[] out = new int[levels.length];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                out[x * height + y] = levels[y * width + x];
        return out;
    }
}
