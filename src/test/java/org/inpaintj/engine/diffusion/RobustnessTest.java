package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.memory.SystemMemory;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.ModelBytes;
import org.inpaintj.onnx.file.ElementType;

/** Whatever goes wrong in the middle of a run, the next one works. */
class RobustnessTest {

    private static final int SIDE = 32;
    private final DiffusionEngine engine = new DiffusionEngine();

    @TempDir
    Path folder;

    /** Stops at the given one of the points where a run looks whether it should, two for each call of a network. */
    private static final class StopsAt implements Progress {
        private final int last;
        private int points;

        private StopsAt(final int last) {
            this.last = last;
        }

        @Override
        public void step(final int done, final int total, final String what) {
            // only the points count here
        }

        @Override
        public void check() {
            if (++points > last)
                throw new CancelledException();
        }
    }

    @Test
    void aRunCanBeCancelledAtEveryCallOfANetwork() {
        final Request request = request(ModelFixture.of("sd15-inpaint").folder()).with("steps", 3).with("strength", 1);
        final StopsAt all = new StopsAt(Integer.MAX_VALUE);
        final float[] wanted = values(engine.run(request, scene(), all));
        // two texts, two pictures, three steps, one decoding
        assertEquals(2 * 8, all.points);
        for (int stop = 0; stop < all.points; stop++) {
            final StopsAt stops = new StopsAt(stop);
            assertThrows(CancelledException.class, () -> engine.run(request, scene(), stops));
            assertEquals(stop + 1, stops.points, "nothing runs after it");
            if (stop % 4 == 0)
                assertArrayEquals(wanted, values(engine.run(request, scene(), Progress.NONE)));
        }
        assertArrayEquals(wanted, values(engine.run(request, scene(), Progress.NONE)));
    }

    @Test
    void aFolderThatGoesAwayInTheMiddleIsNamed() {
        final Path model = ModelFixture.copy("sd15", folder.resolve("model"));
        final Path decoder = model.resolve("vae_decoder/model.onnx");
        final String text = assertThrows(InpaintException.class, () -> engine.run(request(model), scene(),
                (done, total, what) -> {
                    if (!what.equals("Reading the model"))
                        decoder.toFile().delete();
                })).getMessage();
        assertEquals("The file " + decoder + " was deleted while a job computed with it, so the job ended without a "
                + "result: run it again once the file is there and whole.", text);
        works();
    }

    @ParameterizedTest
    @ValueSource(strings = { "text_encoder", "unet", "vae_encoder", "vae_decoder" })
    void damagedNetworksAreAnErrorOrAnImage(final String part) throws IOException {
        final Path model = ModelFixture.copy("sd15", folder.resolve("model"));
        final Path file = model.resolve(part + "/model.onnx");
        final byte[] whole = Files.readAllBytes(file);
        for (final double share : new double[] { 0, 0.001, 0.5, 0.999 }) {
            Files.write(file, Arrays.copyOf(whole, (int) (share * whole.length)));
            final String text = assertThrows(InpaintException.class, () -> run(model)).getMessage();
            assertTrue(text.contains(file.toString()) && text.contains("again"), text);
        }
        final Random random = new Random(part.hashCode());
        for (int trial = 0; trial < 6; trial++) {
            final byte[] damaged = whole.clone();
            // the structure lies at both ends, the weights in between
            final int reach = trial % 2 == 0 ? whole.length : 2000;
            for (int i = 0; i < 8; i++)
                damaged[random.nextInt(Math.min(reach, whole.length))] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            try {
                run(model);
            } catch (final InpaintException e) {
                assertTrue(e.getMessage().endsWith(".") || e.getMessage().endsWith(")"), e.getMessage());
            }
        }
        works();
    }

    @ParameterizedTest
    @CsvSource({ "unet,vae_decoder", "text_encoder,unet", "vae_decoder,vae_encoder", "vae_encoder,text_encoder" })
    void aNetworkInThePlaceOfAnotherIsSaidBeforeLoading(final String place, final String wrong) throws IOException {
        final Path model = ModelFixture.copy("sd15", folder.resolve("model"));
        Files.copy(model.resolve(wrong + "/model.onnx"), model.resolve(place + "/model.onnx"),
                StandardCopyOption.REPLACE_EXISTING);
        final String text = assertThrows(InpaintException.class, () -> run(model)).getMessage();
        assertTrue(text.startsWith(model + " h") && text.contains(wrong + "/model.onnx"), text);
    }

    @Test
    void tooLittleMemoryInsideARunIsAMessage() throws IOException {
        final Path model = ModelFixture.copy("sd15", folder.resolve("model"));
        Files.write(model.resolve("vae_decoder/model.onnx"), new ModelBytes()
                .input("latent_sample", ElementType.FLOAT, "b", 4, "h", "w")
                .output("sample", ElementType.FLOAT, "b", 3, "y", "x")
                .weights("scales", new float[] { 1, 1, 100_000, 100_000 }, 4)
                .node("", "Resize", "latent_sample", "", "scales", "->", "sample").build());
        final String text = assertThrows(InpaintException.class, () -> run(model)).getMessage();
        assertTrue(text.startsWith("Cannot run " + model.resolve("vae_decoder/model.onnx")
                + ": there is not enough memory") && text.contains("use a smaller processing size"), text);
        works();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void runsLeaveNothingBehind() {
        final List<Path> models = List.of(ModelFixture.of("sd15").folder(), ModelFixture.of("sd2").folder());
        for (int i = 0; i < 12; i++)
            run(models.get(i / 3 % 2));
        final long files = count("fd"), threads = count("task"), memory = SystemMemory.used().orElseThrow();
        for (int i = 0; i < 24; i++)
            run(models.get(i / 3 % 2));
        assertTrue(count("fd") <= files + 2, files + " open files became " + count("fd"));
        assertTrue(count("task") <= threads + 4, threads + " threads became " + count("task"));
        final long more = SystemMemory.used().orElseThrow() - memory;
        assertTrue(more < 64 << 20, more + " bytes more after 24 runs");
    }

    private static long count(final String what) {
        return new File("/proc/self/" + what).list().length;
    }

    private void works() {
        assertEquals(1, run(ModelFixture.of("sd15").folder()).candidates().size());
    }

    private Result run(final Path model) {
        return engine.run(request(model), scene(), Progress.NONE);
    }

    private static Request request(final Path model) {
        return Engines.found().request(Map.of("model", model.toString(), "seed", "1", "steps", "2", "device", "cpu",
                "prompt", "a",
                "width", Integer.toString(SIDE), "height", Integer.toString(SIDE)));
    }

    private static Scene scene() {
        return TestScenes.of(SIDE, SIDE, Task.INPAINT);
    }

    private static float[] values(final Result result) {
        final float[] out = new float[SIDE * SIDE * 3];
        int i = 0;
        for (final FloatType v : Views.flatIterable(result.candidates().get(0).pixels()))
            out[i++] = v.get();
        return out;
    }
}
