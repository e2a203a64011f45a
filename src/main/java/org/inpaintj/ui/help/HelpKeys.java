package org.inpaintj.ui.help;

import java.awt.Component;
import java.awt.KeyboardFocusManager;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

import javax.swing.JComponent;
import javax.swing.SwingUtilities;

/** F1 in a window opens the page on what has the focus. On the event thread. */
public final class HelpKeys {

    /** A client property: the target that F1 opens in a component and in what is in it, such as layers.md#stack. */
    public static final String TARGET = "inpaintj.help";
    /** A client property: the key that a component belongs to, where its name is not that key. */
    public static final String KEY = "inpaintj.help.key";

    /** Windows to the labels of their commands. */
    private static final Map<Window, String> COMMANDS = new WeakHashMap<>();

    static {
        // sees what no component has taken, in windows of Swing and of AWT, and in those where nothing has the focus
        KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventPostProcessor(HelpKeys::pressed);
    }

    private HelpKeys() {}

    /**
     * Gives the key to a window, and to the windows that it owns, such as its questions. What has the {@link #TARGET}
     * opens that; a component whose {@link #KEY} or name is a key opens what is said of that key, and all others open
     * the page of the command.
     *
     * @param command the label of the one that opens the window
     */
    public static void install(final Window window, final String command) {
        COMMANDS.put(window, command);
    }

    private static boolean pressed(final KeyEvent event) {
        if (event.getID() != KeyEvent.KEY_PRESSED || event.getKeyCode() != KeyEvent.VK_F1
                || event.getModifiersEx() != 0 || event.isConsumed())
            return false;
        final Component source = event.getComponent();
        for (Window each = source instanceof Window window ? window : SwingUtilities.getWindowAncestor(source);
                each != null; each = each.getOwner())
            if (COMMANDS.containsKey(each)) {
                HelpWindow.open(target(COMMANDS.get(each),
                        KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner()));
                return true;
            }
        return false;
    }

    /** @param at what has the focus; null if nothing has */
    static String target(final String command, final Component at) {
        for (Component each = at; each != null; each = each.getParent()) {
            if (each instanceof JComponent component && component.getClientProperty(TARGET) != null)
                return component.getClientProperty(TARGET).toString();
            final Optional<String> key = name(each).flatMap(name -> HelpTopics.key(command, name));
            if (key.isPresent())
                return key.get();
        }
        return HelpTopics.page(command);
    }

    private static Optional<String> name(final Component component) {
        return component instanceof JComponent own && own.getClientProperty(KEY) != null
                ? Optional.of(own.getClientProperty(KEY).toString()) : Optional.ofNullable(component.getName());
    }
}
