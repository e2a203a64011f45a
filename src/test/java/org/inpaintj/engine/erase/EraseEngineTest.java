package org.inpaintj.engine.erase;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.ModelBytes;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ElementType;

class EraseEngineTest {

    private static final ModelFixture FIXTURE = ModelFixture.of("erasers");
    private static final EraseEngine ENGINE = new EraseEngine();
    /** Pixels at the rim of a hole that MI-GAN in bytes mixes with what it was given there. */
    private static final int RIM = 3;

    @ParameterizedTest
    @CsvSource({ "lama-fixed,fixed,lama,LaMa", "lama-unit,fixed,lama,LaMa", "lama-stacked,fixed,stacked,LaMa",
        "lama-free,free,out,LaMa", "migan-raw,fixed,migan,MI-GAN" })
    void everyDialectPaintsWhatPyTorchPaints(final String model, final String group, final String name,
            final String family) {
        final Map<String, Tensor> golden = FIXTURE.tensors();
        final Result result = run(request(model), scene(golden.get(group + "/picture"), golden.get(group + "/mask")));
        final Tensor expected = golden.get(group + '/' + name), mask = golden.get(group + "/mask");
        final float[] actual = values(result);
        float spread = 0;
        for (int i = 0; i < actual.length; i++)
            if (mask.get(i % mask.size()) > 0) {
                assertEquals(expected.get(i), actual[i], 2e-3f, "at " + i);
                spread = Math.max(spread, Math.abs(expected.get(i) - 0.5f));
            }
        assertTrue(spread > 0.1, "the golden picture is flat");
        assertEquals(family, result.facts().get("family"));
        assertEquals(model + ".onnx", result.facts().get("model"));
    }

    @Test
    void bytesAreWithinOneLevelOfPyTorch() {
        final Tensor picture = FIXTURE.tensors().get("bytes/picture"), mask = FIXTURE.tensors().get("bytes/mask"),
                golden = FIXTURE.tensors().get("bytes/out");
        final float[] actual = values(run(request("migan-bytes"), scene(picture, mask)));
        final int width = (int) mask.size(-1);
        int compared = 0;
        for (int i = 0; i < actual.length; i++)
            if (isDeep(mask, i % mask.size(), width)) {
                assertEquals(golden.get(i), actual[i], 1.01f / 255, "at " + i);
                compared++;
            }
        assertTrue(compared > 500);
    }

    private static boolean isDeep(final Tensor mask, final int at, final int width) {
        for (int dy = -RIM; dy <= RIM; dy++)
            for (int dx = -RIM; dx <= RIM; dx++)
                if (at + dy * width + dx < 0 || mask.get(at + dy * width + dx) == 0)
                    return false;
        return true;
    }

