package org.inpaintj.ij1;

import static org.inpaintj.ij1.Desk.check;
import static org.inpaintj.ij1.Desk.image;
import static org.inpaintj.ij1.Desk.macro;
import static org.inpaintj.ij1.Desk.message;
import static org.inpaintj.ij1.Desk.record;

import java.awt.Window;

import org.inpaintj.image.Layer;

import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

/** Image to Image... and Text to Image... */
final class WholeImageScenarios {

    private WholeImageScenarios() {}

    private static GenericDialog dialog(final String command) {
        Gui.choose("Plugins", "InpaintJ", command + "...");
        return Gui.window(GenericDialog.class, command);
    }

    /** The replay of what the recorder has written makes the same samples. */
    static void preset() throws Exception {
        final ImagePlus imp = image();
        imp.deleteRoi();
        Prefs.set("inpaintj.image-to-image", "engine=slow seed=5 steps=2 strength=0.1");
        final Recorder recorder = record();
        final GenericDialog dialog = dialog("Image to Image");
        check(Desk.typed(dialog, "strength").equals("0.1"), Desk.typed(dialog, "strength"));
        Desk.choose(dialog, "preset", "sketch");
        check(Desk.typed(dialog, "strength").equals("0.85"), Desk.typed(dialog, "strength"));
        Gui.press(dialog, "OK");
        Gui.until("layer", () -> Layer.of(imp).size() == 1);
        final Layer layer = Layer.of(imp).get(0);
        check(layer.provenance().request().get("strength").equals("0.85"), layer.provenance());
        check(layer.roi().getBounds().width == imp.getWidth(), "the whole image");
        final String line = Gui.await("recorded line",
                () -> recorder.getText().contains("Image to Image") ? recorder.getText().trim() : null);
        check(line.contains("preset=sketch") && line.contains("strength=0.85"), line);
        final String made = layer.provenance().patchSha256();
        Desk.close(recorder);
        imp.setOverlay(null);
        check(macro(line).isEmpty(), "no message");
        check(Layer.of(imp).get(0).provenance().patchSha256().equals(made), "the recorded line makes the same samples");
        check(macro("run('Layers...', 'action=repeat layer=1');").isEmpty(), "no message");
        check(Layer.of(imp).get(1).provenance().patchSha256().equals(made), "so does a repetition");
    }

    static void text() throws Exception {
        Prefs.set("inpaintj.text-to-image", "engine=slow seed=5 steps=2 width=40 height=30");
        final GenericDialog dialog = dialog("Text to Image");
        Desk.type(dialog, "prompt", "a red cell");
        Gui.press(dialog, "OK");
        final ImagePlus made = Gui.await("image", () -> WindowManager.getImage("a red cell"));
        check(made.getWidth() == 40 && made.getHeight() == 30 && made.getBitDepth() == 24, made);
        check(made.getInfoProperty().contains("generated content"), made.getInfoProperty());
        final GenericDialog again = dialog("Text to Image");
        check(Desk.typed(again, "prompt").equals("a red cell"), "the prompt of last time");
        Gui.press(again, "Cancel");
        Gui.until("end of the dialog", () -> !again.isShowing());
        final ImagePlus imp = image();
        final String message = macro("run('Text to Image...', 'engine=slow seed=5 target=layer image=cells prompt=cell');");
        check(message.isEmpty(), message);
        check(Layer.of(imp).size() == 1 && Layer.of(imp).get(0).provenance().request().get("content").equals("noise"),
                "painted into the selection from noise");
        check(macro("run('Text to Image...', 'engine=slow strength=1');").contains("Unknown key 'strength'"), "strict");
    }

    static void noModel() {
        final GenericDialog dialog = dialog("Text to Image");
        Gui.press(dialog, "OK");
        final Window message = Gui.await("message", () -> message("set Model (model=FOLDER)"));
        check(Gui.text(message).contains("README"), Gui.text(message));
        Gui.press(message, "OK");
        final GenericDialog again = Desk.again(dialog);
        Gui.press(again, "Cancel");
        Gui.until("end of the dialog", () -> !again.isShowing());
        check(macro("run('Image to Image...', 'engine=slow');").contains("There is no image open"), "no image");
        image();
        check(macro("run('Image to Image...', 'engine=patch');").contains("only repaints selections"), "no model");
        check(macro("run('Image to Image...', 'model=/no/such/folder');").contains("/no/such/folder"), "no folder");
        check(macro("run('Image to Image...', 'engine=slow styles=film');").contains("stylebook=FILE"), "no file");
    }
}
