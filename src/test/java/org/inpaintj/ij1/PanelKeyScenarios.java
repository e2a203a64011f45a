package org.inpaintj.ij1;

import static org.inpaintj.ij1.PanelScenarios.layer;
import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;

import java.awt.Robot;
import java.awt.event.KeyEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.Prefs;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.JobQueue;

/** The keys of Remove Object and Generate, with the real keyboard. */
final class PanelKeyScenarios {

    private PanelKeyScenarios() {}

    private static void press(final ImagePlus imp, final int key) throws Exception {
        TestDesktop.select(imp);
        PlainImageJGui.until("the focus", () -> {
            imp.getCanvas().requestFocus();
            return imp.getCanvas().isFocusOwner();
        });
        final Robot robot = new Robot();
        robot.delay(300);
        robot.keyPress(key);
        robot.delay(50);
        robot.keyRelease(key);
        robot.waitForIdle();
    }

    static void keys() throws Exception {
        final ImagePlus imp = image();
        press(imp, KeyEvent.VK_R);
        check(layer(imp).provenance().engine().equals("patch"), "Remove Object");
        imp.setOverlay(null);
        Prefs.set("inpaintj.panel.fill", "engine=slow grow=1");
        Prefs.set("inpaintj.panel.all", "candidates=1 seed=9");
        final Recorder recorder = TestDesktop.record();
        press(imp, KeyEvent.VK_G);
        final Layer layer = layer(imp);
        final Map<String, String> request = layer.provenance().request();
        check(request.get("engine").equals("slow") && request.get("grow").equals("1")
                && request.get("seed").equals("9"), request);
        final String line = PlainImageJGui.await("recorded line",
                () -> recorder.getText().contains("Inpaint Selection") ? recorder.getText().trim() : null);
        check(line.startsWith("run(\"Inpaint Selection...\", \"engine=slow ") && !line.contains("Generate"), line);
        TestDesktop.close(recorder);
        imp.setOverlay(null);
        check(macro(line).isEmpty(), "no message");
        check(layer(imp).provenance().patchSha256().equals(layer.provenance().patchSha256()), "the same by the line");
        imp.setOverlay(null);
        imp.deleteRoi();
        press(imp, KeyEvent.VK_G);
        PlainImageJGui.press(PlainImageJGui.await("message", () -> TestDesktop.message("Nothing is selected in")),
                "OK");
        check(macro("run('Generate');").contains("Generate is for the keyboard and the mouse"), "no macro");
    }

    static void keyOfTheUser() throws Exception {
        final int code = Menus.convertShortcutToCode("g");
        check(Menus.getShortcuts().get(code).equals("Generate"), Menus.getShortcuts().get(code));
        final ImagePlus imp = image();
        try {
            Menus.installPlugin("ij.plugin.filter.Filters(\"invert\")", Menus.SHORTCUTS_MENU, "*Invert", "", null);
            final List<String> set = List.of("h,\"*Invert[g]\",ij.plugin.filter.Filters(\"invert\")", "damaged",
                    "h,\"*Remove Object[r]\",org.inpaintj.ij1.CommandPlugIn");
            check(ShortcutKeys.meant("Generate", set, false).isEmpty(), "the menu entry stays what it is");
            check(ShortcutKeys.meant("Generate", set, true).orElseThrow().equals("*Invert"), "the user's command");
            check(Menus.getShortcuts().get(code).equals("*Invert"), Menus.getShortcuts().get(code));
            check(IJ.getLog().contains("The key g stays with 'Invert'"), IJ.getLog());
            imp.deleteRoi();
            final short[] before = ((short[]) imp.getProcessor().getPixels()).clone();
            Menus.getCommands().put("*Invert", "ij.plugin.filter.Filters(\"invert\")");
            press(imp, KeyEvent.VK_G);
            PlainImageJGui.until("inverted", () -> !Arrays.equals(before, (short[]) imp.getProcessor().getPixels()));
            check(JobQueue.shared().jobs().isEmpty(), "nothing is generated");
            check(Menus.getShortcuts().get(Menus.convertShortcutToCode("r")).equals("Remove Object"), "r is ours");
        } finally {
            Menus.getShortcuts().put(code, "Generate");
        }
    }
}
