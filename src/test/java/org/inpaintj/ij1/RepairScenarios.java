package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.message;
import static org.inpaintj.ij1.TestDesktop.record;
import static org.inpaintj.ij1.TestDesktop.select;

import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.form.FormDialog;

/** Repair Detections... at the screen. */
final class RepairScenarios {

    private RepairScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("regions are repaired from the dialog, recorded and replayed", RepairScenarios::dialog);
        all.put("Esc keeps the regions that are finished", RepairScenarios::escape);
        all.put("one Edit > Undo takes back all regions", RepairScenarios::undo);
        all.put("macros find regions, the ROI Manager is only read", RepairScenarios::sources);
        all.put("nothing to repair is said", RepairScenarios::nothing);
    }

    private static ImagePlus image() {
        final ImagePlus imp = IJ.createImage("cells", "16-bit ramp", 64, 48, 1);
        imp.setOverlay(overlay());
        imp.show();
        return imp;
    }

    private static Overlay overlay() {
        final Overlay overlay = new Overlay();
        for (int i = 0; i < 3; i++)
            overlay.add(new Roi(5 + 20 * i, 10, 12, 10));
        return overlay;
    }

    private static FormDialog open() {
        PlainImageJGui.choose("Plugins", "InpaintJ", "Repair Detections...");
        return PlainImageJGui.window(FormDialog.class, "Repair Detections");
    }

    private static void dialog() throws Exception {
        Prefs.set("inpaintj.segmenters", "");
        Prefs.set("inpaintj.detectors", "");
        final ImagePlus imp = image();
        final Recorder recorder = record();
        final FormDialog dialog = open();
        TestDesktop.choose(dialog, "source", "overlay");
        TestDesktop.choose(dialog, "order", "left_to_right");
        TestDesktop.choose(dialog, "engine", "slow");
        TestDesktop.type(dialog, "dilate", "0");
        TestDesktop.type(dialog, "seed", "7");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("three layers", () -> Layer.of(imp).size() == 3);
        final String line = PlainImageJGui.await("recorded line",
                () -> recorder.getText().contains("Repair") ? recorder.getText().trim() : null);
        check(line.equals("run(\"Repair Detections...\", \"source=overlay smallest=0 largest=1 most=0 "
                + "order=left_to_right dilate=0 join=none engine=slow seed=7 padding=32 target=layer model=auto\");"),
                line);
        final List<String> made = Layer.of(imp).stream().map(l -> l.provenance().patchSha256()).toList();
        check(imp.getOverlay().size() == 6, "the selections stay");
        recorder.close();
        PlainImageJGui.settle();
        imp.setOverlay(overlay());
        check(macro(line).isEmpty(), "no message");
        check(Layer.of(imp).stream().map(l -> l.provenance().patchSha256()).toList().equals(made),
                "the recorded line makes the same samples");
    }

    private static void escape() {
        final ImagePlus imp = image();
        Prefs.set("inpaintj.repair", "source=overlay engine=slow seed=7");
        PlainImageJGui.press(open(), "OK");
        final Job<?> job = PlainImageJGui.await("second region", () -> JobQueue.shared().jobs().stream()
                .filter(j -> j.status().what().startsWith("Region 2 of 3")).findFirst().orElse(null));
        check(Layer.of(imp).isEmpty(), "layers come together");
        check(imp.getCanvas().getShowAllList() != null, "a preview shows");
        PlainImageJGui.key(imp.getCanvas(), KeyEvent.VK_ESCAPE);
        PlainImageJGui.until("cancelled job", () -> job.state() == Job.State.CANCELLED);
        PlainImageJGui.until("the finished one", () -> !Layer.of(imp).isEmpty());
        check(Layer.of(imp).get(0).title().equals("region 1: slow, seed 7"), Layer.of(imp).get(0).title());
    }

    private static void undo() {
        final ImagePlus imp = image();
        final short[] before = ((short[]) imp.getProcessor().getPixels()).clone();
        Prefs.set("inpaintj.repair", "source=overlay engine=slow steps=1 seed=7 target=inplace");
        PlainImageJGui.press(open(), "OK");
        PlainImageJGui.until("other samples", () -> !Arrays.equals(before, (short[]) imp.getProcessor().getPixels()));
        PlainImageJGui.until("end", () -> JobQueue.shared().jobs().stream().allMatch(j -> j.state().ended()));
        PlainImageJGui.choose("Edit", "Undo");
        PlainImageJGui.until("the samples of before",
                () -> Arrays.equals(before, (short[]) imp.getProcessor().getPixels()));
    }

    private static void sources() throws Exception {
        final ImagePlus imp = image();
        final Path find = Files.writeString(Files.createTempFile("find", ".ijm"), "run('Select All'); "
                + "run('Duplicate...', 'title=b'); run('Select None'); setThreshold(0, 9000); run('Create "
                + "Selection');");
        check(macro("run('Repair Detections...', 'source=macro engine=slow seed=1 steps=1 dilate=0 macro=[" + find
                + "]');").isEmpty(), "no message");
        check(Layer.of(imp).size() == 1, "the dark side of the ramp");
        check(ij.WindowManager.getImageCount() == 1 && imp.getRoi() == null, "nothing else is seen of the macro");
        PlainImageJGui.later(() -> {
            final RoiManager manager = new RoiManager();
            manager.addRoi(new Roi(3, 3, 9, 9));
            manager.addRoi(new Roi(30, 3, 9, 9));
        });
        PlainImageJGui.settle();
        select(imp);
        imp.deleteRoi();
        check(macro("run('Repair Detections...', 'source=manager engine=slow seed=1 steps=1');").isEmpty(),
                "no message");
        check(Layer.of(imp).size() == 3, Layer.of(imp).size());
        final RoiManager manager = RoiManager.getInstance();
        check(manager.getCount() == 2 && manager.getRoi(0).getBounds().x == 3, "the ROI Manager is as it was");
        manager.close();
    }

    private static void nothing() throws Exception {
        final ImagePlus imp = image();
        Prefs.set("inpaintj.repair", "source=overlay engine=slow smallest=0.9");
        PlainImageJGui.press(open(), "OK");
        final Window message = PlainImageJGui.await("message", () -> message("None of the 3 regions"));
        PlainImageJGui.press(message, "OK");
        check(Layer.of(imp).isEmpty() && JobQueue.shared().jobs().isEmpty(), "nothing happens");
        final Path fails = Files.writeString(Files.createTempFile("fails", ".ijm"), "x = y;");
        final String said = macro("run('Repair Detections...', 'source=macro engine=slow macro=[" + fails
                + "]'); newImage('went on', '8-bit', 9, 9, 1);");
        check(said.contains("failed, so nothing is repaired: Undefined variable"), said);
        check(ij.WindowManager.getImage("went on") == null, "the macro goes on");
    }
}
