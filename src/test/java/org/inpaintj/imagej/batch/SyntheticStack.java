package org.inpaintj.imagej.batch;

import java.util.Random;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;

/**
 * Stacks whose truth is known, and masks over them. Everything follows from the seed.
 *
 * @param image 8 bits
 * @param mask  a plane for each slice, 255 = repaint
 */
record SyntheticStack(ImagePlus image, ImagePlus mask) {

    static final int SIDE = 128, SLICES = 9;

    /** What is to be seen. */
    enum Kind {
        /** Noise, filtered in all three directions. */
        TEXTURE,
        /** Tubes that cross the slices at a slant. */
        TUBES,
        /** Cells, ellipsoids of a few slices. */
        CELLS
    }

    /** What is to be repainted. */
    enum Holes {
        /** A blob and a scratch in each slice, each at a place of its own. */
        EACH,
        /** The same ones in the three slices in the middle. */
        THREE,
        /** The same ones in all slices. */
        ALL
    }

    /** @param shot whether the slices have shot noise, each its own */
    static SyntheticStack of(final Kind kind, final boolean shot, final Holes holes, final long seed) {
        final Random random = new Random(31 * seed + kind.ordinal());
        final float[][] planes = switch (kind) {
            case TEXTURE -> texture(random);
            case TUBES -> tubes(random);
            case CELLS -> cells(random);
        };
        final ImageStack stack = new ImageStack(SIDE, SIDE), masks = new ImageStack(SIDE, SIDE);
        final Random noise = new Random(97 * seed + 5), places = new Random(61 * seed + 3);
        ByteProcessor mask = holes(places);
        for (int z = 0; z < SLICES; z++) {
            final ByteProcessor slice = new ByteProcessor(SIDE, SIDE);
            for (int i = 0; i < SIDE * SIDE; i++)
                slice.set(i, (int) Math.max(0, Math.min(255, Math.round(planes[z][i]
                        + (shot ? 1.2 * Math.sqrt(Math.max(0, planes[z][i])) * noise.nextGaussian() : 0)))));
            stack.addSlice(slice);
            if (holes == Holes.EACH)
                mask = holes(places);
            masks.addSlice(holes == Holes.THREE && Math.abs(z - SLICES / 2) > 1 ? new ByteProcessor(SIDE, SIDE)
                    : mask.duplicate());
        }
        return new SyntheticStack(stack("stack", stack), stack("mask", masks));
    }

    private static ImagePlus stack(final String title, final ImageStack planes) {
        final ImagePlus made = new ImagePlus(title, planes);
        made.setDimensions(1, SLICES, 1);
        return made;
    }

    /** A blob of 22 px and a scratch of 3 px. */
    private static ByteProcessor holes(final Random random) {
        final ByteProcessor mask = new ByteProcessor(SIDE, SIDE);
        mask.setColor(255);
        mask.fillOval(16 + random.nextInt(SIDE - 56), 16 + random.nextInt(SIDE - 56), 22, 22);
        mask.setLineWidth(3);
        mask.drawLine(8 + random.nextInt(SIDE - 16), 8, 8 + random.nextInt(SIDE - 16), SIDE - 9);
        return mask;
    }

    private static float[][] texture(final Random random) {
        final float[][] coarse = filtered(random, 4, 2), fine = filtered(random, 1.3, 1);
        for (int z = 0; z < SLICES; z++)
            for (int i = 0; i < SIDE * SIDE; i++)
                coarse[z][i] = 110 + 30 * coarse[z][i] + 12 * fine[z][i];
        return coarse;
    }

    /** Gaussian noise of variance 1, filtered. */
    private static float[][] filtered(final Random random, final double across, final double along) {
        final float[][] planes = new float[SLICES][SIDE * SIDE];
        for (final float[] plane : planes)
            for (int i = 0; i < plane.length; i++)
                plane[i] = (float) random.nextGaussian();
        final float[][] out = new float[SLICES][];
        for (int z = 0; z < SLICES; z++)
            out[z] = mixed(planes, z, gauss(along));
        double squares = 0;
        for (int z = 0; z < SLICES; z++) {
            final ij.process.FloatProcessor blurred = new ij.process.FloatProcessor(SIDE, SIDE, out[z]);
            blurred.blurGaussian(across);
            for (int i = 0; i < SIDE * SIDE; i++)
                squares += out[z][i] * out[z][i];
        }
        final float scale = (float) (1 / Math.sqrt(squares / (SLICES * SIDE * SIDE)));
        for (final float[] plane : out)
            for (int i = 0; i < plane.length; i++)
                plane[i] *= scale;
        return out;
    }

    private static double[] gauss(final double sigma) {
        final int r = (int) Math.ceil(3 * sigma);
        return IntStream.rangeClosed(-r, r).mapToDouble(i -> Math.exp(-0.5 * i * i / (sigma * sigma))).toArray();
    }

    private static float[] mixed(final float[][] planes, final int z, final double[] weights) {
        final float[] out = new float[SIDE * SIDE];
        for (int k = 0; k < weights.length; k++) {
            final float[] from = planes[Math.floorMod(z + k - weights.length / 2, SLICES)];
            for (int i = 0; i < out.length; i++)
                out[i] += weights[k] * from[i];
        }
        return out;
    }

    private static float[][] tubes(final Random random) {
        final float[][] planes = new float[SLICES][SIDE * SIDE];
        final float[][] ground = filtered(random, 12, 3);
        for (int z = 0; z < SLICES; z++)
            for (int i = 0; i < SIDE * SIDE; i++)
                planes[z][i] = 60 + 10 * ground[z][i];
        for (int tube = 0; tube < 30; tube++) {
            final double x = random.nextDouble() * SIDE, y = random.nextDouble() * SIDE;
            final double dx = 2 * random.nextGaussian(), dy = 2 * random.nextGaussian();
            final double radius = 4 + 5 * random.nextDouble(), light = 70 + 60 * random.nextDouble();
            for (int z = 0; z < SLICES; z++)
                for (int i = 0; i < SIDE * SIDE; i++) {
                    final double r = Math.hypot(i % SIDE - x - dx * z, i / SIDE - y - dy * z) - radius;
                    // a bright wall around a darker inside
                    planes[z][i] += (float) (light * Math.exp(-0.5 * r * r / 2.2) - (r < 0 ? 15 : 0));
                }
        }
        return planes;
    }

    private static float[][] cells(final Random random) {
        final float[][] planes = new float[SLICES][SIDE * SIDE];
        final float[][] ground = filtered(random, 10, 3), grain = filtered(random, 1.5, 1);
        for (int z = 0; z < SLICES; z++)
            for (int i = 0; i < SIDE * SIDE; i++)
                planes[z][i] = 50 + 6 * ground[z][i];
        for (int cell = 0; cell < 60; cell++) {
            final double x = random.nextDouble() * SIDE, y = random.nextDouble() * SIDE;
            final double at = -2 + (SLICES + 3) * random.nextDouble(), thick = 2 + 2 * random.nextDouble();
            final double radius = 7 + 7 * random.nextDouble(), light = 60 + 60 * random.nextDouble();
            for (int z = 0; z < SLICES; z++)
                for (int i = 0; i < SIDE * SIDE; i++) {
                    final double u = (i % SIDE - x) / radius, v = (i / SIDE - y) / radius, w = (z - at) / thick;
                    final double inside = 1 / (1 + Math.exp(8 * (u * u + v * v + w * w - 1)));
                    planes[z][i] += (float) (inside * (light + 14 * grain[z][i]));
                }
        }
        return planes;
    }
}
