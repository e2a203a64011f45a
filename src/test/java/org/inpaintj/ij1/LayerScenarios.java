package org.inpaintj.ij1;

import static org.inpaintj.ij1.Desk.check;
import static org.inpaintj.ij1.Desk.image;
import static org.inpaintj.ij1.Desk.macro;

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

import org.inpaintj.image.Layer;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

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

    private static JFrame open(final ImagePlus imp) {
        Gui.choose("Plugins", "InpaintJ", "Layers...");
        final JFrame window = Gui.window(JFrame.class, "Layers of " + imp.getTitle());
        Gui.until("rows", () -> list(window).getModel().getSize() == Layer.of(imp).size());
        return window;
    }

    private static JList<?> list(final JFrame window) {
        return Gui.all(window, JList.class).get(0);
    }

    private static short[] samples(final ImagePlus imp) {
        return ((short[]) imp.getProcessor().getPixels()).clone();
    }

    /** Which layers are seen, from the bottom to the top. */
    private static List<Boolean> seen(final ImagePlus imp) {
        return Layer.of(imp).stream().map(Layer::visible).toList();
    }

    private static AbstractButton button(final JFrame window, final String text) {
        return Gui.await("the button " + text, () -> Gui.all(window, AbstractButton.class).stream()
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
    private static void click(final AbstractButton button) throws Exception {
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
    private static void focus(final JFrame window, final JComponent component) {
        final int[] times = { 0 };
        Gui.until("the focus", () -> {
            if (focus() == component)
                return times[0]++ > 25;
            times[0] = 0;
            Gui.later(() -> {
                window.toFront();
                component.requestFocusInWindow();
            });
            Gui.settle();
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
        Gui.until("row", () -> list.getModel().getSize() == 1 && list.getSelectedIndex() == 0);
        Gui.press(window, "Hide");
        Gui.until("hidden", () -> !Layer.of(imp).get(0).visible());
        Gui.press(window, "Show");
        Gui.until("shown", () -> Layer.of(imp).get(0).visible());
        Gui.press(window, "Copy Macro Line");
        Gui.settle();
        final String line = (String) java.awt.Toolkit.getDefaultToolkit().getSystemClipboard()
                .getData(java.awt.datatransfer.DataFlavor.stringFlavor);
        check(line.equals(Layer.of(imp).get(0).macro()), line);
        Gui.press(window, "Repeat");
        Gui.until("second layer", () -> Layer.of(imp).size() == 2);
        check(Layer.of(imp).get(0).provenance().patchSha256().equals(Layer.of(imp).get(1).provenance().patchSha256()),
                "a repeat is identical");
        Gui.until("second row", () -> list.getModel().getSize() == 2 && list.getSelectedIndex() == 0);
        Gui.press(window, "Discard");
        Gui.until("one layer", () -> Layer.of(imp).size() == 1);
        Gui.until("one row", () -> list.getModel().getSize() == 1 && list.getSelectedIndex() == 0);
        check(Arrays.equals(before, samples(imp)), "the image is as it was");
        Gui.press(window, "Write into Image...");
        Gui.press(Gui.window(JDialog.class, "Write into Image"), "Cancel");
        Gui.settle();
        check(Layer.of(imp).size() == 1 && Arrays.equals(before, samples(imp)), "cancelling changes nothing");
        Gui.press(window, "Write into Image...");
        Gui.press(Gui.window(JDialog.class, "Write into Image"), "Write into Image");
        Gui.until("no layer", () -> Layer.of(imp).isEmpty());
        final short[] after = samples(imp);
        int changed = 0;
        for (int i = 0; i < after.length; i++)
            if (before[i] != after[i]) {
                changed++;
                check(imp.getRoi().contains(i % 64, i / 64), "only what is selected changes");
            }
        check(changed > 100, changed + " samples changed");
        Gui.press(window, "Undo");
        Gui.until("the layer is back", () -> Layer.of(imp).size() == 1 && Arrays.equals(before, samples(imp)));
        Gui.press(window, "Write into Image...");
        Gui.until("no second question", () -> Layer.of(imp).isEmpty());
    }

    static void spaceBar() throws Exception {
        final ImagePlus imp = image();
        final short[] before = samples(imp);
        macro("run('Inpaint Selection...', 'engine=slow seed=200 candidates=2');");
        final JFrame window = open(imp);
        final AbstractButton hide = button(window, "Hide");
        click(hide);
        Gui.until("hidden", () -> seen(imp).equals(List.of(false, false)));
        for (int k = 0; k < 6; k++) {
            final boolean shown = k % 2 == 0;
            check(focus() == hide, "the focus stays on the button, not " + focus());
            type(KeyEvent.VK_SPACE);
            Gui.until("shown " + shown, () -> seen(imp).equals(List.of(false, shown)));
            // longer than the list takes to notice
            Desk.sleep(400);
        }
        focus(window, list(window));
        type(KeyEvent.VK_SPACE);
        Gui.until("shown by the list", () -> seen(imp).equals(List.of(false, true)));
        type(KeyEvent.VK_SPACE);
        Gui.until("hidden by the list", () -> seen(imp).equals(List.of(false, false)));
        check(Arrays.equals(before, samples(imp)) && Layer.of(imp).size() == 2, "nothing was written");
        Gui.press(window, "Write into Image...");
        final java.awt.Window message = Gui.await("message", () -> Desk.message("is hidden, so it is not written"));
        Gui.press(message, "OK");
        check(Arrays.equals(before, samples(imp)), "nothing was written");
    }

    static void candidates() throws Exception {
        final ImagePlus imp = image();
        macro("run('Inpaint Selection...', 'engine=slow seed=3');");
        final JFrame window = open(imp);
        final JList<?> list = list(window);
        macro("run('Inpaint Selection...', 'engine=slow seed=200 candidates=3');");
        Gui.until("the first candidate is selected", () -> list.getModel().getSize() == 4 && list.getSelectedIndex() == 0);
        final Rectangle view = Gui.all(window, JScrollPane.class).get(0).getViewport().getViewRect();
        check(view.contains(list.getCellBounds(0, 0)), "it is in view");
        check(!Gui.all(window, JScrollPane.class).get(0).getHorizontalScrollBar().isShowing(), "nothing is cut off");
        check(String.valueOf(list.getModel().getElementAt(1)).contains("Candidate 2 of 3"), list.getModel().getElementAt(1));
        Gui.until("the chooser knows it", () -> Gui.all(window, JLabel.class).stream()
                .anyMatch(label -> "Candidate 1 of 3".equals(label.getText())));
        final Recorder recorder = Desk.record();
        focus(window, list);
        type(KeyEvent.VK_RIGHT);
        Gui.until("the second candidate alone", () -> seen(imp).equals(List.of(true, false, true, false)));
        Gui.until("its row", () -> list.getSelectedIndex() == 1);
        type(KeyEvent.VK_LEFT);
        Gui.until("the first one again", () -> seen(imp).equals(List.of(true, false, false, true)));
        type(KeyEvent.VK_LEFT);
        Gui.until("the last one", () -> seen(imp).equals(List.of(true, true, false, false)) && list.getSelectedIndex() == 2);
        type(KeyEvent.VK_B);
        Gui.until("before", () -> seen(imp).equals(List.of(false, false, false, false)));
        type(KeyEvent.VK_B);
        Gui.until("after", () -> seen(imp).equals(List.of(true, true, false, false)));
        Gui.press(window, "Keep This One");
        Gui.until("the others go", () -> seen(imp).equals(List.of(true, true)));
        check(Layer.of(imp).get(1).provenance().seed() == 202, Layer.of(imp).get(1).title());
        type(KeyEvent.VK_CONTROL, KeyEvent.VK_Z);
        Gui.until("they come back", () -> seen(imp).equals(List.of(true, true, false, false)));
        final String text = recorder.getText();
        for (final String action : List.of("only layer=3", "only layer=4", "only layer=2", "hide layer=0", "show layer=1",
                "show layer=2", "keep layer=2", "undo"))
            check(text.contains("run(\"Layers...\", \"action=" + action + "\");"), action + " in " + text);
        Desk.close(recorder);
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
        Gui.choose("Edit", "Undo");
        Gui.until("the discarded one", () -> Layer.of(imp).size() == 1 && Layer.of(imp).get(0).provenance().seed() == 201);
        check(Arrays.equals(written, samples(imp)), "the other one stays written");
        Gui.choose("Edit", "Undo");
        Gui.until("the written one", () -> Layer.of(imp).size() == 2 && Arrays.equals(before, samples(imp)));
        check(macro("run('Layers...', 'action=hide layer=2'); run('Layers...', 'action=accept layer=2');")
                .contains("is hidden, so it is not written into the image"), "a macro is told so too");
        check(Arrays.equals(before, samples(imp)), "nothing is written");
    }

    static void follows() {
        final ImagePlus imp = image();
        macro("run('Inpaint Selection...', 'engine=slow seed=200');");
        final JFrame window = open(imp);
        final ImagePlus other = IJ.createImage("other", "8-bit ramp", 16, 16, 1);
        Gui.later(other::show);
        Gui.until("the other image", () -> window.getTitle().equals("Layers of other"));
        check(list(window).getModel().getSize() == 0, "it has none");
        check(Gui.all(window, JLabel.class).stream().anyMatch(label -> label.isShowing()
                && String.valueOf(label.getText()).contains("Remove Object")), "a hint is shown");
        Gui.later(() -> IJ.selectWindow(imp.getID()));
        Gui.until("the first image", () -> window.getTitle().equals("Layers of cells") && list(window).getModel().getSize() == 1);
        imp.changes = false;
        Gui.later(imp::close);
        Gui.until("no layers of a closed image", () -> list(window).getModel().getSize() == 0
                && !window.getTitle().contains("cells"));
        Gui.later(() -> WindowManager.getCurrentImage().close());
        Gui.until("none", () -> window.getTitle().equals("Layers"));
    }

    static void damaged() {
        final ImagePlus imp = image();
        macro("run('Inpaint Selection...', 'engine=slow seed=200'); saveAs('tiff', getDirectory('temp') + 'layers.tif'); close();"
                + "open(getDirectory('temp') + 'layers.tif');");
        final ImagePlus opened = WindowManager.getCurrentImage();
        check(opened != imp, "it was opened again");
        Layer.of(opened).get(0).roi().setProperty("inpaintj.patch", "x");
        final JFrame window = open(opened);
        final String row = String.valueOf(list(window).getModel().getElementAt(0));
        check(row.contains(Layer.of(opened).get(0).damage()), row);
        Gui.press(window, "Discard");
        Gui.until("it is gone", () -> Layer.of(opened).isEmpty());
    }
}
