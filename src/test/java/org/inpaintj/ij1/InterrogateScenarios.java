package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.inpaintDialog;
import static org.inpaintj.ij1.TestDesktop.input;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.message;
import static org.inpaintj.ij1.TestDesktop.type;
import static org.inpaintj.ij1.TestDesktop.typed;

import java.awt.Window;
import java.util.Map;

import javax.swing.JButton;
import javax.swing.JTextArea;

import ij.ImagePlus;
import ij.Prefs;
import ij.plugin.frame.Recorder;
import ij.text.TextWindow;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.history.HistoryStore;
import org.inpaintj.imagej.image.DisplayedImage;
import org.inpaintj.interrogate.InterrogateRequest;
import org.inpaintj.interrogate.Interrogators;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.form.FormDialog;

/** Interrogate... and the button From Image... at the screen. */
final class InterrogateScenarios {

    private InterrogateScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("a prompt begins with what is in the selection", InterrogateScenarios::button);
        all.put("asking what is in the image can be stopped", InterrogateScenarios::stopped);
        all.put("a window says what is in the image, and a macro the same", InterrogateScenarios::command);
    }

    private static String folder() {
        return SelectionScenarios.models.resolve("wd-tagger").toString();
    }

    private static String said(final ImagePlus imp, final Request.Area area, final String threshold) {
        return Interrogators.interrogate(DisplayedImage.of(imp, area), InterrogateRequest.of(Map.of("model", folder(),
                "threshold", threshold)), Progress.NONE).text();
    }

    private static FormDialog painting() {
        Prefs.set("inpaintj.inpaint", "engine=slow_prompt");
        return inpaintDialog();
    }

    private static FormDialog asking(final FormDialog dialog) {
        PlainImageJGui.press(dialog, "From Image...");
        return PlainImageJGui.window(FormDialog.class, "Interrogate");
    }

    private static void button() {
        final ImagePlus imp = TestDesktop.image();
        final FormDialog dialog = painting();
        type(dialog, "prompt", "my words");
        FormDialog asked = asking(dialog);
        type(asked, "model", "nowhere");
        PlainImageJGui.press(asked, "OK");
        final Window wrong = PlainImageJGui.await("message", () -> message("does not exist"));
        check(typed(dialog, "prompt").equals("my words"), "nothing is taken");
        PlainImageJGui.press(wrong, "OK");
        asked = TestDesktop.again(asked);
        type(asked, "model", folder());
        PlainImageJGui.press(asked, "OK");
        final String words = said(imp, Request.Area.MASKED, "0.35");
        check(!words.isEmpty() && !words.equals(said(imp, Request.Area.WHOLE, "0.35")), words);
        PlainImageJGui.until("words", () -> typed(dialog, "prompt").equals("my words, " + words));
        PlainImageJGui.until("the history has them", () -> HistoryStore.ofUser().entries().entries().stream().limit(1)
                .anyMatch(run -> run.command().equals("Interrogate...") && run.outcome().message().equals(words)));
        asked = asking(dialog);
        check(typed(asked, "model").equals(folder()), "the folder is remembered");
        TestDesktop.choose(asked, "area", "whole");
        type(asked, "threshold", "0.6");
        PlainImageJGui.press(asked, "OK");
        final String other = said(imp, Request.Area.WHOLE, "0.6");
        PlainImageJGui.until("other words in their place", () -> typed(dialog, "prompt").equals("my words, " + other));
        asked = asking(dialog);
        PlainImageJGui.press(asked, "Cancel");
        PlainImageJGui.until("the button again", () -> dialog.isShowing() && buttonOf(dialog, "From Image..."));
        check(typed(dialog, "prompt").equals("my words, " + other), "giving up changes nothing");
        check(input(dialog, JTextArea.class, "prompt").isEditable(), "to be edited");
        PlainImageJGui.press(dialog, "Cancel");
    }

    private static boolean buttonOf(final FormDialog dialog, final String label) {
        return PlainImageJGui.all(dialog, JButton.class).stream().anyMatch(b -> label.equals(b.getText()));
    }

    /** A job that takes its time keeps the question waiting. */
    private static void stopped() throws Exception {
        TestDesktop.image();
        final Job<?> before = TestDesktop.startSlowly(1000);
        final FormDialog dialog = painting();
        FormDialog asked = asking(dialog);
        type(asked, "model", folder());
        PlainImageJGui.press(asked, "OK");
        final Job<?> job = question();
        PlainImageJGui.press(dialog, "Stop");
        PlainImageJGui.until("end of the question", () -> job.state() == Job.State.CANCELLED);
        PlainImageJGui.until("the button again", () -> buttonOf(dialog, "From Image..."));
        check(typed(dialog, "prompt").isEmpty(), typed(dialog, "prompt"));
        asked = asking(dialog);
        PlainImageJGui.press(asked, "OK");
        final Job<?> other = question();
        PlainImageJGui.press(dialog, "Cancel");
        PlainImageJGui.until("end with the dialog", () -> other.state() == Job.State.CANCELLED);
        before.cancel();
    }

    private static Job<?> question() {
        return PlainImageJGui.await("question", () -> JobQueue.shared().jobs().stream()
                .filter(job -> job.title().startsWith("Interrogate: ") && !job.state().ended()).findFirst()
                .orElse(null));
    }

    private static void command() throws Exception {
        final ImagePlus imp = TestDesktop.image();
        imp.deleteRoi();
        final Recorder recorder = TestDesktop.record();
        PlainImageJGui.choose("Plugins", "InpaintJ", "Interrogate...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Interrogate");
        type(dialog, "model", folder());
        type(dialog, "threshold", "0.5");
        PlainImageJGui.press(dialog, "OK");
        final String words = said(imp, Request.Area.MASKED, "0.5");
        final TextWindow window = PlainImageJGui.window(TextWindow.class, "Interrogate: cells");
        check(window.getTextPanel().getText().replaceAll("\\s+", " ").startsWith(words), words);
        check(window.getTextPanel().getText().contains(" (rating)"), window.getTextPanel().getText());
        final String line = recorder.getText();
        check(line.contains("run(\"Interrogate...\", \"") && line.contains("threshold=0.5"), line);
        TestDesktop.close(recorder);
        check(words.equals(imp.getProp("inpaintj.prompt")), imp.getProp("inpaintj.prompt"));
        imp.setProp("inpaintj.prompt", null);
        final String run = line.substring(line.indexOf("run(\"Interrogate")).strip();
        check(macro(run + " if (Property.get('inpaintj.prompt') != '" + words.replace("\\", "\\\\")
                + "') exit(Property.get('inpaintj.prompt'));").isEmpty(), run);
        check(macro("run('Interrogate...', 'model=[" + folder() + "] threshold=2');").contains("from 0 to 1"), "range");
        check(macro("run('Interrogate...', 'model=[" + SelectionScenarios.models.resolve("sam") + "]');")
                .contains("holds nothing that says what is in a picture, but "), "another model");
        check(macro("run('Interrogate...', 'area=whole');").contains("No model is named"), "no model");
    }
}
