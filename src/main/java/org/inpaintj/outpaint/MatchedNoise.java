package org.inpaintj.outpaint;

import java.util.Arrays;

import org.inpaintj.core.InpaintException;
import org.inpaintj.raster.Fft;
import org.inpaintj.raster.HistogramMatch;

/**
 * The matched noise of Outpainting mk2 (A1111's {@code get_matched_noise}): noise that has the amplitude spectrum of a
 * picture, its phases and its colours, for diffusion to start from. Deterministic: the noise is always that of the
 * seed 0.
 */
final class MatchedNoise {

    /** As many as the WebUI's pictures have. */
    private static final int COLOURS = 3;

    private final double[][] picture;
    private final boolean[] masked;
    private final boolean[] measured;
    private final int width;
    private final int height;

    /**
     * @param picture  one array a channel, row by row, nominally 0 to 1, all finite; not written to
     * @param masked   true where noise is wanted
     * @param measured false where a number of the picture is a stand-in; not to be learned from
     */
    MatchedNoise(final double[][] picture, final boolean[] masked, final boolean[] measured, final int width,
            final int height) {
        this.picture = picture;
        this.masked = masked;
        this.measured = measured;
        this.width = width;
        this.height = height;
    }

    /**
     * The picture with noise where it is masked.
     *
     * @param falloff the power of the picture's amplitudes in those of the noise: 0 has all frequencies, larger numbers
     *                only those that are strong in the picture
     * @param jitter  how much each channel has a noise of its own, 0 to 1 (color variation)
     * @return new arrays; what is masked lies between the darkest and the brightest known number of its channel
     * @throws InpaintException if the picture is black
     */
    double[][] fill(final double falloff, final double jitter) {
        final double[][] shaped = noise(jitter);
        final double brightest = brightest(), mean = mean();
        if (brightest <= 0)
            throw new InpaintException("The picture is black all over, so method=mk2 has nothing to shape its noise "
                    + "from: take method=mosaic or method=patch.");
        final double[] window = window();
        for (int c = 0; c < picture.length; c++)
            shape(shaped[c], c, falloff, brightest, mean, window);
        spread(shaped);
        final double[][] out = new double[picture.length][];
        for (int c = 0; c < out.length; c++)
            out[c] = matched(picture[c], shaped[c]);
        return out;
    }

    /** Uniform, by row, column and channel; a single channel takes the mean of three. */
    private double[][] noise(final double jitter) {
        final Pcg64 random = new Pcg64();
        final int drawn = Math.max(COLOURS, picture.length);
        final double[][] noise = new double[picture.length][width * height];
        final double[] pixel = new double[drawn];
        for (int i = 0; i < width * height; i++) {
            double sum = 0;
            for (int c = 0; c < drawn; c++)
                sum += pixel[c] = random.next();
            final double grey = sum / drawn;
            for (int c = 0; c < noise.length; c++)
                noise[c][i] = noise.length == 1 ? grey : pixel[c] * jitter + (1 - jitter) * grey;
        }
        return noise;
    }

    private double brightest() {
        double most = 0;
        for (final double[] channel : picture)
            for (int i = 0; i < channel.length; i++)
                if (!masked[i])
                    most = Math.max(most, channel[i]);
        return most;
    }

    /** Of the whole canvas, what is masked included. */
    private double mean() {
        double sum = 0;
        for (final double[] channel : picture)
            sum += Arrays.stream(channel).sum();
        return sum / ((double) picture.length * width * height);
    }

    /** What lets pass low frequencies more than high ones: 1 / ((u^2 + 1) (v^2 + 1)). */
    private double[] window() {
        final double[] across = window(width), down = window(height), out = new double[width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                out[y * width + x] = across[x] * down[y];
        return out;
    }

    private double[] window(final int size) {
        final double scale = size / (double) Math.min(width, height);
        final double[] out = new double[size];
        for (int k = 0; k < size; k++) {
            // the mean is in the middle there, and first here
            final double u = ((double) ((k + size / 2) % size) / size * 2 - 1) * scale;
            out[k] = 1 / (u * u + 1);
        }
        return out;
    }

    /** Gives noise the amplitudes of a channel and its phases, in place. */
    private void shape(final double[] noise, final int c, final double falloff, final double brightest,
            final double mean, final double[] window) {
        final int n = width * height;
        final double[] re = new double[n], im = new double[n], other = new double[n];
        for (int i = 0; i < n; i++)
            re[i] = masked[i] ? mean : picture[c][i] / brightest;
        Fft.transform(re, im, width, height, false);
        Fft.transform(noise, other, width, height, false);
        for (int i = 0; i < n; i++) {
            final double amplitude = Math.hypot(re[i], im[i]);
            final double a = noise[i] * window[i], b = other[i] * window[i];
            final double power = (a * a + b * b) * Math.pow(amplitude, falloff);
            re[i] = amplitude == 0 ? 0 : re[i] / amplitude * power;
            im[i] = amplitude == 0 ? 0 : im[i] / amplitude * power;
        }
        Fft.transform(re, im, width, height, true);
        System.arraycopy(re, 0, noise, 0, n);
    }

    /** From 0 to 1, all channels alike. */
    private static void spread(final double[][] shaped) {
        double least = Double.POSITIVE_INFINITY, most = Double.NEGATIVE_INFINITY;
        for (final double[] channel : shaped)
            for (final double value : channel) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        final double range = most - least;
        for (final double[] channel : shaped)
            for (int i = 0; i < channel.length; i++)
                channel[i] = range > 0 ? (channel[i] - least) / range : 0;
    }

    /** A channel with noise where it is masked, in the colours of the rest. */
    private double[] matched(final double[] channel, final double[] noise) {
        final double[] out = channel.clone(), reference = new double[channel.length];
        final int[] holes = new int[channel.length];
        int known = 0, hole = 0;
        for (int i = 0; i < channel.length; i++)
            if (masked[i])
                holes[hole++] = i;
            else if (measured[i])
                reference[known++] = channel[i];
        final double[] source = new double[hole];
        for (int j = 0; j < hole; j++)
            source[j] = noise[holes[j]];
        final double[] made = HistogramMatch.match(source, Arrays.copyOf(reference, known));
        for (int j = 0; j < hole; j++)
            out[holes[j]] = made[j];
        return out;
    }
}
