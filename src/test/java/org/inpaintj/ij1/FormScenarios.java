package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.again;
import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.choose;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.inpaintDialog;
import static org.inpaintj.ij1.TestDesktop.input;
import static org.inpaintj.ij1.TestDesktop.message;
import static org.inpaintj.ij1.TestDesktop.select;
import static org.inpaintj.ij1.TestDesktop.shown;
import static org.inpaintj.ij1.TestDesktop.type;
import static org.inpaintj.ij1.TestDesktop.typed;

import java.awt.Component;
import java.awt.Dialog;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JEditorPane;
import javax.swing.JFileChooser;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.text.JTextComponent;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.HTMLDialog;
import ij.macro.MacroRunner;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.WrappedText;
import org.inpaintj.ui.form.FormDialog;

/** What the dialogs show, and what becomes of wrong and of missing answers. */
final class FormScenarios {

    private static final List<String> OF_A_MODEL = List.of("prompt", "negative", "steps", "strength", "sampler");

    private FormScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("the dialog follows the engine and the model", FormScenarios::live);
        all.put("a fast copy is offered with its size", FormScenarios::offer);
        all.put("Repair Detections follows its source and its engine", FormScenarios::liveSource);
        all.put("an empty prompt is asked about, once", FormScenarios::emptyPrompt);
        all.put("Defaults sets the second page back too", FormScenarios::defaults);
        all.put("nothing selected is said before anything is asked", FormScenarios::nothingSelected);
        all.put("an error brings the dialog back and is not remembered", FormScenarios::errors);
        all.put("a prompt is typed in lines, and Enter means OK", FormScenarios::promptLines);
        all.put("Browse finds files, and folders", FormScenarios::browse);
        all.put("a dialog higher than the screen scrolls", FormScenarios::smallScreen);
        all.put("each input says what it means", FormScenarios::help);
        all.put("Cancel stops the macro that opened the dialog", FormScenarios::cancelInMacro);
        all.put("an error of a script is shown in lines", FormScenarios::scriptError);
        all.put("Refine Selection asks for its model only", FormScenarios::refine);
    }

    private static void gone(final FormDialog dialog) {
        PlainImageJGui.press(dialog, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !dialog.isShowing());
    }

    private static void shows(final FormDialog dialog, final String... keys) {
        PlainImageJGui.until("inputs of " + List.of(keys) + " among "
                + shown(dialog), () -> shown(dialog).containsAll(List.of(keys)));
    }

    private static void hides(final FormDialog dialog, final String... keys) {
        PlainImageJGui.until("no inputs of " + List.of(keys) + " among " + shown(dialog),
                () -> shown(dialog).stream().noneMatch(List.of(keys)::contains));
    }

    private static void live() {
        image();
        final FormDialog dialog = inpaintDialog();
        final String[] ofModel = OF_A_MODEL.toArray(String[]::new);
        hides(dialog, ofModel);
        type(dialog, "seed", "12");
        choose(dialog, "engine", "diffusion");
        shows(dialog, ofModel);
        final JTextComponent prompt = input(dialog, JTextComponent.class, "prompt");
        PlainImageJGui.settle();
        final int high = dialog.getHeight();
        check(dialog.isShowing() && typed(dialog, "seed").equals("12"), "the same dialog, with what was typed");
        choose(dialog, "engine", "patch");
        hides(dialog, ofModel);
        PlainImageJGui.until("a lower dialog", () -> dialog.getHeight() < high - prompt.getHeight());
        choose(dialog, "engine", "auto");
        final JTextComponent model = input(dialog, JTextComponent.class, "model");
        PlainImageJGui.later(model::requestFocus);
        PlainImageJGui.until("focus", model::isFocusOwner);
        type(dialog, "model", SelectionScenarios.models.resolve("sd").toString());
        shows(dialog, ofModel);
        check(model.isFocusOwner(), "the focus stays");
        type(dialog, "model", SelectionScenarios.models.resolve("erasers/lama-fixed.onnx").toString());
        hides(dialog, ofModel);
        type(dialog, "model", "auto");
        hides(dialog, ofModel);
        gone(dialog);
    }

    /** A click sets the key; another model takes the offer away. */
    private static void offer() {
        image();
        final FormDialog dialog = inpaintDialog();
        check(!WholeImageScenarios.said(dialog).contains("fast copy"), "no model");
        type(dialog, "model", SelectionScenarios.models.resolve("sd1-fp8.safetensors").toString());
        PlainImageJGui.until("the offer", () -> WholeImageScenarios.said(dialog).matches(
                "(?s).*A fast copy of this model's weights would take \\d+ MB of the [\\d.]+ GB that are free.*"));
        type(dialog, "model", SelectionScenarios.models.resolve("sd").toString());
        PlainImageJGui.until("no offer", () -> !WholeImageScenarios.said(dialog).contains("fast copy"));
        type(dialog, "model", SelectionScenarios.models.resolve("sd1-fp8.safetensors").toString());
        PlainImageJGui.until("the offer again", () -> WholeImageScenarios.said(dialog).contains("A fast copy"));
        PlainImageJGui.press(dialog, "Use Fast copy");
        PlainImageJGui.until("the key", () -> WholeImageScenarios.said(dialog).contains("Fast copy true")
                && !WholeImageScenarios.said(dialog).contains("A fast copy"));
        gone(dialog);
    }

    private static void liveSource() {
        image();
        PlainImageJGui.choose("Plugins", "InpaintJ", "Repair Detections...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Repair Detections");
        hides(dialog, "text", "detector", "segmenter", "confidence", "labels", "macro", "prompt");
        choose(dialog, "source", "text");
        shows(dialog, "text", "detector", "confidence");
        hides(dialog, "labels", "macro");
        choose(dialog, "source", "labels");
        shows(dialog, "labels");
        hides(dialog, "text", "detector", "confidence", "macro");
        choose(dialog, "source", "macro");
        shows(dialog, "macro");
        choose(dialog, "engine", "diffusion");
        shows(dialog, "macro", "prompt", "main", "steps");
        gone(dialog);
    }

    private static void emptyPrompt() {
        final ImagePlus imp = image();
        Prefs.set("inpaintj.inpaint", "engine=slow_prompt seed=3 steps=2");
        final FormDialog dialog = inpaintDialog();
        PlainImageJGui.until("focus on the prompt", () -> input(dialog, JTextArea.class, "prompt").isFocusOwner());
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.press(PlainImageJGui.await("question", () -> message("The prompt is empty")), "Back");
        final FormDialog back = again(dialog);
        check(JobQueue.shared().jobs().isEmpty(), "nothing runs");
        PlainImageJGui.until("focus on the prompt", () -> input(back, JTextArea.class, "prompt").isFocusOwner());
        PlainImageJGui.press(back, "OK");
        PlainImageJGui.press(PlainImageJGui.await("question", () -> message("The prompt is empty")), "Paint without");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        check(Layer.of(imp).get(0).provenance().seed() == 3, "painted as asked");
        for (final String says : List.of("prompt=cat", "preset=remove", "styles=a")) {
            Prefs.set("inpaintj.inpaint", "engine=slow_prompt seed=3 steps=2 " + says);
            final int before = Layer.of(imp).size();
            final FormDialog opened = inpaintDialog();
            PlainImageJGui.press(opened, "OK");
            if (says.startsWith("styles")) {
                PlainImageJGui.press(PlainImageJGui.await("no question, but",
                        () -> message("are names in a stylebook")), "OK");
                gone(again(opened));
            } else
                PlainImageJGui.until("a layer without a question", () -> Layer.of(imp).size() == before + 1);
        }
        final String said = TestDesktop.macro("run('Inpaint Selection...', 'engine=slow_prompt seed=3 steps=2');");
        check(said.isEmpty(), "a macro is not asked: " + said);
    }

    private static String below(final FormDialog dialog) {
        final StringBuilder said = new StringBuilder();
        for (final Component component : PlainImageJGui.all(dialog, Component.class))
            if (component.isShowing() && component instanceof WrappedText text)
                said.append(text.getText()).append('\n');
        return said.toString();
    }

    private static void defaults() {
        final ImagePlus imp = image();
        Prefs.set("inpaintj.inpaint", "engine=slow seed=9 steps=2 memory=0.001 spill=3 tone=full");
        final FormDialog dialog = inpaintDialog();
        PlainImageJGui.until("a word about the second page",
                () -> below(dialog).contains("More...: Steps 2, Spill (px) 3, Tone full"));
        PlainImageJGui.press(dialog, "Defaults");
        PlainImageJGui.until("the defaults", () -> typed(dialog, "seed").equals("-1")
                && !below(dialog).contains("More...:"));
        check(input(dialog, JComboBox.class, "engine").getSelectedItem().equals("auto"), "the engine too");
        type(dialog, "seed", "4");
        choose(dialog, "engine", "slow");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        final Map<String, String> request = Layer.of(imp).get(0).provenance().request();
        check(request.get("spill").equals("0") && request.get("memory").equals("0")
                && request.get("tone").equals("auto")
                && request.get("steps").equals("20"), request);
        check(!Prefs.get("inpaintj.inpaint", "").contains("memory"), Prefs.get("inpaintj.inpaint", ""));
    }

    private static void nothingSelected() {
        final ImagePlus imp = image();
        imp.deleteRoi();
        PlainImageJGui.choose("Plugins", "InpaintJ", "Refine Selection...");
        PlainImageJGui.press(PlainImageJGui.await("message", () -> message("Nothing is selected in 'cells'")), "OK");
        PlainImageJGui.until("end", () -> message("Nothing is selected") == null);
        PlainImageJGui.settle();
        check(PlainImageJGui.find(FormDialog.class, "Refine Selection") == null, "no dialog follows");
        final ImagePlus mask = IJ.createImage("spots", "8-bit black", 64, 48, 1);
        mask.setRoi(5, 5, 8, 8);
        mask.getProcessor().setValue(255);
        mask.getProcessor().fill();
        mask.deleteRoi();
        mask.show();
        IJ.createImage("of another size", "8-bit black", 9, 9, 1).show();
        select(imp);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Inpaint Selection...");
        PlainImageJGui.press(PlainImageJGui.await("message", () -> message("Nothing is selected in 'cells'")),
                "Use a Mask...");
        final FormDialog dialog = PlainImageJGui.await("dialog", () -> {
            final FormDialog found = PlainImageJGui.find(FormDialog.class, "Inpaint Selection");
            return found == null || shown(found).isEmpty() ? null : found;
        });
        PlainImageJGui.until("focus on the mask", () -> input(dialog, JTextComponent.class, "mask").isFocusOwner());
        check(TestDesktop.offered(TestDesktop.menu(dialog, "mask")).equals(List.of("Open images", "spots")),
                TestDesktop.offered(TestDesktop.menu(dialog, "mask")));
        TestDesktop.pick(dialog, "mask", "spots");
        check(typed(dialog, "mask").equals("spots"), typed(dialog, "mask"));
        choose(dialog, "engine", "slow");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        check(Layer.of(imp).get(0).roi().getBounds().equals(new Rectangle(5, 5, 8, 8)),
                "the mask is what is repainted");
    }

    private static void errors() {
        final ImagePlus imp = image();
        FormDialog dialog = inpaintDialog();
        choose(dialog, "engine", "diffusion");
        shows(dialog, "steps");
        type(dialog, "steps", "9999");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.press(PlainImageJGui.await("message", () -> message("The value of 'Steps' must be")), "OK");
        dialog = again(dialog);
        check(typed(dialog, "steps").equals("9999"), "what was typed is kept");
        type(dialog, "steps", "12");
        type(dialog, "model", "/no/such/folder");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.press(PlainImageJGui.await("message", () -> message("/no/such/folder")), "OK");
        dialog = again(dialog);
        check(typed(dialog, "steps").equals("12") && typed(dialog, "model").equals("/no/such/folder"), "kept too");
        type(dialog, "model", "");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.press(PlainImageJGui.await("message", () -> message("set Model (model=PATH)")), "OK");
        gone(again(dialog));
        check(Prefs.get("inpaintj.inpaint", "").isEmpty(), "nothing of it is remembered");
        check(JobQueue.shared().jobs().isEmpty() && imp.getOverlay() == null, "nothing happens");
    }

    private static void promptLines() {
        final ImagePlus imp = image();
        Prefs.set("inpaintj.inpaint", "engine=slow_prompt seed=3 steps=2");
        final FormDialog dialog = inpaintDialog();
        final JTextArea prompt = input(dialog, JTextArea.class, "prompt");
        check(prompt.getRows() > 1, "several lines");
        PlainImageJGui.until("focus on the prompt", prompt::isFocusOwner);
        PlainImageJGui.key(prompt, KeyEvent.VK_TAB);
        PlainImageJGui.until("focus further on", () -> input(dialog, JTextArea.class, "negative").isFocusOwner());
        type(dialog, "prompt", "a cell,\n  \n  a very long one ");
        PlainImageJGui.key(prompt, KeyEvent.VK_ENTER);
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        final String made = Layer.of(imp).get(0).provenance().request().get("prompt");
        check(made.equals("a cell, a very long one"), made);
        check(!IJ.spaceBarDown(), "a space that is typed is none that is held down");
    }

    private static void browse() throws Exception {
        image();
        final Path file = Files.writeString(SelectionScenarios.models.resolve("lama.onnx"), "no network");
        final FormDialog dialog = inpaintDialog();
        final JTextComponent model = input(dialog, JTextComponent.class, "model");
        for (final Path picked : List.of(file, file.getParent())) {
            PlainImageJGui.press(model.getParent(), "Browse");
            final JDialog window = PlainImageJGui.window(JDialog.class, "Model");
            final JFileChooser chooser = PlainImageJGui.all(window, JFileChooser.class).get(0);
            PlainImageJGui.later(() -> {
                chooser.setSelectedFile(picked.toFile());
                chooser.approveSelection();
            });
            PlainImageJGui.until("the path", () -> new File(model.getText()).equals(picked.toFile()));
            PlainImageJGui.until("end of the window", () -> !window.isShowing());
        }
        check(PlainImageJGui.all(input(dialog, JTextComponent.class, "mask").getParent(), JButton.class).stream()
                .anyMatch(button -> "Browse".equals(button.getText())), "a mask may be looked for too");
        gone(dialog);
    }

    private static void smallScreen() {
        image();
        Prefs.set("inpaintj.inpaint", "engine=diffusion");
        Prefs.setGuiScale(3);
        try {
            final FormDialog dialog = inpaintDialog();
            final Rectangle screen = dialog.getGraphicsConfiguration().getBounds();
            check(screen.contains(dialog.getBounds().getX(), dialog.getBounds().getY())
                    && dialog.getBounds().getMaxY() <= screen.getMaxY(), dialog.getBounds());
            final JScrollPane pane = PlainImageJGui.all(dialog, JScrollPane.class).get(0);
            check(pane.getVerticalScrollBar().isVisible(), "it scrolls");
            final JButton ok = dialog.getRootPane().getDefaultButton();
            final JTextComponent seed = input(dialog, JTextComponent.class, "seed");
            PlainImageJGui.later(seed::requestFocus);
            PlainImageJGui.until("the last input in sight", () -> pane.getViewport().getViewPosition().y > 0
                    && new Rectangle(pane.getLocationOnScreen(), pane.getSize()).contains(
                            seed.getLocationOnScreen()));
            check(ok.isShowing() && ok.getLocationOnScreen().y + ok.getHeight() <= screen.getMaxY(),
                    "OK can be pressed");
            gone(dialog);
        } finally {
            Prefs.setGuiScale(1);
        }
    }

    private static void help() {
        image();
        final FormDialog dialog = inpaintDialog();
        final JTextComponent padding = input(dialog, JTextComponent.class, "padding");
        PlainImageJGui.later(padding::requestFocus);
        PlainImageJGui.until("the meaning of the padding", () -> below(dialog)
                .contains("Padding (px): context around the selection"));
        PlainImageJGui.press(dialog, "Help");
        final HTMLDialog help = PlainImageJGui.window(HTMLDialog.class, "Help");
        final String text = PlainImageJGui.onEventThread(() -> {
            final JEditorPane pane = PlainImageJGui.all(help, JEditorPane.class).get(0);
            try {
                return pane.getDocument().getText(0, pane.getDocument().getLength());
            } catch (final javax.swing.text.BadLocationException e) {
                throw new IllegalStateException(e);
            }
        });
        check(text.contains("Carve/LaMa-ONNX") && text.contains("Defaults sets everything back")
                && text.contains("More...") && !text.contains("Prompt"), text);
        PlainImageJGui.later(help::dispose);
        PlainImageJGui.until("end of the help", () -> !help.isShowing());
        gone(dialog);
    }

    private static void cancelInMacro() {
        image();
        final Thread macro = new MacroRunner("run('Inpaint Selection...'); newImage('went on', '8-bit', 9, 9, 1);")
                .getThread();
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Inpaint Selection");
        check(PlainImageJGui.all(dialog, JButton.class).stream()
                .anyMatch(b -> "More...".equals(b.getText())), "More... is there");
        gone(dialog);
        PlainImageJGui.press(PlainImageJGui.await("message", () -> message("was cancelled")), "OK");
        PlainImageJGui.until("end of the macro", () -> !macro.isAlive());
        check(WindowManager.getImage("went on") == null, "it goes no further");
        WindowManager.getImage("cells").deleteRoi();
        final Thread second = new MacroRunner("run('Refine Selection...'); newImage('went on', '8-bit', 9, 9, 1);")
                .getThread();
        final Window message = PlainImageJGui.await("message", () -> message("Nothing is selected"));
        check(message instanceof Dialog, message);
        PlainImageJGui.press(message, "OK");
        PlainImageJGui.until("end of the macro", () -> !second.isAlive());
        check(WindowManager.getImage("went on") == null, "nor after a message");
    }

    private static void scriptError() {
        final ImagePlus imp = image();
        final Thread script = new Thread(() -> IJ.run(imp, "Inpaint Selection...", "engine=erase"), "script");
        script.start();
        final Window message = PlainImageJGui.await("message", () -> message("(model=FILE)"));
        check(message.getWidth() < 800, message.getWidth());
        PlainImageJGui.press(message, "OK");
        PlainImageJGui.until("end of the script", () -> !script.isAlive());
    }

    private static void refine() {
        image();
        PlainImageJGui.choose("Plugins", "InpaintJ", "Refine Selection...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Refine Selection");
        check(shown(dialog).equals(List.of("model")), shown(dialog));
        gone(dialog);
    }
}
