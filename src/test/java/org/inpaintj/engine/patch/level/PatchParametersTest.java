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
        final PatchParameters parameters = PatchParameters.STANDARD;
        assertEquals(parameters.search().patch(), parameters.search().patch(0, parameters.search().wide(), 0));
        assertEquals(parameters.search().smallPatch(), parameters.search().patch(0, parameters.search().wide() + 1, 0));
        assertEquals(parameters.search().patch(), parameters.search().patch(1, parameters.search().wide() + 1, 0));
    }

    @Test
    void patchesAreSmallEverywhereInSmoothSurroundings() {
        final PatchParameters parameters = PatchParameters.STANDARD;
        assertEquals(parameters.search().patch(), parameters.search().patch(2, 9, parameters.search().smooth()));
        assertEquals(parameters.search().smallPatch(), parameters.search().patch(0, 9, 0.99));
        assertEquals(parameters.search().smallPatch(), parameters.search().patch(2, 9, 0.99));
    }

    @Test
    void thePullFallsEvenlyToWhatIsLeft() {
        final PatchParameters parameters = PatchParameters.STANDARD;
        final double most = PatchParameters.at(parameters.guidance().settle(), 1);
        assertEquals(most, parameters.guidance().settle(1, 0, 11, 1), 1e-6);
        assertEquals(most * (1 + parameters.guidance().settled()) / 2, parameters.guidance().settle(1, 5, 11, 1), 1e-6);
        assertEquals(most * parameters.guidance().settled(), parameters.guidance().settle(1, 10, 11, 1), 1e-6);
        assertEquals(most, parameters.guidance().settle(1, 0, 1, 1), 1e-6, "a single round");
        assertEquals(0, parameters.guidance().settle(0, 0, 11, 1), "full size");
    }

    @Test
    void whatExplainsNothingIsNotTrusted() {
        final PatchParameters parameters = PatchParameters.STANDARD;
        assertEquals(0, parameters.guidance().trust(0));
        assertEquals(0, parameters.guidance().trust(-3));
        assertEquals(0.5, parameters.guidance().trust(parameters.guidance().skill() / 2), 1e-6);
        assertEquals(1, parameters.guidance().trust(parameters.guidance().skill()), 1e-6);
        assertEquals(1, parameters.guidance().trust(1), 1e-6);
        assertEquals(parameters.guidance().settle(1, 3, 11, 1) / 2, parameters.guidance().settle(1, 3, 11, 0.5f), 1e-6);
    }
}
