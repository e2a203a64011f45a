package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.message;
import static org.inpaintj.ij1.TestDesktop.record;

import java.awt.Window;
import java.nio.file.Path;
import java.util.List;

import javax.swing.JCheckBox;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JSpinner;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.gui.Toolbar;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.region.SelectionProvenance;
import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.form.FormDialog;

/** Refine Selection... and Select by Text... at the screen. */
final class SelectionScenarios {

    /** Where the folders of tiny models lie. */
    static Path models;

    private SelectionScenarios() {}

    private static ImagePlus image(final int slices) {
        final ImagePlus imp = IJ.createImage("cells", "16-bit ramp", 160, 120, slices);
        imp.getProcessor().setColor(60000);
        imp.getProcessor().fill(new OvalRoi(50, 40, 60, 40));
        imp.show();
        return imp;
    }

    private static String folder(final String model) {
        return models.resolve(model).toString();
    }

    /** Opens the dialog, types into the inputs of some keys and presses OK. */
    private static FormDialog ask(final String command, final String... typed) {
        PlainImageJGui.choose("Plugins", "InpaintJ", command + "...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, command);
        for (int i = 0; i < typed.length; i += 2)
            TestDesktop.type(dialog, typed[i], typed[i + 1]);
        PlainImageJGui.press(dialog, "OK");
        return dialog;
    }

    private static JFrame candidates() {
        final JFrame window = PlainImageJGui.window(JFrame.class, "Refine Selection: cells");
        PlainImageJGui.until("a candidate", () -> PlainImageJGui.all(window, javax.swing.JButton.class).stream()
                .anyMatch(b -> "Select".equals(b.getText()) && b.isEnabled()));
        return window;
    }

    static void refine() throws Exception {
        final ImagePlus imp = image(1);
        imp.setRoi(40, 30, 80, 60);
        final Roi before = imp.getRoi();
        final Recorder recorder = record();
        ask("Refine Selection", "model", folder("sam"));
        final JFrame window = candidates();
        check(imp.getRoi() == before, "nothing is replaced yet");
        check(imp.getOverlay() == null && imp.getCanvas().getShowAllList() != null, "shown beside the user's overlay");
        PlainImageJGui.press(window, ">");
        PlainImageJGui.until("the second candidate", () -> PlainImageJGui.all(window, JLabel.class).stream()
                .anyMatch(l -> "Candidate 2 of 3".equals(l.getText())));
        PlainImageJGui.later(() -> PlainImageJGui.all(window, JSpinner.class).get(2).setValue(2));
        PlainImageJGui.press(candidates(), "Select");
        PlainImageJGui.until("end of the window", () -> !window.isShowing());
        final Roi now = imp.getRoi();
        final SelectionProvenance how = SelectionProvenance.of(now).get(0);
        check(how.box().equals(List.of(40.0, 30.0, 120.0, 90.0)), how);
        check(imp.getOverlay() == null && imp.getCanvas().getShowAllList() == null, "the sheet is gone");
        final String lines = PlainImageJGui.await("recorded lines",
                () -> recorder.getText().contains("candidate=2") ? recorder.getText() : null);
        check(lines.contains("run(\"Refine Selection...\", \"model=" + folder("sam") + "\");")
                && lines.contains("// taken with candidate=2 grow=2"), lines);
        recorder.close();
        PlainImageJGui.settle();
        check(Prefs.get("inpaintj.refine", "").contains("grow=2")
                && !Prefs.get("inpaintj.refine", "").contains("candidate"), "how it was tidied is remembered");
        IJ.setTool(Toolbar.RECTANGLE);
        PlainImageJGui.choose("Edit", "Selection", "Restore Selection");
        PlainImageJGui.until("the former selection", () -> imp.getRoi().getBounds().equals(before.getBounds()));
        check(macro("run('Refine Selection...', 'candidate=2 grow=2 model=[" + folder("sam") + "]');").isEmpty(),
                "no message");
        check(imp.getRoi().equals(now), "the macro selects the same");
    }

    static void candidatesStayProposals() throws Exception {
        final ImagePlus imp = image(2);
        imp.setRoi(40, 30, 80, 60);
        final Roi before = imp.getRoi();
        ask("Refine Selection", "model", folder("sam"));
        JFrame window = candidates();
        PlainImageJGui.press(window, "Cancel");
        PlainImageJGui.until("end of the window", () -> PlainImageJGui.find(JFrame.class, "Refine Selection") == null);
        PlainImageJGui.settle();
        check(imp.getRoi() == before && imp.getCanvas().getShowAllList() == null, "nothing happened");

        ask("Refine Selection", "model", folder("sam"));
        window = candidates();
        imp.setSlice(2);
        PlainImageJGui.press(window, "Select");
        Window message = PlainImageJGui.await("message", () -> message("shows another slice"));
        PlainImageJGui.press(message, "OK");
        imp.setSlice(1);
        imp.getProcessor().set(0, 0, 1);
        PlainImageJGui.press(candidates(), "Select");
        message = PlainImageJGui.await("message", () -> message("has changed meanwhile"));
        PlainImageJGui.press(message, "OK");
        check(window.isShowing() && imp.getRoi() == before, "the window waits");
        imp.changes = false;
        imp.close();
        PlainImageJGui.until("end of the window with the image",
                () -> PlainImageJGui.find(JFrame.class, "Refine Selection") == null);
    }

    static void byText() throws Exception {
        final ImagePlus imp = image(1);
        final Roi before = new Roi(1, 1, 9, 9);
        imp.setRoi(before);
        ask("Select by Text", "text", "small cat. dog.", "detector", folder("dino"), "model", folder("sam"));
        final JFrame window = PlainImageJGui.window(JFrame.class, "Select by Text: cells");
        final List<JCheckBox> found = PlainImageJGui.all(window, JCheckBox.class);
        check(found.size() > 2 && found.get(0).getText().matches("1   (small cat|dog)   \\d\\.\\d\\d   \\(.*\\)"),
                found.get(0).getText());
        check(imp.getOverlay() == null && imp.getCanvas().getShowAllList() != null,
                "boxes are shown for the time being");
        PlainImageJGui.press(window, "None");
        PlainImageJGui.later(found.get(1)::doClick);
        PlainImageJGui.press(window, "Select");
        PlainImageJGui.until("selection", () -> imp.getRoi() != before);
        final List<SelectionProvenance> how = SelectionProvenance.of(imp.getRoi());
        check(how.size() == 1 && found.get(1).getText().contains(how.get(0).phrase()), how);
        PlainImageJGui.until("end of the preview", () -> imp.getCanvas().getShowAllList() == null);
        check(imp.getOverlay() == null, "no boxes are left");
        PlainImageJGui.until("end of the jobs", () -> JobQueue.shared().jobs().stream()
                .allMatch(job -> job.state().ended()));
        check(WindowManager.getFrame("Found by Text") != null, "there is a table");
        check(macro("if (Table.size('Found by Text') != 1) exit('one row');"
                + "if (Table.getString('Phrase', 0, 'Found by Text') != '" + how.get(0).phrase() + "') exit('phrase');")
                .isEmpty(),
                "the table can be read");
    }

    static void byTextInMacros() {
        final ImagePlus imp = image(1);
        final String models = "detector=[" + folder("dino") + "] model=[" + folder("sam") + "] ";
        check(macro("roiManager('reset'); makeRectangle(1, 1, 3, 3); roiManager('add'); run('Select None');"
                + "run('Select by Text...', '" + models + "choose=1,2 output=manager text=dog.');").isEmpty(),
                "no message");
        check(RoiManager.getInstance().getCount() == 3, "added to what was there");
        check(imp.getRoi() == null, "and not selected");
        RoiManager.getInstance().close();
        check(macro("run('Select by Text...', '" + models
                + "shape=box choose=1 text=dog.'); run('Remove Object', 'seed=1');")
                .isEmpty(), "no message");
        check(Layer.of(imp).size() == 1, "two lines remove what a text names");
        final String nothing =
                macro("run('Select by Text...', '" + models + "box_threshold=1 text=dog.'); newImage('went on',"
                + " '8-bit', 9, 9, 1);");
        check(nothing.contains("Nothing was found that is dog") && WindowManager.getImage("went on") == null, nothing);
        final String none = macro("run('Select by Text...', '" + models + "text=.');");
        check(none.contains("names nothing to look for"), none);
    }

    static void findingNothingIsSaid() {
        final ImagePlus imp = image(1);
        imp.setRoi(1, 1, 9, 9);
        final Roi before = imp.getRoi();
        ask("Select by Text", "text", "dog.", "detector", folder("dino"), "model", folder("sam"), "box_threshold", "1");
        final Window message = PlainImageJGui.await("message", () -> message("Nothing was found"));
        PlainImageJGui.press(message, "OK");
        check(imp.getRoi() == before, "the selection stays");
        check(JobQueue.shared().jobs().size() == 1, "one job");
    }
}
