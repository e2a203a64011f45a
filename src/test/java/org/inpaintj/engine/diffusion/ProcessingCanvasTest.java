package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.soft.LatentMask;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;

/** Pictures on the canvas of a model, their mask over latents, and what is put under the mask. */
class ProcessingCanvasTest {

    private static final DiffusionModel MODEL = DiffusionModel.read(ModelFixture.of("sd15").folder());
    private static final int SIZE = MODEL.size(), STEP = MODEL.multiple();

    @Test
    void whatFitsComesBackAsItIs() {
        final int width = SIZE + 1, height = SIZE - 1;
        final ProcessingCanvas canvas = ProcessingCanvas.of(MODEL, width, height, 0, 0, true);
        assertEquals((width + STEP - 1) / STEP * STEP, canvas.width());
        assertEquals((height + STEP - 1) / STEP * STEP, canvas.height());
        final float[] plane = noise(width * height);
        final Plane placed = canvas.place(new Plane(plane, width, height));
        assertEquals(canvas.width() * canvas.height(), placed.values().length);
        assertArrayEquals(plane, canvas.take(placed).values());
    }

    @Test
    void aSmallCropIsEnlargedAndALargeOneReduced() {
        final ProcessingCanvas small = ProcessingCanvas.of(MODEL, SIZE / 4, SIZE / 8, 0, 0, true);
        assertEquals(Math.sqrt(32), small.scale(), 1e-9);
        assertEquals(1, ProcessingCanvas.of(MODEL, SIZE / 4, SIZE / 8, 0, 0, false).scale());
        final ProcessingCanvas large = ProcessingCanvas.of(MODEL, 2 * SIZE, 2 * SIZE, 0, 0, false);
        assertEquals(SIZE, large.width());
        assertEquals(SIZE, large.height());
    }

    /**
     * Whatever the size and the proportions, what is smooth survives the way there and back, and nothing is too large.
     */
    @Test
    void smoothPicturesComeBackFromAnyCanvas() {
        final int[][] sizes = { { 1, 1 }, { 1, 300 }, { 700, 2 }, { 8000, 20 }, { 20, 8000 }, { 9, 9 }, { 65, 65 },
            { 333, 77 }, { 4000, 3000 } };
        for (final int[] size : sizes) {
            final ProcessingCanvas canvas = ProcessingCanvas.of(MODEL, size[0], size[1], 0, 0, true);
            assertTrue((double) canvas.width() * canvas.height() <= 7 * SIZE * SIZE, canvas.toString());
            final float[] plane = new float[size[0] * size[1]];
            for (int i = 0; i < plane.length; i++)
                plane[i] = (float) (0.5 + 0.2 * Math.sin(3.0 * (i % size[0]) / size[0])
                        + 0.2 * Math.cos(2.0 * (i / size[0]) / size[1]));
            final float[] back = canvas.take(canvas.place(new Plane(plane, size[0], size[1]))).values();
            assertEquals(plane.length, back.length);
            double worst = 0;
            for (int i = 0; i < plane.length; i++)
                worst = Math.max(worst, Math.abs(plane[i] - back[i]));
            // two rows or less of a strip cannot hold a slope across it
            assertTrue(worst < (Math.min(size[0], size[1]) * canvas.scale() > 4 ? 0.02 : 0.2), canvas + ": " + worst);
        }
    }

    @Test
    void aSizeIsTakenAndTheProportionsAreKept() {
        final ProcessingCanvas canvas = ProcessingCanvas.of(MODEL, 20, 10, 4 * STEP, 4 * STEP, true);
        assertEquals(4 * STEP, canvas.width());
        assertEquals(4 * STEP, canvas.height());
        assertEquals(4 * STEP / 20.0, canvas.scale(), 1e-9);
        assertEquals(2 * STEP, ProcessingCanvas.of(MODEL, 20, 10, 4 * STEP, 0, true).height());
        if (MODEL.largest() < Integer.MAX_VALUE)
            assertThrows(InpaintException.class,
                    () -> ProcessingCanvas.of(MODEL, 20, 10, MODEL.largest() + 1, 0, true));
    }

    @Test
    void aFillKeepsWhatIsKnownAndTakesItsColours() {
        final int size = 32;
        final float[] left = new float[size * size], mask = new float[size * size];
        for (int i = 0; i < left.length; i++) {
            left[i] = i % size < size / 2 ? 0.2f : 0.8f;
            final int x = i % size, y = i / size;
            mask[i] = x >= 4 && x < 28 && y >= 8 && y < 24 ? 1 : 0;
        }
        final float[] filled = MaskedContent.fill(List.of(new Plane(left, size, size)), new Plane(mask, size, size))
                .get(0).values();
        for (int i = 0; i < left.length; i++)
            if (mask[i] == 0)
                assertEquals(left[i], filled[i], 1e-6);
            else
                assertTrue(filled[i] > 0.19 && filled[i] < 0.81, "at " + i + ": " + filled[i]);
        assertTrue(filled[16 * size + 5] < 0.4 && filled[16 * size + 26] > 0.6, "nearby colours count more");
        final float[] nothing = MaskedContent.fill(List.of(new Plane(left, size, size)),
                Plane.filled(1, size, size)).get(0)
                .values();
        assertArrayEquals(new float[left.length], nothing);
    }

    @Test
    void aTinyMaskStillMasksALatent() {
        final float[] mask = new float[16 * 16];
        mask[5 * 16 + 9] = 1;
        for (final boolean nearest : new boolean[] { true, false }) {
            final float[] latent = new LatentMask(new Plane(mask, 16, 16), 8).values(nearest);
            assertArrayEquals(new float[] { 0, 1, 0, 0 }, latent);
        }
        assertArrayEquals(new float[] { 1, 1, 1, 1 }, new LatentMask(Plane.filled(1, 16, 16), 8).values(false));
    }

    /** By hand: I (1 - w) + I (1 - M) w with I = -0.5, 0.5, 1 and 0.2. */
    @Test
    void whatIsMaskedIsHiddenByTheConditioningsAmount() {
        final float[] mask = { 1, 0.5f, 0.49f, 0 };
        for (final double[] wanted : new double[][] { { 1, 0, 0 }, { 0.3, -0.35, 0.35 }, { 0, -0.5, 0.5 } }) {
            final Tensor pixels = Tensor.of(new float[] { -0.5f, 0.5f, 1, 0.2f }, 1, 1, 2, 2);
            PictureLatents.hide(pixels, mask, wanted[0]);
            assertArrayEquals(new float[] { (float) wanted[1], (float) wanted[2], 1, 0.2f }, pixels.array(), 1e-7f);
        }
    }

    private static float[] noise(final int n) {
        final Random random = new Random(1);
        final float[] noise = new float[n];
        for (int i = 0; i < n; i++)
            noise[i] = random.nextFloat();
        return noise;
    }
}