    @ParameterizedTest
    @ValueSource(strings = { "lama-fixed", "lama-unit", "lama-stacked", "lama-free", "migan-raw", "migan-bytes" })
    void whatIsErasedNeverShows(final String model) {
        for (final Box hole : List.of(new Box(0, 0, 9, 30), new Box(40, 20, 1, 1), new Box(20, 10, 70, 60))) {
            final Scene black = scene(101, 83, hole, 0), white = scene(101, 83, hole, 1);
            for (final String area : List.of("masked", "whole")) {
                final float[] first = values(run(request(model).with("area", area), black));
                assertArrayEquals(first, values(run(request(model).with("area", area), white)), hole + " " + area);
                assertEquals(101 * 83 * 3, first.length);
                for (final float v : first)
                    assertTrue(v >= 0 && v <= 1, "out of range: " + v);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "lama-free", "migan-bytes", "migan-raw" })
    void tinyAndNarrowScenesWork(final String model) {
        for (final int[] size : new int[][] { { 2, 1 }, { 5, 5 }, { 33, 3 }, { 3, 65 } })
            assertEquals(size[0] * size[1] * 3,
                    values(run(request(model), scene(size[0], size[1], new Box(0, 0, 1, 1), 1))).length);
    }

    /** A stand-in for a sample that is no number is as good as masked. */
    @Test
    void unknownSamplesAreNotLookedAt() {
        final Box hole = new Box(10, 10, 20, 15);
        final Scene first = scene(64, 64, hole, 0), other = scene(64, 64, new Box(50, 40, 8, 8), 1);
        final Scene unknown = new Scene(first.pixels(), first.mask(), outside(new Box(50, 40, 8, 8)), first.box());
        final float[] pixels = values(first.pixels());
        final float[] changed = pixels.clone(), replaced = values(other.pixels()), there = values(other.mask());
        for (int i = 0; i < changed.length; i++)
            changed[i] = there[i % there.length] > 0 ? replaced[i] : pixels[i];
        final float[] a = values(run(request("lama-stacked"), unknown)),
                b = values(run(request("lama-stacked"), new Scene(ArrayImgs.floats(changed, 64, 64, 3), first.mask(),
                        unknown.valid(), first.box())));
        assertArrayEquals(a, b);
        assertFalse(Arrays.equals(a, values(run(request("lama-stacked"), first))));
    }

    private static RandomAccessibleInterval<FloatType> outside(final Box box) {
        final float[] out = new float[64 * 64];
        for (int i = 0; i < out.length; i++)
            out[i] = new Box(i % 64, i / 64, 1, 1).intersect(box).isEmpty() ? 1 : 0;
        return ArrayImgs.floats(out, 64, 64);
    }

    @Test
    void chancePlaysNoPart() {
        final Scene scene = scene(70, 50, new Box(10, 10, 20, 15), 1);
        final Result result = run(request("lama-free").with("seed", 1).with("candidates", 3), scene);
        assertEquals(1, result.candidates().size());
        assertEquals(List.of("An eraser has one answer whatever the seed, so it made one candidate."), result.notes());
        assertArrayEquals(values(result), values(run(request("lama-free").with("seed", 9), scene)));
        assertFalse(ENGINE.capabilities().prompt() || ENGINE.capabilities().startsFromOriginal()
                || ENGINE.capabilities().anyChannels() || ENGINE.capabilities().invents());
    }

    @Test
    void largeHolesAreReducedAndItSaysSo() {
        final Result result = run(request("migan-raw"), scene(300, 200, new Box(20, 20, 200, 150), 1));
        assertEquals("64 x 64", result.facts().get("processing_size"));
        assertTrue(result.notes().get(0).startsWith("The model worked on 300 x 200 px reduced to 64 x 43, so"),
                result.notes().toString());
        assertEquals("96 x 64",
                run(request("lama-free").with("width", 96), scene(300, 200, new Box(20, 20, 200, 150), 1))
                .facts().get("processing_size"));
    }

    /** A nearly black picture does not show whether white is 1 or 255. */
    @Test
    void theRangeIsFoundInTheDark() {
        for (final String model : List.of("lama-fixed", "lama-unit")) {
            final float[] dark = new float[3 * 64 * 64];
            Arrays.fill(dark, 0.002f);
            final Scene scene = scene(64, 64, new Box(3, 3, 1, 1), 1);
            final Scene night = new Scene(ArrayImgs.floats(dark, 64, 64, 3), scene.mask(), scene.valid(), scene.box());
            final float[] out = values(new EraseEngine().run(request(model), night, Progress.NONE));
            assertEquals(0.002f, out[64 * 64 - 1], 1e-5f, model);
        }
    }

    @Test
    void halfPrecisionIsFed(@TempDir final Path folder) throws Exception {
        final Path file = Files.write(folder.resolve("half.onnx"), new ModelBytes()
                .input("a", ElementType.FLOAT16, 1, 3, "h", "w").input("b", ElementType.FLOAT16, 1, 1, "h", "w")
                .output("c", ElementType.FLOAT16, 1, 3, "h", "w").node("", "Max", "a", "b", "->", "c").build());
        final Scene scene = scene(40, 30, new Box(3, 3, 5, 5), 0);
        final float[] out = values(run(request(file), scene)), in = values(scene.pixels());
        assertEquals(1, out[4 * 40 + 4]);
        assertEquals(in[0], out[0], 1e-3f);
    }

    @Test
    void theEngineFollowsTheModel(@TempDir final Path folder) throws Exception {
        assertEquals("erase", Engines.found().of(auto(FIXTURE.folder().resolve("lama-fixed.onnx"))).id());
        assertEquals("erase", Engines.found().of(auto(FIXTURE.folder())).id());
        assertEquals("diffusion", Engines.found().of(auto(ModelFixture.of("sd15").folder())).id());
        assertEquals("diffusion", Engines.found().of(auto(folder.resolve("nowhere"))).id());
        assertEquals("diffusion", Engines.found().of(auto(folder)).id());
        assertEquals("patch", Engines.found().of(Engines.found().request(Map.of())).id());
        Files.copy(FIXTURE.folder().resolve("migan-raw.onnx"), folder.resolve("x.onnx"));
        assertEquals("erase", Engines.found().of(auto(folder)).id());
        assertEquals("x.onnx", run(auto(folder), scene(64, 64, new Box(1, 1, 2, 2), 1)).facts().get("model"));
    }

    @Test
    void badModelsAreExplained(@TempDir final Path folder) throws Exception {
        assertEquals("The engine erase needs a model: set Model (model=FILE) to the .onnx file of a one-shot eraser "
                        + "such as LaMa or MI-GAN; InpaintJ's docs/models.md names some.",
                failure(Engines.found().request(Map.of("engine", "erase"))));
        assertEquals(folder.resolve("no.onnx") + " does not exist; check the path, or download it.",
                failure(request(folder.resolve("no.onnx"))));
        assertTrue(failure(request(folder)).startsWith(folder + " holds no .onnx file"));
        final Path pointer = Files.writeString(folder.resolve("lama.onnx"),
                "version https://git-lfs.github.com/spec/v1\n");
        assertTrue(failure(request(pointer)).contains("Git LFS pointer"));
        assertTrue(failure(request(folder)).contains("Git LFS pointer"));
        Files.writeString(pointer, "<!DOCTYPE html><title>Sign in</title>");
        assertTrue(failure(auto(pointer)).contains("is a web page"));
        final Path unet = ModelFixture.of("sd15").folder().resolve("unet/model.onnx");
        assertTrue(failure(request(unet))
                .startsWith(unet + " is a UNet, not a one-shot eraser such as LaMa or MI-GAN: "));
        final String other = failure(request(ModelFixture.of("sd15").folder()));
        assertTrue(other.contains("holds no one-shot eraser") && other.contains("(a UNet)"), other);
        final String many = failure(request(FIXTURE.folder()));
        assertTrue(many.startsWith(FIXTURE.folder() + " holds 6 erasers: give one of the files lama-fixed.onnx, "),
                many);
        final ModelBytes eraser = new ModelBytes().input("image", ElementType.FLOAT, 1, 3, 64, 64)
                .input("mask", ElementType.FLOAT, 1, 1, 64, 64).output("y", ElementType.FLOAT, 1, 3, 64, 64);
        Files.write(pointer, eraser.external("w", "weights.bin", 0, 12, 3)
                .node("", "Add", "image", "w", "->", "y").build());
        assertEquals(folder.resolve("weights.bin") + " is missing: it holds the weights of lama.onnx; download it into "
                + "the same folder.", failure(request(pointer)));
        Files.write(folder.resolve("weights.bin"), new byte[12]);
        Files.write(pointer, eraser.node("com.microsoft", "NhwcConv", "image", "->", "z").build());
        assertTrue(failure(request(pointer)).contains("cannot run on the CPU, since it uses com.microsoft:NhwcConv"));
        assertEquals("The model lama-fixed.onnx works on 64 x 64 px only, not 96 x 0: leave width and height at 0.",
                failure(request("lama-fixed").with("width", 96)));
    }

    @Test
    void aNetworkThatAnswersWithAnotherSizeIsNoEraser(@TempDir final Path folder) throws Exception {
        final Path file = Files.write(folder.resolve("x.onnx"), new ModelBytes()
                .input("image", ElementType.FLOAT, 1, 3, "h", "w").input("mask", ElementType.FLOAT, 1, 1, "h", "w")
                .output("y", ElementType.FLOAT, 1, "c", "v", "u")
                .node("", "Concat", "image", "mask", "->", "y").build());
        assertThrows(InpaintException.class, () -> run(request(file), scene(32, 32, new Box(1, 1, 1, 1), 1)));
    }

    @Test
    void cancellingStopsItBeforeAndWithinTheNetwork() {
        final Scene scene = scene(64, 64, new Box(1, 1, 9, 9), 1);
        for (int from = 0; from < 2; from++) {
            final int first = from;
            final AtomicInteger told = new AtomicInteger(-1);
            final Progress cancelled = new Progress() {
                @Override
                public void step(final int done, final int total, final String what) {
                    told.set(done);
                }

                @Override
                public boolean cancelled() {
                    return told.get() >= first;
                }
            };
            assertThrows(CancelledException.class, () -> ENGINE.run(request("lama-stacked"), scene, cancelled));
            assertTrue(told.get() < 2);
        }
        run(request("lama-stacked"), scene);
    }

    /** Several threads, two models: a network is exchanged between runs, never under one. */
    @Test
    void runsMayOverlap() throws Exception {
        final Scene scene = scene(64, 64, new Box(20, 20, 9, 9), 1);
        final List<String> models = List.of("lama-fixed", "migan-raw");
        final List<float[]> alone = models.stream().map(m -> values(run(request(m), scene))).toList();
        final ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            final List<Callable<float[]>> jobs = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                final String model = models.get(i % 2);
                jobs.add(() -> values(run(request(model), scene)));
            }
            final List<Future<float[]>> done = threads.invokeAll(jobs);
            for (int i = 0; i < done.size(); i++)
                assertArrayEquals(alone.get(i % 2), done.get(i).get());
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void anotherFileOfTheSameNameIsLoadedAnew(@TempDir final Path folder) throws Exception {
        final Scene scene = scene(64, 64, new Box(20, 20, 9, 9), 1);
        final Path file = Files.copy(FIXTURE.folder().resolve("lama-fixed.onnx"), folder.resolve("m.onnx"));
        final float[] first = values(run(request(file), scene));
        Files.delete(file);
        Files.copy(FIXTURE.folder().resolve("lama-stacked.onnx"), file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(12345));
        assertFalse(Arrays.equals(first, values(run(request(file), scene))));
        assertSame(ENGINE.getClass(), Engines.found().get("erase").getClass());
    }

    private static String failure(final Request request) {
        final Scene scene = scene(64, 64, new Box(1, 1, 9, 9), 1);
        return assertThrows(InpaintException.class, () -> Engines.found().of(request).run(request, scene,
                Progress.NONE))
                .getMessage();
    }

    private static Result run(final Request request, final Scene scene) {
        return ENGINE.run(request, scene, Progress.NONE);
    }

    private static Request request(final String model) {
        return request(FIXTURE.folder().resolve(model + ".onnx"));
    }

    private static Request request(final Path model) {
        return auto(model).with("engine", "erase");
    }

    private static Request auto(final Path model) {
        return Engines.found().request(Map.of("model", model.toString(), "seed", "5"));
    }

    private static Scene scene(final Tensor picture, final Tensor mask) {
        final int width = (int) mask.size(-1), height = (int) mask.size(-2);
        final float[] valid = new float[mask.size()];
        Arrays.fill(valid, 1);
        return new Scene(ArrayImgs.floats(picture.array(), width, height, 3),
                ArrayImgs.floats(mask.array(), width, height),
                ArrayImgs.floats(valid, width, height), new Box(0, 0, width, height));
    }

    /** Noise, and in the hole something of one tone. */
    private static Scene scene(final int width, final int height, final Box hole, final float tone) {
        final Random random = new Random(3);
        final Tensor picture = Tensor.zeros(3, height, width), mask = Tensor.zeros(1, height, width);
        for (int i = 0; i < picture.size(); i++) {
            final int x = i % width, y = i / width % height;
            final boolean inside = !new Box(x, y, 1, 1).intersect(hole).isEmpty();
            final float noise = random.nextFloat();
            picture.buffer().put(i, inside ? tone : noise);
            mask.buffer().put(y * width + x, inside ? 1 : 0);
        }
        return scene(picture, mask);
    }

    private static float[] values(final Result result) {
        return values(result.candidates().get(0).pixels());
    }

    private static float[] values(final RandomAccessibleInterval<FloatType> pixels) {
        final float[] out = new float[(int) Views.iterable(pixels).size()];
        int i = 0;
        for (final FloatType v : Views.flatIterable(pixels))
            out[i++] = v.get();
        return out;
    }
}
