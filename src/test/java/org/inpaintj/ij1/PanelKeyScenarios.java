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

import javax.swing.AbstractButton;
import javax.swing.JFrame;
import javax.swing.JTextArea;
import javax.swing.text.JTextComponent;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.Prefs;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.JobQueue;
import org.inpaintj.params.MacroLine;
import org.inpaintj.ui.form.FormDialog;

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
        final String prompt = "a \"red\" car \\ [x";
        Prefs.set("inpaintj.panel.fill", "engine=slow_prompt grow=1");
        Prefs.set("inpaintj.panel.all", MacroLine.format(Map.of("candidates", "1", "seed", "9", "prompt", prompt)));
        final Recorder recorder = TestDesktop.record();
        press(imp, KeyEvent.VK_G);
        final Layer layer = layer(imp);
        final Map<String, String> request = layer.provenance().request();
        check(request.get("engine").equals("slow_prompt") && request.get("grow").equals("1")
                && request.get("seed").equals("9"), request);
        final String line = PlainImageJGui.await("recorded line",
                () -> recorder.getText().contains("Inpaint Selection") ? recorder.getText().trim() : null);
        check(line.startsWith("run(\"Inpaint Selection...\", \"engine=slow_prompt ")
                && !line.contains("Generate"), line);
        TestDesktop.close(recorder);
        imp.setOverlay(null);
        check(macro(line).isEmpty(), "no message");
        check(layer(imp).provenance().patchSha256().equals(layer.provenance().patchSha256()), "the same by the line");
        check(layer(imp).provenance().request().get("prompt").equals(prompt), line);
        imp.setOverlay(null);
        imp.deleteRoi();
        press(imp, KeyEvent.VK_G);
        PlainImageJGui.press(PlainImageJGui.await("message", () -> TestDesktop.message("Nothing is selected in")),
                "OK");
        check(macro("run('Generate');").contains("Generate is for the keyboard and the mouse"), "no macro");
    }

    static void allSettingsAtOnce() throws Exception {
        Prefs.set("inpaintj.panel.fill", "engine=slow_prompt");
        image();
        final JFrame window = PanelScenarios.open();
        PanelScenarios.generate(window);
        typeAndAsk(window, "prompt", "a red car");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Inpaint Selection");
        check(TestDesktop.typed(dialog, "prompt").equals("a red car"), TestDesktop.typed(dialog, "prompt"));
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("the end of the dialog", () -> !dialog.isShowing());
        typeAndAsk(window, "seed", "many");
        PlainImageJGui.press(PlainImageJGui.await("message", () -> TestDesktop.message("'seed'")), "OK");
        check(PanelScenarios.input(window, JTextArea.class, "prompt").getText().equals("a red car")
                && Prefs.get("inpaintj.panel.all", "").equals("prompt=[a red car] seed=many"),
                Prefs.get("inpaintj.panel.all", ""));
        PanelScenarios.until(window, "must be a whole number");
        check(PanelScenarios.input(window, JTextComponent.class, "seed").isShowing(), "it can be corrected");
        PanelScenarios.type(window, "seed", "5");
        LayerScenarios.click(PanelScenarios.generate(window));
        check(layer(WindowManager.getCurrentImage()).provenance().seed() == 5, "and was");
    }

    /** Faster than the panel finds out what would come of it. */
    private static void typeAndAsk(final JFrame window, final String key, final String text) {
        final JTextComponent field = PanelScenarios.input(window, JTextComponent.class, key);
        final AbstractButton all = PanelScenarios.button(window, "All Settings...");
        PlainImageJGui.until("the button", all::isEnabled);
        PlainImageJGui.later(() -> {
            field.setText(text);
            all.doClick();
        });
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
