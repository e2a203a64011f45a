package org.inpaintj.engine.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
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
    private static final double[] STARTS = PatchParameters.STANDARD.starts();

    /** Whichever start is kept, the others leave no trace in the result. */
    @Test
    void theResultIsThatOfOneStartAlone() throws Exception {
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
    void withAShareOutOfReachTheFirstStartIsKept() throws Exception {
        for (final TestPicture specimen : PatchFixtures.all(SIZE, 2).values())
            assertArrayEquals(fill(specimen, new double[] { STARTS[0] }, 0), fill(specimen, STARTS, 0.99));
    }

    private static float[] fill(final TestPicture image, final double[] starts, final double gain) throws Exception {
        final boolean[] hole = new boolean[SIZE * SIZE];
        for (int y = 38; y < 90; y++)
            Arrays.fill(hole, y * SIZE + 40, y * SIZE + 92, true);
        final PatchParameters recipe = with(with(PatchParameters.STANDARD, "starts", starts), "startGain", gain);
        return image.filled(new PatchEngine(2, recipe).run(Engines.found().request(Map.of("seed", "1")),
                image.scene(hole), Progress.NONE), hole)
                .samples();
    }

    private static PatchParameters with(final PatchParameters recipe, final String component, final Object value) throws Exception {
        final RecordComponent[] components = PatchParameters.class.getRecordComponents();
        final Class<?>[] types = new Class<?>[components.length];
        final Object[] values = new Object[components.length];
        for (int k = 0; k < components.length; k++) {
            types[k] = components[k].getType();
            values[k] = components[k].getName().equals(component) ? value : components[k].getAccessor().invoke(recipe);
        }
        return PatchParameters.class.getDeclaredConstructor(types).newInstance(values);
    }
}
