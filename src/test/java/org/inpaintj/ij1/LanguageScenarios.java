package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.record;

import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Dialog;
import java.awt.Label;
import java.awt.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.swing.AbstractButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JTable;
import javax.swing.JTextArea;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.language.Translation;

/** Windows in Chinese, and what stays English. */
final class LanguageScenarios {

    /** What is called the same in Chinese. */
    private static final Set<String> NAMES = Set.of("OK", "VAE", "LoRA", "ControlNet");

    private LanguageScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("dialogs and jobs in Chinese, records and macros in English", () -> chinese(
                LanguageScenarios::dialogAndRecord));
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

    /** What a window says outside of fields. */
    private static List<String> texts(final Window window) {
        final List<String> texts = new ArrayList<>(List.of(PlainImageJGui.title(window)));
        for (final Component each : PlainImageJGui.all(window, Component.class))
            if (each.isShowing())
                texts.add(String.valueOf(each instanceof Label label ? label.getText()
                        : each instanceof JLabel label ? label.getText()
                                : each instanceof Button button ? button.getLabel()
                                        : each instanceof Checkbox box ? box.getLabel()
                                                : each instanceof AbstractButton button ? button.getText() : ""));
        return texts;
    }

    private static boolean isChinese(final String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    private static void checkChinese(final Window window) {
        for (final String text : texts(window))
            check(isChinese(text) || !text.matches("(?s).*[A-Za-z]{2}.*") || NAMES.contains(text.strip()), text);
    }

    private static GenericDialog dialog() {
        PlainImageJGui.choose("Plugins", "InpaintJ", "Inpaint Selection...");
        return PlainImageJGui.await("the dialog", () -> PlainImageJGui.find(GenericDialog.class, "\u5c40\u90e8\u91cd"
                + "\u7ed8"));
    }

    private static void dialogAndRecord() throws Exception {
        final ImagePlus imp = image();
        final Recorder recorder = record();
        final GenericDialog dialog = dialog();
        PlainImageJGui.settle();
        checkChinese(dialog);
        TestDesktop.type(dialog, "seed", "7");
        PlainImageJGui.press(dialog, PlainImageJGui.all(dialog, Button.class).stream().map(Button::getLabel)
                .map(String::strip).filter(label -> label.equals("OK") || label.equals("\u786e\u5b9a")).findFirst()
                .orElseThrow());
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        final String line = PlainImageJGui.await("recorded line",
                () -> recorder.getText().contains("Inpaint Selection") ? recorder.getText().strip() : null);
        TestDesktop.close(recorder);
        check(line.startsWith("run(\"Inpaint Selection...\", \"") && !isChinese(line) && line.contains("seed=7"), line);
        final String macro = Layer.of(imp).get(0).macro(), json = Layer.of(imp).get(0).provenance().json();
        check(!isChinese(macro) && !isChinese(json), json);

        PlainImageJGui.choose("Plugins", "InpaintJ", "Jobs...");
        final JFrame jobs = PlainImageJGui.await("the jobs", () -> PlainImageJGui.find(JFrame.class, Translation.of(
                "Jobs")));
        PlainImageJGui.settle();
        final JTable table = PlainImageJGui.all(jobs, JTable.class).get(0);
        for (int column = 0; column < table.getColumnCount(); column++)
            check(isChinese(table.getColumnName(column)), table.getColumnName(column));
        check(isChinese(String.valueOf(table.getValueAt(0, 2))), table.getValueAt(0, 2));
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
        image();
        final String said = macro("run('Inpaint Selection...', 'engine=slow stepz=3');");
        check(said.contains("Unknown key 'stepz'") && !isChinese(said), said);
        check(IJ.getLog() == null || !isChinese(IJ.getLog()), IJ.getLog());
    }

    private static void chosen() {
        Prefs.set("inpaintj.language", "");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Language...");
        final GenericDialog dialog = PlainImageJGui.window(GenericDialog.class, "Language");
        check(TestDesktop.input(dialog, Choice.class, "language").getSelectedItem().equals("auto"), "as it was");
        TestDesktop.choose(dialog, "language", "english");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("the choice", () -> Prefs.get("inpaintj.language", "").equals("english"));
        macro("run('Language...', 'language=auto');");
    }
}
