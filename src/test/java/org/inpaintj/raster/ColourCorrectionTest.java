package org.inpaintj.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Plane;

class ColourCorrectionTest {

    /** The WebUI cuts the last result to 8 bits: half a level below on the average. */
    @ParameterizedTest
    @CsvSource({ "source,other,corrected", "grey,other,corrected_grey", "other,grey,corrected_to_grey" })
    void itIsTheWebuis(final String picture, final String target, final String wanted) {
        final List<Plane> made = ColourCorrection.match(WebuiPictures.all().get(picture).planes(),
                WebuiPictures.all().get(target).planes());
        final List<Plane> golden = WebuiPictures.all().get(wanted).planes();
        double sum = 0, most = 0;
        int n = 0;
        for (int c = 0; c < 3; c++)
            for (int i = 0; i < made.get(c).values().length; i++, n++) {
                final double off = Math.abs(255 * made.get(c).values()[i] - 255 * golden.get(c).values()[i] - 0.5);
                sum += off;
                most = Math.max(most, off);
            }
        assertTrue(sum / n < 0.4, "mean " + sum / n);
        assertTrue(most < 2, "most " + most);
    }

    @Test
    void aPictureWithTheColoursOfTheTargetStaysAsItIs() {
        final List<Plane> picture = WebuiPictures.all().get("source").planes();
        final List<Plane> made = ColourCorrection.match(picture, picture);
        for (int c = 0; c < 3; c++)
            for (int i = 0; i < made.get(c).values().length; i++)
                assertEquals(picture.get(c).values()[i], made.get(c).values()[i], 8 / 255f);
    }

    /** A colour cast goes, the brightness stays. */
    @Test
    void aTintIsTakenBack() {
        final List<Plane> picture = WebuiPictures.all().get("source").planes();
        final List<Plane> tinted = picture.stream().map(Plane::copy).toList();
        for (int i = 0; i < tinted.get(0).values().length; i++)
            tinted.get(0).values()[i] *= 0.7f;
        final List<Plane> made = ColourCorrection.match(tinted, picture);
        double before = 0, after = 0;
        for (int i = 0; i < tinted.get(0).values().length; i++) {
            before += Math.abs(red(tinted, i) - red(picture, i));
            after += Math.abs(red(made, i) - red(picture, i));
            assertEquals(luma(tinted, i), luma(made, i), 1e-5);
        }
        assertTrue(after < 0.6 * before, after + " of " + before);
    }

    /** How much redder than green. */
    private static double red(final List<Plane> planes, final int i) {
        return planes.get(0).values()[i] - planes.get(1).values()[i];
    }

    private static double luma(final List<Plane> planes, final int i) {
        return 0.299 * planes.get(0).values()[i] + 0.587 * planes.get(1).values()[i]
                + 0.114 * planes.get(2).values()[i];
    }
}
