package org.inpaintj.cli.start;

import java.util.List;
import java.util.Map;

import net.imglib2.img.array.ArrayImgs;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Scene;
import org.inpaintj.engines.Engines;

/**
 * Loads ImageJ and the embedded engine on other threads while the command line is read: a small job takes hardly longer
 * than loading the code for it. The engine fills a tiny image, so that its code is compiled when the real one comes; a
 * smooth one, for most images do without ONNX Runtime, which the others load meanwhile.
 */
final class WarmUp {

    /** Pixels a side of the tiny image and of its hole. */
    private static final int SIZE = 48, HOLE = 12;

    private static WarmUp current = new WarmUp(List.of());

    private final List<Thread> threads;

    private WarmUp(final List<Thread> threads) {
        this.threads = threads;
        threads.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** @param embedded true if the embedded engine runs; another one is not warmed up */
    static void start(final boolean embedded) {
        final Thread imageJ = new Thread(() -> new ImagePlus("", new ColorProcessor(1, 1)), "warm up ImageJ");
        current = new WarmUp(embedded ? List.of(imageJ, new Thread(WarmUp::fill, "warm up engine")) : List.of(imageJ));
    }

    /** To be called before ImageJ is used: two threads that initialise its classes could wait for each other. */
    static void awaitImageJ() {
        if (!current.threads.isEmpty())
            join(current.threads.get(0));
    }

    /** To be called before the process ends, which native code does not survive while it runs. */
    static void awaitAll() {
        current.threads.forEach(WarmUp::join);
    }

    private static void join(final Thread thread) {
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void fill() {
        final float[] pixels = new float[3 * SIZE * SIZE], mask = new float[SIZE * SIZE],
                trust = new float[SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (i % SIZE + i / SIZE % SIZE) / (2f * SIZE);
        for (int i = 0; i < mask.length; i++) {
            final int x = i % SIZE - (SIZE - HOLE) / 2, y = i / SIZE - (SIZE - HOLE) / 2;
            mask[i] = x >= 0 && x < HOLE && y >= 0 && y < HOLE ? 1 : 0;
            trust[i] = 1;
        }
        final Scene scene = new Scene(ArrayImgs.floats(pixels, SIZE, SIZE, 3), ArrayImgs.floats(mask, SIZE, SIZE),
                ArrayImgs.floats(trust, SIZE, SIZE), new Box(0, 0, SIZE, SIZE));
        try {
            Engines.found().embedded().run(Engines.found().request(Map.of("seed", "0")), scene, Progress.NONE);
        } catch (final InpaintException | LinkageError e) {
            // the job itself meets the same and says so
        }
    }
}
