package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.message;
import static org.inpaintj.ij1.TestDesktop.record;

import java.awt.Window;

import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.layer.Layer;

/** Image to Image... and Text to Image... */
final class WholeImageScenarios {

    private WholeImageScenarios() {}

    private static GenericDialog dialog(final String command) {
        PlainImageJGui.choose("Plugins", "InpaintJ", command + "...");
        return PlainImageJGui.window(GenericDialog.class, command);
    }

    /** The replay of what the recorder has written makes the same samples. */
    static void preset() throws Exception {
        final ImagePlus imp = image();
        imp.deleteRoi();
        Prefs.set("inpaintj.image-to-image", "engine=slow seed=5 steps=2 strength=0.1");
        final Recorder recorder = record();
        final GenericDialog dialog = dialog("Image to Image");
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

    static void text() throws Exception {
        Prefs.set("inpaintj.text-to-image", "engine=slow seed=5 steps=2 width=40 height=30");
        final GenericDialog dialog = dialog("Text to Image");
        TestDesktop.type(dialog, "prompt", "a red cell");
        PlainImageJGui.press(dialog, "OK");
        final ImagePlus made = PlainImageJGui.await("image", () -> WindowManager.getImage("a red cell"));
        check(made.getWidth() == 40 && made.getHeight() == 30 && made.getBitDepth() == 24, made);
        check(made.getInfoProperty().contains("generated content"), made.getInfoProperty());
        final GenericDialog again = dialog("Text to Image");
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
        final GenericDialog dialog = dialog("Text to Image");
        PlainImageJGui.press(dialog, "OK");
        final Window message = PlainImageJGui.await("message", () -> message("set Model (model=FOLDER)"));
        check(PlainImageJGui.text(message).contains("docs/models.md"), PlainImageJGui.text(message));
        PlainImageJGui.press(message, "OK");
        final GenericDialog again = TestDesktop.again(dialog);
        PlainImageJGui.press(again, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !again.isShowing());
        check(macro("run('Image to Image...', 'engine=slow');").contains("There is no image open"), "no image");
        image();
        check(macro("run('Image to Image...', 'engine=patch');").contains("only repaints selections"), "no model");
        check(macro("run('Image to Image...', 'model=/no/such/folder');").contains("/no/such/folder"), "no folder");
        check(macro("run('Image to Image...', 'engine=slow styles=film');").contains("stylebook=FILE"), "no file");
    }
}
