package org.inpaintj.ui.compare;

import java.awt.Component;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.TextComponent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.Map;
import java.util.Set;

import javax.swing.SwingUtilities;
import javax.swing.Timer;
import javax.swing.text.JTextComponent;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.gui.ImageWindow;
import ij.gui.TextRoi;
import ij.gui.Toolbar;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerView;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.UserErrors;

/**
 * Holds back all layers of an image while the key left of 1, the backquote, is pressed in its window, or 0, where a
 * keyboard has no such key; with Shift the backquote goes to the next {@link BeforeAfterView}. ImageJ uses neither key;
 * one to which the user has given a command is left to it. On the event thread.
 */
public final class BeforeAfterKey implements KeyEventDispatcher {

    private static final Set<Integer> QUOTES = Set.of(KeyEvent.VK_BACK_QUOTE, KeyEvent.VK_DEAD_GRAVE);
    /** Some desktops repeat a key that is held by letting it go and pressing it again at once. */
    private static final int REPEAT = 40;
    private static BeforeAfterKey installed;

    private final Timer release = new Timer(REPEAT, event -> release());
    /** Null while the key is up. */
    private ImagePlus held;

    private BeforeAfterKey() {
        release.setRepeats(false);
    }

    /** Listens to the key from now on; once, however often it is called. Any thread. */
    public static void install() {
        if (GraphicsEnvironment.isHeadless() || IJ.getInstance() == null)
            return;
        EventQueue.invokeLater(() -> {
            if (installed != null)
                return;
            installed = new BeforeAfterKey();
            final KeyboardFocusManager manager = KeyboardFocusManager.getCurrentKeyboardFocusManager();
            manager.addKeyEventDispatcher(installed);
            manager.addPropertyChangeListener("focusOwner",
                    event -> installed.focused((Component) event.getNewValue()));
        });
    }

    @Override
    public boolean dispatchKeyEvent(final KeyEvent event) {
        if (event.getID() == KeyEvent.KEY_TYPED)
            return held != null;
        final boolean quote = QUOTES.contains(event.getKeyCode());
        // tools have keys of their own: 0 is one of the Mask Brush Tool
        if (!quote && (event.getKeyCode() != KeyEvent.VK_0 || held == null && Toolbar.getPlugInTool() != null))
            return false;
        if (event.getID() == KeyEvent.KEY_RELEASED) {
            if (held != null)
                release.restart();
            return held != null;
        }
        if (held != null) {
            release.stop();
            return true;
        }
        final int modifiers = event.getModifiersEx() & (InputEvent.SHIFT_DOWN_MASK | InputEvent.CTRL_DOWN_MASK
                | InputEvent.ALT_DOWN_MASK | InputEvent.META_DOWN_MASK);
        final ImagePlus image = image(event.getComponent());
        // into a text selection a user types
        if (image == null || Layer.of(image).isEmpty() || isTaken(event.getKeyCode())
                || image.getRoi() instanceof TextRoi)
            return false;
        if (quote && modifiers == InputEvent.SHIFT_DOWN_MASK) {
            next(image);
            return true;
        }
        if (modifiers != 0)
            return false;
        hold(image);
        return true;
    }

    private static ImagePlus image(final Component component) {
        return component instanceof TextComponent || component instanceof JTextComponent ? null
                : component instanceof ImageWindow window ? window.getImagePlus()
                : SwingUtilities.getAncestorOfClass(ImageWindow.class, component) instanceof ImageWindow window
                ? window.getImagePlus() : null;
    }

    /** Whether the user has given the key a command or a macro. */
    private static boolean isTaken(final int code) {
        final Map<?, ?> commands = Menus.getShortcuts(), macros = Menus.getMacroShortcuts();
        return commands.containsKey(code) || macros.containsKey(code);
    }

    private static void next(final ImagePlus image) {
        try {
            BeforeAfterView.show(image, BeforeAfterView.View.NEXT);
        } catch (final InpaintException e) {
            UserErrors.show(Translation.of("Before and After"), e);
        }
    }

    private void hold(final ImagePlus image) {
        held = image;
        LayerView.hold(image, true);
        final long damaged = Layer.of(image).stream().filter(layer -> layer.visible() && !layer.isUsable()).count();
        IJ.showStatus(damaged == 0 ? Translation.of("Before: all layers are held back")
                : Translation.of("Before: all layers are held back but {0} that cannot be used", damaged));
    }

    private void release() {
        if (held == null)
            return;
        final ImagePlus image = held;
        held = null;
        LayerView.hold(image, false);
        IJ.showStatus("");
    }

    private void focused(final Component now) {
        if (held != null && (now == null || image(now) != held)) {
            release.stop();
            release();
        }
    }
}
