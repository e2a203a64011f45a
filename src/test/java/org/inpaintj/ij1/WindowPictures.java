package org.inpaintj.ij1;

import java.awt.Image;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

import javax.imageio.ImageIO;
import javax.swing.AbstractButton;

import ij.IJ;
import ij.Prefs;
import ij.gui.Toolbar;

import org.inpaintj.engines.Engines;
import org.inpaintj.language.Language;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.LanguageSetting;
import org.inpaintj.ui.form.FormDialog;

/**
 * Makes a picture of every window that the plugin has, in plain ImageJ, and says what of their texts is cut off or not
 * translated; started by {@code .ci/screenshots all}.
 */
public final class WindowPictures {

    private static final int SECONDS = 1800;

    private final Path folder;
    private final Language language;
    private final List<String> failed = new ArrayList<>(), remarks = new ArrayList<>();
    /** Names of dialogs that have a second page, and of those whose picture was made. */
    private final TreeSet<String> pages = new TreeSet<>(), pictured = new TreeSet<>();

    private WindowPictures(final Path folder, final Language language) {
        this.folder = folder;
        this.language = language;
    }

    /**
     * Makes them.
     *
     * @param arguments the folder for the pictures; the language of the windows, such as zh_CN; how many pixels of the
     *                  screen make one of the windows, 1 or 2; perhaps a regular expression, for those windows alone
     *                  whose names it matches
     */
    public static void main(final String[] arguments) throws Exception {
        final Path folder = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
        final Path home = Files.createTempDirectory("inpaintj");
        PlainImageJTest.models(home);
        final PlainImageJ imagej = new PlainImageJ(home);
        final int status = imagej.run(SECONDS, List.of("-Dsun.java2d.uiScale=" + arguments[2]), List.of("-port0",
                "-eval", "call('org.inpaintj.ij1.WindowPictures.start', '" + folder + "', '" + home + "', '"
                        + arguments[1] + "', '" + (arguments.length > 3 ? arguments[3] : ".*") + "');"));
        System.out.print(Files.readString(imagej.log()));
        System.exit(status);
    }

    /** Called by a macro inside ImageJ; returns at once. */
    public static void start(final String folder, final String models, final String language, final String names) {
        Engines.use(Engines.found().with(SlowEngine.both()));
        SelectionScenarios.models = Path.of(models);
        MousePointer.model = Path.of(models).resolve("sam");
        final WindowPictures pictures = new WindowPictures(Path.of(folder), Language.of(language).orElseThrow());
        new Thread(() -> {
            int status = 1;
            try {
                status = pictures.all(names) ? 0 : 1;
            } catch (final IOException e) {
                e.printStackTrace();
            }
            System.exit(status);
        }, "Pictures").start();
    }

    /** Whether all could be made. */
    private boolean all(final String names) throws IOException {
        final List<WindowScene> scenes = WindowScene.all().stream().filter(scene -> scene.name().matches(names))
                .toList();
        for (final WindowScene scene : scenes) {
            String outcome = take(scene);
            if (!outcome.isEmpty()) {
                System.out.println(scene.name() + " is tried once more after " + outcome);
                outcome = take(scene);
            }
            if (!outcome.isEmpty())
                failed.add(scene.name() + ": " + outcome);
        }
        pages.removeAll(pictured);
        if (scenes.size() == WindowScene.all().size())
            pages.forEach(page -> failed.add(page + ": nothing opens it"));
        Files.write(folder.resolve("remarks.txt"), remarks);
        System.out.println(scenes.size() + " windows, " + failed.size() + " of them not made"
                + failed.stream().map(each -> "\n    " + each).reduce("", String::concat) + "\nto be looked at: "
                + remarks.size() + " texts in " + folder.resolve("remarks.txt"));
        return failed.isEmpty();
    }

    /** Empty if it could be made, else why not. */
    private String take(final WindowScene scene) {
        try {
            GuiScenarios.clean();
            Prefs.set("inpaintj.candidates_open", false);
            LanguageSetting.set(language);
            IJ.getInstance().setLocation(0, 0);
            IJ.setTool(Toolbar.RECTANGLE);
            final Window window = scene.opener().open();
            place(window);
            final BufferedImage shot = shot(window);
            ImageIO.write(shot, "png", folder.resolve(scene.file()).toFile());
            pages(window);
            for (final String remark : PlainImageJGui.onEventThread(() -> WindowRemarks.of(window,
                    Translation.language() != Language.ENGLISH)))
                remarks.add(scene.name() + ": " + remark);
            return "";
        } catch (final Throwable t) {
            return (t + (t.getCause() == null ? "" : ", " + t.getCause())).replaceAll("\\s+", " ") + " at "
                    + Arrays.stream(t.getStackTrace()).filter(at -> at.getClassName().endsWith("Scenes")).findFirst();
        }
    }

    private void pages(final Window window) {
        if (!(window instanceof FormDialog))
            return;
        pictured.add(window.getName());
        if (PlainImageJGui.all(window, AbstractButton.class).stream().anyMatch(button -> Translation.of("More...")
                .equals(button.getText())))
            pages.add(window.getName() + ": More");
    }

    /** Where all of it is on the screen, if that is large enough. */
    private static void place(final Window window) {
        final Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
        if (!screen.contains(window.getBounds()))
            PlainImageJGui.onEventThread(() -> {
                window.setLocation(Math.max(0, Math.min(window.getX(), screen.width - window.getWidth())),
                        Math.max(0, Math.min(window.getY(), screen.height - window.getHeight())));
                return null;
            });
    }

    /** A window with its decoration and the menus over it, pixel by pixel. */
    private static BufferedImage shot(final Window window) throws Exception {
        PlainImageJGui.later(() -> {
            // an image that comes later would cover it
            window.setAlwaysOnTop(true);
            window.repaint();
        });
        Thread.sleep(500);
        PlainImageJGui.settle();
        Rectangle all = window.getBounds();
        for (final Window other : Window.getWindows())
            if (other.isShowing() && other.getType() == Window.Type.POPUP)
                all = all.union(other.getBounds());
        final Image shot = new Robot().createMultiResolutionScreenCapture(all.intersection(
                new Rectangle(Toolkit.getDefaultToolkit().getScreenSize()))).getResolutionVariants().stream()
                .reduce((coarse, fine) -> fine).orElseThrow();
        final BufferedImage picture = new BufferedImage(shot.getWidth(null), shot.getHeight(null),
                BufferedImage.TYPE_INT_RGB);
        picture.createGraphics().drawImage(shot, 0, 0, null);
        return picture;
    }
}
