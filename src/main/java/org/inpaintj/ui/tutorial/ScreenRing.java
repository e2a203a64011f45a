package org.inpaintj.ui.tutorial;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

import javax.swing.JWindow;
import javax.swing.Timer;

/**
 * A ring is drawn around something on the screen for a while, to say "here". It is made of four thin windows, which
 * every desktop can show; clicks inside it go to what it surrounds.
 */
final class ScreenRing {

    private static final int SHOWN = 3000, WIDTH = 4;
    private final List<JWindow> sides = new ArrayList<>();
    private final Timer end = new Timer(SHOWN, event -> close());

    /** @param around px on the screen */
    ScreenRing(final Rectangle around) {
        final int x = around.x - WIDTH, y = around.y - WIDTH, right = around.x + around.width,
                bottom = around.y + around.height, width = around.width + 2 * WIDTH, height = around.height + 2 * WIDTH;
        side(new Rectangle(x, y, width, WIDTH));
        side(new Rectangle(x, bottom, width, WIDTH));
        side(new Rectangle(x, y, WIDTH, height));
        side(new Rectangle(right, y, WIDTH, height));
        end.setRepeats(false);
        end.start();
    }

    private void side(final Rectangle bounds) {
        final JWindow window = new JWindow();
        window.setName("ring");
        window.setFocusableWindowState(false);
        window.setAlwaysOnTop(true);
        window.getContentPane().setBackground(Color.RED);
        window.setBounds(bounds);
        window.setVisible(true);
        sides.add(window);
    }

    void close() {
        end.stop();
        sides.forEach(JWindow::dispose);
    }
}
