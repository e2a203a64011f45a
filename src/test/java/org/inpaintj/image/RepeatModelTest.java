package org.inpaintj.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.inpaintj.engine.Engine;
import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Progress;
import org.inpaintj.model.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;

/** Layers of diffusion models find their model again, though they name no path. */
class RepeatModelTest {

    @TempDir
    Path folder;

    @Test
    void aLayerFindsItsOwnAmongModelsOfOneName() throws IOException {
        final Path right = Fixture.copy("sd15", folder.resolve("jane/first/model"));
        final Path vae = Fixture.copy("sd2", folder.resolve("jane/first/vae"));
        final ImagePlus imp = Jobs.image(TestImages.GRAY8);
        Jobs.deliver(imp, "engine", "diffusion", "model", right.toString(), "vae", vae.toString(), "steps", "2",
                "schedule", "Model", "device", "cpu", "prompt", "a cell");
        final Provenance made = Layer.of(imp).get(0).provenance();
        assertEquals(List.of("model", "vae"), List.of(made.request().get("model"), made.request().get("vae")));
        assertFalse(made.json().contains("jane"), made.json());
        assertTrue(made.facts().get(Engine.MODEL).matches("[0-9a-f]{64}"));

        KnownModels.remember(vae.toString());
        assertEquals("The layer was made with 'model', which is not known here: use it once, with the path where it lies, "
                + "then repeat the layer.",
                assertThrows(InpaintException.class, () -> Repeat.of(imp, Layer.of(imp).get(0))).getMessage());
        KnownModels.remember(right.toString());
        KnownModels.remember(Fixture.copy("sd2", folder.resolve("jane/second/model")).toString());
        final Painting again = Repeat.of(imp, Layer.of(imp).get(0)).paint(Progress.NONE);
        assertEquals(List.of(), again.notes());
        assertEquals(made.patchSha256(), again.candidates().get(0).provenance().patchSha256());

        Files.delete(right.resolve("vae_decoder/model.onnx"));
        Files.delete(right.resolve("unet/model.onnx"));
        final Painting other = Repeat.of(imp, Layer.of(imp).get(0)).paint(Progress.NONE);
        assertEquals("The model 'model' here is not the one that the layer was made with, so the result will differ.",
                other.notes().get(0));
        assertNotEquals(made.patchSha256(), other.candidates().get(0).provenance().patchSha256());
    }

    @Test
    void aStoppedOneIsMadeAgain() {
        final String model = Fixture.of("sd15").folder().toString();
        KnownModels.remember(model);
        final ImagePlus imp = Jobs.image(TestImages.GRAY16);
        final int[] now = { 0 };
        final Painting stopped = Capture.of(imp, Jobs.request("engine", "diffusion", "model", model, "steps", "8",
                "sampler", "Euler", "device", "cpu", "candidates", "2")).paint(new Progress() {
                    @Override
                    public void step(final int done, final int total, final String what) {
                        now[0] = done;
                    }

                    @Override
                    public boolean enough() {
                        return now[0] >= 3;
                    }
                });
        assertEquals(1, stopped.candidates().size());
        Delivery.deliver(stopped);
        final Layer layer = Layer.of(imp).get(0);
        assertEquals("3", layer.provenance().request().get("stop"));
        assertTrue(layer.provenance().macro().contains("stop=3"), layer.provenance().macro());
        assertEquals(layer.provenance().patchSha256(),
                Repeat.of(imp, layer).paint(Progress.NONE).candidates().get(0).provenance().patchSha256());
    }
}
