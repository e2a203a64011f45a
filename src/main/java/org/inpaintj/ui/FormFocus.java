package org.inpaintj.ui;

import java.awt.Component;
import java.awt.Container;
import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.function.Consumer;

/** Tells which input the user looks at: the one below the mouse, else the one with the focus. */
final class FormFocus extends MouseAdapter implements FocusListener {

    private final String key;
    private final Consumer<String> over;
    private final Runnable left;

    /**
     * @param over told the key
     * @param left called when the mouse has left
     */
    FormFocus(final String key, final Consumer<String> over, final Runnable left) {
        this.key = key;
        this.over = over;
        this.left = left;
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
        over.accept(key);
    }

    @Override
    public void focusLost(final FocusEvent event) {}
}
