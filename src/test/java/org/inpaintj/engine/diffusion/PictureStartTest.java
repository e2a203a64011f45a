package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.ModelChoice;
import org.inpaintj.engine.diffusion.latent.LatentCodec;
import org.inpaintj.engine.diffusion.memory.SessionPools;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.device.DeviceChoice;
import org.inpaintj.onnx.device.Devices;
import org.inpaintj.raster.ColourCorrection;
import org.inpaintj.raster.TorchBilinear;

/** What diffusion starts from: shown, stretched as latents, and as the target of the colour correction. */
class PictureStartTest {

    private static final DiffusionEngine ENGINE = new DiffusionEngine();
    private static final int WIDTH = 48, HEIGHT = 32;

    private static Request request(final String... keysAndValues) {
        Request request = Engines.found().request(Map.of("engine", "diffusion", "model",
                ModelFixture.of("sd15").folder().toString(), "seed", "5", "steps", "4", "prompt", "a cat", "area",
                "whole", "width", Integer.toString(WIDTH), "height", Integer.toString(HEIGHT)));
        for (int i = 0; i < keysAndValues.length; i += 2)
            request = request.with(keysAndValues[i], keysAndValues[i + 1]);
        return request;
    }

    private static Scene scene(final Task task, final Map<SceneInput, RandomAccessibleInterval<FloatType>> inputs) {
        final float[] mask = new float[WIDTH * HEIGHT];
        for (int y = 8; y < 24; y++)
            Arrays.fill(mask, y * WIDTH + 16, y * WIDTH + 32, 1);
        return new Scene(noise(WIDTH, HEIGHT), ArrayImgs.floats(mask, WIDTH, HEIGHT),
                ArrayImgs.floats(new float[mask.length], WIDTH, HEIGHT), new Box(0, 0, WIDTH, HEIGHT), task, inputs);
    }

    private static RandomAccessibleInterval<FloatType> noise(final int width, final int height) {
        final Random random = new Random(width);
        final float[] pixels = new float[width * height * 3];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = random.nextFloat();
        return ArrayImgs.floats(pixels, width, height, 3);
    }

    private static Result run(final Task task, final String... keysAndValues) {
        return ENGINE.run(request(keysAndValues), scene(task, Map.of()), Progress.NONE);
    }

    private static LatentCodec codec() {
        final DiffusionModel model = DiffusionModel.known(ModelChoice.of(ModelFixture.of("sd15").folder()));
        final DeviceChoice cpu = Devices.choose(Request.Device.CPU);
        return new LatentCodec(model, new SessionPools().of(model, cpu.setup(), 1L << 30));
    }

    private static Tensor encode(final RandomAccessibleInterval<FloatType> pixels) {
        final float[] values = new float[(int) (pixels.dimension(0) * pixels.dimension(1) * 3)];
        int at = 0;
        for (final Plane plane : Plane.channels(pixels))
            for (final float value : plane.values())
                values[at++] = 2 * value - 1;
        return codec().encode(Tensor.of(values, 1, 3, pixels.dimension(1), pixels.dimension(0)), Progress.NONE);
    }

    private static List<Plane> decode(final Tensor latents) {
        final Tensor pixels = codec().decode(latents, Progress.NONE);
        for (int i = 0; i < pixels.size(); i++)
            pixels.buffer().put(i, Math.max(0, Math.min(1, pixels.get(i) / 2 + 0.5f)));
        return PicturePlanes.planes(pixels);
    }

    /** Encoded and decoded, whatever the strength; without the preview a strength of 0 changes nothing. */
    @ParameterizedTest
    @CsvSource({ "0", "0.75" })
    void aPreviewIsTheWayThroughTheVae(final String strength) {
        final Result shown = run(Task.IMAGE_TO_IMAGE, "preview", "start", "strength", strength, "schedule", "Model");
        final List<Plane> wanted = decode(encode(noise(WIDTH, HEIGHT)));
        for (int c = 0; c < 3; c++)
            assertArrayEquals(wanted.get(c).values(), Plane.of(shown.candidates().get(0).pixels(), c).values(), 1e-6f);
        assertFalse(shown.candidates().get(0).unchanged());
        assertEquals("0", shown.facts().get("steps"));
        assertEquals(List.of("This is a preview of what diffusion starts from: nothing was painted."), shown.notes());
        assertTrue(run(Task.IMAGE_TO_IMAGE, "strength", "0").candidates().get(0).unchanged());
    }

    /** The four kinds of masked content look different, and only noise follows the seed. */
    @Test
    void aPreviewShowsTheMaskedContent() {
        for (final String content : List.of("original", "fill", "nothing", "noise")) {
            final Result one = run(Task.INPAINT, "preview", "start", "content", content, "candidates", "2");
            final float[] first = Plane.of(one.candidates().get(0).pixels(), 0).values();
            final float[] second = Plane.of(one.candidates().get(1).pixels(), 0).values();
            assertEquals(!content.equals("noise"), Arrays.equals(first, second), content);
            if (!content.equals("original"))
                assertFalse(Arrays.equals(first, Plane.of(run(Task.INPAINT, "preview", "start").candidates().get(0)
                        .pixels(), 0).values()), content);
        }
        final float[] latents = Plane.of(run(Task.INPAINT, "preview", "start", "content", "nothing").stages()
                .get("latent"), 1).values();
        assertEquals(0, latents[2 * (WIDTH / 8) + 3]);
        assertTrue(latents[0] != 0);
    }

