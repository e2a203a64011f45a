package org.inpaintj.ij1;

import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.gui.ImageCanvas;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.job.Job;
import org.inpaintj.job.JobListener;
import org.inpaintj.job.JobQueue;

/** The hand with the Select Object Tool: clicks and keys on an image, and what the status line says to them. */
final class MousePointer {

    /** A folder with a tiny Segment Anything model. */
    static Path model;

    private MousePointer() {}

    /** The tool in the toolbar with its model chosen, and an image. */
    static ImagePlus begin() {
        take();
        return show(new ImagePlus("cells", cells(120, 90, 0)));
    }

    static void take() {
        Prefs.set("inpaintj.refine", "");
        Prefs.set("inpaintj.segmenters", model.toString());
        PlainImageJGui.choose("Plugins", "InpaintJ", "Select Object Tool");
        PlainImageJGui.until("the tool", () -> SelectObjectTool.NAME.equals(IJ.getToolName()));
    }

    static ImagePlus show(final ImagePlus imp) {
        imp.show();
        PlainImageJGui.until("window", () -> imp.getWindow() != null && imp.getCanvas().isShowing());
        return imp;
    }

    /** A bright disc around x = 60 + shift, y = 45 on something uneven. */
    static ImageProcessor cells(final int width, final int height, final int shift) {
        final ByteProcessor ip = new ByteProcessor(width, height);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                ip.set(x, y, (int) (Math.hypot(x - 60 - shift, y - 45) < 20 ? 220
                        : 60 + x / 4.0 + 20 * Math.sin(x * y)));
        return ip;
    }

    /** Waits until the status line says so. */
    static void says(final String words) {
        try {
            PlainImageJGui.until("status", () -> ImageJ.getStatusBarText().contains(words));
        } catch (final AssertionError e) {
            throw new AssertionError("the status is not '" + words + "' but '" + ImageJ.getStatusBarText()
                    + "', windows "
                    + PlainImageJGui.titles(), e);
        }
    }

    /** A click of the left button on a pixel. */
    static void click(final ImagePlus imp, final int x, final int y) {
        drag(imp, x, y, x, y, 0, 1);
    }

    static void shiftClick(final ImagePlus imp, final int x, final int y) {
        drag(imp, x, y, x, y, InputEvent.SHIFT_DOWN_MASK, 1);
    }

    static void doubleClick(final ImagePlus imp, final int x, final int y) {
        click(imp, x, y);
        drag(imp, x, y, x, y, 0, 2);
    }

    static void drag(final ImagePlus imp, final int x1, final int y1, final int x2, final int y2) {
        drag(imp, x1, y1, x2, y2, 0, 1);
    }

    static void drag(final ImagePlus imp, final int x1, final int y1, final int x2, final int y2,
            final int modifiers, final int count) {
        final ImageCanvas canvas = imp.getCanvas();
        final boolean still = x1 == x2 && y1 == y2;
        // a click hits the middle of a pixel, a rectangle begins and ends between pixels
        final double half = still ? 0.5 : 0;
        final int[] from = { canvas.screenXD(x1 + half), canvas.screenYD(y1 + half) };
        final int[] to = { canvas.screenXD(x2 + half), canvas.screenYD(y2 + half) };
        final int down = modifiers | InputEvent.BUTTON1_DOWN_MASK;
        mouse(canvas, MouseEvent.MOUSE_PRESSED, from, down, count);
        if (!still) {
            mouse(canvas, MouseEvent.MOUSE_DRAGGED,
                    new int[] { (from[0] + to[0]) / 2, (from[1] + to[1]) / 2 }, down, 0);
            mouse(canvas, MouseEvent.MOUSE_DRAGGED, to, down, 0);
        }
        mouse(canvas, MouseEvent.MOUSE_RELEASED, to, modifiers, count);
        PlainImageJGui.settle();
    }

    private static void mouse(final ImageCanvas canvas, final int id, final int[] at, final int modifiers,
            final int count) {
        final MouseEvent event = new MouseEvent(canvas, id, System.currentTimeMillis(), modifiers, at[0], at[1], count,
                false, id == MouseEvent.MOUSE_DRAGGED ? MouseEvent.NOBUTTON : MouseEvent.BUTTON1);
        PlainImageJGui.later(() -> canvas.dispatchEvent(event));
    }

    static void key(final ImagePlus imp, final int code) {
        key(imp, code, 0);
    }

    static void key(final ImagePlus imp, final int code, final int modifiers) {
        PlainImageJGui.key(imp.getCanvas(), code, modifiers);
        PlainImageJGui.settle();
    }

    static void enter(final ImagePlus imp) {
        key(imp, KeyEvent.VK_ENTER);
    }

    /** The jobs that looked at images. */
    static List<Job<?>> looks() {
        return JobQueue.shared().jobs().stream().filter(job -> job.title().startsWith("Select Object")).toList();
    }

    /** Holds every look at an image until it is closed. */
    static final class Hold implements JobListener, AutoCloseable {

        private final CountDownLatch reached = new CountDownLatch(1), free = new CountDownLatch(1);

        Hold() {
            JobQueue.shared().addListener(this);
        }

        @Override
        public void changed(final Job<?> job) {
            // the last word of a look that was cancelled may come late
            if (!job.title().startsWith("Select Object") || job.state() != Job.State.RUNNING
                    || job.status().step() > 0 || job.status().what().isEmpty()
                    || !Thread.currentThread().getName().equals("InpaintJ worker"))
                return;
            reached.countDown();
            wait(free);
        }

        /** Waits until a look has begun. */
        Job<?> await() {
            TestDesktop.check(wait(reached), "no look at the image");
            return looks().get(looks().size() - 1);
        }

        private static boolean wait(final CountDownLatch latch) {
            try {
                return latch.await(30, TimeUnit.SECONDS);
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            JobQueue.shared().removeListener(this);
            free.countDown();
        }
    }
}
