package org.inpaintj.ui.brush;

import java.awt.AWTEvent;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.awt.event.PaintEvent;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.gui.ImageCanvas;
import ij.process.ByteProcessor;

import org.inpaintj.ij1.MaskBrushTool;

/**
 * How long the event thread is busy at a time while the Mask Brush Tool paints in an image of 20,000 x 20,000 px, with
 * the real mouse in a real window at three zooms: every event that the thread handles is timed, those of ImageJ
 * included, by the clock and by the time that the processor spent on it. Needs a display and {@code -Xmx3g}. The
 * argument is the side of the image, 20000 if there is none.
 */
public final class MaskBrushBenchmark {

    private static final int SCREEN = 900, STROKES = 4, POINTS = 120, PAUSE = 8, BRUSH = 40;
    private static final double MILLI = 1e6, FRAME = 1000 / 60.0;

    private MaskBrushBenchmark() {}

    /** One event. */
    private record Task(String what, double clock, double processor) {
    }

    /** Times what is dispatched. */
    private static final class Timed extends EventQueue {

        private final List<Task> tasks = new ArrayList<>();
        private int frames;

        @Override
        protected void dispatchEvent(final AWTEvent event) {
            final long clock = System.nanoTime(), processor = processor();
            super.dispatchEvent(event);
            final Task task = new Task(event.getClass().getSimpleName() + " " + event.getID(),
                    (System.nanoTime() - clock) / MILLI, (processor() - processor) / MILLI);
            synchronized (tasks) {
                tasks.add(task);
                // each drag draws what has changed, each paint the canvas
                frames += event instanceof PaintEvent || event.getID() == MouseEvent.MOUSE_DRAGGED ? 1 : 0;
            }
        }

        private static long processor() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        List<Task> taken() {
            synchronized (tasks) {
                final List<Task> all = List.copyOf(tasks);
                tasks.clear();
                return all;
            }
        }

        int framesTaken() {
            synchronized (tasks) {
                final int all = frames;
                frames = 0;
                return all;
            }
        }
    }

    public static void main(final String[] arguments) throws Exception {
        final int side = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        new ImageJ();
        IJ.getInstance().setLocation(0, 0);
        final ByteProcessor ip = new ByteProcessor(side, side);
        for (int i = 0; i < side * side; i += 3)
            ip.set(i, (i >> 9) & 255);
        final ImagePlus imp = new ImagePlus("large", ip);
        EventQueue.invokeAndWait(imp::show);
        EventQueue.invokeAndWait(() -> new MaskBrushTool().run(""));
        final Timed queue = new Timed();
        Toolkit.getDefaultToolkit().getSystemEventQueue().push(queue);
        final Robot robot = new Robot();
        // the first round warms up
        for (int round = 0; round < 2; round++)
            for (final double zoom : new double[] { 0.05, 1, 8 })
                for (final int softness : new int[] { 0, 50 })
                    run(robot, imp, queue, zoom, softness, round > 0);
        System.exit(0);
    }

    private static void run(final Robot robot, final ImagePlus imp, final Timed queue, final double zoom,
            final int softness, final boolean report) throws Exception {
        Prefs.set("inpaintj.brush", "size=" + Math.max(1, (int) (BRUSH / zoom)) + " softness=" + softness);
        view(imp, zoom);
        robot.delay(500);
        stroke(robot, imp, 0);
        robot.delay(1000);
        queue.taken();
        queue.framesTaken();
        final long start = System.nanoTime();
        for (int i = 1; i <= STROKES; i++)
            stroke(robot, imp, i);
        final double seconds = (System.nanoTime() - start) / 1e9;
        final int frames = queue.framesTaken();
        final long waiting = System.nanoTime();
        for (int i = 0; i < 900 && imp.getRoi() == null; i++)
            robot.delay(100);
        if (imp.getRoi() == null)
            throw new AssertionError("nothing is selected after " + (System.nanoTime() - waiting) / MILLI + " ms");
        robot.delay(1000);
        if (report)
            report(zoom, softness, queue.taken(), frames / seconds);
        EventQueue.invokeAndWait(imp::deleteRoi);
    }

    private static void view(final ImagePlus imp, final double zoom) throws Exception {
        EventQueue.invokeAndWait(() -> {
            final ImageCanvas canvas = imp.getCanvas();
            canvas.setSize(SCREEN, SCREEN);
            final int shown = (int) Math.round(SCREEN / zoom), from = (imp.getWidth() - shown) / 2;
            canvas.setSourceRect(new Rectangle(Math.max(0, from), Math.max(0, from), shown, shown));
            imp.getWindow().pack();
            imp.getWindow().setLocation(160, 40);
            imp.getWindow().toFront();
        });
    }

    /** A loop around the middle of the window. */
    private static void stroke(final Robot robot, final ImagePlus imp, final int number) {
        final Point at = imp.getCanvas().getLocationOnScreen();
        final double middle = SCREEN / 2.0;
        for (int i = 0; i <= POINTS; i++) {
            final double angle = 2 * Math.PI * i / POINTS + number, radius = 60 + 60 * number + 80.0 * i / POINTS;
            robot.mouseMove((int) (at.x + middle + radius * Math.cos(angle)),
                    (int) (at.y + middle + radius * Math.sin(angle)));
            if (i == 0)
                robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
            robot.delay(PAUSE);
        }
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        robot.delay(PAUSE * 40);
    }

    private static void report(final double zoom, final int softness, final List<Task> tasks, final double frames) {
        System.out.printf(Locale.ROOT, "zoom %3.0f %%, soft edge %2d %%: %5d events, %3.0f frames a second; processor "
                + "%s; frames alone %s; clock %s; above a frame %d by the processor, %d by the clock%n", 100 * zoom,
                softness, tasks.size(), frames, line(tasks.stream().map(Task::processor).sorted().toList()),
                line(tasks.stream().filter(task -> task.what.startsWith("Paint")
                        || task.what.endsWith(" " + MouseEvent.MOUSE_DRAGGED)).map(Task::processor).sorted()
                        .toList()), line(tasks.stream().map(Task::clock).sorted().toList()),
                tasks.stream().filter(task -> task.processor > FRAME).count(),
                tasks.stream().filter(task -> task.clock > FRAME).count());
        tasks.stream().sorted(Comparator.comparing(Task::processor).reversed()).limit(3).forEach(task -> System.out
                .printf(Locale.ROOT, "    %-28s %6.1f ms by the processor, %6.1f by the clock%n", task.what,
                        task.processor, task.clock));
    }

    private static String line(final List<Double> sorted) {
        return sorted.isEmpty() ? "nothing" : String.format(Locale.ROOT, "median %.1f, 99 %% %.1f, longest %.1f ms",
                sorted.get(sorted.size() / 2), sorted.get((int) (0.99 * (sorted.size() - 1))),
                sorted.get(sorted.size() - 1));
    }
}
