package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.params.MacroLine;

/** Keys that the model or the other keys leave without effect are named, and have none. */
class WithoutEffectTest {

    private static final DiffusionEngine ENGINE = new DiffusionEngine();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "sd15 | schedule=Model | emphasis=ignore | The key emphasis has no effect with schedule=Model, which takes "
                    + "prompts as they stand.",
            "sd15 | cfg=1          | negative=blurry | The key negative has no effect with cfg=1 or less, which asks "
                    + "the prompt alone.",
            "lcm  | cfg=3          | negative=blurry | The key negative has no effect with this model, which embeds "
                    + "its guidance.",
            "sd15 | sampler=LMS    | eta=0.5         | The key eta has no effect with the sampler LMS and the schedule "
                    + "Uniform.",
            "sd15 | sampler=[DPM++ 2M] | churn=2 | The key churn has no effect with the sampler DPM++ 2M and the "
                    + "schedule Karras.",
            "sd15 | sampler=[DPM++ SDE] | ensd=31337 | The key ensd has no effect with the sampler DPM++ SDE and the "
                    + "schedule Karras.",
            "sd15 | schedule=Model | rho=3 | The key rho has no effect with the sampler PLMS and the schedule Model.",
            "sd15 | cfg=1          | min_uncond=3    | The key min_uncond has no effect with cfg=1 or less, which asks "
                    + "the prompt alone.",
            "sd15 | cfg=1          | guidance_rescale=1 | The key guidance_rescale has no effect with cfg=1 or less, "
                    + "which asks the prompt alone.",
            "sd15 | cfg=1          | cfg_zero        | The key cfg_zero has no effect with cfg=1 or less, which asks "
                    + "the prompt alone.",
            "sd15 | cfg=7          | stop=4          | The key stop has no effect with 4 steps in all.",
            "sd15-inpaint | schedule=Model | keep=noise | With keep=noise nothing is put back in the latents of this "
                    + "model, which was made for inpainting and sees the picture beside them.",
            "sd15 | cfg=7          | conditioning=0.5 | The conditioning means nothing to this model, which was not "
                    + "made for inpainting.",
            "sd15 | cfg=7          | passes=2        | There is no second pass: the picture is not larger than the "
                    + "model works at, or a width or height was asked for, or the model takes one size only.",
            "sd15 | cfg=1          | negative=<lora:x:1> | No such networks are applied, so these were cut out of the "
                    + "prompts: <lora:x:1>." })
    void itIsSaidAndTrue(final String model, final String with, final String key, final String note) {
        final Result plain = run(model, with), asked = run(model, with + " " + key);
        assertEquals(List.of(note), asked.notes().stream().filter(n -> !plain.notes().contains(n)).toList());
        assertArrayEquals(values(plain), values(asked));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "sd15 | emphasis=ignore prompt=[a (cat:1.5)]", "sd15 | negative=blurry",
            "sd15 | cfg=1 negative=blurry prompt=[a cat AND a dog]", "sd15-inpaint | conditioning=0.5", "sd15 | stop=3",
            "sd15 | sampler=DDIM eta=0.5 ensd=3", "sd15 | sampler=Euler churn=3 churn_max=9 churn_noise=0.9",
            "sd15 | sigma_min=0.1 sigma_max=9 rho=5", "sd15 | min_uncond=4 skip_early_cond=0.2",
            "sd15-inpaint | keep=x0 schedule=Model", "sd15 | keep=noise" })
    void nothingIsSaidWhereTheyCount(final String model, final String line) {
        assertEquals(run(model, "steps=4").notes().size(), run(model, line).notes().stream()
                .filter(n -> !n.startsWith("Stopped after step 3")).count());
    }

    private static Result run(final String model, final String line) {
        Request request = Engines.found().request(Map.of("engine", "diffusion", "model",
                ModelFixture.of(model).folder().toString(),
                "seed", "5", "steps", "4", "strength", "1", "prompt", "a cat", "device", "cpu"));
        for (final Map.Entry<String, String> e : MacroLine.parse(line).entrySet())
            request = request.with(e.getKey(), e.getValue());
        return ENGINE.run(request, TestScenes.of(64, 64, Task.INPAINT), Progress.NONE);
    }

    private static float[] values(final Result result) {
        final float[] out = new float[(int) Intervals.numElements(result.candidates().get(0).pixels())];
        final int[] at = new int[1];
        Views.flatIterable(result.candidates().get(0).pixels()).forEach(v -> out[at[0]++] = v.get());
        return out;
    }
}
