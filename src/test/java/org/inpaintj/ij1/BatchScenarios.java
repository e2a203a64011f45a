package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.frame.Recorder;

import org.inpaintj.batch.BatchReport;
import org.inpaintj.ui.form.FormDialog;

/** Batch... */
final class BatchScenarios {

    private BatchScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("a folder is repainted in the background, recorded and replayed", BatchScenarios::folder);
    }

    private static void folder() throws Exception {
        final ImagePlus imp = image();
        final Path folder = Files.createTempDirectory("batch"), plates = Files.createDirectory(folder.resolve("in"));
        final Path results = folder.resolve("out");
        for (final String name : new String[] { "a", "b" })
            IJ.saveAsTiff(imp.duplicate(), plates.resolve(name + ".tif").toString());
        final Recorder recorder = record();
        PlainImageJGui.choose("Plugins", "InpaintJ", "Batch...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Batch");
        TestDesktop.type(dialog, "images", plates.toString());
        TestDesktop.type(dialog, "results", results.toString());
        TestDesktop.type(dialog, "roi", "20,16,12,10");
        TestDesktop.type(dialog, "seed", "5");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("the report", () -> Files.exists(results.resolve(BatchReport.JSON)));
        final Object before = IJ.openImage(plates.resolve("a.tif").toString()).getProcessor().getPixels();
        check(Arrays.deepEquals(new Object[] { imp.getProcessor().getPixels() }, new Object[] { before }),
                "the image itself stays");
        final ImagePlus made = IJ.openImage(results.resolve("b.tif").toString());
        check(made.getOverlay() != null && made.getOverlay().size() == 1, "a layer");
        final String line = PlainImageJGui.await("recorded line", () -> recorder.getText().lines()
                .filter(text -> text.contains("Batch...")).findFirst().orElse(null));
        TestDesktop.close(recorder);
        check(line.contains("seed=5") && line.contains("roi=20,16,12,10"), line);
        check(macro(line).isEmpty(), "what is done is kept");
        check(Files.readString(results.resolve(BatchReport.CSV)).contains("b.tif,b.tif,kept,"),
                Files.readString(results.resolve(BatchReport.CSV)));
        final String other = macro(line.replace("seed=5", "seed=6"));
        check(other.contains("2 of 2 images failed") && other.contains("made with other settings"), other);
    }
}
