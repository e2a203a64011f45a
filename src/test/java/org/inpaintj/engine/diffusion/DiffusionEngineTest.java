package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.latent.LatentPreview;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;

class DiffusionEngineTest {

    private static final int WIDTH = 45, HEIGHT = 37;
    private static final DiffusionEngine ENGINE = new DiffusionEngine();

    @Test
    void aModelIsEnoughToChooseTheEngine() {
        assertEquals("diffusion", Engines.found().of(Engines.found().request(Map.of("model", "anywhere"))).id());
        assertEquals("patch", Engines.found().of(Engines.found().request(Map.of())).id());
        assertEquals("patch", Engines.found().of(Engines.found().request(Map.of("engine", "patch", "model",
                "anywhere"))).id());
    }

    @Test
    void candidatesAreRepeatableAloneByTheirSeeds() {
        final Result three = run(request("sd15").with("candidates", 3));
        assertEquals(List.of(5L, 6L, 7L), three.candidates().stream().map(Result.Candidate::seed).toList());
        final float[] last = values(three.candidates().get(2));
        assertArrayEquals(last, values(run(request("sd15").with("seed", 7)).candidates().get(0)));
        assertFalse(Arrays.equals(last, values(three.candidates().get(0))));
        assertEquals(WIDTH * HEIGHT * 3, last.length);
        for (final float v : last)
            assertTrue(v >= 0 && v <= 1, "out of range: " + v);
    }

    @ParameterizedTest
    @CsvSource({ "sd15,fill,auto,Automatic", "sd15,noise,x0,Automatic", "sd15,nothing,noise,Automatic",
        "sd15-inpaint,fill,auto,Automatic", "sd15,fill,x0,Model", "sdxl,noise,auto,Karras",
                "sd3,original,auto,Normal" })
    void everyContentAndWayOfKeepingRuns(final String model, final String content, final String keep,
            final String schedule) {
        final Request request = request(model).with("content", content).with("keep", keep).with("schedule", schedule)
                .with("prompt", "a (red:1.3) [cat:dog:0.5] AND a house").with("sampler", model.equals("sd3") ? "Euler"
                        : "DPM++ 2M");
        final float[] first = values(run(request).candidates().get(0));
        assertArrayEquals(first, values(run(request).candidates().get(0)));
        assertFalse(Arrays.equals(first, values(run(request.with("prompt", "b")).candidates().get(0))));
    }

    @Test
    void withoutStrengthThePictureComesBack() {
        final Result result = run(request("sd15").with("strength", 0).with("width", WIDTH).with("height", HEIGHT));
        final float[] given = values(scene().pixels());
        assertArrayEquals(given, values(result.candidates().get(0)), 1e-6f);
        assertTrue(result.notes().contains("With a strength of 0 nothing is repainted."), result.notes().toString());
    }

    @Test
    void anEmptyPromptIsSaid() {
        final String said = "The prompt is empty, so the model painted without one.";
        assertTrue(run(request("sd15").with("prompt", " ").with("steps", 1)).notes().contains(said));
        assertFalse(run(request("sd15").with("prompt", "a cat").with("steps", 1)).notes().contains(said));
        assertFalse(run(request("sd15").with("prompt", "").with("strength", 0)).notes().contains(said),
                "nothing was painted");
    }

    @Test
    void theDeviceIsChosenSaidAndNeverReplacedInSilence() {
        final Result auto = run(request("sd15")), cpu = run(request("sd15").with("device", "cpu"));
        assertArrayEquals(values(auto.candidates().get(0)), values(cpu.candidates().get(0)));
        assertEquals("CPU", auto.facts().get("device"));
        assertEquals("CPU", cpu.facts().get("device"));
        assertFalse(auto.facts().containsKey("device_fallback"), "nothing better is compiled in");
        for (final String card : List.of("cuda", "coreml", "webgpu", "directml")) {
            final String message = failure(request("sd15").with("device", card));
            assertTrue(message.startsWith("device=" + card + " cannot be used: this copy of ONNX Runtime was built "
                    + "without "), message);
        }
    }

