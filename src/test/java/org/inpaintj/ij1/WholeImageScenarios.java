package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.message;
import static org.inpaintj.ij1.TestDesktop.record;

import java.awt.Component;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.List;

import javax.swing.JCheckBox;
import javax.swing.JDialog;

import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.ui.WrappedText;
import org.inpaintj.ui.form.FormDialog;

/** Image to Image... and Text to Image... */
final class WholeImageScenarios {

    private WholeImageScenarios() {}

    private static FormDialog dialog(final String command) {
        PlainImageJGui.choose("Plugins", "InpaintJ", command + "...");
        return PlainImageJGui.window(FormDialog.class, command);
    }

    /** The replay of what the recorder has written makes the same samples. */
    static void preset() throws Exception {
        final ImagePlus imp = image();
        imp.deleteRoi();
        Prefs.set("inpaintj.image-to-image", "engine=slow seed=5 steps=2 strength=0.1");
        final Recorder recorder = record();
        final FormDialog dialog = dialog("Image to Image");
        check(TestDesktop.typed(dialog, "strength").equals("0.1"), TestDesktop.typed(dialog, "strength"));
        TestDesktop.choose(dialog, "preset", "sketch");
        check(TestDesktop.typed(dialog, "strength").equals("0.85"), TestDesktop.typed(dialog, "strength"));
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        final Layer layer = Layer.of(imp).get(0);
        check(layer.provenance().request().get("strength").equals("0.85"), layer.provenance());
        check(layer.roi().getBounds().width == imp.getWidth(), "the whole image");
        final String line = PlainImageJGui.await("recorded line",
                () -> recorder.getText().contains("Image to Image") ? recorder.getText().trim() : null);
        check(line.contains("preset=sketch") && line.contains("strength=0.85"), line);
        final String made = layer.provenance().patchSha256();
        TestDesktop.close(recorder);
        imp.setOverlay(null);
        check(macro(line).isEmpty(), "no message");
        check(Layer.of(imp).get(0).provenance().patchSha256().equals(made), "the recorded line makes the same samples");
        check(macro("run('Layers...', 'action=repeat layer=1');").isEmpty(), "no message");
        check(Layer.of(imp).get(1).provenance().patchSha256().equals(made), "so does a repetition");
    }

    /** The region follows what is typed, is gone with the dialog, and was never a part of the image. */
    static void outlook() {
        final ImagePlus imp = image();
        imp.changes = false;
        Prefs.set("inpaintj.inpaint", "engine=slow seed=5 padding=6 blur=0");
        final FormDialog dialog = TestDesktop.inpaintDialog();
        PlainImageJGui.until("the region", () -> region(imp).equals(new Rectangle(14, 10, 24, 22)));
        TestDesktop.type(dialog, "padding", "10");
        PlainImageJGui.until("a larger region", () -> region(imp).equals(new Rectangle(10, 6, 32, 30)));
        check(imp.getOverlay() == null && !imp.changes, "it is no part of the image");
        PlainImageJGui.press(dialog, "Cancel");
        PlainImageJGui.until("no region", () -> region(imp).isEmpty());
        check(imp.getCanvas().getShowAllList() == null && !imp.changes, "nothing is left");
    }

    /** What the canvas shows above the image. */
    private static Rectangle region(final ImagePlus imp) {
        final Overlay shown = imp.getCanvas().getShowAllList();
        return shown == null ? new Rectangle() : shown.get(0).getBounds();
    }

