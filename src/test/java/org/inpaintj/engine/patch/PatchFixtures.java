package org.inpaintj.engine.patch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Synthetic micrographs with the structure and noise of the real ones. Grey ones are meant as 16-bit images over the
 * whole range; samples lie in 0..1. The same seed makes the same image.
 */
final class PatchFixtures {

    private final int size;
    private final Random random;

    private PatchFixtures(final int size, final long seed) {
        this.size = size;
        random = new Random(seed);
    }

    /** All kinds, by name. */
    static Map<String, TestPicture> all(final int size, final long seed) {
        final Map<String, TestPicture> all = new LinkedHashMap<>();
        all.put("cells", new PatchFixtures(size, seed + 1).cells());
        all.put("fibres", new PatchFixtures(size, seed + 2).fibres());
        all.put("stained", new PatchFixtures(size, seed + 3).stained());
        all.put("electron", new PatchFixtures(size, seed + 4).electron());
        all.put("smooth", new PatchFixtures(size, seed + 5).smooth());
        all.put("lattice", new PatchFixtures(size, seed + 6).lattice());
        all.put("puncta", new PatchFixtures(size, seed + 7).puncta());
        all.put("corner", new PatchFixtures(size, seed + 8).corner());
        return all;
    }

    /** Where {@link #all}'s "corner" image carries its scale bar and label: x, y, width, height in px. */
    static int[] annotation(final int size) {
        return new int[] { size - 150, size - 48, 140, 40 };
    }

    /** Fluorescent nuclei with chromatin, photon noise. */
    private TestPicture cells() {
        final float[] a = field(60, 0.02f, 0.08f);
        for (int k = 0; k < size * size / 3000; k++) {
            final float bright = 0.25f + 0.55f * random.nextFloat();
            ellipse(a, 9 + 9 * random.nextFloat(), 9 + 9 * random.nextFloat(), 0.12f, bright, 0.15f);
        }
        return grey(photons(a, 150));
    }

    /** Crossing filaments of several widths, photon and read noise. */
    private TestPicture fibres() {
        final float[] a = new float[size * size];
        Arrays.fill(a, 0.05f);
        for (int k = 0; k < size / 7; k++) {
            final double angle = 0.5 + 0.35 * random.nextGaussian(), bend = 6.28 * random.nextDouble();
            final double from = size * (1.8 * random.nextDouble() - 0.4), wide = 1 + 1.2 * random.nextDouble();
            final double bright = 0.15 + 0.45 * random.nextDouble();
            for (int x = 0; x < size; x++) {
                final double middle = from + Math.tan(angle) * (x - size / 2.0) + 12 * Math.sin(x / 60.0 + bend);
                for (int y = (int) Math.max(0, middle - 16); y < Math.min(size, middle + 16); y++) {
                    final double d = (y - middle) * Math.cos(angle) / wide;
                    a[y * size + x] += bright * Math.exp(-0.5 * d * d);
                }
            }
        }
        return grey(noise(photons(a, 120), 0.01f));
    }

    /** Haematoxylin and eosin: optical densities of two dyes, in colour. */
    private TestPicture stained() {
        final float[] eosin = field(6, 0.18f, 0.45f), nuclei = new float[size * size];
        for (int k = 0; k < size * size / 1000; k++)
            ellipse(nuclei, 4 + 5 * random.nextFloat(), 4 + 3 * random.nextFloat(), 0.16f,
                    0.6f + 0.5f * random.nextFloat(), 0);
        final float[] haematoxylinDensity = { 0.65f, 0.70f, 0.29f }, eosinDensity = { 0.05f, 0.69f, 0.08f };
        final TestPicture to = new TestPicture(size, size, 3);
        for (int i = 0; i < nuclei.length; i++) {
            final float noise = 0.015f * (float) random.nextGaussian();
            for (int c = 0; c < 3; c++)
                to.samples()[c * nuclei.length + i] = clip(noise + (float) Math.exp(
                        -nuclei[i] * haematoxylinDensity[c] - Math.max(0.05f, eosin[i]) * eosinDensity[c]));
        }
        return to;
    }

    /** Membranes, granular organelles and strong noise, as in transmission electron microscopy. */
    private TestPicture electron() {
        final float[] a = field(9, 1, 0), grain = field(2, 1, 0);
        for (int i = 0; i < a.length; i++) {
            final float membrane = (float) Math.exp(-a[i] * a[i] / 0.0144f);
            a[i] = 0.62f - 0.4f * membrane - (a[i] > 0.9f ? 0.1f + 0.05f * grain[i] : 0) + 0.03f * grain[i];
        }
        return grey(noise(a, 0.07f));
    }

    /** An uneven, empty background. */
    private TestPicture smooth() {
        return grey(noise(field(size / 8.0, 0.08f, 0.45f), 0.004f));
    }

    /** A tilted square lattice, as of atoms, under slowly changing light. */
    private TestPicture lattice() {
        final float[] a = new float[size * size];
        for (int i = 0; i < a.length; i++) {
            final double x = i % size, y = i / size;
            final double u = x * Math.cos(0.3) + y * Math.sin(0.3), v = y * Math.cos(0.3) - x * Math.sin(0.3);
            a[i] = (float) (0.4 + 0.2 * Math.cos(2 * Math.PI * u / 13.7) * Math.cos(2 * Math.PI * v / 13.7)
                    + 0.05 * Math.cos(x / 150));
        }
        return grey(noise(a, 0.04f));
    }

