package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import org.inpaintj.compare.ComparePlan;
import org.inpaintj.compare.CompareRequest;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.inpaint.TestEngine;

/** Grids as pictures with legends. */
class CompareMontageTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    @Test
    void aMontageThatIsNoImageIsRefused() {
        final ComparePlan plan = ComparePlan.of(CompareRequest.of(Map.of("x", "steps: 1-30", "y", "cfg: 1-30")));
        assertEquals("A montage of 30 x 30 cells of 2000 x 2000 px has more pixels than an image can have: take "
                + "result=stack, or give fewer values.", assertThrows(InpaintException.class,
                        () -> CompareMontage.check(plan, 2000, 2000)).getMessage());
    }

    @ParameterizedTest
    @EnumSource(value = TestImages.class, names = { "GRAY16", "RGB", "COMPOSITE16", "COLOUR16" })
    void aMontageShowsTheCellsAsTheImageShowsThem(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        final String line = "engine=noise x=[seed: 1, 2, 3] y=[padding: 0, 8] z=[blur: 0, 4] result=";
        final ImagePlus cells = CompareJobTest.grid(imp, line + "stack");
        final ImagePlus made = CompareJobTest.grid(imp, line + "montage");
        assertEquals(2, made.getStackSize());
        assertEquals("blur: 0", made.getStack().getSliceLabel(1));
        cells.setPosition(1, 3, 2);
        cells.updateAndDraw();
        final ColorProcessor expected = new ColorProcessor(cells.getImage());
        final int left = made.getWidth() - 20, top = made.getHeight() - 16;
        int different = 0;
        for (int y = 0; y < 12; y++)
            for (int x = 0; x < 16; x++)
                if (((made.getStack().getProcessor(1).get(left + x, top + y) ^ expected.get(x, y)) & 0xffffff) != 0)
                    different++;
        assertEquals(0, different);
        boolean legend = false;
        for (int x = 0; x < made.getWidth(); x++)
            legend |= (made.getStack().getProcessor(1).get(x, 10) & 0xffffff) < 0x808080;
        assertTrue(legend, "the legend of z");
    }
}
