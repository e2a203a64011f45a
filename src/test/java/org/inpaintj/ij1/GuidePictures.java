package org.inpaintj.ij1;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.swing.JFrame;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.ui.form.FormDialog;

/** Makes the pictures of the guides by going through the tutorial; started by {@code .ci/screenshots}. */
public final class GuidePictures {

    private GuidePictures() {}

    /** @param arguments the folder for the pictures */
    public static void main(final String[] arguments) throws Exception {
        final Path folder = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
        final Path home = Files.createTempDirectory("inpaintj");
        ModelFixture.copy("sd15", home.resolve("sd15"));
        final PlainImageJ imagej = new PlainImageJ(home);
        final int status = imagej.run(240, List.of("-port0", "-eval", "call('org.inpaintj.ij1.GuidePictures.start', '"
                + folder + "', '" + home.resolve("sd15") + "');"));
        System.out.print(Files.readString(imagej.log()));
        System.exit(status);
    }

    /** Called by a macro inside ImageJ; returns at once. */
    public static void start(final String folder, final String model) {
        new Thread(() -> {
            int status = 1;
            try {
                shoot(Path.of(folder), model);
                status = 0;
            } catch (final Exception | AssertionError e) {
                e.printStackTrace();
            }
            System.exit(status);
        }, "Pictures").start();
    }

    private static void shoot(final Path folder, final String model) throws Exception {
        Prefs.set("inpaintj.inpaint", "");
        IJ.getInstance().setLocation(40, 30);
        final JFrame window = TutorialScenarios.open();
        for (int step = 2; step <= 3; step++) {
            TutorialScenarios.press(window, "Do It for Me");
            TutorialScenarios.step(window, step);
        }
        final ImagePlus imp = WindowManager.getCurrentImage();
        imp.getWindow().setLocation(40, 160);
        Screenshots.picture(folder.resolve("step3.png"));
        TutorialScenarios.press(window, "Do It for Me");
        FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Inpaint Selection");
        TutorialScenarios.step(window, 4);
        PlainImageJGui.press(dialog, "OK");
        TutorialScenarios.step(window, 6);
        TutorialScenarios.press(window, "Do It for Me");
        TutorialScenarios.step(window, 7);
        PlainImageJGui.until("the layer", () -> Layer.of(imp).get(0).visible());
        PlainImageJGui.window(JFrame.class, "Layers of").setLocation(600, 160);
        PlainImageJGui.later(imp::deleteRoi);
        Screenshots.picture(folder.resolve("step6.png"));
        PlainImageJGui.press(window, "Close");
        PlainImageJGui.find(JFrame.class, "Layers of").dispose();

        Prefs.set("inpaintj.models", model);
        Prefs.set("inpaintj.inpaint", "model=sd15 strength=0.7 blur=8 prompt=[a lighthouse by the sea]");
        IJ.run(imp, "Restore Selection", "");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Inpaint Selection...");
        dialog = PlainImageJGui.window(FormDialog.class, "Inpaint Selection");
        // below it
        imp.getWindow().setLocation(dialog.getLocation());
        IJ.getInstance().setLocation(dialog.getLocation());
        Screenshots.picture(folder.resolve("dialog.png"));
    }
}
