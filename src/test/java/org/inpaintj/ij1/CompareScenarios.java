package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.message;
import static org.inpaintj.ij1.TestDesktop.record;

import java.awt.Window;
import java.util.Arrays;
import java.util.Map;

import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JTextArea;
import javax.swing.JTextField;

import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import ij.text.TextWindow;

import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.TextLink;
import org.inpaintj.ui.form.FormDialog;

/** Compare... and the button that enhances a prompt. */
final class CompareScenarios {

    private CompareScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("a grid is made, shown with its table, recorded and replayed", CompareScenarios::grid);
        all.put("a cancelled grid keeps what is done", CompareScenarios::cancelled);
        all.put("a large grid is asked about", CompareScenarios::large);
        all.put("a prompt is enhanced and taken by hand", CompareScenarios::enhance);
    }

    private static FormDialog dialog() {
        PlainImageJGui.choose("Plugins", "InpaintJ", "Compare...");
        return PlainImageJGui.window(FormDialog.class, "Compare");
    }

    private static void end(final FormDialog dialog) {
        PlainImageJGui.press(dialog, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !dialog.isShowing());
    }

    private static ImagePlus made(final String title) {
        final ImagePlus made = PlainImageJGui.await("grid", () -> WindowManager.getImage(title));
        PlainImageJGui.settle();
        return made;
    }

    private static void grid() throws Exception {
        image();
        Prefs.set("inpaintj.compare", "engine=slow");
        final Recorder recorder = record();
        final FormDialog dialog = dialog();
        TestDesktop.type(dialog, "x", "seed: -1, 30");
        TestDesktop.type(dialog, "y", "grow: 0, 1");
        PlainImageJGui.press(dialog, "OK");
        final ImagePlus made = made("cells-compared");
        check(made.getStackSize() == 4 && made.getNSlices() == 2 && made.getNFrames() == 2, made);
        final String first = made.getStack().getSliceLabel(1);
        check(first.matches("seed: \\d+, grow: 0"), first);
        final TextWindow table = PlainImageJGui.window(TextWindow.class, "cells-compared");
        check(table.getTextPanel().getColumnHeadings().replaceAll("\\s+", " ").strip()
                .equals("cell seed grow seconds evaluations notes"), table.getTextPanel().getColumnHeadings());
        final String line = PlainImageJGui.await("recorded line",
                () -> recorder.getText().contains("Compare") ? recorder.getText().lines().findFirst().get() : null);
        check(line.contains("x=[" + first.replaceFirst(",.*", "") + ", 30]"), line);
        TestDesktop.close(recorder);
        final Object[] before = made.getStack().getImageArray().clone();
        made.changes = false;
        made.close();
        check(macro(line.replace("\"task=", "\"image=cells task=")).isEmpty(), "no message");
        final ImagePlus again = made("cells-compared");
        for (int i = 0; i < 4; i++)
            check(Arrays.equals((short[]) before[i], (short[]) again.getStack().getImageArray()[i]), "slice " + i);
    }

    private static void cancelled() {
        image();
        Prefs.set("inpaintj.compare", "engine=slow x=[steps: 1, 500]");
        PlainImageJGui.press(dialog(), "OK");
        final Job<?> job = PlainImageJGui.await("the second cell", () -> JobQueue.shared().jobs().stream()
                .filter(each -> each.state() == Job.State.RUNNING && each.status().step() > 3).findFirst()
                .orElse(null));
        job.cancel();
        final ImagePlus made = made("cells-compared");
        check(made.getStack().getSliceLabel(2).equals("steps: 500 (not made)"), made.getStack().getSliceLabel(2));
        check(made.getStack().getProcessor(2).getStats().max == 0, "black");
    }

    private static void large() {
        image();
        Prefs.set("inpaintj.compare", "engine=slow x=[seed: 1-1001]");
        final FormDialog dialog = dialog();
        PlainImageJGui.press(dialog, "OK");
        final Window question = PlainImageJGui.await("question", () -> message("1001 cells: make them all?"));
        PlainImageJGui.press(question, "Back");
        final FormDialog again = TestDesktop.again(dialog);
        check(TestDesktop.typed(again, "x").equals("seed: 1-1001"), TestDesktop.typed(again, "x"));
        end(again);
        final String said = macro("run('Compare...', 'engine=slow x=[seed: 1-1001]');");
        check(said.contains("give cells=1001"), said);
    }

    /** What was written and not used is offered. */
    private static void givenUp() {
        final JDialog enhance = PlainImageJGui.window(JDialog.class, "Enhance Prompt");
        PlainImageJGui.onEventThread(() -> {
            PlainImageJGui.all(enhance, JTextArea.class).get(0).setText("words of mine");
            return null;
        });
        PlainImageJGui.press(enhance, "Cancel");
        PlainImageJGui.until("end", () -> !enhance.isShowing());
    }

    private static void enhance() throws Exception {
        Prefs.set("inpaintj.text-to-image", "engine=slow seed=5 width=40 height=30 prompt=[a cat]");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Text to Image...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Text to Image");
        PlainImageJGui.later(() -> PlainImageJGui.press(dialog, "Enhance..."));
        givenUp();
        PlainImageJGui.later(() -> PlainImageJGui.press(dialog, "Enhance..."));
        HelpScenarios.helps(TestDesktop.input(PlainImageJGui.window(JDialog.class, "Enhance Prompt"), JTextField.class,
                "address"), "Keys");
        final JDialog enhance = PlainImageJGui.window(JDialog.class, "Enhance Prompt");
        final JTextArea text = PlainImageJGui.all(enhance, JTextArea.class).get(0);
        check(text.getText().equals("a cat"), text.getText());
        final TextLink again = PlainImageJGui.all(enhance, TextLink.class).get(0);
        PlainImageJGui.later(again::press);
        PlainImageJGui.until("what was written before", () -> text.getText().equals("words of mine"));
        final JComboBox<?> style = PlainImageJGui.all(enhance, JComboBox.class).get(0);
        PlainImageJGui.onEventThread(() -> {
            text.setText("other words of mine");
            style.setSelectedItem("European painting");
            return null;
        });
        check(text.getText().startsWith("a cat, classical European oil painting, "), text.getText());
        PlainImageJGui.until("what it took the place of is offered", again::isShowing);
        PlainImageJGui.later(again::press);
        PlainImageJGui.until("it is back", () -> text.getText().equals("other words of mine"));
        check(TestDesktop.typed(dialog, "prompt").equals("a cat"), "nothing is used before it is taken");
        PlainImageJGui.onEventThread(() -> {
            text.setText("a dog, my own words");
            return null;
        });
        PlainImageJGui.press(enhance, "Use");
        PlainImageJGui.until("the text that was taken", () -> TestDesktop.typed(dialog, "prompt")
                .equals("a dog, my own words"));
        end(dialog);
        final String said = macro("run('Enhance Prompt...', 'address=nowhere prompt=a');");
        check(said.contains("The address of a chat model is not right"), said);
    }
}
