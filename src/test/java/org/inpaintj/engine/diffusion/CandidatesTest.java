package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;

/** What makes one candidate differ from the next, and what must not. */
class CandidatesTest {

    private static final int SIZE = 64;
    private static final DiffusionEngine ONE_BY_ONE = new DiffusionEngine();
    private static final DiffusionEngine TOGETHER = new DiffusionEngine((device, model, branches, canvas, n) -> 2);

    @ParameterizedTest
    @CsvSource({ "sd15,Euler a,Automatic,original", "sd15,DPM++ SDE,Karras,noise",
        "sd15-inpaint,DPM++ 2M SDE,Automatic,fill",
        "sd2,auto,Model,original", "sdxl,DPM2 a,Automatic,original", "sdxl-inpaint,auto,Model,original",
        "sd3,auto,Model,original", "lcm,auto,Model,original", "sdxl-turbo,auto,Model,original" })
    void candidatesOfOneNetworkCallAreThoseMadeAlone(final String model, final String sampler, final String schedule,
            final String content) {
        final Request request = request(model).with("candidates", 3).with("sampler", sampler).with("schedule", schedule)
                .with("content", content).with("prompt", "a [cat|dog] AND (red:1.2)").with("negative", "blurry");
        final List<Integer> done = new ArrayList<>();
        final List<Double> shares = new ArrayList<>();
        final Result together = TOGETHER.run(request, scene(), new Progress() {
            @Override
            public void share(final double share) {
                shares.add(share);
            }

            @Override
            public void step(final int step, final int total, final String what) {
                if (what.startsWith("Diffusion"))
                    done.add(total - step);
            }
        });
        final Result alone = ONE_BY_ONE.run(request, scene(), Progress.NONE);
        for (int k = 0; k < 3; k++) {
            assertEquals(alone.candidates().get(k).seed(), together.candidates().get(k).seed());
            assertArrayEquals(values(alone, k), values(together, k), 1e-4f, "candidate " + k);
        }
        assertFalse(Arrays.equals(values(alone, 0), values(alone, 1)), "candidates differ");
        assertEquals(done.stream().sorted((a, b) -> b - a).toList(), done, "progress never goes back");
        assertEquals(0, done.get(done.size() - 1));
        assertEquals(shares.stream().sorted().toList(), shares, "nor does the share of the time");
        assertTrue(shares.get(0) > 0 && shares.get(shares.size() - 1) < 1, shares.toString());
    }