    /** Bright spots on a cloudy background, photon noise. */
    private TestPicture puncta() {
        final float[] spots = new float[size * size], a = field(25, 0.08f, 0.15f);
        for (int k = 0; k < size * size / 290; k++)
            spots[random.nextInt(spots.length)] -= (float) Math.log(1 - random.nextFloat());
        blur(spots, 1.6);
        for (int i = 0; i < a.length; i++)
            a[i] = 0.6f * (Math.max(0, a[i]) + 9 * spots[i]);
        return grey(photons(a, 90));
    }

    /** A tissue border beside empty ground that carries a scale bar with a label in its corner. */
    private TestPicture corner() {
        final float[] a = field(30, 1, 0), fine = field(3, 0.08f, 0);
        for (int i = 0; i < a.length; i++) {
            final double inside = (size * 0.62 - i % size - 0.35 * (i / size) + 25 * a[i]) / 6;
            a[i] = (float) (0.85 - (0.4 + fine[i]) / (1 + Math.exp(-inside)));
        }
        noise(a, 0.012f);
        final int[] box = annotation(size);
        final String[] label = { "1110111", "1010101", "1010101", "1010101", "1110111" };
        for (int y = 0; y < 6; y++)
            for (int x = 0; x < 120; x++)
                a[(box[1] + 28 + y) * size + box[0] + 10 + x] = 0;
        for (int y = 0; y < 15; y++)
            for (int x = 0; x < 21; x++)
                if (label[y / 3].charAt(x / 3) == '1')
                    a[(box[1] + 6 + y) * size + box[0] + 60 + x] = 0;
        return grey(a);
    }

    private TestPicture grey(final float[] a) {
        final TestPicture to = new TestPicture(size, size, 1);
        for (int i = 0; i < a.length; i++) // 16-bit steps
            to.samples()[i] = Math.round(65535 * clip(a[i])) / 65535f;
        return to;
    }

    private static float clip(final float v) {
        return Math.max(0, Math.min(1, v));
    }

    /** Smooth Gaussian noise of a mean and a standard deviation. */
    private float[] field(final double sigma, final float deviation, final float mean) {
        final float[] a = new float[size * size];
        for (int i = 0; i < a.length; i++)
            a[i] = (float) random.nextGaussian();
        blur(a, sigma);
        double sum = 0, squares = 0;
        for (final float v : a) {
            sum += v;
            squares += v * v;
        }
        final double m = sum / a.length, s = Math.sqrt(squares / a.length - m * m);
        for (int i = 0; i < a.length; i++)
            a[i] = (float) (mean + deviation * (a[i] - m) / s);
        return a;
    }

    /** Smooth random blobs. */
    static boolean[] blobs(final int size, final double sigma, final double share, final long seed) {
        final float[] a = new PatchFixtures(size, seed).field(sigma, 1, 0), sorted = a.clone();
        Arrays.sort(sorted);
        final float limit = sorted[(int) Math.ceil((1 - share) * (a.length - 1))];
        final boolean[] mask = new boolean[a.length];
        for (int i = 0; i < a.length; i++)
            mask[i] = a[i] > limit;
        return mask;
    }

    /** Three box filters each way, which come near a Gaussian; the image is continued periodically. */
    private void blur(final float[] a, final double sigma) {
        final int reach = (int) Math.max(1, Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2));
        for (int pass = 0; pass < 3; pass++) {
            for (int y = 0; y < size; y++)
                box(a, y * size, 1, reach);
            for (int x = 0; x < size; x++)
                box(a, x, size, reach);
        }
    }

    private void box(final float[] a, final int first, final int step, final int reach) {
        final float[] line = new float[size];
        double sum = 0;
        for (int k = 0; k < size; k++)
            line[k] = a[first + k * step];
        for (int k = -reach; k <= reach; k++)
            sum += line[Math.floorMod(k, size)];
        for (int k = 0; k < size; k++) {
            a[first + k * step] = (float) (sum / (2 * reach + 1));
            sum += line[Math.floorMod(k + reach + 1, size)] - line[Math.floorMod(k - reach, size)];
        }
    }

    /** Raises the image to an ellipse at a random place, with a soft rim and an inner pattern. */
    private void ellipse(final float[] a, final float long1, final float long2, final float rim, final float bright,
            final float pattern) {
        final double cx = size * random.nextDouble(), cy = size * random.nextDouble(),
                angle = 3.2 * random.nextDouble();
        final int reach = (int) (2 * Math.max(long1, long2));
        for (int y = (int) Math.max(0, cy - reach); y < Math.min(size, cy + reach); y++)
            for (int x = (int) Math.max(0, cx - reach); x < Math.min(size, cx + reach); x++) {
                final double u = (x - cx) * Math.cos(angle) + (y - cy) * Math.sin(angle);
                final double v = (y - cy) * Math.cos(angle) - (x - cx) * Math.sin(angle);
                final double level = bright / (1 + Math.exp((Math.hypot(u / long1, v / long2) - 1) / rim));
                final double chromatin = 1 - pattern + pattern * Math.cos(u / 2.5) * Math.cos(v / 3);
                a[y * size + x] = (float) Math.max(a[y * size + x], level * chromatin);
            }
    }

    /** Photon noise as a Gaussian of the same variance, at so many photons for 1. */
    private float[] photons(final float[] a, final float photons) {
        for (int i = 0; i < a.length; i++)
            a[i] += (float) (Math.sqrt(Math.max(0, a[i]) / photons) * random.nextGaussian());
        return a;
    }

    private float[] noise(final float[] a, final float sigma) {
        for (int i = 0; i < a.length; i++)
            a[i] += sigma * (float) random.nextGaussian();
        return a;
    }
}
