package org.inpaintj.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;

import org.junit.jupiter.api.Test;

class ReadableColourTest {

    /** The two ends, and a pair whose ratio the guidelines' own examples give as 4.54. */
    @Test
    void contrastIsThatOfTheGuidelines() {
        assertEquals(21, ReadableColour.contrast(Color.BLACK, Color.WHITE), 1e-9);
        assertEquals(1, ReadableColour.contrast(Color.RED, Color.RED), 1e-9);
        assertEquals(4.54, ReadableColour.contrast(new Color(0x767676), Color.WHITE), 0.005);
    }

    @Test
    void redCanBeReadOnEverything() {
        for (int grey = 0; grey < 256; grey++)
            for (final Color background : new Color[] { new Color(grey, grey, grey), new Color(grey, 60, 40),
                    new Color(60, grey, 200) })
                assertTrue(ReadableColour.contrast(ReadableColour.red(background), background)
                        >= ReadableColour.CONTRAST, background::toString);
        final Color onWhite = ReadableColour.red(Color.WHITE), onDark = ReadableColour.red(new Color(0x3c3f41));
        assertTrue(onWhite.getRed() > 2 * onWhite.getGreen() && onDark.getRed() > onDark.getGreen() + 20,
                onWhite + " " + onDark);
    }
}