    @Test
    void itTellsItsStepsAndStopsWhenAsked() {
        final AtomicInteger told = new AtomicInteger();
        final Progress stops = new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {
                told.incrementAndGet();
            }

            @Override
            public boolean cancelled() {
                return told.get() > 3;
            }
        };
        assertThrows(CancelledException.class, () -> ENGINE.run(request("sd15").with("steps", 500), scene(), stops));
        assertTrue(told.get() < 8, told + " steps");
        run(request("sd15"));
    }

    @Test
    void conditioningIsForModelsMadeForInpainting() {
        final Request shown = request("sd15-inpaint").with("conditioning", 0);
        assertFalse(Arrays.equals(values(run(shown).candidates().get(0)),
                values(run(request("sd15-inpaint")).candidates().get(0))));
        assertEquals(run(request("sd15-inpaint")).notes(), run(shown).notes());
        final Result other = run(request("sd15").with("conditioning", 0.5));
        assertArrayEquals(values(run(request("sd15")).candidates().get(0)), values(other.candidates().get(0)));
        assertTrue(other.notes().contains("The conditioning means nothing to this model, which was not made for "
                + "inpainting."), other.notes().toString());
    }

    @ParameterizedTest
    @CsvSource({ "sd15,Automatic,DPM++ 2M", "sd15,Model,DPM++ 2M", "sd15,Automatic,Heun", "sd3,Normal,Euler",
        "sd15-inpaint,Automatic,Euler a" })
    void enoughKeepsWhatIsPredictedAndCanBeRepeated(final String model, final String schedule, final String sampler) {
        final Request request = request(model).with("schedule", schedule).with("sampler", sampler).with("steps", 9)
                .with("candidates", 3);
        final Result whole = run(request);
        final AtomicInteger told = new AtomicInteger(), all = new AtomicInteger();
        final Result some = ENGINE.run(request, scene(), new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {
                told.set(done);
                all.set(total);
            }

            @Override
            public boolean finishRequested() {
                return told.get() >= all.get() / 3 + 3;
            }
        });
        assertEquals(2, some.candidates().size(), "one is whole, one is cut, one is not begun");
        assertArrayEquals(values(whole.candidates().get(0)), values(some.candidates().get(0)));
        assertFalse(some.candidates().get(0).keys().containsKey("stop"));
        final Result.Candidate cut = some.candidates().get(1);
        assertEquals("3", cut.keys().get("stop"));
        assertTrue(some.notes().stream().anyMatch(n -> n.startsWith("Stopped after step 3 of ")),
                some.notes().toString());
        assertTrue(some.notes().contains("Stopped after 2 of 3 candidates."), some.notes().toString());
        assertFalse(Arrays.equals(values(whole.candidates().get(1)), values(cut)));
        final Result again = run(request.with("candidates", 1).with("seed", cut.seed()).with("stop", 3));
        assertArrayEquals(values(cut), values(again.candidates().get(0)));
        assertEquals(cut.keys(), again.candidates().get(0).keys());
    }

    @Test
    void previewsAreOfferedAfterEachStep() {
        final List<RandomAccessibleInterval<FloatType>> seen = new ArrayList<>();
        ENGINE.run(request("sd15"), scene(), new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {
                // only the previews count here
            }

            @Override
            public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
                seen.add(pixels.get());
            }
        });
        assertEquals(4, seen.size());
        assertArrayEquals(new long[] { WIDTH, HEIGHT, 3 }, seen.get(0).dimensionsAsLongArray());
    }

    @Test
    void coloursAreLearnedFromThePicture() {
        final Random random = new Random(2);
        final float[] latents = new float[4 * 6 * 5];
        for (int i = 0; i < latents.length; i++)
            latents[i] = (float) random.nextGaussian();
        final List<Plane> planes = List.of(new Plane(12, 10), new Plane(12, 10), new Plane(12, 10));
        for (int c = 0; c < 3; c++)
            for (int y = 0; y < 10; y++)
                for (int x = 0; x < 12; x++)
                    planes.get(c).values()[y * 12 + x] = 0.5f + 0.1f * latents[c * 30 + y / 2 * 6 + x / 2];
        final List<Plane> fitted = new LatentPreview(latents, planes, 6, 5, 2).planes(latents);
        for (int c = 0; c < 3; c++)
            assertArrayEquals(planes.get(c).values(), fitted.get(c).values(), 0.005f);
    }

    @Test
    void badFoldersAreExplained(@TempDir final Path folder) throws Exception {
        assertEquals("The engine diffusion needs a model: set Model (model=FOLDER) to the folder of a Stable Diffusion "
                + "model exported to ONNX; InpaintJ's docs/models.md names some.",
                failure(Engines.found().request(Map.of("engine", "diffusion"))));
        final Path nowhere = folder.resolve("nowhere");
        assertEquals("There is no model folder '" + nowhere + "': give the folder of a Stable Diffusion model exported "
                + "to ONNX.", failure(request(nowhere)));
        assertTrue(failure(request(folder)).contains(folder.toString()));
        final Path partial = ModelFixture.copy("sd15", folder.resolve("partial"));
        Files.delete(partial.resolve("vae_decoder/model.onnx"));
        assertTrue(failure(request(partial)).toLowerCase().contains("vae decoder"), failure(request(partial)));
    }

    @Test
    void textsAndImagesMakeImages() {
        final Result made = ENGINE.run(request("sd15"), scene(Task.TEXT_TO_IMAGE), Progress.NONE);
        assertArrayEquals(new long[] { WIDTH, HEIGHT, 3 }, made.candidates().get(0).pixels().dimensionsAsLongArray());
        assertTrue(made.stages().containsKey("latent"));
        final Result changed = ENGINE.run(request("sd15"), scene(Task.IMAGE_TO_IMAGE), Progress.NONE);
        final float[] before = values(scene().pixels()), after = values(changed.candidates().get(0));
        assertFalse(Arrays.equals(before, 0, WIDTH, after, 0, WIDTH), "also where inpainting would keep it");
        assertFalse(Arrays.equals(values(made.candidates().get(0)), after));
    }

    @Test
    void thePictureThatIsEncodedIsShown() {
        final Request whole = request("sd15").with("area", "whole").with("schedule", "Model");
        final float[] given = values(scene().pixels()), mask = values(scene().mask());
        // 45 x 37 in the middle of 48 x 48
        final float[] same = values(start(run(whole))), filled = values(start(run(whole.with("content", "fill"))));
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++) {
                final int in = y * WIDTH + x, at = (y + 5) * 48 + x + 1;
                assertEquals(given[in], same[at]);
                assertEquals(mask[in] == 0, Math.abs(filled[at] - given[in]) < 1e-5, "at " + x + ", " + y);
            }
        assertFalse(run(whole.with("strength", 0)).stages().containsKey("start"), "nothing is encoded");
        assertFalse(ENGINE.run(whole, scene(Task.TEXT_TO_IMAGE), Progress.NONE).stages().containsKey("start"));
    }

    private static RandomAccessibleInterval<FloatType> start(final Result result) {
        final RandomAccessibleInterval<FloatType> start = result.stages().get("start");
        assertArrayEquals(new long[] { 48, 48, 3 }, start.dimensionsAsLongArray());
        return start;
    }

    private static String failure(final Request request) {
        return assertThrows(InpaintException.class, () -> run(request)).getMessage();
    }

    private static Result run(final Request request) {
        return ENGINE.run(request, scene(), Progress.NONE);
    }

    private static Request request(final String fixture) {
        return request(ModelFixture.of(fixture).folder());
    }

    private static Request request(final Path folder) {
        return Engines.found().request(Map.of("engine", "diffusion", "model", folder.toString(), "seed", "5", "steps",
                "4", "prompt",
                "a cat"));
    }

    private static Scene scene() {
        return scene(Task.INPAINT);
    }

    private static Scene scene(final Task task) {
        final Random random = new Random(3);
        final float[] pixels = new float[WIDTH * HEIGHT * 3], mask = new float[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = random.nextFloat();
        for (int y = 10; y < 25; y++)
            Arrays.fill(mask, y * WIDTH + 12, y * WIDTH + 30, 1);
        return new Scene(ArrayImgs.floats(pixels, WIDTH, HEIGHT, 3), ArrayImgs.floats(mask, WIDTH, HEIGHT),
                ArrayImgs.floats(new float[mask.length], WIDTH, HEIGHT), new Box(0, 0, WIDTH, HEIGHT), task);
    }

    private static float[] values(final Result.Candidate candidate) {
        return values(candidate.pixels());
    }

    private static float[] values(final RandomAccessibleInterval<FloatType> pixels) {
        final float[] out = new float[(int) Intervals.numElements(pixels)];
        int i = 0;
        for (final FloatType v : Views.flatIterable(pixels))
            out[i++] = v.get();
        return out;
    }
}
