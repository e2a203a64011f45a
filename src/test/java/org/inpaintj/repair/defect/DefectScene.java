package org.inpaintj.repair.defect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.inpaintj.core.Plane;
import org.inpaintj.repair.Region;
import org.inpaintj.repair.defect.DefectSettings.Kind;

/**
 * A picture as a 16-bit camera takes it, of cells on an uneven ground with the noise of photons and of the camera, and
 * what was put on it: the truth that a finder is measured by.
 */
final class DefectScene {

    static final int WIDTH = 320, HEIGHT = 256;
    private static final double GAIN = 0.5, READ = 8;

    final float[] clean = new float[WIDTH * HEIGHT];
    final float[] values = new float[WIDTH * HEIGHT];
    /** The pixels of each defect. */
    final List<int[]> truth = new ArrayList<>();
    private final boolean[] taken = new boolean[WIDTH * HEIGHT];
    private final Random random;

    DefectScene(final long seed) {
        random = new Random(seed);
        for (int i = 0; i < clean.length; i++)
            clean[i] = (float) (900 + 500 * Math.sin(i % WIDTH / 70.0) * Math.cos(i / WIDTH / 50.0));
        for (int cell = 0; cell < 12; cell++) {
            final double x = random.nextInt(WIDTH), y = random.nextInt(HEIGHT), radius = 14 + random.nextInt(12);
            final double light = 600 + random.nextInt(2500);
            for (int i = 0; i < clean.length; i++) {
                final double distance = Math.hypot(i % WIDTH - x, i / WIDTH - y) - radius;
                clean[i] += light / (1 + Math.exp(distance / 1.2));
            }
        }
        for (int i = 0; i < values.length; i++)
            values[i] = Math.max(0, Math.round(clean[i] + noise(i) * random.nextGaussian()));
    }

    private double noise(final int pixel) {
        return Math.sqrt(GAIN * clean[pixel] + READ * READ);
    }

    /** Adds to pixels so many times their noise, and notes them as one defect; not where another is near. */
    private boolean put(final int[] pixels, final double times) {
        for (final int pixel : pixels)
            for (int dy = -6; dy <= 6; dy++)
                for (int dx = -6; dx <= 6; dx++) {
                    final int x = pixel % WIDTH + dx, y = pixel / WIDTH + dy;
                    if (x >= 0 && y >= 0 && x < WIDTH && y < HEIGHT && taken[y * WIDTH + x])
                        return false;
                }
        for (final int pixel : pixels) {
            taken[pixel] = true;
            values[pixel] = (float) Math.max(0, Math.min(65535, Math.round(values[pixel] + times * noise(pixel))));
        }
        truth.add(pixels);
        return true;
    }

    /** Adds so many of a kind. @param times how many times the noise they differ */
    DefectScene with(final Kind kind, final int count, final double times) {
        for (int done = 0; done < count;)
            done += put(pixels(kind), random.nextBoolean() ? times : -times) ? 1 : 0;
        return this;
    }

    private int[] pixels(final Kind kind) {
        final int x = 14 + random.nextInt(WIDTH - 28), y = 14 + random.nextInt(HEIGHT - 28);
        return switch (kind) {
            case PIXELS -> random.nextBoolean() ? new int[] {y * WIDTH + x} : new int[] {y * WIDTH + x, y * WIDTH + x
                    + 1};
            case DUST -> disk(x, y, 1.8 + 3.5 * random.nextDouble());
            case SCRATCHES -> line(x, y, random.nextDouble() * Math.PI, 50 + random.nextInt(60));
            case STRIPES -> random.nextBoolean() ? java.util.stream.IntStream.range(y * WIDTH, (y + 1) * WIDTH)
                    .toArray() : java.util.stream.IntStream.range(0, HEIGHT).map(row -> row * WIDTH + x).toArray();
        };
    }

    private static int[] disk(final int x, final int y, final double radius) {
        return java.util.stream.IntStream.range(0, WIDTH * HEIGHT)
                .filter(i -> Math.hypot(i % WIDTH - x, i / WIDTH - y) <= radius).toArray();
    }

    private static int[] line(final int x, final int y, final double angle, final int length) {
        return java.util.stream.IntStream.range(0, WIDTH * HEIGHT).filter(i -> {
            final double dx = i % WIDTH - x, dy = i / WIDTH - y;
            final double along = dx * Math.cos(angle) + dy * Math.sin(angle);
            return Math.abs(dy * Math.cos(angle) - dx * Math.sin(angle)) <= 0.8 && Math.abs(along) <= length / 2.0;
        }).toArray();
    }

    Plane plane() {
        return new Plane(values, WIDTH, HEIGHT);
    }

    /**
     * How well regions match the truth.
     *
     * @param recall    defects of which at least half of the pixels are in regions
     * @param precision regions of which at least one pixel in four is a defect's: they have a rim
     */
    record Score(double recall, double precision) {
    }

    Score score(final List<Region> found) {
        final boolean[] marked = new boolean[values.length];
        int right = 0;
        for (final Region region : found) {
            int hits = 0, all = 0;
            for (int i = 0; i < region.mask().values().length; i++)
                if (region.mask().values()[i] > 0) {
                    final int at = (region.mask().box().y() + i / region.mask().box().width()) * WIDTH
                            + region.mask().box().x() + i % region.mask().box().width();
                    marked[at] = true;
                    hits += taken[at] ? 1 : 0;
                    all++;
                }
            right += 4 * hits >= all ? 1 : 0;
        }
        final long seen = truth.stream().filter(pixels -> 2 * Arrays.stream(pixels).filter(p -> marked[p]).count()
                >= pixels.length).count();
        return new Score(truth.isEmpty() ? 1 : (double) seen / truth.size(), found.isEmpty() ? 1 : (double) right
                / found.size());
    }
}
