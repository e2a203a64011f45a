package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;

import java.awt.Component;
import java.awt.KeyboardFocusManager;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JScrollPane;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.layer.Layer;

/** The list of layers. */
final class LayerScenarios {

    private LayerScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("the list of layers does what it says", LayerScenarios::layersWindow);
        all.put("the space bar shows and hides and never writes", LayerScenarios::spaceBar);
        all.put("candidates are looked at and chosen by key", LayerScenarios::candidates);
        all.put("a layer that was written and one that was discarded come back in order", LayerScenarios::undo);
        all.put("the list of layers follows the active image", LayerScenarios::follows);
        all.put("a damaged layer is listed and can be discarded", LayerScenarios::damaged);
    }

    static JFrame open(final ImagePlus imp) {
        PlainImageJGui.choose("Plugins", "InpaintJ", "Layers...");
        final JFrame window = PlainImageJGui.window(JFrame.class, "Layers of " + imp.getTitle());
        PlainImageJGui.until("rows", () -> list(window).getModel().getSize() == Layer.of(imp).size());
        return window;
    }

    static JList<?> list(final JFrame window) {
        return PlainImageJGui.all(window, JList.class).get(0);
    }

    static short[] samples(final ImagePlus imp) {
        return ((short[]) imp.getProcessor().getPixels()).clone();
    }

    /** Which layers are seen, from the bottom to the top. */
    static List<Boolean> seen(final ImagePlus imp) {
        return Layer.of(imp).stream().map(Layer::visible).toList();
    }

    private static AbstractButton button(final JFrame window, final String text) {
        return PlainImageJGui.await("the button "
                + text, () -> PlainImageJGui.all(window, AbstractButton.class).stream()
                .filter(b -> text.equals(b.getText())).findFirst().orElse(null));
    }

    /** Presses and releases a real key. */
    private static void type(final int... keys) throws Exception {
        final Robot robot = new Robot();
        for (final int key : keys)
            robot.keyPress(key);
        for (int i = keys.length - 1; i >= 0; i--)
            robot.keyRelease(keys[i]);
        robot.waitForIdle();
    }

    /** Clicks a button with the real mouse. */
    static void click(final Component button) throws Exception {
        final Robot robot = new Robot();
        Point before = null, at = button.getLocationOnScreen();
        for (; !at.equals(before); at = button.getLocationOnScreen()) {
            // the window manager may still be moving the window
            before = at;
            robot.delay(300);
        }
        robot.mouseMove(at.x + button.getWidth() / 2, at.y + button.getHeight() / 2);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        robot.waitForIdle();
    }

    /** Gives a component the focus, for good: a window that has just come up may still be about to take it. */
    static void focus(final JFrame window, final JComponent component) {
        final int[] times = { 0 };
        PlainImageJGui.until("the focus", () -> {
            if (focus() == component)
                return times[0]++ > 25;
            times[0] = 0;
            PlainImageJGui.later(() -> {
                window.toFront();
                component.requestFocusInWindow();
            });
            PlainImageJGui.settle();
            return false;
        });
    }

    private static Object focus() {
        return KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
    }

    static void layersWindow() throws Exception {
        Prefs.set("inpaintj.ask_before_writing", true);
        final ImagePlus imp = image();
        final short[] before = samples(imp);
        check(macro("run('Inpaint Selection...', 'engine=slow seed=200');").isEmpty(), "no message");
        final JFrame window = open(imp);
        final JList<?> list = list(window);
        PlainImageJGui.until("row", () -> list.getModel().getSize() == 1 && list.getSelectedIndex() == 0);
        PlainImageJGui.press(window, "Hide");
        PlainImageJGui.until("hidden", () -> !Layer.of(imp).get(0).visible());
        PlainImageJGui.press(window, "Show");
        PlainImageJGui.until("shown", () -> Layer.of(imp).get(0).visible());
        PlainImageJGui.press(window, "Copy Macro Line");
        PlainImageJGui.settle();
        final String line = (String) java.awt.Toolkit.getDefaultToolkit().getSystemClipboard()
                .getData(java.awt.datatransfer.DataFlavor.stringFlavor);
        check(line.equals(Layer.of(imp).get(0).macro()), line);
        PlainImageJGui.press(window, "Repeat");
        PlainImageJGui.until("second layer", () -> Layer.of(imp).size() == 2);
        check(Layer.of(imp).get(0).provenance().patchSha256().equals(Layer.of(imp).get(1).provenance().patchSha256()),
                "a repeat is identical");
        PlainImageJGui.until("second row", () -> list.getModel().getSize() == 2 && list.getSelectedIndex() == 0);
        PlainImageJGui.press(window, "Discard");
        PlainImageJGui.until("one layer", () -> Layer.of(imp).size() == 1);
        PlainImageJGui.until("one row", () -> list.getModel().getSize() == 1 && list.getSelectedIndex() == 0);
        check(Arrays.equals(before, samples(imp)), "the image is as it was");
        PlainImageJGui.press(window, "Write into Image...");
        PlainImageJGui.press(PlainImageJGui.window(JDialog.class, "Write into Image"), "Cancel");
        PlainImageJGui.settle();
        check(Layer.of(imp).size() == 1 && Arrays.equals(before, samples(imp)), "cancelling changes nothing");
        PlainImageJGui.press(window, "Write into Image...");
        PlainImageJGui.press(PlainImageJGui.window(JDialog.class, "Write into Image"), "Write into Image");
        PlainImageJGui.until("no layer", () -> Layer.of(imp).isEmpty());
        final short[] after = samples(imp);
        int changed = 0;
        for (int i = 0; i < after.length; i++)
            if (before[i] != after[i]) {
                changed++;
                check(imp.getRoi().contains(i % 64, i / 64), "only what is selected changes");
            }
        check(changed > 100, changed + " samples changed");
        PlainImageJGui.press(window, "Undo");
        PlainImageJGui.until("the layer is back", () -> Layer.of(imp).size() == 1
                && Arrays.equals(before, samples(imp)));
        PlainImageJGui.press(window, "Write into Image...");
        PlainImageJGui.until("no second question", () -> Layer.of(imp).isEmpty());
    }

    static void spaceBar() throws Exception {
        final ImagePlus imp = image();
        final short[] before = samples(imp);
        macro("run('Inpaint Selection...', 'engine=slow seed=200 candidates=2');");
        final JFrame window = open(imp);
        final AbstractButton hide = button(window, "Hide");
        click(hide);
        PlainImageJGui.until("hidden", () -> seen(imp).equals(List.of(false, false)));
        for (int k = 0; k < 6; k++) {
            final boolean shown = k % 2 == 0;
            check(focus() == hide, "the focus stays on the button, not " + focus());
            type(KeyEvent.VK_SPACE);
            PlainImageJGui.until("shown " + shown, () -> seen(imp).equals(List.of(false, shown)));
            // longer than the list takes to notice
            TestDesktop.sleep(400);
        }
        focus(window, list(window));
        type(KeyEvent.VK_SPACE);
        PlainImageJGui.until("shown by the list", () -> seen(imp).equals(List.of(false, true)));
        type(KeyEvent.VK_SPACE);
        PlainImageJGui.until("hidden by the list", () -> seen(imp).equals(List.of(false, false)));
        check(Arrays.equals(before, samples(imp)) && Layer.of(imp).size() == 2, "nothing was written");
        PlainImageJGui.press(window, "Write into Image...");
        final java.awt.Window message =
                PlainImageJGui.await("message", () -> TestDesktop.message("is hidden, so it is not written"));
        PlainImageJGui.press(message, "OK");
        check(Arrays.equals(before, samples(imp)), "nothing was written");
    }

    static void candidates() throws Exception {
        final ImagePlus imp = image();
        macro("run('Inpaint Selection...', 'engine=slow seed=3');");
        final JFrame window = open(imp);
        final JList<?> list = list(window);
        macro("run('Inpaint Selection...', 'engine=slow seed=200 candidates=3');");
        PlainImageJGui.until("the first candidate is selected", () -> list.getModel().getSize() == 4
                && list.getSelectedIndex() == 0);
        final Rectangle view = PlainImageJGui.all(window, JScrollPane.class).get(0).getViewport().getViewRect();
        check(view.contains(list.getCellBounds(0, 0)), "it is in view");
        check(!PlainImageJGui.all(window, JScrollPane.class).get(0).getHorizontalScrollBar().isShowing(),
                "nothing is cut off");
        check(String.valueOf(list.getModel().getElementAt(1)).contains("Candidate 2 of 3"),
                list.getModel().getElementAt(1));
        PlainImageJGui.until("the chooser knows it", () -> PlainImageJGui.all(window, JLabel.class).stream()
                .anyMatch(label -> "Candidate 1 of 3".equals(label.getText())));
        final Recorder recorder = TestDesktop.record();
        focus(window, list);
        type(KeyEvent.VK_RIGHT);
        PlainImageJGui.until("the second candidate alone", () -> seen(imp).equals(List.of(true, false, true, false)));
        PlainImageJGui.until("its row", () -> list.getSelectedIndex() == 1);
        type(KeyEvent.VK_LEFT);
        PlainImageJGui.until("the first one again", () -> seen(imp).equals(List.of(true, false, false, true)));
        type(KeyEvent.VK_LEFT);
        PlainImageJGui.until("the last one", () -> seen(imp).equals(List.of(true, true, false, false))
                && list.getSelectedIndex() == 2);
        type(KeyEvent.VK_B);
        PlainImageJGui.until("before", () -> seen(imp).equals(List.of(false, false, false, false)));
        type(KeyEvent.VK_B);
        PlainImageJGui.until("after", () -> seen(imp).equals(List.of(true, true, false, false)));
        PlainImageJGui.press(window, "Keep This One");
        PlainImageJGui.until("the others go", () -> seen(imp).equals(List.of(true, true)));
        check(Layer.of(imp).get(1).provenance().seed() == 202, Layer.of(imp).get(1).title());
        type(KeyEvent.VK_CONTROL, KeyEvent.VK_Z);
        PlainImageJGui.until("they come back", () -> seen(imp).equals(List.of(true, true, false, false)));
        final String text = recorder.getText();
        for (final String action : List.of("only layer=3", "only layer=4", "only layer=2", "hide layer=0",
                "show layer=1",
                "show layer=2", "keep layer=2", "undo"))
            check(text.contains("run(\"Layers...\", \"action=" + action + "\");"), action + " in " + text);
        TestDesktop.close(recorder);
        check(macro("run('Layers...', 'action=keep layer=3');").isEmpty(), "no message");
        check(seen(imp).equals(List.of(true, true)) && Layer.of(imp).get(1).provenance().seed() == 201, seen(imp));
    }

    static void undo() {
        Prefs.set("inpaintj.ask_before_writing", false);
        final ImagePlus imp = image();
        final short[] before = samples(imp);
        macro("run('Inpaint Selection...', 'engine=slow seed=200 candidates=2');");
        macro("run('Layers...', 'action=accept layer=2');");
        final short[] written = samples(imp);
        check(!Arrays.equals(before, written), "it is written");
        macro("run('Layers...', 'action=discard layer=1');");
        check(Layer.of(imp).isEmpty(), "none is left");
        PlainImageJGui.choose("Edit", "Undo");
        PlainImageJGui.until("the discarded one", () -> Layer.of(imp).size() == 1
                && Layer.of(imp).get(0).provenance().seed() == 201);
        check(Arrays.equals(written, samples(imp)), "the other one stays written");
        PlainImageJGui.choose("Edit", "Undo");
        PlainImageJGui.until("the written one", () -> Layer.of(imp).size() == 2 && Arrays.equals(before, samples(imp)));
        check(macro("run('Layers...', 'action=hide layer=2'); run('Layers...', 'action=accept layer=2');")
                .contains("is hidden, so it is not written into the image"), "a macro is told so too");
        check(Arrays.equals(before, samples(imp)), "nothing is written");
    }

    static void follows() {
        final ImagePlus imp = image();
        macro("run('Inpaint Selection...', 'engine=slow seed=200');");
        final JFrame window = open(imp);
        final ImagePlus other = IJ.createImage("other", "8-bit ramp", 16, 16, 1);
        PlainImageJGui.later(other::show);
        PlainImageJGui.until("the other image", () -> window.getTitle().equals("Layers of other"));
        check(list(window).getModel().getSize() == 0, "it has none");
        PlainImageJGui.until("a hint", () -> PlainImageJGui.all(window, JLabel.class).stream()
                .anyMatch(label -> label.isShowing() && String.valueOf(label.getText()).contains("Remove Object")));
        PlainImageJGui.later(() -> IJ.selectWindow(imp.getID()));
        PlainImageJGui.until("the first image", () -> window.getTitle().equals("Layers of cells")
                && list(window).getModel().getSize() == 1);
        imp.changes = false;
        PlainImageJGui.later(imp::close);
        PlainImageJGui.until("no layers of a closed image", () -> list(window).getModel().getSize() == 0
                && !window.getTitle().contains("cells"));
        PlainImageJGui.later(() -> WindowManager.getCurrentImage().close());
        PlainImageJGui.until("none", () -> window.getTitle().equals("Layers"));
    }

    static void damaged() {
        final ImagePlus imp = image();
        macro("run('Inpaint Selection...', 'engine=slow seed=200'); saveAs('tiff', getDirectory('temp') + "
                + "'layers.tif'); close();open(getDirectory('temp') + 'layers.tif');");
        final ImagePlus opened = WindowManager.getCurrentImage();
        check(opened != imp, "it was opened again");
        Layer.of(opened).get(0).roi().setProperty("inpaintj.patch", "x");
        final JFrame window = open(opened);
        final String row = String.valueOf(list(window).getModel().getElementAt(0));
        check(row.contains(Layer.of(opened).get(0).damage()), row);
        PlainImageJGui.press(window, "Discard");
        PlainImageJGui.until("it is gone", () -> Layer.of(opened).isEmpty());
    }
}
