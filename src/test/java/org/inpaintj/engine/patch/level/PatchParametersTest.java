package org.inpaintj.engine.patch.level;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PatchParametersTest {

    @Test
    void theLastEntryServesAllCoarserLevels() {
        assertEquals(2, PatchParameters.at(new int[] { 1, 2 }, 5));
        assertEquals(0.25, PatchParameters.at(new double[] { 0.5, 0.25 }, 1));
        assertEquals(0.25, PatchParameters.at(new double[] { 0.5, 0.25 }, 9));
    }

    @Test
    void patchesAreSmallAtFullSizeInWideHoles() {
        final PatchParameters recipe = PatchParameters.STANDARD;
        assertEquals(recipe.patch(), recipe.patch(0, recipe.wide(), 0));
        assertEquals(recipe.smallPatch(), recipe.patch(0, recipe.wide() + 1, 0));
        assertEquals(recipe.patch(), recipe.patch(1, recipe.wide() + 1, 0));
    }

    @Test
    void patchesAreSmallEverywhereInSmoothSurroundings() {
        final PatchParameters recipe = PatchParameters.STANDARD;
        assertEquals(recipe.patch(), recipe.patch(2, 9, recipe.smooth()));
        assertEquals(recipe.smallPatch(), recipe.patch(0, 9, 0.99));
        assertEquals(recipe.smallPatch(), recipe.patch(2, 9, 0.99));
    }

    @Test
    void thePullFallsEvenlyToWhatIsLeft() {
        final PatchParameters recipe = PatchParameters.STANDARD;
        final double most = PatchParameters.at(recipe.settle(), 1);
        assertEquals(most, recipe.settle(1, 0, 11, 1), 1e-6);
        assertEquals(most * (1 + recipe.settled()) / 2, recipe.settle(1, 5, 11, 1), 1e-6);
        assertEquals(most * recipe.settled(), recipe.settle(1, 10, 11, 1), 1e-6);
        assertEquals(most, recipe.settle(1, 0, 1, 1), 1e-6, "a single round");
        assertEquals(0, recipe.settle(0, 0, 11, 1), "full size");
    }

    @Test
    void whatExplainsNothingIsNotTrusted() {
        final PatchParameters recipe = PatchParameters.STANDARD;
        assertEquals(0, recipe.trust(0));
        assertEquals(0, recipe.trust(-3));
        assertEquals(0.5, recipe.trust(recipe.skill() / 2), 1e-6);
        assertEquals(1, recipe.trust(recipe.skill()), 1e-6);
        assertEquals(1, recipe.trust(1), 1e-6);
        assertEquals(recipe.settle(1, 3, 11, 1) / 2, recipe.settle(1, 3, 11, 0.5f), 1e-6);
    }
}
