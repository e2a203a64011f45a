package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;

/** TAESD decodes the prediction of every step, also where there is no picture to learn colours from. */
class TinyVaePreviewTest {

    @Test
    void everyStepIsShown() {
        assertEquals(0, shown(Map.of()).size() - 1, "nothing but the result");
        final List<float[]> shown = shown(Map.of("vae", ModelFixture.of("checkpoint-taesd").folder()
                .resolve("taesd.safetensors").toString()));
        assertEquals(3 + 1, shown.size());
        // the last prediction is the result but for the noise that the schedule leaves
        assertArrayEquals(shown.get(3), shown.get(2), 0.02f);
        assertFalse(Arrays.equals(shown.get(0), shown.get(1)));
    }

    /** What was shown in three steps, then the result. */
    private static List<float[]> shown(final Map<String, String> more) {
        final Map<String, String> keys = new HashMap<>(Map.of("model", ModelFixture.of("checkpoint-sd1").folder()
                .resolve("sd1.safetensors").toString(), "seed", "1", "steps", "3", "sampler", "DDIM", "schedule",
                "Model", "device", "cpu", "prompt", "a cell"));
        keys.putAll(more);
        final Request request = Engines.found().request(keys);
        final List<float[]> shown = new ArrayList<>();
        final Result made = new DiffusionEngine().run(request, TestScenes.of(64, 64, Task.TEXT_TO_IMAGE),
                new Progress() {
                    @Override
                    public void step(final int done, final int total, final String what) {
                        // nothing to tell
                    }

                    @Override
                    public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
                        shown.add(values(pixels.get()));
                    }
                });
        shown.add(values(made.candidates().get(0).pixels()));
        return shown;
    }

    private static float[] values(final RandomAccessibleInterval<FloatType> pixels) {
        return Plane.of(Views.hyperSlice(pixels, 2, 0)).values();
    }
}
