package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

import org.inpaintj.core.Box;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.Task;

/** A picture of four pixels, of which the first two are painted. */
class StartPictureTest {

    private static final float[] IMAGE = { 0.2f, 0.2f, 0.2f, 0.2f }, SKETCH = { 1, 1, 0.2f, 0.2f };

    private static final Scene SCENE = new Scene(ArrayImgs.floats(IMAGE, 4, 1, 1),
            ArrayImgs.floats(new float[] { 0.75f, 1, 1, 0.5f }, 4, 1), ArrayImgs.floats(new float[] { 1, 1, 1, 1 }, 4,
                    1), new Box(0, 0, 4, 1), Task.INPAINT,
            Map.of(SceneInput.BASE, ArrayImgs.floats(SKETCH, 4, 1, 1)));

    private static Result made(final boolean soft) {
        final Result.Candidate candidate = new Result.Candidate(7, ArrayImgs.floats(new float[] { 0, 0, 0, 0 }, 4, 1,
                1));
        return new Result(List.of(soft ? candidate.withOpacity(ArrayImgs.floats(new float[] { 0.5f, 0.25f, 0.25f, 0 },
                4, 1)) : candidate), List.of(), Map.of());
    }

    @Test
    void paintThatTheModelHasLeftIsSeen() {
        final Result.Candidate candidate = new StartPicture(SCENE).result(made(true), false).candidates().get(0);
        final float[] pixels = { 0.5f, 0.75f, 0, 0 }, opacity = { 0.5f, 1, 0.25f, 0 };
        for (int x = 0; x < 4; x++) {
            assertEquals(pixels[x], candidate.pixels().getAt(x, 0, 0).get(), 1e-6, "pixel " + x);
            assertEquals(opacity[x], candidate.opacity().orElseThrow().getAt(x, 0).get(), 1e-6, "opacity " + x);
        }
        assertEquals(7, candidate.seed());
    }

    @Test
    void whatHidesAllStaysAsItIs() {
        final Result made = made(false);
        assertSame(made.candidates().get(0).pixels(),
                new StartPicture(SCENE).result(made, false).candidates().get(0).pixels());
    }

    @Test
    void whereNothingIsRepaintedItIsTheResult() {
        final Result.Candidate candidate = new StartPicture(SCENE).result(made(true), true).candidates().get(0);
        assertSame(SCENE.base(), candidate.pixels());
        assertTrue(candidate.opacity().isEmpty() && !candidate.unchanged());
    }
}
