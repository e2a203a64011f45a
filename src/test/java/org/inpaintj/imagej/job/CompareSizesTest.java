package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.ImagePlus;
import ij.process.ImageProcessor;

import org.inpaintj.compare.CompareRequest;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.inpaint.resize.ImageToImageRequest;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.params.MacroLine;

/** Grids of image to image whose results have sizes of their own. */
class CompareSizesTest {

    private static final String LINE = "engine=diffusion seed=3 steps=2 prompt=a model=["
            + ModelFixture.of("sd15").folder() + "] ";

    @ParameterizedTest
    @EnumSource(value = TestImages.class, names = { "GRAY16", "HYPER8" })
    void cellsAreResizedAsSingleRunsAre(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        imp.deleteRoi();
        final ImagePlus made = CompareJobTest.grid(imp, LINE + "resize=just x=[scale: 1, 2] y=[strength: 0, 0.5]");
        assertArrayEquals(new int[] { 32, 24, imp.getNChannels(), 2, 2 }, made.getDimensions());
        assertEquals("pixel", made.getCalibration().getUnit());
        for (int i = 0; i < 4; i++) {
            final Map<String, String> values = MacroLine.parse(LINE + "resize=just");
            values.put("scale", Integer.toString(1 + i % 2));
            values.put("strength", i / 2 == 0 ? "0" : "0.5");
            final ImagePlus single = new ResizeThenPaint(imp, ImageToImageRequest.keys().parse(values))
                    .paint(Progress.NONE, sofar -> {}).deliver();
            for (int c = 1; c <= imp.getNChannels(); c++) {
                final ImageProcessor expected = single.getStack().getProcessor(c),
                        actual = made.getStack().getProcessor(made.getStackIndex(c, 1 + i % 2, 1 + i / 2));
                for (int y = 0; y < 24; y++)
                    for (int x = 0; x < 32; x++)
                        assertEquals(x < expected.getWidth() && y < expected.getHeight() ? expected.get(x, y) : 0,
                                actual.get(x, y), "cell " + i + ", channel " + c + " at " + x + ", " + y);
            }
        }
    }

    @Test
    void sizesMeanNothingElsewhere() {
        final CompareResult result = CompareJob.of(InpaintJobs.image(TestImages.GRAY8), CompareRequest.of(Map.of("x",
                "scale: 1, 2", "engine", "patch", "seed", "1"))).paint(Progress.NONE, sofar -> {});
        assertEquals(List.of("The key scale has no effect with inpaint."), result.notes());
        assertEquals("the same as cell 1", result.table().get(2).get(5));
    }

    @Test
    void whatIsWrongWithASizeIsSaid() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        imp.deleteRoi();
        assertTrue(assertThrows(InpaintException.class, () -> CompareJobTest.grid(imp, LINE
                + "resize=crop x=[seed: 1, 2]")).getMessage().startsWith("resize=crop does not say how large"));
    }
}
