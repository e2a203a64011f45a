package org.inpaintj.engine.patch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;

/** The grain of a fill is that of its surroundings, on synthetic micrographs. */
class NoiseMatchTest {

    private static final int SIZE = 192;

    @Test
    void theFillIsAsNoisyAsItsSurroundings() {
        final List<Double> ratios = new ArrayList<>();
        final Request request = Engines.found().request(Map.of("seed", "1"));
        final StringBuilder said = new StringBuilder();
        for (int seed = 1; seed <= 3; seed++)
            PatchFixtures.all(SIZE, seed).forEach((name, image) -> {
                final boolean[] hole = hole();
                final TestPicture filled =
                        image.filled(new PatchEngine(2).run(request, image.scene(hole), Progress.NONE), hole);
                ratios.add(FillQuality.noise(filled.grey(), SIZE, SIZE, hole));
                said.append(String.format(" %s %.2f", name, ratios.get(ratios.size() - 1)));
            });
        final double mean = ratios.stream().mapToDouble(r -> r).average().orElse(0);
        assertTrue(mean > 0.9 && mean < 1.1, mean + ":" + said);
    }

    private static boolean[] hole() {
        final boolean[] hole = new boolean[SIZE * SIZE];
        for (int y = 60; y < 120; y++)
            Arrays.fill(hole, y * SIZE + 66, y * SIZE + 126, true);
        return hole;
    }
}
