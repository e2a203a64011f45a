package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.params.MacroLine;

/** The options of samplers in whole runs. */
class SamplingKeysTest {

    private static final DiffusionEngine ENGINE = new DiffusionEngine();

    /** Without the negative prompt in any step the prompt alone is asked, to the bit. */
    @ParameterizedTest
    @CsvSource({ "min_uncond=15 min_uncond_all", "skip_early_cond=1", "min_uncond=15 min_uncond_all candidates=2" })
    void withoutTheNegativePromptItIsNotAsked(final String line) {
        final Result alone = run("cfg=1 " + line.replaceAll("(min|skip)\\S+ ?", "")), skipped = run("negative=dark "
                + line);
        assertArrayEquals(values(alone), values(skipped));
        assertFalse(Arrays.equals(values(alone), values(run("negative=dark"))));
        assertEquals(Integer.toString(4 * skipped.candidates().size()),
                skipped.facts().get("evaluations_without_negative"));
    }

    /** Karras from sigma 14.6 in 4 steps: 14.6, 3.17, 0.45, 0.03. */
    @ParameterizedTest
    @CsvSource({ "min_uncond=3, 1", "min_uncond=3.5, 2", "min_uncond=3 min_uncond_all, 2", "min_uncond=0.2, 1",
        "skip_early_cond=0.3, 2" })
    void someEvaluationsLeaveItOut(final String line, final String count) {
        final Result result = run("negative=dark schedule=Karras sampler=[DPM++ 2M] " + line);
        assertEquals(count, result.facts().get("evaluations_without_negative"));
        assertFalse(Arrays.equals(values(result), values(run("negative=dark schedule=Karras"))));
    }

    /** Deviations of 1.41 and 5.66. */
    @Test
    void rescalingTakesTheContrastOfGuidanceBack() {
        final double[] prompted = { 0, 2 }, guided = { 0, 8 };
        assertEquals(0.25, ClassifierFreeGuidance.rescale(prompted, guided, 1), 1e-12);
        assertEquals(0.625, ClassifierFreeGuidance.rescale(prompted, guided, 0.5), 1e-12);
        assertEquals(1, ClassifierFreeGuidance.rescale(prompted, guided, 0));
        assertEquals(1, ClassifierFreeGuidance.rescale(prompted, new double[] { 3, 3 }, 1));
    }

    /** By hand: (1 * 2 + 3 * 1) / (2 * 2 + 1 * 1) = 1, and twice that for twice the prompt's answer. */
    @Test
    void theNegativeIsScaledToWhereItIsNearest() {
        final Tensor out = Tensor.of(new float[] { 2, 1, 0, 0, 1, 3, 2, 6 }, 1, 8);
        assertEquals(1, ClassifierFreeGuidance.scale(out, 4, 0, 2), 1e-12);
        assertEquals(2, ClassifierFreeGuidance.scale(out, 6, 0, 2), 1e-12);
        assertEquals(1, ClassifierFreeGuidance.scale(out, 4, 2, 2), "an answer of zeros");
    }

    /** Each changes the picture, alone. */
    @ParameterizedTest
    @CsvSource({ "sampler=[Euler a] eta=0.5", "sampler=Euler churn=3", "sampler=[Euler a] churn_noise=0.9",
        "sigma_max=9", "sigma_min=0.2", "rho=3", "sampler=[Euler a] ensd=31337", "noise_multiplier=1.05",
        "extra_noise=0.1", "guidance_rescale=0.7", "cfg_zero",
        "seed_resize_from_w=32 seed_resize_from_h=32", "sampler=DDIM eta=1" })
    void eachCounts(final String line) {
        final int last = line.startsWith("sampler") ? line.indexOf(' ', line.indexOf(']') + 1) : 0;
        assertFalse(Arrays.equals(values(run(line)), values(run(line.substring(0, last)))));
        assertArrayEquals(values(run(line)), values(run(line)));
    }

    /** Under the mask alone things change, and as many steps are told as are made. */
    @ParameterizedTest
    @CsvSource({ "DPM fast", "DPM adaptive", "DDIM CFG++", "DPM++ 2M SDE Heun" })
    void newSamplersKeepWhatIsNotMasked(final String sampler) {
        for (final String keep : List.of("x0", "noise")) {
            final int[] told = new int[3];
            final Result result = ENGINE.run(request("sampler=[" + sampler + "] keep=" + keep),
                    TestScenes.of(64, 64, Task.INPAINT), new Progress() {
                        @Override
                        public void step(final int done, final int all, final String what) {
                            assertTrue(done >= told[0] && done <= all, what + " " + done + " of " + all);
                            told[0] = done;
                            told[1] = all;
                        }

                        @Override
                        public void share(final double share) {
                            assertTrue(share <= 1, "share " + share);
                        }
                    });
            assertEquals(told[1], told[0]);
            assertEquals(!sampler.equals("DPM adaptive"), result.facts().containsKey("steps"));
            assertTrue(result.facts().containsKey("evaluations"));
            assertArrayEquals(values(result), values(run("sampler=[" + sampler + "] keep=" + keep)));
            for (final float v : values(result))
                assertTrue(v >= 0 && v <= 1);
        }
    }

    /** The guidance of CFG++ is divided by 12.5, and its steps go where the negative prompt points. */
    @Test
    void plusPlusAlwaysAsksTheNegativePrompt() {
        assertFalse(Arrays.equals(values(run("sampler=[DDIM CFG++] cfg=1 negative=dark")),
                values(run("sampler=[DDIM CFG++] cfg=1 negative=bright"))));
    }

    private static Result run(final String line) {
        return ENGINE.run(request(line), TestScenes.of(64, 64, Task.INPAINT), Progress.NONE);
    }

    private static Request request(final String line) {
        Request request = Engines.found().request(Map.of("engine", "diffusion", "model",
                ModelFixture.of("sd15").folder().toString(), "seed", "5", "steps", "4", "strength", "1", "prompt",
                "a cat", "device", "cpu"));
        for (final Map.Entry<String, String> e : MacroLine.parse(line).entrySet())
            request = request.with(e.getKey(), e.getValue());
        return request;
    }

    private static float[] values(final Result result) {
        final float[] out = new float[(int) Intervals.numElements(result.candidates().get(0).pixels())];
        final int[] at = new int[1];
        Views.flatIterable(result.candidates().get(0).pixels()).forEach(v -> out[at[0]++] = v.get());
        return out;
    }
}
