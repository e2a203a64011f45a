package org.inpaintj.ij1;

import static org.inpaintj.ij1.Desk.check;
import static org.inpaintj.ij1.Desk.choice;
import static org.inpaintj.ij1.Desk.image;
import static org.inpaintj.ij1.Desk.inpaintDialog;
import static org.inpaintj.ij1.Desk.macro;
import static org.inpaintj.ij1.Desk.message;
import static org.inpaintj.ij1.Desk.number;
import static org.inpaintj.ij1.Desk.record;
import static org.inpaintj.ij1.Desk.texts;

import java.awt.Choice;
import java.awt.Window;
import java.util.List;

import org.inpaintj.image.Layer;
import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.Form;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

/** Menu, dialog and recorder. */
final class DialogScenarios {

    private DialogScenarios() {}

    static void menu() {
        check(Gui.labels("Plugins", "InpaintJ").equals(List.of("Inpaint Selection...", "Remove Object",
                "Select Object Tool", "Refine Selection...", "Select by Text...", "Image to Image...",
                "Text to Image...", "Repair Detections...", "Layers...", "Flatten Layers",
                "Jobs...", "Device Report")), Gui.labels("Plugins", "InpaintJ"));
    }

    static void dialogRecordedAndReplayed() throws Exception {
        final ImagePlus imp = image();
        final Recorder recorder = record();
        final GenericDialog dialog = inpaintDialog();
        choice(dialog, "slow");
        number(dialog, 0).setText("7");
        number(dialog, 3).setText("2");
        Gui.press(dialog, "OK");
        Gui.until("layer", () -> Layer.of(imp).size() == 1);
        final String line = Gui.await("recorded line",
                () -> recorder.getText().contains("Inpaint Selection") ? recorder.getText().trim() : null);
        check(line.equals("run(\"Inpaint Selection...\", \"engine=slow seed=7 candidates=1 invert=false padding=32 grow=2 "
                + "target=layer model=auto mask=\");"), line);
        final String made = Layer.of(imp).get(0).provenance().patchSha256();
        Desk.close(recorder);
        imp.setOverlay(null);
        check(macro(line).isEmpty(), "no message");
        check(Layer.of(imp).size() == 1 && Layer.of(imp).get(0).provenance().patchSha256().equals(made),
                "the recorded line makes the same samples");
    }

    /** The dialog shows -1 again, and what it hides of another engine is kept for it, but neither recorded nor talked about. */
    static void drawnSeedIsRecorded() throws Exception {
        final ImagePlus imp = image();
        Prefs.set("inpaintj.inpaint", "engine=patch steps=33 prompt=[a red car]");
        final Recorder recorder = record();
        Gui.press(inpaintDialog(), "OK");
        Gui.until("layer", () -> Layer.of(imp).size() == 1);
        final String line = Gui.await("recorded line",
                () -> recorder.getText().contains("Inpaint Selection") ? recorder.getText().trim() : null);
        check(line.contains("engine=patch seed=" + Layer.of(imp).get(0).provenance().seed() + " "), line);
        check(!line.contains("steps") && !line.contains("prompt"), line);
        final String made = Layer.of(imp).get(0).provenance().patchSha256();
        Desk.close(recorder);
        imp.setOverlay(null);
        check(macro(line).isEmpty(), "no message");
        check(Layer.of(imp).get(0).provenance().patchSha256().equals(made), "the recorded line makes the same samples");
        check(IJ.getLog() == null, IJ.getLog());
        final String kept = Prefs.get("inpaintj.inpaint", "");
        check(kept.contains("seed=-1") && kept.contains("steps=33") && kept.contains("prompt=[a red car]"), kept);
        check(macro("run('Inpaint Selection...', 'engine=patch prompt=[a red car]');").isEmpty(), "no message");
        check(IJ.getLog().contains("The key prompt has no effect with the engine 'patch'."), IJ.getLog());
    }

    static void remembers() {
        final ImagePlus imp = image();
        GenericDialog dialog = inpaintDialog();
        choice(dialog, "slow");
        number(dialog, 0).setText("11");
        texts(dialog).get(1).setText("");
        Gui.press(dialog, "OK");
        Gui.until("layer", () -> Layer.of(imp).size() == 1);
        check(macro("run('Inpaint Selection...', 'engine=slow');").isEmpty(), "no message");
        final long drawn = Layer.of(imp).get(1).provenance().seed();
        check(drawn != 11, "a macro starts from the defaults");
        dialog = inpaintDialog();
        check(number(dialog, 0).getText().equals("11"), number(dialog, 0).getText());
        check(((Choice) dialog.getChoices().get(0)).getSelectedItem().equals("slow"), "the engine of last time");
        Gui.press(dialog, "Cancel");
    }

