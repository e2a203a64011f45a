package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.message;
import static org.inpaintj.ij1.TestDesktop.record;

import java.awt.Dialog;
import java.awt.Window;
import java.util.Arrays;
import java.util.Map;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.form.FormDialog;

/** Outpaint... at the screen. */
final class OutpaintScenarios {

    private OutpaintScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("an image is outpainted from the dialog, recorded and replayed", OutpaintScenarios::dialog);
        all.put("the mosaic shows before the run", OutpaintScenarios::process);
        all.put("the dialog of outpainting follows the method", OutpaintScenarios::follows);
        all.put("a macro goes on with the outpainted image", OutpaintScenarios::macros);
    }

    private static ImagePlus image() {
        final ImagePlus imp = IJ.createImage("cells.tif", "16-bit ramp", 48, 40, 1);
        imp.show();
        return imp;
    }

    private static FormDialog open() {
        PlainImageJGui.choose("Plugins", "InpaintJ", "Outpaint...");
        return PlainImageJGui.window(FormDialog.class, "Outpaint");
    }

    private static ImagePlus made() {
        return PlainImageJGui.await("outpainted image", () -> WindowManager.getImage("cells-outpainted"));
    }

    private static short[] pixels(final ImagePlus imp) {
        return ((short[]) imp.getProcessor().getPixels()).clone();
    }

    private static void dialog() throws Exception {
        Prefs.set("inpaintj.outpaint", "");
        final ImagePlus imp = image();
        final short[] before = pixels(imp);
        final Recorder recorder = record();
        final FormDialog dialog = open();
        TestDesktop.type(dialog, "expand", "8");
        TestDesktop.type(dialog, "directions", "left, down");
        TestDesktop.type(dialog, "seed", "7");
        PlainImageJGui.press(dialog, "OK");
        final ImagePlus made = made();
        check(made.getWidth() == 56 && made.getHeight() == 48, made);
        final String line = PlainImageJGui.await("recorded line",
                () -> recorder.getText().contains("Outpaint") ? recorder.getText().trim() : null);
        check(line.contains("expand=8") && line.contains("directions=[left, down]") && line.contains("seed=7"), line);
        check(Arrays.equals(before, pixels(imp)), "the image itself has changed");
        final short[] result = pixels(made);
        recorder.close();
        made.changes = false;
        made.close();
        PlainImageJGui.settle();
        check(macro("selectWindow('cells.tif'); " + line).isEmpty(), "no message");
        check(Arrays.equals(result, pixels(made())), "the recorded line makes other samples");
    }

    private static void process() throws Exception {
        Prefs.set("inpaintj.outpaint", "method=mosaic expand_x=0.5 directions=right");
        image();
        final FormDialog dialog = open();
        PlainImageJGui.press(dialog, "Process");
        final Dialog preview = PlainImageJGui.window(Dialog.class, "Process: 72 x 40 px");
        check(preview.isShowing() && dialog.isShowing(), "both show");
        TestDesktop.type(dialog, "expand_x", "1");
        PlainImageJGui.press(dialog, "Process");
        PlainImageJGui.until("another preview", () -> preview.getTitle().equals("Process: 96 x 40 px"));
        check(WindowManager.getImageCount() == 1, "no image becomes the current one");
        TestDesktop.type(dialog, "directions", "north");
        PlainImageJGui.press(dialog, "Process");
        final Window message = PlainImageJGui.await("message", () -> message("'north' is no direction"));
        PlainImageJGui.press(message, "OK");
        PlainImageJGui.press(dialog, "Cancel");
        PlainImageJGui.until("end", () -> !preview.isShowing());
        check(JobQueue.shared().jobs().isEmpty(), "nothing runs");
    }

    private static void follows() throws Exception {
        Prefs.set("inpaintj.outpaint", "");
        image();
        final FormDialog dialog = open();
        check(!shows(dialog, "falloff") && !shows(dialog, "short") && shows(dialog, "expand"), "patch");
        TestDesktop.choose(dialog, "method", "mk2");
        PlainImageJGui.until("the keys of mk2", () -> shows(dialog, "falloff") && shows(dialog, "blur"));
        TestDesktop.choose(dialog, "method", "mosaic");
        PlainImageJGui.until("the keys of mosaics", () -> shows(dialog, "short") && !shows(dialog, "falloff")
                && !shows(dialog, "expand"));
        PlainImageJGui.press(dialog, "Cancel");
    }

    private static boolean shows(final FormDialog dialog, final String key) {
        return TestDesktop.shown(dialog).contains(key);
    }

    private static void macros() throws Exception {
        image();
        check(macro("run('Outpaint...', 'engine=slow method=mk2 steps=1 expand=16 blur=2 seed=1'); "
                + "if (getTitle != 'cells-outpainted' || getWidth != 128) exit('it is ' + getTitle); "
                + "run('Invert');").isEmpty(), "no message");
        check(macro("selectWindow('cells.tif'); setBatchMode(true); "
                + "run('Outpaint...', 'expand=5 directions=up seed=1'); "
                + "if (getHeight != 45) exit('not the new one'); close();").isEmpty(), "no message");
        final String said = macro("selectWindow('cells.tif'); run('Outpaint...', 'expand=0'); "
                + "newImage('went on', '8-bit', 9, 9, 1);");
        check(said.contains("must be from 1 to 16384, not 0"), said);
        check(WindowManager.getImage("went on") == null, "the macro goes on");
    }
}
