package org.inpaintj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.imagej.job.RegionBatch;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.params.MacroLine;
import org.inpaintj.repair.RepairRequest;

/** What the recorder writes once a command's inputs are final makes the same pixels again. */
class SettledInputsTest {

    private static final String SD15 = ModelFixture.of("sd15").folder().toString(),
            ERASER = ModelFixture.of("erasers").folder().resolve("lama-free.onnx").toString();

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "engine=patch candidates=2", "engine=diffusion steps=2 variation=0.5 candidates=2" })
    void theSeedIsDrawnBeforeItIsRecorded(final String line) {
        final PaintCommand<Request> command = new InpaintSelection();
        command.assign(MacroLine.parse(line));
        if (line.contains("diffusion"))
            command.assign(Map.of("model", SD15));
        assertEquals("-1", command.values().get("seed"), "which the next dialog shows again");
        command.settle();
        final long seed = Long.parseLong(command.recorded().get("seed"));
        assertTrue(seed >= 0 && seed <= Request.lastSeed(2), "seed " + seed);
        final String recorded = MacroLine.format(command.recorded());
        assertEquals(line.contains("variation"), recorded.contains("subseed"), recorded);
        final List<String> ran = paint(command.request(command.keys().parse(command.values())));
        assertEquals(ran, paint(Engines.found().request(MacroLine.parse(recorded))));
        assertEquals(2, ran.stream().distinct().count());
        assertTrue(ran.get(0).contains("seed " + seed), ran.toString());
        command.settle();
        assertEquals(recorded, MacroLine.format(command.recorded()), "nothing is drawn twice");
    }

    private static List<String> paint(final Request request) {
        final ImagePlus imp = image();
        imp.setRoi(10, 12, 14, 9);
        Delivery.deliver(InpaintJob.of(imp, request).paint(Progress.NONE));
        return layers(imp);
    }

    private static List<String> layers(final ImagePlus imp) {
        return Layer.of(imp).stream().map(layer -> layer.title() + " " + layer.provenance().patchSha256())
                .sorted().toList();
    }

    private static ImagePlus image() {
        final ImagePlus imp = IJ.createImage("noise", "8-bit black", 48, 40, 1);
        final SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 48 * 40; i++)
            imp.getProcessor().set(i, random.nextInt(256));
        return imp;
    }

    @Test
    void regionsHaveRoomForASeedEach() {
        final RepairDetections command = new RepairDetections();
        command.assign(Map.of("source", "overlay", "engine", "patch"));
        command.settle();
        final long seed = Long.parseLong(command.values().get("seed"));
        assertTrue(seed >= 0 && seed <= Request.lastSeed(RegionBatch.MOST), "seed " + seed);
        assertEquals(repair(command.values()), repair(MacroLine.parse(MacroLine.format(command.recorded()))));
    }

    private static List<String> repair(final Map<String, String> values) {
        final ImagePlus imp = image();
        final Overlay overlay = new Overlay();
        overlay.add(new Roi(4, 4, 8, 8));
        overlay.add(new Roi(24, 20, 9, 7));
        imp.setOverlay(overlay);
        final RepairRequest repair = RepairRequest.of(new LinkedHashMap<>(values));
        Delivery.deliver(RegionBatch.of(imp, repair.regions(), repair.request()).paint(Progress.NONE, sofar -> {}));
        return layers(imp);
    }

    /** Masked content is not on the first page, and that of the preset is not what was chosen. */
    @Test
    void whatAPresetWouldSetOtherwiseIsRecorded() {
        final RepairDetections command = new RepairDetections();
        command.assign(command.expand(Map.of("preset", "replace")));
        command.assign(Map.of("content", "original", "strength", "0.4"));
        command.settle();
        final RepairRequest again = RepairRequest.of(MacroLine.parse(MacroLine.format(command.recorded())));
        assertEquals(command.keys().parse(command.values()), again);
    }

    @Test
    void nothingIsDrawnForAnEngineWithoutChance() {
        final PaintCommand<Request> command = new InpaintSelection();
        command.assign(Map.of("model", ERASER));
        command.settle();
        assertEquals("-1", command.values().get("seed"));
    }

    @Test
    void whatIsWrongIsLeftToTheRun() {
        final PaintCommand<Request> command = new InpaintSelection();
        command.assign(Map.of("engine", "nosuch"));
        command.settle();
        assertEquals("-1", command.values().get("seed"));
        final PaintCommand<Request> large = new InpaintSelection();
        large.assign(Map.of("seed", "4294967295", "candidates", "2"));
        large.settle();
        assertEquals("4294967295", large.values().get("seed"));
    }

    /** A dialog that was last used with a model says nothing by what it still holds for it. */
    @Test
    void whatNoDialogShowsIsNotHeld() {
        final Map<String, String> last = Map.of("engine", "patch", "model", SD15, "prompt", "a red car", "steps", "33",
                "segmenter", "/models/sam", "grow", "2");
        final PaintCommand<Request> macro = new InpaintSelection();
        macro.assign(last);
        macro.settle();
        assertEquals("33", macro.values().get("steps"), "a script has given it");
        final PaintCommand<Request> dialog = new InpaintSelection();
        dialog.assign(last);
        dialog.assign(dialog.last(true));
        assertEquals(Map.of("engine", "patch", "grow", "2"), told(dialog));
        final PaintCommand<Request> diffusion = new InpaintSelection();
        diffusion.assign(last);
        diffusion.assign(Map.of("engine", "auto"));
        diffusion.assign(diffusion.last(true));
        assertEquals(Map.of("model", SD15, "prompt", "a red car", "steps", "33", "grow", "2"), told(diffusion));
        final RepairDetections repair = new RepairDetections();
        repair.assign(Map.of("source", "overlay", "text", "cell.", "detector", "/models/dino", "segmenter",
                "/models/sam", "steps",
                "33", "dilate", "0"));
        repair.assign(repair.last(true));
        assertEquals(Map.of("source", "overlay", "dilate", "0"), told(repair));
        final RepairDetections text = new RepairDetections();
        text.assign(Map.of("source", "text", "text", "cell.", "segmenter", "/models/sam"));
        text.assign(text.last(true));
        assertEquals(Map.of("source", "text", "text", "cell.", "segmenter", "/models/sam"), told(text));
    }

    private static <R extends Record> Map<String, String> told(final PaintCommand<R> command) {
        final Map<String, String> told =
                new LinkedHashMap<>(command.keys().changes(command.keys().parse(command.values())));
        told.remove("seed");
        return told;
    }
}
