package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.message;
import static org.inpaintj.ij1.TestDesktop.record;

import java.awt.Window;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.image.ProvenanceRecords;
import org.inpaintj.ui.form.FormDialog;

/** Upscale Image... */
final class UpscaleScenarios {

    private UpscaleScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("an image is enlarged with a network, recorded and replayed", UpscaleScenarios::enlarge);
        all.put("a published upscaler is taken as it is, with a denoise strength", UpscaleScenarios::published);
        all.put("what is no upscaler is said and asked for again", UpscaleScenarios::noUpscaler);
    }

    private static FormDialog dialog() {
        PlainImageJGui.choose("Plugins", "InpaintJ", "Upscale Image...");
        return PlainImageJGui.window(FormDialog.class, "Upscale Image");
    }

    private static void enlarge() throws Exception {
        final ImagePlus imp = image();
        final Path network = SelectionScenarios.models.resolve("upscalers").resolve("grey.onnx");
        final Recorder recorder = record();
        final FormDialog dialog = dialog();
        check(TestDesktop.typed(dialog, "scale").equals("2"), TestDesktop.typed(dialog, "scale"));
        TestDesktop.type(dialog, "scale", "3");
        TestDesktop.type(dialog, "upscaler", network.toString());
        PlainImageJGui.press(dialog, "OK");
        final ImagePlus made = PlainImageJGui.await("image", () -> WindowManager.getImage("cells-upscaled"));
        check(made.getWidth() == 3 * imp.getWidth() && made.getBitDepth() == imp.getBitDepth(), made);
        check(ProvenanceRecords.of(made).get(0).contains("grey.onnx"), made.getInfoProperty());
        final String line = PlainImageJGui.await("recorded line", () -> recorder.getText().lines()
                .filter(text -> text.contains("Upscale Image")).findFirst().orElse(null));
        check(line.equals("run(\"Upscale Image...\", \"scale=3 width=0 height=0 upscaler=[" + network + "]\");")
                || line.equals("run(\"Upscale Image...\", \"scale=3 width=0 height=0 upscaler=" + network + "\");"),
                line);
        TestDesktop.close(recorder);
        final Object before = made.getProcessor().getPixels();
        made.close();
        check(macro("selectImage('cells');\n" + line).isEmpty(), "no message");
        final ImagePlus again = WindowManager.getImage("cells-upscaled");
        check(WindowManager.getCurrentImage() == again, "the new image is the current one");
        check(Arrays.deepEquals(new Object[] { before }, new Object[] { again.getProcessor().getPixels() }),
                "the recorded line makes the same samples");
        final FormDialog remembering = dialog();
        check(TestDesktop.typed(remembering, "scale").equals("3"), "the scale of last time");
        PlainImageJGui.press(remembering, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !remembering.isShowing());
    }

    private static void published() throws Exception {
        image();
        final Path network = SelectionScenarios.models.resolve("upscalers").resolve("realesr-general-x4v3.pth");
        final Recorder recorder = record();
        final FormDialog dialog = dialog();
        TestDesktop.type(dialog, "scale", "4");
        TestDesktop.type(dialog, "upscaler", network.toString());
        PlainImageJGui.press(dialog, "OK");
        final ImagePlus made = PlainImageJGui.await("image", () -> WindowManager.getImage("cells-upscaled"));
        final String line = PlainImageJGui.await("recorded line", () -> recorder.getText().lines()
                .filter(text -> text.contains("Upscale Image")).findFirst().orElse(null));
        check(line.contains("realesr-general-x4v3.pth"), line);
        TestDesktop.close(recorder);
        final Object strong = made.getProcessor().getPixels();
        made.close();
        check(macro("selectImage('cells');\n" + line.replace("scale=4", "scale=4 denoise=1")).isEmpty(), "no message");
        final ImagePlus again = WindowManager.getImage("cells-upscaled");
        check(Arrays.deepEquals(new Object[] { strong }, new Object[] { again.getProcessor().getPixels() }),
                "the default removes all noise");
        again.close();
        check(macro("selectImage('cells');\n" + line.replace("scale=4", "scale=4 denoise=0")).isEmpty(), "no message");
        final ImagePlus weak = WindowManager.getImage("cells-upscaled");
        check(!Arrays.deepEquals(new Object[] { strong }, new Object[] { weak.getProcessor().getPixels() }),
                "another training makes other samples");
        check(ProvenanceRecords.of(weak).get(0).contains("upscaler_wdn_sha256"), weak.getInfoProperty());
    }

    private static void noUpscaler() {
        image();
        final FormDialog dialog = dialog();
        TestDesktop.type(dialog, "upscaler", "lancos");
        PlainImageJGui.press(dialog, "OK");
        final Window message = PlainImageJGui.await("message", () -> message("did you mean 'lanczos'?"));
        PlainImageJGui.press(message, "OK");
        final FormDialog again = TestDesktop.again(dialog);
        check(TestDesktop.typed(again, "upscaler").equals("lancos"), "what was typed");
        PlainImageJGui.press(again, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !again.isShowing());
        check(macro("run('Upscale Image...', 'scale=0');").contains("from 1 to 32"), "a scale of 0");
        check(macro("run('Upscale Image...', 'tile=8 tile_overlap=9');").contains("never advance"), "tiles");
        check(macro("run('Upscale Image...', 'factor=2');").contains("Unknown key 'factor'"), "strict");
        macro("close('*');");
        check(macro("run('Upscale Image...', 'scale=2');").contains("There is no image open"), "no image");
    }
}
