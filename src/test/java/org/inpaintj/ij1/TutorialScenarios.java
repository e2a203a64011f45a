package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;

import java.awt.Component;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.swing.AbstractButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JTextArea;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.Toolbar;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.form.FormDialog;

/** The guided tour, with the real mouse. */
final class TutorialScenarios {

    private TutorialScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("the tutorial does each step for the user", TutorialScenarios::doneForTheUser);
        all.put("the tutorial follows what the user does", TutorialScenarios::follows);
        all.put("the tutorial paints by words where a model is known", TutorialScenarios::withModel);
        all.put("the tutorial says what is missing and blocks nothing", TutorialScenarios::says);
        all.put("the macros of the guides run", TutorialScenarios::macros);
    }

    /** As the command line runs them, but with windows. */
    static void macros() throws Exception {
        final Path models = SelectionScenarios.models, folder = Files.createTempDirectory("inpaintj");
        final String message = TestDesktop.macro(GuideMacros.text(folder, models.resolve("sd"), models.resolve("sam")));
        check(message.isEmpty(), message);
        GuideMacros.check(folder);
    }

    static JFrame open() {
        PlainImageJGui.choose("Plugins", "InpaintJ", "Tutorial...");
        final JFrame window = PlainImageJGui.window(JFrame.class, "InpaintJ Tutorial");
        step(window, 1);
        return window;
    }

    /** Waits for a step to be at hand. */
    static void step(final JFrame window, final int number) {
        final String words = number > 6 ? "What to try next" : "Step " + number + " of 6";
        try {
            PlainImageJGui.until(words, () -> PlainImageJGui.all(window, JLabel.class).get(0).getText()
                    .startsWith(words));
        } catch (final AssertionError e) {
            throw new AssertionError("no " + words + " but " + heading(window) + ", " + state(window), e);
        }
    }

    private static String heading(final JFrame window) {
        return PlainImageJGui.all(window, JLabel.class).get(0).getText();
    }

    private static String state(final JFrame window) {
        return PlainImageJGui.all(window, JLabel.class).get(1).getText();
    }

    private static String text(final JFrame window) {
        return PlainImageJGui.all(window, JTextArea.class).get(0).getText();
    }

    private static AbstractButton button(final JFrame window, final String label) {
        return PlainImageJGui.all(window, AbstractButton.class).stream().filter(b -> label.equals(b.getText()))
                .findFirst().orElseThrow();
    }

    static void press(final JFrame window, final String label) throws Exception {
        final AbstractButton button = button(window, label);
        PlainImageJGui.until(label + " can be pressed", () -> button.isEnabled() && button.isShowing());
        LayerScenarios.click(button);
    }

    private static byte[] samples(final ImagePlus imp) {
        return ((byte[]) imp.getProcessor().getPixels()).clone();
    }

    private static long rings() {
        return Arrays.stream(Window.getWindows()).filter(Window::isShowing)
                .filter(window -> "ring".equals(window.getName())).count();
    }

    static void doneForTheUser() throws Exception {
        Prefs.set("inpaintj.inpaint", "engine=patch seed=1");
        final JFrame window = open();
        press(window, "Do It for Me");
        step(window, 2);
        final ImagePlus imp = WindowManager.getCurrentImage();
        final byte[] before = samples(imp);
        check(imp.getTitle().equals("camera.png") && before.length == 512 * 512, imp);
        press(window, "Show Me");
        PlainImageJGui.until("a ring", () -> rings() == 4);
        press(window, "Do It for Me");
        step(window, 3);
        check(rings() == 0 && imp.getRoi().getBounds().contains(412, 150, 20, 30), imp.getRoi());
        press(window, "Do It for Me");
        step(window, 4);
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Inpaint Selection");
        press(window, "Do It for Me");
        PlainImageJGui.until("two candidates", () -> TestDesktop.typed(dialog, "candidates").equals("2"));
        press(window, "Next");
        step(window, 5);
        press(window, "Do It for Me");
        step(window, 6);
        PlainImageJGui.until("both candidates", () -> Layer.of(imp).size() == 2);
        press(window, "Do It for Me");
        step(window, 7);
        PlainImageJGui.window(JFrame.class, "Layers of camera.png");
        PlainImageJGui.until("before", () -> Layer.of(imp).stream().noneMatch(Layer::visible));
        PlainImageJGui.until("after", () -> Layer.of(imp).stream().filter(Layer::visible).count() == 1);
        check(Arrays.equals(before, samples(imp)), "the image is as it was");
        check(text(window).contains("Flatten Layers:") && text(window).contains("docs/models.md"), text(window));
        press(window, "Close");
        PlainImageJGui.until("end", () -> !window.isShowing());
    }

    static void follows() throws Exception {
        Prefs.set("inpaintj.inpaint", "engine=patch seed=1");
        final JFrame window = open();
        final ImagePlus imp = IJ.createImage("dots", "8-bit ramp", 300, 220, 1);
        imp.show();
        step(window, 2);
        IJ.setTool(Toolbar.RECTANGLE);
        drag(imp, 60, 50, 100, 90);
        step(window, 3);
        final FormDialog dialog = TestDesktop.inpaintDialog();
        step(window, 4);
        TestDesktop.type(dialog, "candidates", "3");
        PlainImageJGui.until("done", () -> state(window).contains("Done"));
        check(heading(window).startsWith("Step 4"), "nobody is hurried on while typing");
        // two steps at once: nobody has to press Next
        LayerScenarios.click(dialog.getRootPane().getDefaultButton());
        step(window, 6);
        PlainImageJGui.until("the layers", () -> Layer.of(imp).size() == 3);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Layers...");
        step(window, 7);
        press(window, "Back");
        step(window, 6);
        check(state(window).contains("Done"), state(window));
        TestDesktop.sleep(600);
        step(window, 6);
    }

    static void withModel() throws Exception {
        final String model = SelectionScenarios.models.resolve("sd").toString();
        Prefs.set("inpaintj.models", model);
        Prefs.set("inpaintj.inpaint", "engine=patch seed=1 steps=2");
        final JFrame window = open();
        for (int k = 1; k <= 3; k++) {
            press(window, "Do It for Me");
            step(window, k + 1);
        }
        check(text(window).contains(model) && text(window).contains("a lighthouse"), text(window));
        final ImagePlus imp = WindowManager.getCurrentImage();
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Inpaint Selection");
        press(window, "Do It for Me");
        PlainImageJGui.until("the prompt", () -> TestDesktop.shown(dialog).contains("prompt")
                && TestDesktop.typed(dialog, "prompt").equals("a lighthouse"));
        press(window, "Next");
        press(window, "Do It for Me");
        step(window, 6);
        check(Layer.of(imp).get(0).macro().contains("prompt=[a lighthouse]"), Layer.of(imp).get(0).macro());
    }

    static void says() throws Exception {
        final JFrame window = open();
        press(window, "Next");
        step(window, 2);
        PlainImageJGui.until("a reason", () -> state(window).contains("No image is open"));
        check(!button(window, "Do It for Me").isEnabled() && !button(window, "Show Me").isEnabled(), "buttons");
        press(window, "Next");
        PlainImageJGui.until("a reason", () -> state(window).contains("Nothing is selected"));
        press(window, "Next");
        press(window, "Next");
        PlainImageJGui.until("a reason", () -> state(window).contains("The dialog is not open"));
        final ImagePlus imp = TestDesktop.image();
        // so that it has seen the image without a layer
        TestDesktop.sleep(600);
        step(window, 5);
        check(TestDesktop.macro("run('Inpaint Selection...', 'engine=patch seed=1');").isEmpty(), "commands run");
        step(window, 6);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Tutorial...");
        TestDesktop.sleep(300);
        step(window, 6);
        imp.changes = false;
        PlainImageJGui.later(imp::close);
        PlainImageJGui.until("a reason", () -> state(window).contains("There is no result yet"));
        PlainImageJGui.key(window.getRootPane(), KeyEvent.VK_ESCAPE);
        PlainImageJGui.until("end", () -> !window.isShowing());
        check(JobQueue.shared().jobs().stream().allMatch(job -> job.state().ended()), "nothing goes on");
    }

    /** Draws with the real mouse. */
    private static void drag(final ImagePlus imp, final int x1, final int y1, final int x2, final int y2)
            throws Exception {
        final Component canvas = PlainImageJGui.await("canvas", () -> imp.getCanvas().isShowing() ? imp.getCanvas()
                : null);
        final Robot robot = new Robot();
        robot.setAutoDelay(60);
        robot.delay(500);
        final List<int[]> way = List.of(new int[] { x1, y1 }, new int[] { (x1 + x2) / 2, (y1 + y2) / 2 },
                new int[] { x2, y2 });
        for (int k = 0; k < way.size(); k++) {
            robot.mouseMove(canvas.getLocationOnScreen().x + imp.getCanvas().screenX(way.get(k)[0]),
                    canvas.getLocationOnScreen().y + imp.getCanvas().screenY(way.get(k)[1]));
            if (k == 0)
                robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        }
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        robot.waitForIdle();
    }
}
