package org.inpaintj.repair.defect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.repair.Region;
import org.inpaintj.repair.defect.DefectSettings.Kind;

/** Defects that were put into pictures are found, and little else; filters against brute force. */
class DefectFinderTest {

    private static List<Region> find(final Plane plane, final Kind... kinds) {
        return DefectFinder.find(List.of(plane), DefectBenchmark.settings(EnumSet.copyOf(List.of(kinds))),
                Progress.NONE);
    }

    /** The table of the documents, with some room. */
    @ParameterizedTest
    @CsvSource({"DUST, 15, 8, 0.75, 0.8", "SCRATCHES, 4, 8, 0.65, 0.8", "PIXELS, 15, 12, 0.9, 0.9",
        "STRIPES, 3, 5, 0.95, 0.9"})
    void mostAreFoundAndLittleElse(final Kind kind, final int count, final double times, final double recall,
            final double precision) {
        double found = 0, right = 0;
        for (int seed = 1; seed <= 3; seed++) {
            final DefectScene scene = new DefectScene(seed).with(kind, count, times);
            final DefectScene.Score score = scene.score(find(scene.plane(), kind));
            found += score.recall() / 3;
            right += score.precision() / 3;
        }
        assertTrue(found >= recall, "recall " + found);
        assertTrue(right >= precision, "precision " + right);
    }

    @Test
    void aHotPixelADeadOneAndANumberThatIsNone() {
        final Plane plane = new Plane(60, 50);
        final Random random = new Random(3);
        for (int i = 0; i < plane.values().length; i++)
            plane.values()[i] = (float) (0.4 + 0.01 * random.nextGaussian());
        plane.values()[20 * 60 + 10] = 3;
        plane.values()[30 * 60 + 40] = 0;
        plane.values()[5] = Float.NaN;
        plane.values()[0] = Float.POSITIVE_INFINITY;
        final List<Region> found = find(plane, Kind.PIXELS).stream().filter(r -> r.box().y() > 0).toList();
        assertEquals(List.of("pixel 10, 20", "pixel 40, 30"), found.stream()
                .map(r -> r.label() + " " + r.box().x() + ", " + r.box().y()).toList());
        assertTrue(Double.parseDouble(found.get(0).facts().get("region contrast")) > 100);
    }

    @Test
    void flatAndTinyImagesHaveNone() {
        assertEquals(List.of(), find(Plane.filled(7, 80, 70), Kind.values()));
        assertEquals(List.of(), find(Plane.filled(0, 1, 1), Kind.values()));
        assertEquals(List.of(), find(new Plane(new float[] {1, 2, 3, 4, 5, 6}, 3, 2), Kind.values()));
        // two levels without any noise
        final Plane step = new Plane(80, 70);
        for (int i = 0; i < step.values().length; i++)
            step.values()[i] = i % 80 < 40 ? 10 : 200;
        assertEquals(List.of(), find(step, Kind.values()));
    }

    @Test
    void whatIsFoundInOneChannelOfSeveralCounts() {
        final DefectScene with = new DefectScene(2).with(Kind.PIXELS, 5, 30), without = new DefectScene(2);
        final DefectSettings settings = DefectBenchmark.settings(EnumSet.of(Kind.PIXELS));
        final List<Region> one = DefectFinder.find(List.of(with.plane()), settings, Progress.NONE);
        final List<Region> both = DefectFinder.find(List.of(without.plane(), with.plane()), settings, Progress.NONE);
        assertTrue(both.size() >= one.size() && one.size() >= 5);
        assertArrayEquals(with.plane().values(), new DefectScene(2).with(Kind.PIXELS, 5, 30).values, "only read");
    }

    @Test
    void kindsAreNamed() {
        assertEquals(EnumSet.of(Kind.DUST, Kind.PIXELS), DefectSettings.kinds(" dust, Pixels "));
        for (final String wrong : List.of("", "dirt", "dust dirt", "dust dust"))
            assertThrows(InpaintException.class, () -> DefectSettings.kinds(wrong), wrong);
    }

    @Test
    void theRunningMedianIsTheMedian() {
        final Random random = new Random(5);
        for (int run = 0; run < 20; run++) {
            final Plane plane = new Plane(1 + random.nextInt(23), 1 + random.nextInt(19));
            for (int i = 0; i < plane.values().length; i++)
                plane.values()[i] = random.nextInt(256);
            final int across = random.nextInt(4), down = random.nextInt(4);
            final double share = run % 2 == 0 ? 0.5 : 0.8;
            final Plane filtered = new RunningMedian(plane).filter(across, down, share);
            for (int i = 0; i < plane.values().length; i++) {
                final float[] window = new float[(2 * across + 1) * (2 * down + 1)];
                int n = 0;
                for (int dy = -down; dy <= down; dy++)
                    for (int dx = -across; dx <= across; dx++)
                        window[n++] = plane.at(clamp(i % plane.width() + dx, plane.width()), clamp(i / plane.width()
                                + dy, plane.height()));
                Arrays.sort(window);
                assertEquals(window[(int) (share * (n - 1))], filtered.values()[i], 0.1);
            }
        }
    }

    private static int clamp(final int at, final int size) {
        return Math.max(0, Math.min(size - 1, at));
    }

    @Test
    void whatIsLargeEnoughSomewhereIsReconstructed() {
        final Random random = new Random(6);
        for (int run = 0; run < 20; run++) {
            final Plane plane = new Plane(3 + random.nextInt(30), 3 + random.nextInt(30));
            for (int i = 0; i < plane.values().length; i++)
                plane.values()[i] = random.nextInt(5) * (random.nextInt(3) == 0 ? 10 : 1);
            final int side = 3, sign = run % 2 == 0 ? 1 : -1;
            final Plane fast = Reconstruction.opening(plane, side, sign);
            assertArrayEquals(slowly(plane, side / 2, sign), fast.values(), 0);
        }
    }

    /** Erosion, and then dilation by one pixel under the image until nothing changes. */
    private static float[] slowly(final Plane plane, final int half, final int sign) {
        final int n = plane.values().length;
        float[] now = new float[n];
        for (int i = 0; i < n; i++) {
            now[i] = sign * plane.values()[i];
            for (int y = Math.max(0, i / plane.width() - half); y <= Math.min(plane.height() - 1, i / plane.width()
                    + half); y++)
                for (int x = Math.max(0, i % plane.width() - half); x <= Math.min(plane.width() - 1, i % plane.width()
                        + half); x++)
                    now[i] = Math.min(now[i], sign * plane.at(x, y));
        }
        for (float[] before = null; !Arrays.equals(before, now);) {
            before = now.clone();
            for (int i = 0; i < n; i++)
                for (int y = Math.max(0, i / plane.width() - 1); y <= Math.min(plane.height() - 1, i / plane.width()
                        + 1); y++)
                    for (int x = Math.max(0, i % plane.width() - 1); x <= Math.min(plane.width() - 1, i
                            % plane.width() + 1); x++)
                        now[i] = Math.min(sign * plane.values()[i], Math.max(now[i], before[y * plane.width() + x]));
        }
        for (int i = 0; i < n; i++)
            now[i] *= sign;
        return now;
    }
}
