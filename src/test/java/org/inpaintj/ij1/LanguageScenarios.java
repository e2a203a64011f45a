package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.record;

import java.awt.Dialog;
import java.awt.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JTable;
import javax.swing.JTextArea;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.form.FormDialog;

/** Windows in Chinese, and what stays English. */
final class LanguageScenarios {

    /** What is called the same in Chinese. */
    private static final Set<String> NAMES = Set.of("VAE", "LoRA", "ControlNet");

    private LanguageScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("a dialog in Chinese, what it records in English", () -> chinese(LanguageScenarios::dialog));
        all.put("jobs in Chinese, records and macros in English", () -> chinese(LanguageScenarios::jobs));
        all.put("errors in Chinese for users, in English for macros", () -> chinese(LanguageScenarios::errors));
        all.put("the language is chosen in its dialog", LanguageScenarios::chosen);
    }

    private static void chinese(final GuiScenarios.Scenario scenario) throws Exception {
        check(macro("run('Language...', 'language=chinese');").isEmpty(), "no message");
        try {
            scenario.run();
        } finally {
            macro("run('Language...', 'language=auto');");
        }
        check(Prefs.get("inpaintj.language", "").equals("auto"), "it is kept");
    }

    private static boolean isChinese(final String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    /** What a window says outside of fields. */
    private static List<String> texts(final Window window) {
        final List<String> texts = new ArrayList<>(List.of(PlainImageJGui.title(window)));
        for (final JComponent each : PlainImageJGui.all(window, JComponent.class))
            if (each.isShowing())
                texts.add(String.valueOf(each instanceof JLabel label ? label.getText()
                        : each instanceof AbstractButton button ? button.getText() : ""));
        return texts;
    }

    private static void dialog() throws Exception {
        final ImagePlus imp = image();
        final Recorder recorder = record();
        final FormDialog dialog = TestDesktop.inpaintDialog();
        for (final String text : texts(dialog))
            check(isChinese(text) || !text.matches("(?s).*[A-Za-z]{2}.*") || NAMES.contains(text.strip()), text);
        final JComboBox<?> target = TestDesktop.input(dialog, JComboBox.class, "target");
        check(target.getSelectedItem().equals("layer") && isChinese(rendered(target)), rendered(target));
        TestDesktop.type(dialog, "seed", "7");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        final String line = PlainImageJGui.await("recorded line",
                () -> recorder.getText().contains("Inpaint Selection") ? recorder.getText().strip() : null);
        TestDesktop.close(recorder);
        check(line.startsWith("run(\"Inpaint Selection...\", \"") && !isChinese(line) && line.contains("seed=7"), line);
        check(!isChinese(Layer.of(imp).get(0).provenance().json()), "the record");
    }

    /** What a choice shows. */
    private static <T> String rendered(final JComboBox<T> box) {
        return PlainImageJGui.onEventThread(() -> ((JLabel) box.getRenderer().getListCellRendererComponent(
                new JList<>(), box.getItemAt(box.getSelectedIndex()), box.getSelectedIndex(), false, false)).getText());
    }

    private static void jobs() throws Exception {
        final ImagePlus imp = image();
        final Recorder recorder = record();
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        final String line = PlainImageJGui.await("recorded line",
                () -> recorder.getText().contains("Remove Object") ? recorder.getText().strip() : null);
        TestDesktop.close(recorder);
        check(line.startsWith("run(\"Remove Object\"") && !isChinese(line), line);
        final String macro = Layer.of(imp).get(0).macro(), json = Layer.of(imp).get(0).provenance().json();
        check(!isChinese(macro) && !isChinese(json), json);

        PlainImageJGui.choose("Plugins", "InpaintJ", "Jobs...");
        final JFrame jobs = PlainImageJGui.await("the jobs", () -> PlainImageJGui.find(JFrame.class, Translation.of(
                "Jobs")));
        PlainImageJGui.settle();
        final JTable table = PlainImageJGui.all(jobs, JTable.class).get(0);
        for (int column = 0; column < table.getColumnCount(); column++)
            check(isChinese(table.getColumnName(column)), table.getColumnName(column));
        for (int column = 0; column < 3; column++)
            check(isChinese(String.valueOf(table.getValueAt(0, column))), table.getValueAt(0, column));
        check(isChinese(PlainImageJGui.all(jobs, JTextArea.class).get(0).getText()), "the job in full");
        for (final AbstractButton button : PlainImageJGui.all(jobs, AbstractButton.class))
            check(button.getText() == null || button.getText().isEmpty() || isChinese(button.getText()),
                    button.getText());
        final Job<?> job = JobQueue.shared().jobs().get(0);
        check(!isChinese(job.title() + job.details() + job.status().notes()), "jobs are English inside");
    }

    private static void errors() {
        PlainImageJGui.choose("Plugins", "InpaintJ", "Inpaint Selection...");
        final Dialog message = PlainImageJGui.await("message", () -> (Dialog) TestDesktop.message(
                "\u6ca1\u6709\u6253\u5f00"));
        check(isChinese(message.getTitle()), message.getTitle());
        PlainImageJGui.press(message, "OK");
        PlainImageJGui.until("end of the message", () -> !message.isShowing());
        image();
        final String said = macro("run('Inpaint Selection...', 'engine=slow stepz=3');");
        check(said.contains("Unknown key 'stepz'") && !isChinese(said), said);
        final String lost = macro("run('Inpaint Selection...', 'engine=slow target=paper');");
        check(lost.contains("must be one of layer"), lost);
        check(IJ.getLog() == null || !isChinese(IJ.getLog()), IJ.getLog());
    }

    private static void chosen() {
        Prefs.set("inpaintj.language", "");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Language...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Language");
        check("auto".equals(TestDesktop.input(dialog, JComboBox.class, "language").getSelectedItem()), "as it was");
        TestDesktop.choose(dialog, "language", "english");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("the choice", () -> Prefs.get("inpaintj.language", "").equals("english"));
        macro("run('Language...', 'language=auto');");
    }
}
