package org.inpaintj.ui.help;

import java.awt.Component;
import java.awt.KeyboardFocusManager;
import java.awt.event.KeyEvent;
import java.util.Optional;

import javax.swing.JComponent;
import javax.swing.JRootPane;
import javax.swing.KeyStroke;

/** F1 in a window opens the page on what has the focus. On the event thread. */
public final class HelpKeys {

    /** A client property: the target that F1 opens in a component and in what is in it, such as layers.md#stack. */
    public static final String TARGET = "inpaintj.help";

    private HelpKeys() {}

    /**
     * Gives a window the key. What has the {@link #TARGET} opens that; a component whose name is a key opens what is
     * said of that key, and all others open the page of the command.
     *
     * @param command the label of the one that opens the window
     */
    public static void install(final JRootPane root, final String command) {
        root.registerKeyboardAction(event -> HelpWindow.open(target(command,
                KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner())),
                KeyStroke.getKeyStroke(KeyEvent.VK_F1, 0), JComponent.WHEN_IN_FOCUSED_WINDOW);
    }

    /** @param at what has the focus; null if nothing has */
    static String target(final String command, final Component at) {
        for (Component each = at; each != null; each = each.getParent()) {
            if (each instanceof JComponent component && component.getClientProperty(TARGET) != null)
                return component.getClientProperty(TARGET).toString();
            final Optional<String> key = each.getName() == null ? Optional.empty()
                    : HelpTopics.key(command, each.getName());
            if (key.isPresent())
                return key.get();
        }
        return HelpTopics.page(command);
    }
}
