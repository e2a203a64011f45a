package org.inpaintj.engine.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RecipeTest {

    @Test
    void theLastEntryServesAllCoarserLevels() {
        assertEquals(2, Recipe.at(new int[] { 1, 2 }, 5));
        assertEquals(0.25, Recipe.at(new double[] { 0.5, 0.25 }, 1));
        assertEquals(0.25, Recipe.at(new double[] { 0.5, 0.25 }, 9));
    }

    @Test
    void patchesAreSmallerAtFullSizeInWideHolesOnly() {
        final Recipe recipe = Recipe.STANDARD;
        assertEquals(recipe.patch(), recipe.patch(0, recipe.wide()));
        assertEquals(recipe.widePatch(), recipe.patch(0, recipe.wide() + 1));
        assertEquals(recipe.patch(), recipe.patch(1, recipe.wide() + 1));
    }
}
