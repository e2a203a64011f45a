package org.inpaintj.ui.form;

import java.awt.Component;
import java.awt.Container;
import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.function.Consumer;

/** This class tells which input the user looks at: the one below the mouse, else the one with the focus. */
final class FormFocus extends MouseAdapter implements FocusListener {

    private final String key;
    private final Consumer<String> over, focused;
    private final Runnable left;

    /**
     * @param over    told the key when the mouse comes
     * @param left    called when the mouse has left
     * @param focused told the key when the focus comes
     */
    FormFocus(final String key, final Consumer<String> over, final Runnable left, final Consumer<String> focused) {
        this.key = key;
        this.over = over;
        this.left = left;
        this.focused = focused;
    }

    /** Listens to a component and those in it. */
    void watch(final Component component) {
        component.addMouseListener(this);
        component.addFocusListener(this);
        if (component instanceof Container container)
            for (final Component inner : container.getComponents())
                watch(inner);
    }

    @Override
    public void mouseEntered(final MouseEvent event) {
        over.accept(key);
    }

    @Override
    public void mouseExited(final MouseEvent event) {
        left.run();
    }

    @Override
    public void focusGained(final FocusEvent event) {
        focused.accept(key);
    }

    @Override
    public void focusLost(final FocusEvent event) {}
}
