package org.inpaintj.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Plane;
import org.inpaintj.raster.Membrane.Kind;

class BlendTest {

    @Test
    void theMembraneOfAPlaneIsThePlane() {
        final int w = 40, h = 33;
        final float[] v = new float[w * h];
        final Kind[] kinds = new Kind[w * h];
        for (int i = 0; i < v.length; i++) {
            final int x = i % w, y = i / w;
            final boolean inside = x > 0 && y > 0 && x < w - 1 && y < h - 1;
            kinds[i] = inside ? Kind.FREE : Kind.FIXED;
            v[i] = inside ? 77 : 0.02f * x - 0.03f * y;
        }
        Membrane.solve(new Plane(v, w, h), kinds, 1e-6f);
        for (int i = 0; i < v.length; i++)
            assertEquals(0.02f * (i % w) - 0.03f * (i / w), v[i], 1e-3);
    }

    /** The defining property, on holes of any shape. */
    @Test
    void everyFreePixelIsTheMeanOfItsNeighbours() {
        final SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 60; round++) {
            final int w = random.nextInt(1, 40), h = random.nextInt(1, 40);
            final float[] v = new float[w * h];
            final Kind[] kinds = new Kind[w * h];
            for (int i = 0; i < v.length; i++) {
                kinds[i] = Kind.values()[random.nextInt(10) < 7 ? 0 : random.nextInt(1, 3)];
                v[i] = kinds[i] == Kind.FIXED ? (float) random.nextDouble() : Float.NaN;
            }
            Membrane.solve(new Plane(v, w, h), kinds, 1e-7f);
            for (int i = 0; i < v.length; i++)
                if (kinds[i] == Kind.FREE) {
                    double sum = 0;
                    int n = 0;
                    final int x = i % w;
                    for (final int j : new int[] { x > 0 ? i - 1 : -1, x < w - 1 ? i + 1 : -1, i - w, i + w })
                        if (j >= 0 && j < v.length && kinds[j] != Kind.ABSENT) {
                            sum += v[j];
                            n++;
                        }
                    assertEquals(n == 0 ? v[i] : sum / n, v[i], 2e-3, w + " x " + h + " at " + i);
                }
        }
    }

    @Test
    void theSeamIsClosedAlsoWhereTheJumpChangesAlongIt() {
        final int w = 60, h = 60;
        final SplittableRandom random = new SplittableRandom(5);
        final float[] image = new float[w * h], fill = new float[w * h], mask = new float[w * h];
        for (int i = 0; i < image.length; i++) {
            final int x = i % w, y = i / w;
            image[i] = 0.5f + 0.01f * (float) random.nextDouble(-1, 1);
            fill[i] = image[i] + 0.2f - 0.004f * x + 0.002f * y;
            mask[i] = Math.hypot(x - 30, y - 30) < 15 ? 1 : 0;
        }
        final float[] before = fill.clone();
        Seam.close(image, fill, Ring.of(new Plane(mask, w, h), new Plane(ones(w * h), w, h)));
        for (int i = 0; i < image.length; i++)
            if (mask[i] > 0)
                assertEquals(image[i], fill[i], 0.015);
            else
                assertEquals(before[i], fill[i]);
    }

    @Test
    void outliersAtTheBoundaryAreNotCarriedInside() {
        final int w = 40, h = 40;
        final float[] image = new float[w * h], fill = new float[w * h], mask = new float[w * h];
        for (int i = 0; i < image.length; i++)
            mask[i] = Math.abs(i % w - 20) < 8 && Math.abs(i / w - 20) < 8 ? 1 : 0;
        image[20 * w + 12] = 50;
        Seam.close(image, fill, Ring.of(new Plane(mask, w, h), new Plane(ones(w * h), w, h)));
        for (final float v : fill)
            assertEquals(0, v, 1e-3);
    }

    @Test
    void nothingIsDoneWhereNothingIsKnown() {
        final float[] fill = { 1, 2, 3, 4 };
        Seam.close(new float[4], fill, Ring.of(new Plane(ones(4), 2, 2), new Plane(ones(4), 2, 2)));
        Seam.close(new float[4], fill,
                Ring.of(new Plane(new float[] { 1, 0, 0, 1 }, 2, 2), new Plane(new float[4], 2, 2)));
        assertArrayEquals(new float[] { 1, 2, 3, 4 }, fill);
    }

    @Test
    void channelsComeBackByTheirOwnRelationToThePicture() {
        final int w = 30, h = 30, n = w * h;
        final SplittableRandom random = new SplittableRandom(6);
        final float[][] picture = new float[3][n], painted = new float[3][n];
        final float[] channel = new float[n], mask = new float[n];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < 3; c++) {
                picture[c][i] = (float) random.nextDouble();
                painted[c][i] = (float) random.nextDouble();
            }
            channel[i] = 0.4f - 0.2f * picture[0][i] + 0.3f * picture[2][i];
            mask[i] = i % w < 5 ? 1 : 0;
        }
        channel[17] = 1e5f;
        final float[] back = ChannelFit.fit(channel, picture, painted,
                Ring.of(new Plane(mask, w, h), new Plane(ones(n), w, h)));
        for (int i = 0; i < n; i++)
            assertEquals(0.4 - 0.2 * painted[0][i] + 0.3 * painted[2][i], back[i], 0.005);
    }

    @Test
    void aGreyPictureAndAConstantOneGiveFiniteChannels() {
        final int n = 400;
        final float[] grey = new float[n], mask = new float[n];
        for (int i = 0; i < n; i++) {
            grey[i] = i % 20 / 20f;
            mask[i] = i < 100 ? 1 : 0;
        }
        final Ring ring = Ring.of(new Plane(mask, 20, 20), new Plane(ones(n), 20, 20));
        final float[] back = ChannelFit.fit(grey, new float[][] { grey, grey, grey },
                new float[][] { grey, grey, grey },
                ring);
        for (int i = 0; i < n; i++)
            assertEquals(grey[i], back[i], 1e-2);
        final float[] flat = new float[n];
        Arrays.fill(flat, 0.3f);
        for (final float v : ChannelFit.fit(flat, new float[][] { flat, flat, flat },
                new float[][] { grey, grey, grey },
                ring))
            assertEquals(0.3f, v, 1e-3);
        assertTrue(ring.within(0.5, 1).length > 0);
    }

    private static float[] ones(final int n) {
        final float[] v = new float[n];
        Arrays.fill(v, 1);
        return v;
    }
}
