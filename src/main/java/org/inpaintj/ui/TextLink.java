package org.inpaintj.ui;

import java.awt.Cursor;
import java.awt.Graphics;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;

import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/** This text does something when it is clicked at, or by the space bar: it is underlined. On the event thread. */
public final class TextLink extends WrappedText {

    private static final long serialVersionUID = 1L;

    private final transient Runnable action;

    /** @param columns as of {@link WrappedText} */
    public TextLink(final int columns, final Runnable action) {
        super(0, columns);
        this.action = action;
        setFocusable(true);
        setCursor(Cursor.getPredefinedCursor(Cursor.HAND_CURSOR));
        addMouseListener(new MouseAdapter() {
            @Override
            public void mouseClicked(final MouseEvent event) {
                press();
            }
        });
        registerKeyboardAction(event -> press(), KeyStroke.getKeyStroke(KeyEvent.VK_SPACE, 0),
                JComponent.WHEN_FOCUSED);
        addFocusListener(new java.awt.event.FocusListener() {
            @Override
            public void focusGained(final java.awt.event.FocusEvent event) {
                repaint();
            }

            @Override
            public void focusLost(final java.awt.event.FocusEvent event) {
                repaint();
            }
        });
    }

    /** As a click does. */
    public void press() {
        action.run();
    }

    @Override
    protected void paintBelow(final Graphics g, final int length, final int baseline) {
        g.drawLine(0, baseline + 1, length, baseline + 1);
        if (isFocusOwner())
            g.drawLine(0, baseline + 2, length, baseline + 2);
    }

    @Override
    public AccessibleContext getAccessibleContext() {
        if (accessibleContext == null)
            accessibleContext = new AccessibleJLabel() {
                private static final long serialVersionUID = 1L;

                @Override
                public AccessibleRole getAccessibleRole() {
                    return AccessibleRole.HYPERLINK;
                }
            };
        return accessibleContext;
    }
}
