package org.inpaintj.repair.defect;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;

/**
 * Marks scratches: lines along which the differences from the median of a window, wider than any scratch, add up to
 * more than noise can. For each pixel that differs at all, and {@value #DIRECTIONS} directions, the differences on
 * {@value #LENGTH} pixels through it are summed; of noise such a sum grows with the root of their number only. Of both
 * neighbouring lines the sum must be less, so that no edge or area counts; nor does what lies at the border, where one
 * of them is missing.
 */
final class ScratchMarker implements DefectFinder.Marker {

    private static final int DIRECTIONS = 24, LENGTH = 31;
    /** What makes a pixel worth looking at, and what is of a scratch where a line runs through it. */
    private static final double CANDIDATE = 1.5, PART = 1.0;
    /** No pixel counts for more, for one alone makes no line. */
    private static final float MOST = 6;
    private static final double LEAST_LENGTH = 0.6 * LENGTH, ELONGATED = 4;

    /** One direction: steps from the middle along the line, and how far beside it another one lies. */
    private record Line(int[] dx, int[] dy, int besideX, int besideY) {
    }

    @Override
    public float[] mark(final DefectFinder.NoisyPlane image, final boolean[] known, final DefectSettings settings,
            final Progress progress) {
        final int width = image.values().width(), height = image.values().height();
        final int half = Math.max(3, settings.size() / 2 + 1);
        final Plane median = image.median().filter(half, half);
        final Plane residual = RunningMedian.residual(image.values(), median);
        final Plane ratio = new ResidualNoise(residual, median, image.least()).normalised(residual, median,
                2 * half);
        final float[] found = new float[known.length];
        for (final int sign : new int[] {-1, 1}) {
            final float[] values = new float[known.length];
            for (int i = 0; i < values.length; i++)
                values[i] = known[i] ? 0 : Math.max(-MOST, Math.min(MOST, sign * ratio.values()[i]));
            final float[] sums = sums(values, width, height, lines(half), settings.sensitivity(), progress);
            keepLines(sums, values, width, height, half, found);
        }
        return found;
    }

    private static List<Line> lines(final int half) {
        final List<Line> lines = new ArrayList<>();
        for (int d = 0; d < DIRECTIONS; d++) {
            final double angle = Math.PI * d / DIRECTIONS, across = Math.cos(angle), down = Math.sin(angle);
            final double longer = Math.max(Math.abs(across), Math.abs(down));
            final int[] dx = new int[LENGTH], dy = new int[LENGTH];
            for (int k = 0; k < LENGTH; k++) {
                dx[k] = (int) Math.round((k - LENGTH / 2) * across / longer);
                dy[k] = (int) Math.round((k - LENGTH / 2) * down / longer);
            }
            lines.add(new Line(dx, dy, (int) Math.round(-down * (half + 1)), (int) Math.round(across * (half + 1))));
        }
        return lines;
    }

    /** The largest sum through each pixel in terms of its noise, where it is more than the sensitivity; else 0. */
    private static float[] sums(final float[] values, final int width, final int height, final List<Line> lines,
            final double sensitivity, final Progress progress) {
        final float[] sums = new float[values.length];
        for (int y = 0; y < height; y++) {
            progress.check();
            for (int x = 0; x < width; x++) {
                if (values[y * width + x] < CANDIDATE)
                    continue;
                double best = sensitivity;
                for (final Line line : lines) {
                    final double sum = sum(values, width, height, x, y, line);
                    if (sum > best && sum > 2 * sum(values, width, height, x + line.besideX, y + line.besideY, line)
                            && sum > 2 * sum(values, width, height, x - line.besideX, y - line.besideY, line))
                        best = sum;
                }
                sums[y * width + x] = best > sensitivity ? (float) best : 0;
            }
        }
        return sums;
    }

    private static double sum(final float[] values, final int width, final int height, final int x, final int y,
            final Line line) {
        double sum = 0;
        int count = 0;
        for (int k = 0; k < LENGTH; k++) {
            final int u = x + line.dx[k], v = y + line.dy[k];
            if (u >= 0 && v >= 0 && u < width && v < height) {
                sum += values[v * width + u];
                count++;
            }
        }
        return count < LENGTH / 2 ? 0 : sum / Math.sqrt(count);
    }

    /** Of what hangs together keeps what is long and thin, with the pixels beside it that differ as well. */
    private static void keepLines(final float[] sums, final float[] values, final int width, final int height,
            final int half, final float[] found) {
        final boolean[] lines = new boolean[sums.length];
        for (int i = 0; i < lines.length; i++)
            lines[i] = sums[i] > 0;
        final boolean[] parts = grown(lines, width, height);
        for (int i = 0; i < parts.length; i++)
            parts[i] &= lines[i] || values[i] > PART;
        // across what the noise has broken
        final boolean[] joined = grown(parts, width, height);
        for (final Blob blob : Blob.of(joined, width, height)) {
            final double[] axes = blob.axes();
            float most = 0;
            for (final int pixel : blob.pixels())
                most = Math.max(most, sums[pixel]);
            if (!blob.isAtBorder(half) && axes[0] >= LEAST_LENGTH && axes[0] >= ELONGATED * axes[1])
                for (final int pixel : blob.pixels())
                    found[pixel] = Math.max(found[pixel], most);
        }
    }

    /** With all neighbours, across corners too. */
    private static boolean[] grown(final boolean[] flags, final int width, final int height) {
        final boolean[] grown = new boolean[flags.length];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1) && !grown[y * width + x]; v++)
                    for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++)
                        grown[y * width + x] |= flags[v * width + u];
        return grown;
    }
}
