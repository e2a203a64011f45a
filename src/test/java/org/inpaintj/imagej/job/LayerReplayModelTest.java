package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Engine;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.model.library.ModelLibrary;
import org.inpaintj.model.library.ProgramTrees;

/** Layers of diffusion models find their model again, though they name no path. */
class LayerReplayModelTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    @TempDir
    Path folder;

    @Test
    void aLayerFindsItsOwnAmongModelsOfOneName() throws IOException {
        final Path right = ModelFixture.copy("sd15", folder.resolve("jane/first/model"));
        final Path vae = ModelFixture.copy("sd2", folder.resolve("jane/first/vae"));
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        InpaintJobs.deliver(imp, "engine", "diffusion", "model", right.toString(), "vae", vae.toString(), "steps", "2",
                "schedule", "Model", "device", "cpu", "prompt", "a cell");
        final Provenance made = Layer.of(imp).get(0).provenance();
        assertEquals(List.of("model", "vae"), List.of(made.request().get("model"), made.request().get("vae")));
        assertFalse(made.json().contains("jane"), made.json());
        assertTrue(made.facts().get(Engine.MODEL).matches("[0-9a-f]{64}"));

        RecentModels.remember(vae.toString());
        assertEquals("The layer was made with 'model', which is not known here: use it once, with the path where it "
                + "lies, then repeat the layer.",
                assertThrows(InpaintException.class, () -> LayerReplay.of(imp, Layer.of(imp).get(0))).getMessage());
        RecentModels.remember(right.toString());
        RecentModels.remember(ModelFixture.copy("sd2", folder.resolve("jane/second/model")).toString());
        final InpaintResult again = LayerReplay.of(imp, Layer.of(imp).get(0)).paint(Progress.NONE);
        assertEquals(List.of(), again.notes());
        assertEquals(made.patchSha256(), again.candidates().get(0).provenance().patchSha256());

        Files.delete(right.resolve("vae_decoder/model.onnx"));
        Files.delete(right.resolve("unet/model.onnx"));
        final InpaintResult other = LayerReplay.of(imp, Layer.of(imp).get(0)).paint(Progress.NONE);
        assertEquals("The model 'model' here is not the one that the layer was made with, so the result will differ.",
                other.notes().get(0));
        assertNotEquals(made.patchSha256(), other.candidates().get(0).provenance().patchSha256());
    }

    /** Neither the request nor the record has a path, and nothing was used before. */
    @Test
    void aLayerFindsAModelInTheUsersFolders() throws IOException {
        final Path model = ModelFixture.copy("sd15", folder.resolve("jane/diffusers/painter-of-cells"));
        ModelFixture.copy("sd2", folder.resolve("jane/other/painter-of-cells"));
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        try (ModelLibrary.Use use = ModelLibrary.use(ProgramTrees.library(folder.resolve("jane")))) {
            InpaintJobs.deliver(imp, "engine", "diffusion", "model", "diffusers/painter-of-cells", "steps", "2",
                    "schedule", "Model", "device", "cpu", "prompt", "a cell");
            final Provenance made = Layer.of(imp).get(0).provenance();
            assertEquals("painter-of-cells", made.request().get("model"));
            assertFalse(made.json().contains("jane"), made.json());
            assertFalse(RecentModels.paths().contains(model.toString()));
            final InpaintResult again = LayerReplay.of(imp, Layer.of(imp).get(0)).paint(Progress.NONE);
            assertEquals(List.of(), again.notes());
            assertEquals(made.patchSha256(), again.candidates().get(0).provenance().patchSha256());
        }
    }

    @Test
    void aStoppedOneIsMadeAgain() {
        final String model = ModelFixture.of("sd15").folder().toString();
        RecentModels.remember(model);
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        final int[] now = { 0 };
        final InpaintResult stopped =
                InpaintJob.of(imp, InpaintJobs.request("engine", "diffusion", "model", model, "steps", "8",
                "sampler", "Euler", "device", "cpu", "candidates", "2")).paint(new Progress() {
                    @Override
                    public void step(final int done, final int total, final String what) {
                        now[0] = done;
                    }

                    @Override
                    public boolean finishRequested() {
                        return now[0] >= 3;
                    }
                });
        assertEquals(1, stopped.candidates().size());
        Delivery.deliver(stopped);
        final Layer layer = Layer.of(imp).get(0);
        assertEquals("3", layer.provenance().request().get("stop"));
        assertTrue(layer.provenance().macro().contains("stop=3"), layer.provenance().macro());
        assertEquals(layer.provenance().patchSha256(),
                LayerReplay.of(imp, layer).paint(Progress.NONE).candidates().get(0).provenance().patchSha256());
    }
}
