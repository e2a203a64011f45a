package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.choose;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.inpaintDialog;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.message;
import static org.inpaintj.ij1.TestDesktop.record;
import static org.inpaintj.ij1.TestDesktop.type;
import static org.inpaintj.ij1.TestDesktop.typed;

import java.awt.Window;
import java.util.List;
import java.util.Map;

import javax.swing.JComboBox;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.form.FormDialog;

/** Menu, dialog and recorder. */
final class DialogScenarios {

    private DialogScenarios() {}

    static void menu() {
        check(PlainImageJGui.labels("Plugins", "InpaintJ").equals(List.of("InpaintJ Panel", "Generate", "-",
                "Inpaint Selection...", "Remove Object", "-", "Select Object Tool", "Mask Brush Tool",
                "Refine Selection...", "Select by Text...", "-", "Sketch...", "Outpaint...", "Image to Image...",
                "Text to Image...", "Repair Detections...", "Upscale Image...", "Compare...", "Batch...",
                "Inpaint Large File...", "Enhance Prompt...", "Interrogate...", "-", "Layers...", "Candidates...",
                "Before and After", "Flatten Layers", "Jobs...", "History...", "-", "Model Manager...", "Servers...",
                "Device Report", "Language...", "Tutorial...", "-", "InpaintJ Help...", "About InpaintJ...")),
                PlainImageJGui.labels("Plugins", "InpaintJ"));
    }

    static void dialogRecordedAndReplayed() throws Exception {
        final ImagePlus imp = image();
        final Recorder recorder = record();
        final FormDialog dialog = inpaintDialog();
        choose(dialog, "engine", "slow");
        type(dialog, "seed", "7");
        type(dialog, "grow", "2");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        final String line = PlainImageJGui.await("recorded line",
                () -> recorder.getText().contains("Inpaint Selection") ? recorder.getText().trim() : null);
        check(line.equals("run(\"Inpaint Selection...\", \"engine=slow seed=7 candidates=1 invert=false padding=32 "
                + "grow=2 target=layer model=auto mask=\");"), line);
        final String made = Layer.of(imp).get(0).provenance().patchSha256();
        TestDesktop.close(recorder);
        imp.setOverlay(null);
        check(macro(line).isEmpty(), "no message");
        check(Layer.of(imp).size() == 1 && Layer.of(imp).get(0).provenance().patchSha256().equals(made),
                "the recorded line makes the same samples");
    }

    /**
     * The dialog shows -1 again, and what it hides of another engine is kept for it, but neither recorded nor talked
     * about.
     */
    static void drawnSeedIsRecorded() throws Exception {
        final ImagePlus imp = image();
        Prefs.set("inpaintj.inpaint", "engine=patch steps=33 prompt=[a red car]");
        final Recorder recorder = record();
        PlainImageJGui.press(inpaintDialog(), "OK");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        final String line = PlainImageJGui.await("recorded line",
                () -> recorder.getText().contains("Inpaint Selection") ? recorder.getText().trim() : null);
        check(line.contains("engine=patch seed=" + Layer.of(imp).get(0).provenance().seed() + " "), line);
        check(!line.contains("steps") && !line.contains("prompt"), line);
        final String made = Layer.of(imp).get(0).provenance().patchSha256();
        TestDesktop.close(recorder);
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
        FormDialog dialog = inpaintDialog();
        choose(dialog, "engine", "slow");
        type(dialog, "seed", "11");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        check(macro("run('Inpaint Selection...', 'engine=slow');").isEmpty(), "no message");
        final long drawn = Layer.of(imp).get(1).provenance().seed();
        check(drawn != 11, "a macro starts from the defaults");
        dialog = inpaintDialog();
        check(typed(dialog, "seed").equals("11"), typed(dialog, "seed"));
        check(TestDesktop.input(dialog, JComboBox.class, "engine").getSelectedItem().equals("slow"),
                "the engine of last time");
        PlainImageJGui.press(dialog, "Cancel");
    }

    /** The second page sets keys that the first one does not show, and asks again for what is wrong. */
    static void secondPage() throws Exception {
        final ImagePlus imp = image();
        final Recorder recorder = record();
        FormDialog dialog = inpaintDialog();
        choose(dialog, "engine", "slow");
        type(dialog, "seed", "7");
        PlainImageJGui.press(dialog, "More...");
        FormDialog page = PlainImageJGui.window(FormDialog.class, "Inpaint Selection: More");
        check(PlainImageJGui.find(FormDialog.class, "Inpaint Selection") == page, "the first page waits");
        type(page, "blur", "many");
        PlainImageJGui.press(page, "OK");
        final Window message = PlainImageJGui.await("message", () -> message("The value of 'Mask blur (px)'"));
        PlainImageJGui.press(message, "OK");
        final FormDialog wrong = page;
        page = PlainImageJGui.await("page again", () -> {
            final FormDialog found = PlainImageJGui.find(FormDialog.class, "Inpaint Selection: More");
            return found == wrong ? null : found;
        });
        type(page, "blur", "2.5");
        type(page, "spill", "3");
        PlainImageJGui.press(page, "OK");
        dialog = firstPage();
        check(typed(dialog, "seed").equals("7"), "the first page is as it was");
        PlainImageJGui.press(dialog, "More...");
        page = PlainImageJGui.window(FormDialog.class, "Inpaint Selection: More");
        check(typed(page, "spill").equals("3"), typed(page, "spill"));
        type(page, "spill", "4");
        PlainImageJGui.press(page, "Cancel");
        PlainImageJGui.press(firstPage(), "OK");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        check(Layer.of(imp).get(0).provenance().request().get("spill").equals("3"), Layer.of(imp).get(0).provenance());
        final String line = PlainImageJGui.await("recorded line",
                () -> recorder.getText().contains("Inpaint Selection") ? recorder.getText().trim() : null);
        check(line.contains("blur=2.5 ") && line.contains("spill=3 ") && !line.contains("tone"), line);
        check(Prefs.get("inpaintj.inpaint", "").contains("spill=3"), "remembered");
    }