    /** As PyTorch's interpolate does it with the latents of the picture at its own size. */
    @ParameterizedTest
    @CsvSource({ "24,16", "64,48", "16,56" })
    void latentsAreStretched(final int width, final int height) {
        final RandomAccessibleInterval<FloatType> small = noise(width, height);
        final Scene scene = scene(Task.IMAGE_TO_IMAGE, Map.of(SceneInput.UNSCALED, small));
        final Result made = ENGINE.run(request("preview", "start"), scene, Progress.NONE);
        final Tensor encoded = encode(small);
        final int wide = width / 8, high = height / 8;
        final TorchBilinear bilinear = new TorchBilinear(wide, high, WIDTH / 8, HEIGHT / 8);
        for (int c = 0; c < 4; c++) {
            final float[] plane = Arrays.copyOfRange(encoded.array(), c * wide * high, (c + 1) * wide * high);
            assertArrayEquals(bilinear.resize(new Plane(plane, wide, high)).values(),
                    Plane.of(made.stages().get("latent"), c).values(), 1e-6f);
        }
        assertArrayEquals(small.dimensionsAsLongArray(), made.stages().get("start").dimensionsAsLongArray());
    }

    /** A size that is no multiple of a latent's side shifts nothing: an even picture stays one, to the border. */
    @Test
    void stretchedLatentsOfAnOddSizeStayInPlace() {
        final float[] grey = new float[29 * 19 * 3];
        Arrays.fill(grey, 0.6f);
        final Result made = ENGINE.run(request("preview", "start"), scene(Task.IMAGE_TO_IMAGE,
                Map.of(SceneInput.UNSCALED, ArrayImgs.floats(grey, 29, 19, 3))), Progress.NONE);
        final Tensor encoded = encode(ArrayImgs.floats(Arrays.copyOf(fill(32 * 24 * 3), 32 * 24 * 3), 32, 24, 3));
        final float[] stretched = Plane.of(made.stages().get("latent"), 0).values();
        assertEquals(encoded.get(0), stretched[0], 1e-6f);
        assertEquals(encoded.get(1 * 4 + 1), stretched[1 * 6 + 2], 0.2f);
    }

    private static float[] fill(final int n) {
        final float[] grey = new float[n];
        Arrays.fill(grey, 0.6f);
        return grey;
    }

    @Test
    void stretchedLatentsWantStrengthAndAModelOfAnySize() {
        final Scene scene = scene(Task.IMAGE_TO_IMAGE, Map.of(SceneInput.UNSCALED, noise(24, 16)));
        final String blurred = "Stretched latents stay blurred at a strength of 0.5: take more than 0.55.";
        assertTrue(ENGINE.run(request("strength", "0.5"), scene, Progress.NONE).notes().contains(blurred));
        final Result sharp = ENGINE.run(request("strength", "0.7"), scene, Progress.NONE);
        assertFalse(sharp.notes().contains(blurred));
        assertFalse(Arrays.equals(Plane.of(sharp.candidates().get(0).pixels(), 0).values(),
                Plane.of(run(Task.IMAGE_TO_IMAGE, "strength", "0.7").candidates().get(0).pixels(), 0).values()));
        assertThrows(IllegalArgumentException.class, () -> scene(Task.IMAGE_TO_IMAGE, Map.of(SceneInput.UNSCALED,
                ArrayImgs.floats(new float[4], 2, 2, 1))));
        assertThrows(IllegalArgumentException.class, () -> new SceneInput(SceneInput.Kind.UNSCALED, 2));
        assertEquals(InpaintException.class, assertThrows(RuntimeException.class, () -> ENGINE.run(request("model",
                ModelFixture.of("sd15").folder().resolve("nowhere").toString()), scene, Progress.NONE)).getClass());
    }

    /** Before blending, over the canvas: what the engine returns is what the correction makes of it. */
    @ParameterizedTest
    @CsvSource({ "IMAGE_TO_IMAGE,original", "INPAINT,fill" })
    void coloursAreThoseOfTheStart(final Task task, final String content) {
        final Result plain = run(task, "content", content), made = run(task, "content", content, "colour_correction",
                "true");
        final List<Plane> wanted = ColourCorrection.match(Plane.channels(plain.candidates().get(0).pixels()),
                Plane.channels(plain.stages().get("start")));
        for (int c = 0; c < 3; c++)
            assertArrayEquals(wanted.get(c).values(), Plane.of(made.candidates().get(0).pixels(), c).values(), 1e-6f);
        assertTrue(run(task, "strength", "0", "colour_correction", "true").candidates().get(0).unchanged());
    }
}
