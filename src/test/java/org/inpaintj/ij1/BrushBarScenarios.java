package org.inpaintj.ij1;

import static org.inpaintj.ij1.MousePointer.drag;
import static org.inpaintj.ij1.TestDesktop.check;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.util.Map;

import javax.swing.AbstractButton;
import javax.swing.JDialog;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.gui.ImageCanvas;

import org.inpaintj.imagej.layer.Layer;

/** The bar of the Mask Brush Tool. */
final class BrushBarScenarios {

    private BrushBarScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("a bar beside the image does things with what is painted", () -> {
            final ImagePlus imp = BrushScenarios.begin("size=11");
            check(bar() == null, "nothing is selected");
            bar(imp);
            off(imp);
        });
    }

    private static JDialog bar() {
        return PlainImageJGui.find(JDialog.class, "Mask Brush");
    }

    private static AbstractButton button(final String label) {
        return PlainImageJGui.await(label, () -> bar() == null ? null : PlainImageJGui.all(bar(), AbstractButton.class)
                .stream().filter(each -> label.equals(each.getText())).findFirst().orElse(null));
    }

    private static Rectangle bounds(final ImagePlus imp) {
        return PlainImageJGui.onEventThread(() -> imp.getRoi() == null ? new Rectangle() : imp.getRoi().getBounds());
    }

    /** Where the selection is on the screen. */
    private static Rectangle seen(final ImagePlus imp) {
        final ImageCanvas canvas = imp.getCanvas();
        final Point at = canvas.getLocationOnScreen();
        final Rectangle box = bounds(imp);
        return new Rectangle(at.x + canvas.screenX(box.x), at.y + canvas.screenY(box.y),
                (int) (box.width * canvas.getMagnification()), (int) (box.height * canvas.getMagnification()));
    }

    private static void grown(final String what, final ImagePlus imp, final Rectangle before, final int by) {
        final Rectangle wanted = new Rectangle(before.x - by, before.y - by, before.width + 2 * by, before.height
                + 2 * by);
        PlainImageJGui.until(what + " of " + before, () -> bounds(imp).equals(wanted));
    }

    private static void bar(final ImagePlus imp) throws Exception {
        drag(imp, 30, 40, 60, 40);
        final Rectangle painted = PlainImageJGui.await("a stroke", () -> bounds(imp).isEmpty() ? null : bounds(imp));
        final JDialog bar = PlainImageJGui.window(JDialog.class, "Mask Brush");
        check(!bar.isFocused() && !bar.getBounds().intersects(seen(imp)) && !bar.getBounds().intersects(imp.getWindow()
                .getBounds()), bar.getBounds() + " beside " + imp.getWindow().getBounds());
        final int pixel = (int) Math.max(1, Math.round(1 / imp.getCanvas().getMagnification()));
        LayerScenarios.click(button("Grow"));
        grown("grown", imp, painted, pixel);
        final CanvasView view = new CanvasView(imp, 4);
        final Rectangle grown = bounds(imp);
        PlainImageJGui.until("the bar beside the larger window", () -> !bar.getBounds().intersects(seen(imp)));
        view.focus();
        view.robot().keyPress(KeyEvent.VK_F6);
        view.robot().keyRelease(KeyEvent.VK_F6);
        PlainImageJGui.until("the keyboard", button("Remove")::isFocusOwner);
        view.robot().keyPress(KeyEvent.VK_ALT);
        view.robot().keyPress(KeyEvent.VK_S);
        view.robot().keyRelease(KeyEvent.VK_S);
        view.robot().keyRelease(KeyEvent.VK_ALT);
        grown("shrunk", imp, grown, -1);
        HelpScenarios.helps(button("Smooth"), "Select");
        HelpScenarios.press(button("Smooth"), KeyEvent.VK_ESCAPE);
        PlainImageJGui.until("the image again", () -> imp.getCanvas().isFocusOwner());
        final Rectangle shrunk = bounds(imp);
        LayerScenarios.click(button("Clear"));
        PlainImageJGui.until("nothing selected and no bar", () -> imp.getRoi() == null && bar() == null);
        view.focus();
        PlainImageJGui.key(imp.getCanvas(), KeyEvent.VK_Z, InputEvent.CTRL_DOWN_MASK);
        grown("taken back", imp, shrunk, 0);
        LayerScenarios.click(button("Remove"));
        PlainImageJGui.until("a layer", () -> Layer.of(imp).size() == 1);
    }

    private static void off(final ImagePlus imp) {
        final JDialog bar = bar();
        PlainImageJGui.later(() -> bar.dispatchEvent(new WindowEvent(bar, WindowEvent.WINDOW_CLOSING)));
        PlainImageJGui.until("no bar", () -> bar() == null && Prefs.get(BrushSettings.PLACE, "").contains("bar=false"));
        drag(imp, 30, 60, 60, 60);
        TestDesktop.sleep(500);
        check(bar() == null, "it stays away");
        Prefs.set(BrushSettings.PLACE, "");
        PlainImageJGui.until("the bar again", () -> bar() != null);
        IJ.setTool("rectangle");
        PlainImageJGui.until("none with another tool", () -> bar() == null);
    }
}
