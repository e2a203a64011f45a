package org.inpaintj.ij1;

import java.awt.Component;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.event.MouseWheelListener;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Toolbar;

import org.inpaintj.ui.brush.MaskBrushController;

/**
 * The Mask Brush Tool of the toolbar turns what the mouse, its wheel and the keys do into what
 * {@link MaskBrushController} does. The menu entry puts it into the toolbar and selects it. Everything happens on the
 * event thread.
 */
public final class MaskBrushTool extends ImageTool<MaskBrushController> implements MouseWheelListener {

    static final String NAME = "Mask Brush Tool";

    /** By how much a key or a notch of the wheel changes the size, and the soft edge. */
    private static final double FACTOR = 1.2, PERCENT = 10;
    private static final int NUMBERS = 10;

    private final Map<ImagePlus, ImageCanvas> wheels = new HashMap<>();
    private final BrushSettings settings = new BrushSettings();

    @Override
    protected String withoutDisplay() {
        return "The " + NAME + " is for the mouse and needs a display: in a macro, make a selection.";
    }

    @Override
    public String getToolName() {
        return NAME;
    }

    /** A stroke below a brush. */
    @Override
    public String getToolIcon() {
        return "C9efF0a84F3a84C05aL2b5dL5dbdC000L7ae2L8be4Le2f3Le4f3C840L7a6cL6c8c";
    }

    @Override
    public void showOptionsDialog() {
        if (settings.ask())
            controllers().values().forEach(MaskBrushController::draw);
    }

    @Override
    public void mousePressed(final ImagePlus imp, final MouseEvent e) {
        e.consume();
        if (e.getButton() == MouseEvent.BUTTON1)
            controller(imp).press(e.getPoint(), (e.getModifiersEx() & (InputEvent.ALT_DOWN_MASK
                    | InputEvent.CTRL_DOWN_MASK | InputEvent.META_DOWN_MASK)) == 0);
    }

    @Override
    public void mouseDragged(final ImagePlus imp, final MouseEvent e) {
        e.consume();
        controller(imp).drag(e.getPoint());
    }

    @Override
    public void mouseReleased(final ImagePlus imp, final MouseEvent e) {
        e.consume();
        controller(imp).release();
    }

    /** Not consumed: the status line goes on showing where the mouse is, and the sample there. */
    @Override
    public void mouseMoved(final ImagePlus imp, final MouseEvent e) {
        controller(imp).move(Optional.of(e.getPoint()));
    }

    @Override
    public void mouseEntered(final ImagePlus imp, final MouseEvent e) {
        controller(imp).move(Optional.of(e.getPoint()));
        controller(imp).say();
    }

    @Override
    public void mouseExited(final ImagePlus imp, final MouseEvent e) {
        if (controllers().containsKey(imp))
            controllers().get(imp).move(Optional.empty());
    }

    private MaskBrushController controller(final ImagePlus imp) {
        listen(imp);
        return of(imp);
    }

    @Override
    protected MaskBrushController make(final ImagePlus imp) {
        return new MaskBrushController(imp, settings::options, settings::keep);
    }

    /** An image may get another canvas. */
    private void listen(final ImagePlus imp) {
        final ImageCanvas now = imp.getCanvas(), before = wheels.put(imp, now);
        if (now == before)
            return;
        if (before != null)
            before.removeMouseWheelListener(this);
        now.addMouseWheelListener(this);
    }

    /** The wheel with Alt is the brush's; all else is the window's, to which it went before somebody listened here. */
    @Override
    public void mouseWheelMoved(final MouseWheelEvent e) {
        if (e.isAltDown() && Toolbar.getPlugInTool() == this) {
            e.consume();
            if (e.isShiftDown())
                soften(-e.getPreciseWheelRotation());
            else
                size(-e.getPreciseWheelRotation());
            return;
        }
        final Component canvas = e.getComponent(), window = canvas.getParent();
        if (window != null)
            window.dispatchEvent(new MouseWheelEvent(window, e.getID(), e.getWhen(), e.getModifiersEx(),
                    e.getX() + canvas.getX(), e.getY() + canvas.getY(), e.getXOnScreen(), e.getYOnScreen(),
                    e.getClickCount(), e.isPopupTrigger(), e.getScrollType(), e.getScrollAmount(), e.getWheelRotation(),
                    e.getPreciseWheelRotation()));
    }

    private void size(final double notches) {
        final int now = settings.options().size();
        final double wanted = now * Math.pow(FACTOR, notches);
        // by a whole pixel at least
        settings.keep(settings.options().sized(notches > 0 ? Math.max(now + 1, wanted) : Math.min(now - 1, wanted)));
        changed();
    }

    private void soften(final double notches) {
        settings.keep(settings.options().softened(settings.options().softness() + PERCENT * notches));
        changed();
    }

    private void changed() {
        controllers().values().forEach(MaskBrushController::draw);
        controllers().values().stream().findFirst().ifPresent(MaskBrushController::say);
    }

    @Override
    protected boolean pressed(final KeyEvent e, final ImagePlus image) {
        return image.getCanvas() != null && image.getProcessor() != null && handle(e, image);
    }

    private boolean handle(final KeyEvent e, final ImagePlus image) {
        final boolean shift = e.isShiftDown(), menu = e.isControlDown() || e.isMetaDown();
        final int code = e.getKeyCode();
        if (code == KeyEvent.VK_Z && (menu || !shift))
            return shift ? controller(image).redo() : controller(image).undo();
        if (code == KeyEvent.VK_Y && menu)
            return controller(image).redo();
        // a bracket may need Ctrl and Alt, depending on the keyboard
        switch (typed(e)) {
            case '[' -> size(-1);
            case ']' -> size(1);
            case '{' -> soften(-1);
            case '}' -> soften(1);
            default -> {
                return !shift && !menu && !e.isAltDown() && handle(code, image);
            }
        }
        return true;
    }

    private static char typed(final KeyEvent e) {
        return switch (e.getKeyCode()) {
            case KeyEvent.VK_OPEN_BRACKET -> e.isShiftDown() ? '{' : '[';
            case KeyEvent.VK_CLOSE_BRACKET -> e.isShiftDown() ? '}' : ']';
            default -> e.getKeyChar();
        };
    }

    private boolean handle(final int code, final ImagePlus image) {
        final int digit = code >= KeyEvent.VK_NUMPAD0 && code < KeyEvent.VK_NUMPAD0 + NUMBERS
                ? code - KeyEvent.VK_NUMPAD0 + KeyEvent.VK_0 : code;
        switch (digit) {
            case KeyEvent.VK_F6 -> {
                return controller(image).toBar();
            }
            case KeyEvent.VK_Q -> controller(image).toggleQuickMask();
            case KeyEvent.VK_8 -> controller(image).grow(false);
            case KeyEvent.VK_9 -> controller(image).grow(true);
            case KeyEvent.VK_0 -> controller(image).smooth();
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    protected void forget(final ImagePlus imp) {
        super.forget(imp);
        final ImageCanvas canvas = wheels.remove(imp);
        if (canvas != null)
            canvas.removeMouseWheelListener(this);
    }
}
