package org.inpaintj.ij1;

import java.awt.EventQueue;
import java.awt.Point;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.ImageCanvas;

import org.inpaintj.core.Box;
import org.inpaintj.ui.form.ModelSource;
import org.inpaintj.ui.select.SelectObjectController;

/**
 * The Select Object Tool of the toolbar turns clicks and keys into what {@link SelectObjectController} does. The menu
 * entry puts it into the toolbar and selects it. Everything happens on the event thread.
 */
public final class SelectObjectTool extends ImageTool<SelectObjectController> {

    static final String NAME = "Select Object Tool";

    /** How far the mouse may move during a click, and how near a click means a dot; px on the screen. */
    private static final int STILL = 3, REACH = 8;
    private static final int CANDIDATES = 3;

    private final ToolSettings settings = new ToolSettings();
    private Point pressed;
    private boolean dragging;

    @Override
    protected String withoutDisplay() {
        return "The " + NAME + " is for the mouse and needs a display: in a macro, run Refine Selection... with points "
                + "or a box.";
    }

    @Override
    public String getToolName() {
        return NAME;
    }

    /** A cell, a dot on it, and an arrow that points there. */
    @Override
    public String getToolIcon() {
        return "C9efH255191c4b88b4b2800C05aG255191c4b88b4b2800C090o4444C000H878fadcfdfbcec00";
    }

    @Override
    public void showOptionsDialog() {
        if (settings.ask(""))
            controllers().values().forEach(SelectObjectController::again);
    }

    @Override
    public void mousePressed(final ImagePlus imp, final MouseEvent e) {
        e.consume();
        pressed = e.getButton() == MouseEvent.BUTTON1 ? e.getPoint() : null;
        dragging = false;
    }

    @Override
    public void mouseDragged(final ImagePlus imp, final MouseEvent e) {
        e.consume();
        if (pressed == null)
            return;
        dragging |= pressed.distance(e.getPoint()) > STILL;
        if (dragging)
            controller(imp).drag(Optional.of(rectangle(imp.getCanvas(), e.getPoint())));
    }

    @Override
    public void mouseReleased(final ImagePlus imp, final MouseEvent e) {
        e.consume();
        if (pressed == null)
            return;
        final SelectObjectController controller = controller(imp);
        final ImageCanvas canvas = imp.getCanvas();
        if (dragging)
            controller.box(rectangle(canvas, e.getPoint()));
        else if (e.getClickCount() == 2)
            controller.doubleClick();
        else
            controller.click(canvas.offScreenX(pressed.x), canvas.offScreenY(pressed.y), !e.isShiftDown(),
                    REACH / canvas.getMagnification());
        pressed = null;
        if (!settings.hasModel())
            EventQueue.invokeLater(() -> needModel(controller));
    }

    /** Whole pixels between where the mouse was pressed and where it is. */
    private Box rectangle(final ImageCanvas canvas, final Point to) {
        final int x1 = canvas.offScreenX2(pressed.x), y1 = canvas.offScreenY2(pressed.y);
        final int x2 = canvas.offScreenX2(to.x), y2 = canvas.offScreenY2(to.y);
        return new Box(Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1));
    }

    private void needModel(final SelectObjectController controller) {
        if (settings.hasModel())
            return;
        if (settings.ask("Pointing at objects needs a model. " + ModelSource.SEGMENTER.whole()))
            controller.again();
        else
            controller.cancel();
    }

    private SelectObjectController controller(final ImagePlus imp) {
        final SelectObjectController controller = of(imp);
        controller.follow();
        return controller;
    }

    @Override
    protected SelectObjectController make(final ImagePlus imp) {
        return new SelectObjectController(imp, settings::request);
    }

    @Override
    protected boolean pressed(final KeyEvent e, final ImagePlus image) {
        final SelectObjectController controller = controllers().get(image);
        return controller != null && controller.isActive() && handle(e, controller);
    }

    private static boolean handle(final KeyEvent e, final SelectObjectController controller) {
        final int modifiers = e.getModifiersEx() & (InputEvent.SHIFT_DOWN_MASK | InputEvent.CTRL_DOWN_MASK
                | InputEvent.ALT_DOWN_MASK | InputEvent.META_DOWN_MASK);
        final int code = e.getKeyCode();
        if (code == KeyEvent.VK_Z && (modifiers == 0 || modifiers == InputEvent.CTRL_DOWN_MASK
                || modifiers == InputEvent.META_DOWN_MASK)) {
            controller.undo();
            return true;
        }
        if (modifiers != 0)
            return false;
        switch (code) {
            case KeyEvent.VK_ENTER -> controller.accept();
            case KeyEvent.VK_ESCAPE -> controller.cancel();
            case KeyEvent.VK_BACK_SPACE -> controller.undo();
            case KeyEvent.VK_DELETE -> controller.clear();
            case KeyEvent.VK_TAB -> controller.next();
            default -> {
                final int digit = code >= KeyEvent.VK_NUMPAD1 ? code - KeyEvent.VK_NUMPAD1 : code - KeyEvent.VK_1;
                if (digit < 0 || digit >= CANDIDATES)
                    return false;
                controller.choose(digit);
            }
        }
        return true;
    }

    @Override
    public void imageUpdated(final ImagePlus imp) {
        super.imageUpdated(imp);
        if (controllers().containsKey(imp))
            controllers().get(imp).follow();
    }
}
