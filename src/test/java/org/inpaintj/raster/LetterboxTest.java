package org.inpaintj.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;

class LetterboxTest {

    private static final int RUNS = 300;

    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void aPictureInTheMiddleIsContinuedByItsEdge() {
        final Letterbox box = Letterbox.centred(2, 1, 1, 5, 3);
        assertEquals(new Box(1, 1, 2, 1), box.inner());
        final Plane placed = box.place(new Plane(new float[] { 1, 2 }, 2, 1), PillowResampler.LANCZOS,
                Letterbox.Padding.EDGE);
        assertArrayEquals(new float[] { 1, 1, 2, 2, 2, 1, 1, 2, 2, 2, 1, 1, 2, 2, 2 }, placed.values());
        assertArrayEquals(new float[] { 1, 2 }, box.take(placed, PillowResampler.LANCZOS).values());
    }

    /** Every pixel of the canvas is the one of the resized picture that a walk from it into the picture ends at. */
    @Test
    void everyPixelOfTheCanvasIsWhereAWalkEnds() {
        for (int run = 0; run < RUNS; run++) {
            final Plane picture = picture();
            final double scale = random.nextDouble(0.3, 3);
            final int wide = Letterbox.scaled(picture.width(), scale), high = Letterbox.scaled(picture.height(), scale);
            final int width = wide + random.nextInt(30), height = high + random.nextInt(30);
            final Letterbox box = random.nextBoolean()
                    ? Letterbox.centred(picture.width(), picture.height(), scale, width, height)
                    : Letterbox.topLeft(picture.width(), picture.height(), wide, high, width, height);
            final Plane resized = PillowResampler.LANCZOS.resize(picture, wide, high);
            for (final Letterbox.Padding padding : Letterbox.Padding.values()) {
                final Plane placed = box.place(picture, PillowResampler.LANCZOS, padding);
                for (int y = 0; y < height; y++)
                    for (int x = 0; x < width; x++)
                        assertEquals(resized.at(walk(x - box.inner().x(), wide, padding),
                                walk(y - box.inner().y(), high, padding)), placed.at(x, y));
                assertArrayEquals(PillowResampler.LANCZOS.resize(resized, picture.width(), picture.height()).values(),
                        box.take(placed, PillowResampler.LANCZOS).values());
            }
        }
    }

    /** A step at a time; at an end it stays, or turns and stands still for that step. */
    private static int walk(final int to, final int length, final Letterbox.Padding padding) {
        int at = 0, direction = to < 0 ? -1 : 1;
        for (int step = 0; step < Math.abs(to); step++)
            if (at + direction >= 0 && at + direction < length)
                at += direction;
            else if (padding == Letterbox.Padding.MIRROR)
                direction = -direction;
        return at;
    }

    /** As the programs that the models come from do: Segment Anything adds a half and cuts off. */
    @Test
    void sidesAreRoundedHalvesUpAndNeverVanish() {
        assertEquals(1, Letterbox.scaled(3, 0.01));
        assertEquals(3, Letterbox.scaled(5, 0.5));
        for (int run = 0; run < 100 * RUNS; run++) {
            final int side = random.nextInt(1, 20000), longest = Math.max(side, random.nextInt(1, 20000));
            final double scale = 1024.0 / longest;
            assertEquals(Math.max(1, (int) (side * scale + 0.5)), Letterbox.scaled(side, scale));
        }
    }

    @Test
    void placesFollowTheScaleOfEachAxis() {
        final Letterbox box = Letterbox.topLeft(200, 100, 64, 31, 64, 64);
        assertEquals((float) (50 * (64 / 200.0)), box.x(50));
        assertEquals((float) (50 * (31 / 100.0)), box.y(50));
        assertEquals(2 + 3 * 0.5f, Letterbox.centred(8, 8, 0.5, 8, 8).x(3));
    }

    @Test
    void aPictureLargerThanTheCanvasIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Letterbox.topLeft(9, 9, 9, 9, 8, 9));
    }

    private Plane picture() {
        final Plane plane = new Plane(random.nextInt(1, 20), random.nextInt(1, 20));
        for (int i = 0; i < plane.values().length; i++)
            plane.values()[i] = (float) random.nextDouble();
        return plane;
    }
}
