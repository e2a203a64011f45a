package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;

import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.DiffusionParameters;
import org.inpaintj.engines.Engines;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.inpaint.samples.SampleDigest;
import org.inpaintj.params.Parameters;

class LayerReplayTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(TestImages.class)
    void everyCandidateIsMadeAgainBitForBit(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        InpaintJobs.deliver(imp, "engine", TestEngine.NETWORK.id(), "candidates", "3", "grow", "1", "blur",
                "1.5", "spill",
                "2", "tone", "percentile");
        // a second layer on top of the first must not disturb the repetition of the first
        imp.setRoi(new Roi(2, 2, 6, 6));
        InpaintJobs.deliver(imp, "seed", "99");
        // nor must another selection, slice or channel
        imp.setRoi(new Roi(0, 0, 3, 3));
        imp.setPosition(1, kind.slices, kind.frames);
        for (final Layer layer : Layer.of(imp)) {
            final InpaintResult again = LayerReplay.of(imp, layer).paint(Progress.NONE);
            assertEquals(1, again.candidates().size());
            assertEquals(List.of(), again.notes().stream().filter(note -> !note.endsWith("like NaN.")).toList());
            final Patch first = layer.patch(), second = again.candidates().get(0);
            assertEquals(first.box(), second.box());
            assertEquals(first.provenance().patchSha256(), second.provenance().patchSha256());
            assertEquals(SampleDigest.of(first.samples().only(first.painted())),
                    SampleDigest.of(second.samples().only(second.painted())));
        }
    }

    @Test
    void alsoFromAReopenedFile() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp, "invert", "true");
        final String path = folder.resolve("again.tif").toString();
        new FileSaver(imp).saveAsTiff(path);
        final ImagePlus opened = IJ.openImage(path);
        final Layer layer = Layer.of(opened).get(0);
        assertEquals(layer.provenance().patchSha256(),
                LayerReplay.of(opened, layer).paint(Progress.NONE).candidates().get(0).provenance().patchSha256());
    }

    /** They were not there when it was made. */
    @Test
    void candidatesOfTheSameRunThatAreShownChangeNothing() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp, "engine", TestEngine.NETWORK.id(), "candidates", "3", "area", "whole");
        Layer.of(imp).forEach(Layer::show);
        for (final Layer layer : Layer.of(imp)) {
            final InpaintResult again = LayerReplay.of(imp, layer).paint(Progress.NONE);
            assertEquals(List.of(), again.notes());
            assertEquals(layer.provenance().patchSha256(), again.candidates().get(0).provenance().patchSha256());
        }
    }

    @Test
    void aChangedImageIsReported() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        InpaintJobs.deliver(imp);
        imp.getProcessor().set(0, 0, imp.getProcessor().get(0, 0) ^ 1);
        assertEquals(List.of("The image around this layer has changed since the layer was made, so the result will "
                + "differ."), LayerReplay.of(imp, Layer.of(imp).get(0)).paint(Progress.NONE).notes());
        final Layer layer = Layer.of(imp).get(0);
        imp.setProcessor(new ByteProcessor(1, 1));
        assertEquals("The selection does not cover any pixel of '" + imp.getTitle() + "': draw it inside the image.",
                assertThrows(InpaintException.class, () -> LayerReplay.of(imp, layer)).getMessage(), "it was cut");
    }

    @Test
    void theProvenanceSaysEverything() {
        final ImagePlus imp = InpaintJobs.image(TestImages.HYPER16);
        imp.setTitle("Zellen \u00e4\u4e2d \"a\".tif");
        final InpaintResult result = InpaintJobs.paint(imp, "prompt", "a \"cell\" \\ [x]\nline", "candidates", "2");
        final Provenance p = result.candidates().get(1).provenance();
        assertEquals(p, Provenance.of(p.json()));
        assertEquals(Provenance.GENERATED, p.content());
        assertEquals("noise", p.engine());
        assertEquals(8, p.seed());
        assertEquals(2, p.candidate());
        // those of pictures are for engines that take such a one, and those of other engines for these alone
        final Parameters<Request> keys = Engines.found().keys();
        final Parameters<DiffusionParameters> own = Parameters.of(DiffusionParameters.class);
        assertEquals(keys.keys().stream().filter(key -> Task.INPAINT.takes(keys, key) && !key.equals("sketch")
                && !key.equals("transparency") && (own.has(key) || Request.COMMON.has(key))).toList(),
                List.copyOf(p.request().keySet()));
        assertEquals("7", p.request().get("seed"));
        assertEquals(Map.of("device", "none"), p.facts());
        assertTrue(p.software().keySet().containsAll(List.of("inpaintj", "imagej", "java", "os")));
        assertEquals(imp.getTitle(), p.image());
        assertEquals(16, p.depth());
        assertEquals(StackPosition.shown(imp), new StackPosition(p.slice(), p.frame()));
        assertEquals(result.job().crop(), p.crop());
        assertEquals("selection", p.mask());
        assertEquals(3, p.tones().size());
        for (final String digest : List.of(p.cropSha256(), p.maskSha256(), p.patchSha256()))
            assertTrue(digest.matches("[0-9a-f]{64}"));
        assertNotEquals(p.patchSha256(), result.candidates().get(0).provenance().patchSha256());
        assertTrue(Instant.parse(p.time()).isBefore(Instant.now()));
        assertTrue(p.json().contains("\"crop_sha256\""));
        assertEquals(8, p.again().seed());
        assertEquals(Request.Device.AUTO, p.again().device());
        final Provenance onCpu = Provenance.of(p.json().replace("\"device\": \"none\"", "\"device\": \"CPU\""));
        assertEquals(Request.Device.CPU, onCpu.again().device(), "bits of the processor come from the processor");
        assertEquals(1, p.again().candidates());
        assertTrue(p.macro().startsWith("run(\"Inpaint Selection...\", \"engine=noise seed=8 prompt="), p.macro());
    }

    @Test
    void noPathOfTheUserIsKept() {
        final Provenance p = InpaintJobs.paint(InpaintJobs.image(TestImages.GRAY8), "model", "/home/jane/models/sd15")
                .candidates()
                .get(0).provenance();
        assertEquals("sd15", p.request().get("model"));
        assertEquals("sd15", FileNames.last("/home/jane/models/sd15//"));
        assertFalse(p.json().contains("jane"));
    }

    @Test
    void damagedJsonIsAnError() {
        for (final String bad : List.of("", "null", "[]", "{", "{\"engine\": 3}", "{\"crop\": {\"width\": -1}}"))
            assertTrue(assertThrows(InpaintException.class, () -> Provenance.of(bad)).getMessage()
                    .startsWith("The provenance of a layer "), bad);
    }
}
