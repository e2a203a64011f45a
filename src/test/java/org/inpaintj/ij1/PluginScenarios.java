package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.choose;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.inpaintDialog;
import static org.inpaintj.ij1.TestDesktop.macro;
import static org.inpaintj.ij1.TestDesktop.record;
import static org.inpaintj.ij1.TestDesktop.shown;
import static org.inpaintj.ij1.TestDesktop.type;

import java.util.Map;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.ui.form.FormDialog;

/** The engine of a jar that is not ours, which lies in the plugins folder. */
final class PluginScenarios {

    private PluginScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("an engine of another jar paints in macros", PluginScenarios::inMacros);
        all.put("the dialog asks for the keys of an engine of another jar", PluginScenarios::inTheDialog);
    }

    private static void inMacros() {
        final ImagePlus imp = image();
        check(macro("run('Inpaint Selection...', 'engine=gradient angle=90 slope=0');").isEmpty(), "no message");
        final Map<String, String> made = Layer.of(imp).get(0).provenance().request();
        check(made.get("angle").equals("90") && made.get("slope").equals("0"), made);
        check(made.get("engine").equals("gradient") && !made.containsKey("seed"), made);
        check(IJ.getLog() == null, IJ.getLog());
        check(macro("run('Inpaint Selection...', 'engine=patch slope=2');").isEmpty(), "no message");
        check(IJ.getLog().contains("The key slope has no effect with the engine 'patch'."), IJ.getLog());
        check(macro("run('Inpaint Selection...', 'engine=gradient slope=5');")
                .contains("The value of 'slope' must be from 0 to 4, not 5."), "a bad value is said");
    }

    private static void inTheDialog() throws Exception {
        final ImagePlus imp = image();
        final Recorder recorder = record();
        final FormDialog dialog = inpaintDialog();
        check(!shown(dialog).contains("slope"), shown(dialog));
        choose(dialog, "engine", "gradient");
        PlainImageJGui.until("its keys", () -> shown(dialog).contains("slope") && shown(dialog).contains("angle"));
        check(!shown(dialog).contains("prompt"), shown(dialog));
        type(dialog, "angle", "45");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        final String line = PlainImageJGui.await("recorded line",
                () -> recorder.getText().contains("Inpaint Selection") ? recorder.getText().trim() : null);
        check(line.contains("engine=gradient ") && line.contains("angle=45 slope=1 "), line);
        final String made = Layer.of(imp).get(0).provenance().patchSha256();
        TestDesktop.close(recorder);
        imp.setOverlay(null);
        check(macro(line).isEmpty(), "no message");
        check(Layer.of(imp).get(0).provenance().patchSha256().equals(made), "the recorded line makes the same samples");
    }
}
