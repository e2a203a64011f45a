package org.inpaintj.ui.brush;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.inpaintj.raster.tile.Brush;
import org.inpaintj.ui.UserErrors;

/**
 * The thread that changes masks, one thing after the other, so that the event thread never waits for a large brush or
 * for an outline.
 */
final class MaskWorker {

    private static final int REST = 30;

    private final String title;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, REST, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), task -> {
                final Thread made = new Thread(task, "InpaintJ mask brush");
                made.setDaemon(true);
                return made;
            });

    /** @param title of messages */
    MaskWorker(final String title) {
        this.title = title;
        thread.allowCoreThreadTimeOut(true);
    }

    /** Does something after all that was asked for before; errors come up by themselves. */
    void run(final Runnable task) {
        thread.execute(() -> {
            try {
                task.run();
            } catch (final RuntimeException | Error e) {
                UserErrors.show(title, e);
            }
        });
    }

    /** The path of the brush while the mouse is down; points that come while the thread is busy wait. */
    final class Path {

        private final Brush brush;
        private final boolean add;
        private final MaskHistory mask;
        private final Runnable painted;
        private final List<double[]> waiting = new ArrayList<>();
        private double[] last;

        /** @param painted called on the worker's thread after each change */
        Path(final Brush brush, final boolean add, final MaskHistory mask, final Runnable painted) {
            this.brush = brush;
            this.add = add;
            this.mask = mask;
            this.painted = painted;
        }

        /** Goes on to a point, in pixels of the image. */
        void to(final double x, final double y) {
            synchronized (waiting) {
                waiting.add(new double[] { x, y });
                if (waiting.size() > 1)
                    return;
            }
            run(this::paint);
        }

        private void paint() {
            final List<double[]> points = new ArrayList<>();
            if (last != null)
                points.add(last);
            synchronized (waiting) {
                points.addAll(waiting);
                waiting.clear();
            }
            last = points.get(points.size() - 1);
            mask.change(mask.now().paint(brush, points.stream().flatMapToDouble(Arrays::stream).toArray(), add));
            painted.run();
        }
    }
}
