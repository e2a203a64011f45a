package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import ij.ImagePlus;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.model.folder.ModelFixture;

/** Layers are painted again with other seeds, and variations of them. */
class LayerVariationTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    private static Map<String, String> differing(final Request a, final Request b) {
        final Map<String, String> values = b.values();
        values.entrySet().removeIf(e -> a.text(e.getKey()).equals(e.getValue()));
        return values;
    }

    @Test
    void againIsTheWholeRunWithAnotherSeed() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp, "engine", TestEngine.PLAIN.id(), "candidates", "3", "seed", "5", "grow", "1");
        final Layer second = Layer.of(imp).get(1);
        assertEquals(6, second.provenance().seed());
        imp.deleteRoi();
        final InpaintJob again = LayerReplay.again(imp, second, 40);
        assertEquals(Map.of("seed", "40", "candidates", "3"), differing(LayerReplay.of(imp, second).request(),
                again.request()));
        Delivery.deliver(again.paint(Progress.NONE));
        assertEquals(List.of(42L, 41L, 40L), Layer.of(imp).subList(3, 6).stream()
                .map(layer -> layer.provenance().seed()).toList());
        assertEquals(3, Layer.of(imp).get(5).candidates().size(), "a run of its own");
        assertEquals(3, second.candidates().size());
        final long drawn = LayerReplay.again(imp, second, -1).request().seed();
        assertTrue(drawn >= 0 && drawn <= Request.lastSeed(3), "it is drawn: " + drawn);
        assertThrows(InpaintException.class, () -> LayerReplay.again(imp, second, Request.lastSeed(2)));
    }

    @Test
    void withoutAVariationItIsAnotherSeed() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp, "engine", "patch", "seed", "5");
        final Layer layer = Layer.of(imp).get(0);
        assertFalse(LayerReplay.varies(layer));
        assertEquals(Map.of("seed", "9"), differing(LayerReplay.of(imp, layer).request(),
                LayerReplay.variation(imp, layer, 9).request()));
    }

    /** A real, tiny model. */
    @Test
    void aVariationKeepsTheSeedAndMixesANoiseIn() {
        final String model = ModelFixture.of("sd15").folder().toString();
        RecentModels.remember(model);
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp, "engine", "diffusion", "model", model, "steps", "2", "device", "cpu", "candidates",
                "2", "seed", "5", "prompt", "a cell");
        final Layer second = Layer.of(imp).get(0);
        assertEquals(6, second.provenance().seed());
        assertTrue(LayerReplay.varies(second));
        final InpaintJob job = LayerReplay.variation(imp, second, 70);
        assertEquals(Map.of("candidates", "2", "variation", "0.25", "subseed", "70"),
                differing(LayerReplay.of(imp, second).request(), job.request()));
        assertEquals("6", job.request().text("seed"));
        Delivery.deliver(job.paint(Progress.NONE));
        final Layer first = Layer.of(imp).get(3);
        assertEquals(List.of("70", "71"), first.candidates().stream()
                .map(layer -> layer.provenance().request().get("subseed")).toList());
        assertEquals(List.of(6L, 6L), first.candidates().stream().map(layer -> layer.provenance().seed()).toList());
        assertNotEquals(second.provenance().patchSha256(), first.provenance().patchSha256());
        Layer.of(imp).get(1).hide();
        assertEquals(first.provenance().patchSha256(),
                LayerReplay.of(imp, first).paint(Progress.NONE).candidates().get(0).provenance().patchSha256());

        Delivery.deliver(LayerReplay.variation(imp, second, 90).paint(Progress.NONE));
        assertEquals(2, Layer.of(imp).get(5).candidates().size(), "another run of the same seed");
        final Request other = LayerReplay.again(imp, first, -1).request();
        assertEquals("0.25", other.text("variation"));
        assertNotEquals("70", other.text("subseed"), "of a variation both seeds are drawn");
    }
}
