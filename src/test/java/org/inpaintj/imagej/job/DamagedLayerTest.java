package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.io.FileSaver;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.inpaint.samples.SampleDigest;

/** The middle one of three layers is damaged, in many ways. */
class DamagedLayerTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    private static final String RECORD = "its provenance is incomplete or of another version of InpaintJ";

    @TempDir
    Path folder;

    private ImagePlus imp;

    /** What is done to a layer's element, and what is said of it. */
    enum Damage {
        NO_SAMPLES(roi -> roi.setProperty(ForgedLayer.PATCH, null), "its property 'inpaintj.patch' cannot be read"),
        OTHER_SAMPLES(ForgedLayer::sample, "its samples are not those that were generated, by their SHA-256"),
        NO_SELECTION(roi -> roi.setProperty(ForgedLayer.SELECTION, "AAAA"),
                "its property 'inpaintj.selection' cannot be read"),
        LARGE_SELECTION(roi -> ForgedLayer.selection(roi, 20000, 20000, 1 << 20, 1),
                "its property 'inpaintj.selection' cannot be read"),
        NO_NUMBERS(roi -> ForgedLayer.selection(roi, 4, 4, 16, Float.NaN),
                "its property 'inpaintj.selection' cannot be read"),
        NO_RECORD(roi -> roi.setProperty(ForgedLayer.PROVENANCE, null),
                "its property 'inpaintj.provenance' cannot be read"),
        NO_JSON(roi -> ForgedLayer.record(roi, "\\{", "<"), RECORD),
        NO_FACTS(roi -> ForgedLayer.record(roi, "\"facts\"", "\"fakts\""), RECORD),
        NULL_FACT(roi -> ForgedLayer.record(roi, "\"facts\": \\{", "\"facts\": {\"region\": null,"), RECORD),
        NAN_TONES(roi -> ForgedLayer.record(roi, "\"tones\": \\[", "\"tones\": [[NaN, 1],"), RECORD),
        OTHER_VERSION(roi -> roi.setProperty("inpaintj.version", "9"), "it was written by another version of InpaintJ");

        private final Consumer<ImageRoi> act;
        private final String sentence;

        Damage(final Consumer<ImageRoi> act, final String reason) {
            this.act = act;
            sentence = "Layer 2 of 'three.tif' is damaged (" + reason + "), so it cannot be used: discard it.";
        }
    }

    @BeforeEach
    void openThreeLayers() {
        final ImagePlus made = InpaintJobs.image(TestImages.GRAY16);
        for (int k = 0; k < 3; k++) {
            made.setRoi(2 * k, k, 7, 7);
            InpaintJobs.deliver(made, "seed", String.valueOf(7 + k));
        }
        final String path = folder.resolve("three.tif").toString();
        assertTrue(new FileSaver(made).saveAsTiff(path));
        imp = IJ.openImage(path);
    }

    @ParameterizedTest
    @EnumSource
    void oneDamagedLayerIsListedRefusedAndDiscarded(final Damage damage) {
        damage.act.accept(Layer.of(imp).get(1).roi());
        final String before = InpaintJobs.digest(imp);
        final List<Layer> layers = Layer.of(imp);
        assertEquals(3, layers.size());
        assertEquals(List.of("", damage.sentence, ""), layers.stream().map(Layer::damage).toList());
        // asked again, by way of what was found before
        assertEquals(damage.sentence, Layer.of(imp).get(1).damage());
        assertTrue(layers.get(1).title().startsWith("damaged layer"), layers.get(1).title());
        for (final Executable use : List.<Executable>of(() -> LayerFlattener.flatten(imp, false),
                () -> LayerFlattener.flatten(imp, true), layers.get(1)::accept,
                () -> LayerReplay.of(imp, layers.get(1)),
                () -> InpaintJobs.paint(imp, "target", "image"), () -> InpaintJobs.paint(imp, "target", "slice")))
            assertEquals(damage.sentence, assertThrows(InpaintException.class, use).getMessage());
        assertEquals(before, InpaintJobs.digest(imp));
        assertEquals(3, Layer.of(imp).size());

        Layer.revive(imp);
        Layer.of(imp).get(1).discard();
        assertEquals(List.of("noise, seed 7", "noise, seed 9"), Layer.of(imp).stream().map(Layer::title).toList());
        assertEquals(2, LayerFlattener.flatten(imp, false).getInfoProperty().split("InpaintJ provenance").length - 1);
    }

    @ParameterizedTest
    @EnumSource
    void theOthersGoOn(final Damage damage) {
        final ImagePlus whole = imp.duplicate();
        whole.setOverlay(imp.getOverlay().duplicate());
        Layer.of(whole).get(1).discard();
        damage.act.accept(Layer.of(imp).get(1).roi());

        imp.setRoi(3, 2, 6, 6);
        whole.setRoi(3, 2, 6, 6);
        final InpaintResult result = InpaintJobs.paint(imp);
        assertEquals(List.of("A visible layer was left out of what the engine saw: " + damage.sentence),
                result.notes());
        assertEquals(SampleDigest.of(InpaintJobs.paint(whole).candidates().get(0).samples()),
                SampleDigest.of(result.candidates().get(0).samples()));
        final Patch again = LayerReplay.of(imp, Layer.of(imp).get(0)).paint(Progress.NONE).candidates().get(0);
        assertEquals(Layer.of(imp).get(0).provenance().patchSha256(), again.provenance().patchSha256());

        Layer.of(whole).get(1).accept();
        Layer.of(imp).get(2).accept();
        assertEquals(InpaintJobs.digest(whole), InpaintJobs.digest(imp));
        Layer.of(imp).get(1).hide();
        Layer.of(whole).get(0).accept();
        assertEquals(InpaintJobs.digest(whole), InpaintJobs.digest(LayerFlattener.flatten(imp, true)));
        assertEquals(1, Layer.of(imp).size());
    }

    @Test
    void aDamagedLayerHidesWhatWouldBeWrittenBelowIt() {
        Damage.OTHER_SAMPLES.act.accept(Layer.of(imp).get(1).roi());
        imp.setRoi(3, 2, 6, 6);
        assertTrue(assertThrows(InpaintException.class, () -> InpaintJobs.paint(imp, "target", "inplace")).getMessage()
                .startsWith("A visible layer of 'three.tif' covers the selection"));
    }

    @Test
    void aLayerWithoutADigestIsUsed() {
        final String flat = InpaintJobs.digest(LayerFlattener.flatten(imp, false));
        Layer.of(imp).forEach(layer -> ForgedLayer.record(layer.roi(), ",\\s*\"patch_sha256\": \"[0-9a-f]+\"", ""));
        assertEquals(flat, InpaintJobs.digest(LayerFlattener.flatten(imp, false)));
        assertFalse(Layer.of(imp).get(0).provenance().json().contains("null"));
    }

    @Test
    void aLayerOfASliceThatIsGoneIsRefused() {
        final ImagePlus stack = InpaintJobs.image(TestImages.HYPER16);
        stack.setPosition(1, 2, 1);
        InpaintJobs.deliver(stack);
        Layer.of(stack).get(0).roi().setPosition(0, 9, 1);
        final String sentence = "Layer 1 of 'hyper16.tif' lies on a slice or frame that the image does not have any "
                + "more: discard it.";
        final String before = InpaintJobs.digest(stack);
        for (final Executable use : List.<Executable>of(() -> LayerFlattener.flatten(stack, true),
                Layer.of(stack).get(0)::accept,
                () -> LayerReplay.of(stack, Layer.of(stack).get(0))))
            assertEquals(sentence, assertThrows(InpaintException.class, use).getMessage());
        assertEquals(before, InpaintJobs.digest(stack));
    }
}