    /** The second page sets keys that the first one does not show, and asks again for what is wrong. */
    static void secondPage() throws Exception {
        final ImagePlus imp = image();
        final Recorder recorder = record();
        GenericDialog dialog = inpaintDialog();
        choice(dialog, "slow");
        number(dialog, 0).setText("7");
        Gui.press(dialog, Form.MORE);
        GenericDialog page = Gui.window(GenericDialog.class, "Inpaint Selection: More");
        check(Gui.find(GenericDialog.class, "Inpaint Selection") == page, "the first page waits");
        number(page, 0).setText("many");
        Gui.press(page, "OK");
        final Window message = Gui.await("message", () -> message("The value of 'blur'"));
        Gui.press(message, "OK");
        final GenericDialog wrong = page;
        page = Gui.await("page again", () -> {
            final GenericDialog found = Gui.find(GenericDialog.class, "Inpaint Selection: More");
            return found == wrong ? null : found;
        });
        number(page, 0).setText("2.5");
        number(page, 1).setText("3");
        Gui.press(page, "OK");
        dialog = firstPage();
        check(number(dialog, 0).getText().equals("7"), "the first page is as it was");
        Gui.press(dialog, Form.MORE);
        page = Gui.window(GenericDialog.class, "Inpaint Selection: More");
        check(number(page, 1).getText().equals("3"), number(page, 1).getText());
        number(page, 1).setText("4");
        Gui.press(page, "Cancel");
        Gui.press(firstPage(), "OK");
        Gui.until("layer", () -> Layer.of(imp).size() == 1);
        check(Layer.of(imp).get(0).provenance().request().get("spill").equals("3"), Layer.of(imp).get(0).provenance());
        final String line = Gui.await("recorded line",
                () -> recorder.getText().contains("Inpaint Selection") ? recorder.getText().trim() : null);
        check(line.contains("blur=2.5 ") && line.contains("spill=3 ") && !line.contains("tone"), line);
        check(Prefs.get("inpaintj.inpaint", "").contains("spill=3"), "remembered");
    }

    private static GenericDialog firstPage() {
        return Gui.await("first page", () -> {
            final GenericDialog found = Gui.find(GenericDialog.class, "Inpaint Selection");
            return found == null || Gui.title(found).contains("More") ? null : found;
        });
    }

    static void wrongNumber() {
        final ImagePlus imp = image();
        final GenericDialog dialog = inpaintDialog();
        choice(dialog, "slow");
        number(dialog, 1).setText("many");
        Gui.press(dialog, "OK");
        final Window message = Gui.await("message", () -> message("candidates"));
        check(Gui.text(message).contains("The value of 'candidates' must be a whole number from 1 to 64, not 'many'."),
                Gui.text(message));
        Gui.press(message, "OK");
        final GenericDialog again = Gui.await("dialog again", () -> {
            final GenericDialog found = Gui.find(GenericDialog.class, "Inpaint Selection");
            return found == dialog ? null : found;
        });
        check(number(again, 1).getText().equals("many"), "what was typed is kept");
        number(again, 1).setText("2");
        Gui.press(again, "OK");
        Gui.until("two layers", () -> Layer.of(imp).size() == 2);
        check(Layer.of(imp).stream().filter(Layer::visible).count() == 1, "one is visible");
    }

    static void cancelDialog() {
        final ImagePlus imp = image();
        final Recorder recorder = record();
        Gui.press(inpaintDialog(), "Cancel");
        Gui.until("end of the dialog", () -> Gui.find(GenericDialog.class, "Inpaint Selection") == null);
        Gui.choose("Edit", "Selection", "Select All");
        Gui.until("next line", () -> recorder.getText().contains("Select All"));
        check(!recorder.getText().contains("Inpaint"), recorder.getText());
        check(JobQueue.shared().jobs().isEmpty() && imp.getOverlay() == null, "nothing happens");
    }

    static void removeObject() throws Exception {
        final ImagePlus imp = image();
        Gui.choose("Plugins", "InpaintJ", "Remove Object");
        Gui.until("layer", () -> Layer.of(imp).size() == 1);
        check(Layer.of(imp).get(0).provenance().engine().equals("patch"), "the embedded engine by default");
        Prefs.set("inpaintj.inpaint", "engine=slow seed=5 grow=1");
        final Recorder recorder = record();
        imp.setOverlay(null);
        Gui.choose("Plugins", "InpaintJ", "Remove Object");
        Gui.until("layer", () -> Layer.of(imp).size() == 1);
        final String line = Gui.await("recorded line",
                () -> recorder.getText().contains("Remove") ? recorder.getText().trim() : null);
        check(line.equals("run(\"Remove Object\", \"engine=slow seed=5 grow=1\");"), line);
        final String made = Layer.of(imp).get(0).provenance().patchSha256();
        Desk.close(recorder);
        imp.setOverlay(null);
        Prefs.set("inpaintj.inpaint", "engine=slow seed=6");
        check(macro(line).isEmpty(), "no message");
        check(Layer.of(imp).get(0).provenance().patchSha256().equals(made), "the line makes the same samples");
    }
}