    static void firstPage() throws Exception {
        final ImagePlus imp = image();
        imp.deleteRoi();
        Prefs.set("inpaintj.image-to-image", "engine=slow seed=5 steps=2");
        final FormDialog dialog = dialog("Image to Image");
        check(!TestDesktop.shown(dialog).contains("tone"), "on the second page");
        PlainImageJGui.press(dialog, "More...");
        final FormDialog more = PlainImageJGui.window(FormDialog.class, "Image to Image: More");
        PlainImageJGui.press(more, "First Page...");
        final JDialog pins = PlainImageJGui.window(JDialog.class, "Image to Image: First Page");
        final JCheckBox tone = PlainImageJGui.all(pins, JCheckBox.class).stream()
                .filter(box -> box.getText().equals("Tone")).findFirst().get();
        PlainImageJGui.onEventThread(() -> {
            tone.setSelected(true);
            return null;
        });
        PlainImageJGui.press(pins, "OK");
        PlainImageJGui.until("end of the list", () -> !pins.isShowing());
        PlainImageJGui.press(more, "OK");
        final FormDialog again = TestDesktop.again(dialog);
        PlainImageJGui.until("the input", () -> TestDesktop.shown(again).contains("tone"));
        check(!TestDesktop.shown(again).contains("scale"), "without resize");
        TestDesktop.choose(again, "resize", "fill");
        PlainImageJGui.until("its inputs", () -> TestDesktop.shown(again).containsAll(List.of("scale", "upscaler")));
        TestDesktop.type(again, "scale", "2");
        PlainImageJGui.until("the size", () -> said(again).contains("result 128 x 96 px"));
        TestDesktop.type(again, "scale", "1.5");
        PlainImageJGui.until("the other size", () -> said(again).contains("result 96 x 72 px"));
        PlainImageJGui.press(again, "OK");
        final ImagePlus made = PlainImageJGui.await("image", () -> WindowManager.getImage("cells-inpainted"));
        check(made.getWidth() == 96 && made.getHeight() == 72 && made.getBitDepth() == 16, made);
        check(Layer.of(imp).isEmpty() && imp.getWidth() == 64, "the image stays");
        check(Prefs.get("inpaintj.image-to-image.firstpage", "").equals("tone"), "remembered");
        Prefs.set("inpaintj.image-to-image.firstpage", "");
    }

    /** All texts that are broken into lines. */
    static String said(final FormDialog dialog) {
        final StringBuilder said = new StringBuilder();
        for (final Component component : PlainImageJGui.all(dialog, Component.class))
            if (component instanceof WrappedText text)
                said.append(text.getText()).append('\n');
        return said.toString();
    }

    static void text() throws Exception {
        Prefs.set("inpaintj.text-to-image", "engine=slow seed=5 steps=2 width=40 height=30");
        final FormDialog dialog = dialog("Text to Image");
        TestDesktop.type(dialog, "prompt", "a red cell");
        PlainImageJGui.press(dialog, "OK");
        final ImagePlus made = PlainImageJGui.await("image", () -> WindowManager.getImage("a red cell"));
        check(made.getWidth() == 40 && made.getHeight() == 30 && made.getBitDepth() == 24, made);
        check(made.getInfoProperty().contains("generated content"), made.getInfoProperty());
        final FormDialog again = dialog("Text to Image");
        check(TestDesktop.typed(again, "prompt").equals("a red cell"), "the prompt of last time");
        PlainImageJGui.press(again, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !again.isShowing());
        final ImagePlus imp = image();
        final String message =
                macro("run('Text to Image...', 'engine=slow seed=5 target=layer image=cells prompt=cell');");
        check(message.isEmpty(), message);
        check(Layer.of(imp).size() == 1 && Layer.of(imp).get(0).provenance().request().get("content").equals("noise"),
                "painted into the selection from noise");
        check(macro("run('Text to Image...', 'engine=slow strength=1');").contains("Unknown key 'strength'"), "strict");
    }

    static void noModel() {
        final FormDialog dialog = dialog("Text to Image");
        PlainImageJGui.press(dialog, "OK");
        final Window message = PlainImageJGui.await("message", () -> message("set Model (model=PATH)"));
        check(PlainImageJGui.text(message).contains("docs/models.md"), PlainImageJGui.text(message));
        PlainImageJGui.press(message, "OK");
        final FormDialog again = TestDesktop.again(dialog);
        PlainImageJGui.press(again, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !again.isShowing());
        check(macro("run('Image to Image...', 'engine=slow');").contains("There is no image open"), "no image");
        image();
        check(macro("run('Image to Image...', 'engine=patch');").contains("only repaints selections"), "no model");
        check(macro("run('Image to Image...', 'model=/no/such/folder');").contains("/no/such/folder"), "no folder");
        check(macro("run('Image to Image...', 'engine=slow styles=film');").contains("stylebook=FILE"), "no file");
    }
}
