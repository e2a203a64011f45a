package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageRoi;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.macro.Interpreter;
import ij.process.ByteProcessor;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.roi.RoiText;
import org.inpaintj.imagej.roi.RoiToMask;
import org.inpaintj.raster.Mask;

/** Selections as texts and as lines of macros are the same selections. */
class RoiTextTest {

    private static ImagePlus image() {
        return new ImagePlus("image", new ByteProcessor(40, 30));
    }

    private static String mask(final Roi roi) {
        final ImagePlus imp = image();
        imp.setRoi(roi);
        return mask(imp);
    }

    private static String mask(final ImagePlus imp) {
        final Mask mask = RoiToMask.of(imp).trim();
        return mask.box() + " " + Arrays.toString(mask.values());
    }

    @ParameterizedTest
    @EnumSource(TestSelections.class)
    void aSelectionOfEachKindComesBack(final TestSelections kind) {
        final SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 25; i++) {
            final Roi roi = kind.make(40, 30, random);
            if (roi.getBounds().x < 0 || roi.getBounds().y < 0)
                continue;
            final String text = RoiText.of(roi);
            assertEquals(mask(roi), mask(RoiText.roi(text)), kind + " " + i);
            final ImagePlus imp = image();
            WindowManager.setTempCurrentImage(imp);
            new Interpreter().run(RoiText.macro(text));
            WindowManager.setTempCurrentImage(null);
            assertEquals(mask(roi), mask(imp), RoiText.macro(text));
        }
    }

    @Test
    void whatPeopleCanReadStandsAsSuch() {
        assertEquals("makeRectangle(1, 2, 3, 4);", RoiText.macro(RoiText.of(new Roi(1, 2, 3, 4))));
        assertEquals("makeOval(1, 2, 3, 4);", RoiText.macro(RoiText.of(new OvalRoi(1, 2, 3, 4))));
        assertTrue(RoiText.macro(RoiText.of(new Roi(1, 2, 3, 4, 2))).startsWith("call(\"org.inpaintj."));
        assertTrue(RoiText.macro(RoiText.of(new OvalRoi(1, 2, 3.5, 4))).startsWith("call(\"org.inpaintj."));
    }

    @Test
    void noNameNoPropertiesAndNoPixelsGoAlong() {
        final Roi roi = new Roi(1, 2, 3, 4);
        roi.setName("patient");
        roi.setProperty("who", "patient");
        roi.setPosition(7);
        final Roi back = RoiText.roi(RoiText.of(roi));
        assertFalse(String.valueOf(back.getName()).contains("patient"), back.getName());
        assertEquals(0, back.getPropertyCount());
        assertEquals(0, back.getPosition());
        assertEquals("patient 7", roi.getName() + " " + roi.getPosition(), "the selection itself stays as it is");
        final ByteProcessor pixels = new ByteProcessor(200, 200);
        pixels.noise(50);
        assertTrue(RoiText.of(new ImageRoi(1, 1, pixels)).length() < 1000);
    }

    @Test
    void whatIsDamagedIsSaid() {
        final byte[] bytes = Base64.getDecoder().decode(RoiText.of(new OvalRoi(1, 2, 3.5, 4)));
        bytes[0] = 0;
        for (final String text : new String[] { "", "?", "SW91dA==", Base64.getEncoder().encodeToString(bytes) })
            assertEquals("The selection cannot be read: it is damaged.",
                    assertThrows(InpaintException.class, () -> RoiText.roi(text), text).getMessage());
    }
}
