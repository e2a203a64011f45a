package org.inpaintj.ij1;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.swing.JFrame;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.language.Translation;
import org.inpaintj.model.folder.ModelFixture;

/** The picture of the panel: with the candidates of a run, and what would come of the next one. */
final class PanelPicture {

    private static final String MODEL = "models/stable-diffusion-1.5";

    private PanelPicture() {}

    /** The home folder of a user who has a tiny diffusion model. */
    static Path home() throws IOException {
        final Path home = Files.createTempDirectory("inpaintj");
        ModelFixture.copy("sd15", Files.createDirectories(home.resolve(MODEL)));
        return home;
    }

    static void take(final ImagePlus imp, final Path file) throws Exception {
        Prefs.set("inpaintj.panel.mode", "fill");
        Prefs.set("inpaintj.panel.replace", "model=[" + Path.of(System.getProperty("user.home"), MODEL) + "]");
        Prefs.set("inpaintj.panel.fill", "model=auto");
        Prefs.set("inpaintj.panel.all", "prompt=[a lighthouse on a hill, evening light] candidates=3 seed=1");
        final JFrame window = PanelScenarios.open();
        final Rectangle place = new Rectangle(imp.getWindow().getX() + imp.getWindow().getWidth() + 10,
                IJ.getInstance().getY(), 440, 890);
        // the window manager may still be about to place it
        for (int calm = 0; calm < 10; calm = window.getBounds().equals(place) ? calm + 1 : 0) {
            window.setBounds(place);
            TestDesktop.sleep(100);
        }
        PlainImageJGui.press(window, "Generate");
        PlainImageJGui.until("layers", () -> Layer.of(imp).size() == 3);
        PlainImageJGui.press(window, "Replace");
        PlainImageJGui.until("the outlook", () -> PanelScenarios.says(window)
                .matches("(?s).*" + Translation.of("Will be: {0}", "").strip() + "[^\n]*\\d+ x \\d+.*"));
        TestDesktop.sleep(1500);
        IJ.showStatus("");
        Screenshots.picture(file);
    }
}