    @Test
    void severalAreCancelledTogether() {
        final int[] told = new int[1];
        final Progress stops = new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {
                told[0]++;
            }

            @Override
            public boolean cancelled() {
                return told[0] > 4;
            }
        };
        assertThrows(CancelledException.class,
                () -> TOGETHER.run(request("sd15").with("steps", 500).with("candidates", 2), scene(), stops));
        assertTrue(told[0] < 9, told[0] + " steps");
    }

    @Test
    void theProcessorMakesOneAtATimeAndACardAsManyAsItHolds() {
        final DiffusionModel sd = DiffusionModel.read(ModelFixture.of("sd15").folder());
        final DiffusionModel xl = DiffusionModel.read(ModelFixture.of("sdxl").folder());
        assertEquals(1, BatchSize.BY_DEVICE.of(Device.CPU, sd, 2, square(64), 8));
        assertEquals(8, BatchSize.BY_DEVICE.of(Device.CUDA, sd, 2, square(64), 8));
        assertEquals(2, BatchSize.BY_DEVICE.of(Device.CUDA, sd, 2, square(512), 8));
        assertEquals(4, BatchSize.BY_DEVICE.of(Device.CUDA, sd, 1, square(512), 8));
        assertEquals(1, BatchSize.BY_DEVICE.of(Device.CUDA, sd, 2, square(1024), 8));
        assertEquals(2, BatchSize.BY_DEVICE.of(Device.CUDA, xl, 2, square(1024), 8));
    }

    @Test
    void aSecondSeedIsMixedIn() {
        final Request plain = request("sd15").with("sampler", "Euler").with("strength", 1);
        final Request varied = plain.with("subseed", 70);
        final float[] first = values(run(plain), 0);
        assertArrayEquals(first, values(run(varied), 0), "without variation it means nothing");
        assertArrayEquals(values(run(plain.with("seed", 70)), 0), values(run(varied.with("variation", 1)), 0), 1e-3f);
        final Result half = run(varied.with("variation", 0.5).with("candidates", 2));
        assertFalse(Arrays.equals(first, values(half, 0)));
        for (int k = 0; k < 2; k++) {
            assertEquals(5, half.candidates().get(k).seed());
            assertEquals(Map.of("sampler", "Euler", "schedule", "Uniform", "subseed", Integer.toString(70 + k)),
                    half.candidates().get(k).keys());
        }
        assertArrayEquals(values(half, 1), values(run(varied.with("variation", 0.5).with("subseed", 71)), 0));
    }

    @Test
    void weightsInThePromptDoWhatEmphasisSays() {
        final float[] original = prompt("a (cat:1.6)", "original"), scaled = prompt("a (cat:1.6)", "no_norm");
        assertFalse(Arrays.equals(original, scaled));
        assertFalse(Arrays.equals(original, prompt("a cat", "original")));
        assertArrayEquals(prompt("a cat", "original"), prompt("a (cat:1.6)", "ignore"));
        assertArrayEquals(prompt("a \\(cat:1.6\\)", "original"), prompt("a (cat:1.6)", "none"));
    }

    @ParameterizedTest
    @CsvSource({ "sd15, Automatic", "sd15, Model", "sdxl, Automatic", "sd3, Model" })
    void networksThatAPromptNamesAreNoWords(final String model, final String schedule) {
        final Request plain = request(model).with("schedule", schedule).with("sampler", "auto").with("negative", "");
        final Result tagged = run(plain.with("prompt", "a <lora:add_detail:0.8:te=1>cat<hypernet:x>")
                .with("negative", "<lyco:foo:1><lora:add_detail:0.8:te=1>"));
        assertArrayEquals(values(run(plain.with("prompt", "a cat")), 0), values(tagged, 0));
        assertEquals(List.of("No such networks are applied, so these were cut out of the prompts: "
                + "<lora:add_detail:0.8:te=1>, <hypernet:x>, <lyco:foo:1>."),
                tagged.notes().stream().filter(n -> n.contains("networks")).toList());
    }

    @Test
    void anglesThatNameNoNetworkAreWords() {
        assertFalse(Arrays.equals(prompt("a cat", "original"), prompt("a <cat>", "original")));
        assertFalse(Arrays.equals(prompt("a cat", "original"), prompt("a <: cat", "original")));
    }

    @Test
    void theRecordNamesWhatRan() {
        assertEquals(Map.of("sampler", "DPM++ 2M", "schedule", "Karras"),
                run(request("sd15")).candidates().get(0).keys());
        assertEquals(Map.of("sampler", "PLMS", "schedule", "Model"),
                run(request("sd15").with("schedule", "Model")).candidates().get(0).keys());
        assertEquals(Map.of("sampler", "Euler a", "schedule", "SGM Uniform"),
                run(request("sd15").with("sampler", "euler a sgm uniform")).candidates().get(0).keys());
    }

    @Test
    void theSamplerLeftToTheEngineIsTheFoldersOwnWithItsSchedule() {
        final Request request = request("sd15");
        assertEquals("DPM++ 2M", run(request).facts().get("sampler"));
        assertEquals("PLMS", run(request.with("schedule", "Model")).facts().get("sampler"));
        assertEquals("DPM++ 2M",
                run(request.with("schedule", "Model").with("sampler", "DPM++ 2M")).facts().get("sampler"));
        assertEquals("auto", ONE_BY_ONE.choices("sampler").get(0));
    }

    private static ProcessingCanvas square(final int side) {
        return new ProcessingCanvas(side, side, side, side, 1);
    }

    private static float[] prompt(final String prompt, final String emphasis) {
        return values(run(request("sd15").with("prompt", prompt).with("emphasis", emphasis)), 0);
    }

    private static Result run(final Request request) {
        return ONE_BY_ONE.run(request, scene(), Progress.NONE);
    }

    private static Request request(final String model) {
        return Engines.found().request(Map.of("engine", "diffusion", "model",
                ModelFixture.of(model).folder().toString(), "steps", "4",
                "seed", "5", "prompt", "a cat"));
    }

    private static Scene scene() {
        final Random random = new Random(3);
        final float[] pixels = new float[3 * SIZE * SIZE], mask = new float[SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = random.nextFloat();
        for (int i = 0; i < mask.length; i++)
            mask[i] = i / SIZE > 20 && i % SIZE < 40 ? 1 : 0;
        return new Scene(ArrayImgs.floats(pixels, SIZE, SIZE, 3), ArrayImgs.floats(mask, SIZE, SIZE),
                ArrayImgs.floats(new float[mask.length], SIZE, SIZE), new Box(0, 0, SIZE, SIZE), Task.INPAINT);
    }

    private static float[] values(final Result result, final int k) {
        final float[] out = new float[(int) Intervals.numElements(result.candidates().get(k).pixels())];
        final int[] at = new int[1];
        Views.flatIterable(result.candidates().get(k).pixels()).forEach(v -> out[at[0]++] = v.get());
        return out;
    }
}
