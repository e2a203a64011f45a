package org.inpaintj.engine.diffusion.family;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.Box;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.DiffusionEngine;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;

/** A family that only the tests know, in one file: it is found, recognised, and makes pictures. */
class AnotherFamilyTest {

    private static final int SIDE = 64;

    @TempDir
    Path folder;

    private Path madeUp() throws IOException {
        final Path model = ModelFixture.copy("sd15", folder.resolve("model"));
        final Path config = model.resolve("unet/config.json");
        Files.writeString(config, Files.readString(config).replace("UNet2DConditionModel", "MadeUpUNet"));
        return model;
    }

    @Test
    void itIsFoundAndRecognisedBeforeTheOthers() throws IOException {
        assertTrue(DiffusionFamilies.all().get(0) instanceof MadeUpFamily, DiffusionFamilies.titles());
        assertEquals("Made-up Diffusion", DiffusionModel.read(madeUp()).title());
        assertEquals("Stable Diffusion 1", DiffusionModel.read(ModelFixture.of("sd15").folder()).title());
        assertEquals(5, DiffusionFamilies.all().size());
    }

    @Test
    void itsLatentsAndSchedulerCountWhereTheFolderSaysNothing() throws IOException {
        final Path model = madeUp();
        Files.delete(model.resolve("vae_decoder/config.json"));
        Files.delete(model.resolve("vae_encoder/config.json"));
        Files.delete(model.resolve("scheduler/scheduler_config.json"));
        final DiffusionModel read = DiffusionModel.read(model);
        assertEquals(List.of(0.25, 0.25, 0.25, 0.25), read.vae().scale());
        assertEquals(0.5, read.vae().shift().get(0));
        assertEquals("PNDMScheduler", read.schedulerConfig().className());
        assertTrue(read.notes().contains("The folder has no scheduler_config.json; Made-up Diffusion's usual noise "
                + "schedule is used."), read.notes().toString());
    }

    @Test
    void itPaints() throws IOException {
        final Result first = run(madeUp());
        assertEquals("Made-up Diffusion", first.facts().get("model"));
        assertArrayEquals(values(first), values(run(folder.resolve("model"))));
        assertFalse(Arrays.equals(values(first), values(run(ModelFixture.of("sd15").folder()))));
    }

    private static Result run(final Path model) {
        final float[] mask = new float[SIDE * SIDE], valid = new float[SIDE * SIDE];
        Arrays.fill(valid, 1);
        Arrays.fill(mask, 20 * SIDE, 40 * SIDE, 1);
        final Scene scene = new Scene(ArrayImgs.floats(SIDE, SIDE, 3), ArrayImgs.floats(mask, SIDE, SIDE),
                ArrayImgs.floats(valid, SIDE, SIDE), new Box(0, 0, SIDE, SIDE), Task.INPAINT);
        return new DiffusionEngine()
                .run(Engines.found().request(Map.of("engine", "diffusion", "model", model.toString(), "steps", "2",
                "prompt", "a (red:1.2) cell", "seed", "1", "device", "cpu")), scene, Progress.NONE);
    }

    private static float[] values(final Result result) {
        final float[] out = new float[SIDE * SIDE * 3];
        int at = 0;
        for (final FloatType value : Views.flatIterable(result.candidates().get(0).pixels()))
            out[at++] = value.get();
        return out;
    }
}
