package org.inpaintj.engine.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.patch.level.PatchParameters;
import org.inpaintj.engines.Engines;

/** The search begins at several starts and goes on from one of them. */
class StartsTest {

    private static final int SIZE = 128;
    private static final double[] STARTS = PatchParameters.STANDARD.guidance().starts();

    /** Whichever start is kept, the others leave no trace in the result. */
    @Test
    void theResultIsThatOfOneStartAlone() {
        final Set<Integer> kept = new HashSet<>();
        for (final Map.Entry<String, TestPicture> specimen : PatchFixtures.all(SIZE, 1).entrySet()) {
            final float[] all = fill(specimen.getValue(), STARTS, 0);
            int found = 0;
            for (int k = 0; k < STARTS.length; k++)
                if (Arrays.equals(all, fill(specimen.getValue(), new double[] { STARTS[k] }, 0))) {
                    kept.add(k);
                    found++;
                }
            assertTrue(found > 0, specimen.getKey());
        }
        assertTrue(kept.size() > 1, "one start serves all: " + kept);
    }

    /** The first start is left only for one that is matched better by the share asked for. */
    @Test
    void withAShareOutOfReachTheFirstStartIsKept() {
        for (final TestPicture specimen : PatchFixtures.all(SIZE, 2).values())
            assertArrayEquals(fill(specimen, new double[] { STARTS[0] }, 0), fill(specimen, STARTS, 0.99));
    }

    private static float[] fill(final TestPicture image, final double[] starts, final double gain) {
        final boolean[] hole = new boolean[SIZE * SIZE];
        for (int y = 38; y < 90; y++)
            Arrays.fill(hole, y * SIZE + 40, y * SIZE + 92, true);
        final PatchParameters standard = PatchParameters.STANDARD;
        final PatchParameters parameters = standard.withGuidance(standard.guidance().withStarts(starts, gain));
        return image.filled(new PatchEngine(2, parameters)
                .run(Engines.found().request(Map.of("seed", "1")), image.scene(hole), Progress.NONE), hole)
                .samples();
    }
}
