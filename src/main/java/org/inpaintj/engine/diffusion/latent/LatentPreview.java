package org.inpaintj.engine.diffusion.latent;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.core.LinearSolver;
import org.inpaintj.core.Plane;

/**
 * The colours of latents, roughly and at once, for a preview: for red, green and blue a linear function of the
 * channels, fitted by least squares to the picture that the latents were encoded from. So it needs no table for any
 * autoencoder.
 */
public final class LatentPreview {

    /** Keeps the fit of a flat picture finite. */
    private static final double RIDGE = 1e-3;

    private final int width, height, channels, factor;
    private final double[][] weights;

    /**
     * @param latents  channel by row by column
     * @param planes   red, green and blue, each factor x factor times as large
     * @param width    of the latents
     * @param height   of the latents
     */
    public LatentPreview(final float[] latents, final List<Plane> planes, final int width, final int height,
            final int factor) {
        this.width = width;
        this.height = height;
        this.factor = factor;
        channels = latents.length / (width * height);
        final double[][] system = new double[channels + 1][channels + 1 + planes.size()];
        for (int i = 0; i < width * height; i++)
            for (int r = 0; r <= channels; r++) {
                for (int c = 0; c <= channels; c++)
                    system[r][c] += value(latents, r, i) * value(latents, c, i);
                for (int c = 0; c < planes.size(); c++)
                    system[r][channels + 1 + c] += value(latents, r, i) * mean(planes.get(c), i);
            }
        for (int r = 0; r <= channels; r++)
            system[r][r] += RIDGE * width * height;
        weights = LinearSolver.solvePositiveDefinite(system);
    }

    private double value(final float[] latents, final int channel, final int at) {
        return channel == channels ? 1 : latents[channel * width * height + at];
    }

    private double mean(final Plane plane, final int at) {
        double sum = 0;
        for (int y = 0; y < factor; y++)
            for (int x = 0; x < factor; x++)
                sum += plane.at(at % width * factor + x, at / width * factor + y);
        return sum / (factor * factor);
    }

    /** Red, green and blue, 0..1, as large as the picture. */
    public List<Plane> planes(final float[] latents) {
        final List<Plane> out = new ArrayList<>();
        for (final double[] weight : weights) {
            final Plane plane = new Plane(width * factor, height * factor);
            for (int i = 0; i < width * height; i++) {
                double sum = 0;
                for (int c = 0; c <= channels; c++)
                    sum += weight[c] * value(latents, c, i);
                for (int y = 0; y < factor; y++)
                    for (int x = 0; x < factor; x++)
                        plane.values()[((i / width) * factor + y) * width * factor + i % width * factor + x] =
                                (float) Math.min(1, Math.max(0, sum));
            }
            out.add(plane);
        }
        return out;
    }
}
