package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/** A model exported with a width and a height that are numbers. */
class OneSizeTest {

    private static final int SIDE = 64, FACTOR = 8;
    private static final DiffusionEngine ENGINE = new DiffusionEngine();

    @TempDir
    Path temporary;
    private Path model;

    @BeforeEach
    void fixAxes() throws IOException {
        model = ModelFixture.copy("sd15", temporary.resolve("model"));
        fix("unet", SIDE / FACTOR);
        fix("vae_decoder", SIDE / FACTOR);
        fix("vae_encoder", SIDE);
    }

    private void fix(final String part, final int side) throws IOException {
        final Path file = model.resolve(part).resolve("model.onnx");
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        final ValueInfo in = OnnxModelInfo.read(file).inputs().stream().filter(p -> p.rank() == 4).findFirst()
                .orElseThrow();
        for (int axis = 2; axis < 4; axis++) {
            // a name of the axis becomes a number, and a remark of the length that is left
            final String name = in.axes().get(axis).name(), remark = "x".repeat(name.length() - 2);
            final String free = "\u0012" + (char) name.length() + name;
            assertTrue(bytes.contains(free), name);
            bytes = bytes.replace(free, "\b" + (char) side + "\u001a" + (char) remark.length() + remark);
        }
        Files.writeString(file, bytes, StandardCharsets.ISO_8859_1);
    }

    private static Request request(final Path folder, final String... more) {
        Request request = Engines.found().request(Map.of("model", folder.toString(), "steps", "2", "seed", "3",
                "device", "cpu",
                "schedule", "Model", "prompt", "a cat"));
        for (int i = 0; i < more.length; i += 2)
            request = request.with(more[i], more[i + 1]);
        return request;
    }

    private static float[] run(final Request request, final int width, final int height, final Task task) {
        final RandomAccessibleInterval<FloatType> pixels = ENGINE.run(request, TestScenes.of(width, height, task),
                Progress.NONE).candidates().get(0).pixels();
        final float[] values = new float[(int) Views.iterable(pixels).size()];
        int i = 0;
        for (final FloatType value : Views.flatIterable(pixels))
            values[i++] = value.get();
        return values;
    }

    @Test
    void itWorksAtItsSizeAsIfTheAxesWereFree() {
        final DiffusionModel read = DiffusionModel.read(model);
        assertEquals(SIDE, read.onlyWidth());
        assertEquals(SIDE, read.onlyHeight());
        final Path free = ModelFixture.of("sd15").folder();
        for (final Task task : Task.values())
            assertArrayEquals(run(request(free), SIDE, SIDE, task), run(request(model), SIDE, SIDE, task), 1e-5f,
                    task.toString());
    }

    @Test
    void picturesOfOtherSizesAreFittedIn() {
        for (final Task task : new Task[] { Task.INPAINT, Task.IMAGE_TO_IMAGE })
            for (final int[] size : new int[][] { { 40, 30 }, { 150, 90 } })
                assertEquals(3 * size[0] * size[1], run(request(model, "passes", "0"), size[0], size[1], task).length);
    }

    @Test
    void anotherSizeIsRefused() {
        final Request wide = request(model, "width", "128", "height", "64");
        final String message = assertThrows(InpaintException.class, () -> run(wide, SIDE, SIDE, Task.INPAINT))
                .getMessage();
        assertEquals("The model in " + model + " was exported for a width of 64 and a height of 64 px, not for "
                + "128 x 64: set width and height to these, or export it again with free axes.", message);
        assertTrue(assertThrows(InpaintException.class, () -> run(request(model), 128, 128, Task.TEXT_TO_IMAGE))
                .getMessage().contains("not for 128 x 128"));
    }
}