    private static FormDialog firstPage() {
        return PlainImageJGui.await("first page", () -> {
            final FormDialog found = PlainImageJGui.find(FormDialog.class, "Inpaint Selection");
            return found == null || PlainImageJGui.title(found).contains("More") ? null : found;
        });
    }

    static void wrongNumber() {
        final ImagePlus imp = image();
        final FormDialog dialog = inpaintDialog();
        choose(dialog, "engine", "slow");
        type(dialog, "candidates", "many");
        PlainImageJGui.press(dialog, "OK");
        final Window message = PlainImageJGui.await("message", () -> message("The value of 'Candidates'"));
        check(PlainImageJGui.text(message)
                .contains("The value of 'Candidates' must be a whole number from 1 to 64, not 'many'."),
                PlainImageJGui.text(message));
        PlainImageJGui.press(message, "OK");
        final FormDialog again = PlainImageJGui.await("dialog again", () -> {
            final FormDialog found = PlainImageJGui.find(FormDialog.class, "Inpaint Selection");
            return found == dialog ? null : found;
        });
        check(typed(again, "candidates").equals("many"), "what was typed is kept");
        type(again, "candidates", "2");
        PlainImageJGui.press(again, "OK");
        PlainImageJGui.until("two layers", () -> Layer.of(imp).size() == 2);
        check(Layer.of(imp).stream().filter(Layer::visible).count() == 1, "one is visible");
    }

    static void cancelDialog() {
        final ImagePlus imp = image();
        final Recorder recorder = record();
        PlainImageJGui.press(inpaintDialog(), "Cancel");
        PlainImageJGui.until("end of the command",
                () -> PlainImageJGui.find(FormDialog.class, "Inpaint Selection") == null
                && GuiScenarios.commands() == 0);
        PlainImageJGui.choose("Edit", "Selection", "Select All");
        PlainImageJGui.until("next line", () -> recorder.getText().contains("Select All"));
        check(!recorder.getText().contains("Inpaint"), recorder.getText());
        check(JobQueue.shared().jobs().isEmpty() && imp.getOverlay() == null, "nothing happens");
    }

    /** Whatever was painted last: it removes, with the embedded engine or what was used last that takes no prompt. */
    static void removePaintsNoPrompt() {
        final ImagePlus imp = image();
        Prefs.set("inpaintj.inpaint", "engine=slow_prompt seed=5 grow=1 steps=3 invert=true prompt=[a red car]");
        Map<String, String> request = removed(imp, "patch");
        check(!request.containsKey("prompt") && request.get("grow").equals("1") && request.get("seed").equals("5")
                && request.get("invert").equals("false") && !request.containsKey("steps"), request);
        PlainImageJGui.until("what removes is said", () -> JobQueue.shared().jobs().stream()
                .anyMatch(job -> job.title().equals("Remove Object (patch): cells")));
        Prefs.set("inpaintj.inpaint", "engine=slow steps=1");
        PlainImageJGui.press(inpaintDialog(), "OK");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        imp.setOverlay(null);
        Prefs.set("inpaintj.inpaint", "engine=slow_prompt preset=add steps=3 prompt=[a red car]");
        request = removed(imp, "slow");
        check(request.getOrDefault("prompt", "").isEmpty() && request.get("content").equals("original"), request);
        final String said =
                macro("run('Remove Object', 'engine=slow_prompt seed=2 steps=1 prompt=[a red car] negative=blue');");
        check(said.isEmpty(), said);
        request = Layer.of(imp).get(0).provenance().request();
        check(request.get("engine").equals("slow_prompt") && request.get("prompt").isEmpty()
                && request.get("negative").isEmpty(), request);
        check(IJ.getLog().contains("Remove Object paints no prompt, so negative and prompt were not used"),
                IJ.getLog());
    }

    private static Map<String, String> removed(final ImagePlus imp, final String engine) {
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        check(Layer.of(imp).get(0).provenance().engine().equals(engine), Layer.of(imp).get(0).provenance());
        final Map<String, String> request = Layer.of(imp).get(0).provenance().request();
        imp.setOverlay(null);
        return request;
    }

    static void removeObject() throws Exception {
        final ImagePlus imp = image();
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        check(Layer.of(imp).get(0).provenance().engine().equals("patch"), "the embedded engine by default");
        Prefs.set("inpaintj.inpaint", "engine=slow seed=5 grow=1");
        final Recorder recorder = record();
        imp.setOverlay(null);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        final String line = PlainImageJGui.await("recorded line",
                () -> recorder.getText().contains("Remove") ? recorder.getText().trim() : null);
        check(line.equals("run(\"Remove Object\", \"engine=slow seed=5 grow=1\");"), line);
        final String made = Layer.of(imp).get(0).provenance().patchSha256();
        TestDesktop.close(recorder);
        imp.setOverlay(null);
        Prefs.set("inpaintj.inpaint", "engine=slow seed=6");
        check(macro(line).isEmpty(), "no message");
        check(Layer.of(imp).get(0).provenance().patchSha256().equals(made), "the line makes the same samples");
    }
}
