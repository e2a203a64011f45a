package org.inpaintj.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;

/** Tidying of masks against slow, obvious ways to do the same. */
class ConnectedComponentsTest {

    private static final int SIZE = 14;
    private static final Box IMAGE = new Box(0, 0, SIZE, SIZE);

    @Test
    void asByRepeatedSpreading() {
        final Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            final boolean[] set = new boolean[SIZE * SIZE];
            final double share = random.nextDouble();
            for (int i = 0; i < set.length; i++)
                set[i] = random.nextDouble() < share;
            final Mask mask = mask(set);
            final int limit = random.nextInt(12);

            final boolean[] islands = set.clone(), holes = set.clone();
            int parts = 0, most = 0;
            for (final List<Integer> part : parts(set, true)) {
                parts++;
                most = Math.max(most, part.size());
                if (part.size() < limit)
                    part.forEach(i -> islands[i] = false);
            }
            for (final List<Integer> part : parts(set, false))
                if (part.size() <= limit && part.stream().noneMatch(ConnectedComponentsTest::isBorder))
                    part.forEach(i -> holes[i] = true);
            assertEquals(text(islands), text(ConnectedComponents.removeIslands(mask, limit)),
                    "islands, round " + round);
            assertEquals(text(holes), text(ConnectedComponents.fillHoles(mask, limit)), "holes, round " + round);
            assertEquals(parts, ConnectedComponents.count(mask));
            assertEquals(parts(set, true).stream().map(part -> {
                final boolean[] alone = new boolean[set.length];
                part.forEach(i -> alone[i] = true);
                return text(alone);
            }).sorted().toList(), ConnectedComponents.parts(mask).stream().map(part -> text(part)).sorted().toList());
            assertEquals(most, text(ConnectedComponents.largest(mask)).chars().filter(c -> c == '#').count());

            final int radius = random.nextInt(4);
            assertEquals(text(majority(set, radius)), text(Morphology.smooth(mask, radius, IMAGE)), "smooth " + radius);
        }
    }

    private static boolean isBorder(final int i) {
        return i % SIZE == 0 || i % SIZE == SIZE - 1 || i / SIZE == 0 || i / SIZE == SIZE - 1;
    }

    /** Gives every pixel its own number and lets the larger of neighbours spread until nothing changes. */
    private static List<List<Integer>> parts(final boolean[] set, final boolean inside) {
        final int[] number = new int[set.length];
        for (int i = 0; i < number.length; i++)
            number[i] = set[i] == inside ? i + 1 : 0;
        for (boolean changed = true; changed;) {
            changed = false;
            for (int i = 0; i < number.length; i++)
                for (int k = 0; k < number.length; k++) {
                    final int dx = Math.abs(i % SIZE - k % SIZE), dy = Math.abs(i / SIZE - k / SIZE);
                    final boolean near = inside ? Math.max(dx, dy) == 1 : dx + dy == 1;
                    if (near && number[i] > 0 && number[k] > number[i]) {
                        number[i] = number[k];
                        changed = true;
                    }
                }
        }
        final List<List<Integer>> parts = new ArrayList<>();
        for (int n = 1; n <= number.length; n++) {
            final List<Integer> part = new ArrayList<>();
            for (int i = 0; i < number.length; i++)
                if (number[i] == n)
                    part.add(i);
            if (!part.isEmpty())
                parts.add(part);
        }
        return parts;
    }

    private static boolean[] majority(final boolean[] set, final int radius) {
        final boolean[] out = new boolean[set.length];
        for (int i = 0; i < set.length; i++) {
            int votes = 0;
            for (int k = 0; k < set.length; k++) {
                final int dx = i % SIZE - k % SIZE, dy = i / SIZE - k / SIZE;
                if (dx * dx + dy * dy <= radius * radius)
                    votes += set[k] ? 1 : -1;
            }
            out[i] = votes > 0 || votes == 0 && set[i];
        }
        return out;
    }

    private static Mask mask(final boolean[] set) {
        final float[] values = new float[set.length];
        for (int i = 0; i < set.length; i++)
            values[i] = set[i] ? 1 : 0;
        return Mask.of(new Plane(values, SIZE, SIZE));
    }

    private static String text(final boolean[] set) {
        return text(mask(set));
    }

    private static String text(final Mask mask) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < SIZE * SIZE; i++)
            text.append(mask.at(i % SIZE, i / SIZE) == 1 ? '#' : '.').append(i % SIZE == SIZE - 1 ? "\n" : "");
        return text.toString();
    }
}
