package org.inpaintj.ui.select;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

import ij.ImagePlus;
import ij.process.ShortProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.imagej.image.DisplayedImage;
import org.inpaintj.imagej.roi.MaskToRoi;
import org.inpaintj.raster.Mask;
import org.inpaintj.segment.MaskCandidate;
import org.inpaintj.segment.MaskLogits;
import org.inpaintj.segment.ResizeTransform;
import org.inpaintj.segment.SelectionRequest;

/**
 * Milliseconds that a click of the Select Object Tool takes beside the decoder, for a 16-bit image: finding out whether
 * the image has changed, and a blob over a third of it from logits to pixels on the screen. The argument is the side of
 * the image, 2048 if there is none.
 */
public final class SelectObjectControllerBenchmark {

    private static final int RUNS = 15, SIDE = 1024, GRID = 256, SCREEN = 1024;

    private SelectObjectControllerBenchmark() {}

    private interface Step {
        Object run();
    }

    public static void main(final String[] arguments) {
        final int side = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2048;
        final ShortProcessor ip = new ShortProcessor(side, side);
        for (int i = 0; i < side * side; i++)
            ip.set(i, i % 4001);
        final ImagePlus imp = new ImagePlus("image", ip);
        final float[] logits = new float[GRID * GRID];
        for (int i = 0; i < logits.length; i++)
            logits[i] = (float) (0.33 * GRID - Math.hypot(i % GRID - GRID / 2.0, i / GRID - GRID / 2.0)
                    + 3 * Math.sin(i));
        final MaskCandidate candidate = new MaskCandidate(1, 0, new MaskLogits(GRID, GRID, logits),
                ResizeTransform.fit(side, side, SIDE));
        final SelectionRequest request = SelectionRequest.of(Map.of());
        final Box image = new Box(0, 0, side, side);
        final Mask mask = request.tidy(candidate.mask(), image);
        final MaskOverlay overlay = MaskOverlay.of(mask).orElseThrow();
        final BufferedImage screen = new BufferedImage(SCREEN, SCREEN, BufferedImage.TYPE_INT_RGB);
        double sum = time("has it changed?", () -> DisplayedImage.key(imp));
        sum += time("mask", () -> request.tidy(candidate.mask(), image));
        sum += time("tint", () -> MaskOverlay.of(mask));
        sum += time("drawing", () -> draw(overlay, screen, side));
        System.out.printf(Locale.ROOT, "%-18s %6.1f ms%n", "together", sum);
        time("only when accepted", () -> MaskToRoi.of(mask));
    }

    /** As the canvas draws it, at the zoom at which the image fills the screen. */
    private static Object draw(final MaskOverlay overlay, final BufferedImage screen, final int side) {
        final Graphics2D g = screen.createGraphics();
        final double zoom = (double) SCREEN / side;
        final Box box = overlay.box();
        g.drawImage(overlay.pixels(), (int) (zoom * box.x()), (int) (zoom * box.y()),
                (int) (zoom * (box.x() + box.width())),
                (int) (zoom * (box.y() + box.height())), 0, 0, box.width(), box.height(), null);
        g.dispose();
        return screen;
    }

    private static double time(final String what, final Step step) {
        final double[] milliseconds = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            final long start = System.nanoTime();
            step.run();
            milliseconds[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(milliseconds);
        System.out.printf(Locale.ROOT, "%-18s %6.1f ms%n", what, milliseconds[RUNS / 2]);
        return milliseconds[RUNS / 2];
    }
}
