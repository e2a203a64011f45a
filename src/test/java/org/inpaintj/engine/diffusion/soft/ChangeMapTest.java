package org.inpaintj.engine.diffusion.soft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ChangeMapTest {

    /** A strength of v leaves the last v * n of n evaluations, at least one; 0 none. */
    @Test
    void eachLatentWaitsForItsStep() {
        final float[] strengths = { 0, 0.01f, 0.05f, 0.25f, 0.5f, 0.95f, 1 };
        final int[] free = { 0, 1, 1, 5, 10, 19, 20 }, counted = new int[strengths.length];
        final ChangeMap map = new ChangeMap(strengths, 20);
        for (int evaluation = 0; evaluation < 20; evaluation++) {
            final float[] latents = new float[strengths.length];
            map.putBack(evaluation, latents, () -> new float[] { 1, 1, 1, 1, 1, 1, 1 });
            for (int i = 0; i < latents.length; i++)
                counted[i] += latents[i] == 0 ? 1 : 0;
        }
        // the first step of 0.01 already is more than it
        free[1] = 0;
        assertArrayEquals(free, counted);
    }

    @Test
    void onlyBlackNeverChanges() {
        final float[] latents = { 5, 6, 7, 8 };
        new ChangeMap(new float[] { 0, 0.001f }, 4).end(latents, new float[] { 1, 2, 3, 4 });
        assertArrayEquals(new float[] { 1, 6, 3, 8 }, latents);
    }

    @Test
    void nobodyIsAskedForNoiseWhenNothingWaits() {
        final float[] latents = { 5, 6 };
        new ChangeMap(new float[] { 1, 1 }, 4).putBack(0, latents, () -> {
            throw new AssertionError();
        });
        assertEquals(5, latents[0]);
    }
}
