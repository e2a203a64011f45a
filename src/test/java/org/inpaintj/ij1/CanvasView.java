package org.inpaintj.ij1;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.image.BufferedImage;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;

/** What is really seen of an image on the screen, and real keys and a real mouse on it. */
final class CanvasView {

    private final ImagePlus imp;
    private final Robot robot;

    /** Brings the image to a free part of the screen, magnified. */
    CanvasView(final ImagePlus imp, final int zoom) throws Exception {
        this.imp = imp;
        robot = new Robot();
        PlainImageJGui.until("window", () -> imp.getWindow() != null && imp.getCanvas().isShowing());
        PlainImageJGui.onEventThread(() -> {
            imp.getCanvas().setMagnification(zoom);
            imp.getCanvas().setSize(imp.getWidth() * zoom, imp.getHeight() * zoom);
            imp.getWindow().pack();
            imp.getWindow().setLocation(30, 250);
            imp.getWindow().toFront();
            return null;
        });
        PlainImageJGui.until("its place", () -> imp.getWindow().getY() >= 240);
        TestDesktop.select(imp);
    }

    Robot robot() {
        return robot;
    }

    /** A picture of the canvas, as the screen has it. */
    BufferedImage picture() {
        PlainImageJGui.settle();
        robot.waitForIdle();
        final ImageCanvas canvas = imp.getCanvas();
        final Point at = canvas.getLocationOnScreen();
        return robot.createScreenCapture(new Rectangle(at.x, at.y, canvas.getWidth(), canvas.getHeight()));
    }

    /** The colour of a pixel of the image on the screen. */
    int colour(final int x, final int y) {
        final ImageCanvas canvas = imp.getCanvas();
        return picture().getRGB(canvas.screenXD(x + 0.5), canvas.screenYD(y + 0.5)) & 0xffffff;
    }

    /** Waits until a pixel of the image has a colour on the screen. */
    void until(final String what, final int x, final int y, final int colour) {
        PlainImageJGui.until(what + " at " + x + ", " + y, () -> colour(x, y) == colour);
    }

    /** Drags with the left button, from one pixel of the image to another. */
    void drag(final double x1, final double y1, final double x2, final double y2) {
        final ImageCanvas canvas = imp.getCanvas();
        final Point at = canvas.getLocationOnScreen();
        robot.mouseMove(at.x + canvas.screenXD(x1), at.y + canvas.screenYD(y1));
        robot.delay(60);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        for (int k = 1; k <= 4; k++) {
            robot.mouseMove(at.x + canvas.screenXD(x1 + k * (x2 - x1) / 4),
                    at.y + canvas.screenYD(y1 + k * (y2 - y1) / 4));
            robot.delay(30);
        }
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        robot.waitForIdle();
    }

    /** Presses a key and lets it go. */
    void type(final int... keys) {
        for (final int key : keys)
            robot.keyPress(key);
        for (int i = keys.length - 1; i >= 0; i--)
            robot.keyRelease(keys[i]);
        robot.waitForIdle();
    }

    /** Gives the image the focus, for good. */
    void focus() {
        TestDesktop.select(imp);
        IJ.wait(100);
        PlainImageJGui.until("focus of the image", () -> {
            PlainImageJGui.later(() -> imp.getCanvas().requestFocusInWindow());
            PlainImageJGui.settle();
            return imp.getWindow().isFocused();
        });
    }
}
