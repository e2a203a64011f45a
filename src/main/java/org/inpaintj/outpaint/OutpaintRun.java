package org.inpaintj.outpaint;

import java.util.Arrays;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.samples.MeasuredSamples;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;

/** Enlarges one image by one method; with the painter's help. */
final class OutpaintRun {

    private final Samples image;
    private final OutpaintRequest outpaint;
    private final OutpaintLayout layout;
    private final ToneRange range;

    /**
     * @param image    colours, not numbers of colours
     * @param outpaint settled
     */
    OutpaintRun(final Samples image, final OutpaintRequest outpaint) {
        this.image = image;
        this.outpaint = outpaint;
        layout = new OutpaintLayout(image.width(), image.height(), outpaint);
        range = ToneRange.of(image);
    }

    Samples run(final OutpaintPainter painter) {
        return switch (outpaint.method()) {
            case MK2 -> mk2(painter);
            case POOR -> poor(painter);
            case MOSAIC -> mosaic(painter);
            default -> patch(painter);
        };
    }

    private Samples mk2(final OutpaintPainter painter) {
        Samples now = image;
        Box original = new Box(0, 0, image.width(), image.height());
        for (final Mk2Pass pass : layout.strips()) {
            final Samples base = OutpaintCanvas.enlarged(now, pass.canvas(), pass.place(), range.low());
            final Samples start = OutpaintCanvas.noised(base, pass.masked(), range,
                    outpaint.ground().border().falloff(), outpaint.ground().border().jitter());
            final Samples strip = start.crop(pass.strip());
            final Patch patch = painter.paint(new OutpaintPass(pass.side().word(), pass.strip(), strip, pass.mask(),
                    pass.repaint(), 0));
            original = new Box(original.x() + pass.place().x(), original.y() + pass.place().y(), image.width(),
                    image.height());
            now = base.crop(pass.grown());
            final int overlap = 2 * layout.blur();
            new SeamBlend(now, new SeamBlend.Reach(pass.place(), original, overlap, overlap, spill()))
                    .put(patch, changes(patch, strip, pass.strip()));
        }
        return now;
    }

    private Samples poor(final OutpaintPainter painter) {
        final Samples out = OutpaintCanvas.enlarged(image, layout.canvas(), layout.original(), range.low());
        final int overlap = layout.blur() / 2;
        final Plane mask = outside(layout.kept(2 * layout.blur()));
        final Mask repaint = Mask.of(outside(layout.kept(overlap)));
        final OutpaintTiles tiles = layout.tiles();
        final Patch patch = tiles.paint(OutpaintCanvas.copy(out), mask, repaint, painter);
        new SeamBlend(out, new SeamBlend.Reach(layout.original(), layout.original(), overlap, overlap, spill()))
                .put(patch, changes(patch, out, layout.canvas()));
        return out;
    }

    private Samples mosaic(final OutpaintPainter painter) {
        final Mosaic mosaic = new Mosaic(image.width(), image.height(), outpaint.ground(), image.type().isByte());
        final Samples start = OutpaintCanvas.enlarged(image, layout.canvas(), layout.original(), range.low());
        for (int c = 0; c < image.channels(); c++) {
            final Plane plane = mosaic.start(measured(c));
            for (int i = 0; i < plane.values().length; i++)
                if (!isOriginal(i))
                    start.set(c, i, plane.values()[i]);
        }
        final Plane mask = mosaic.mask();
        final Plane repaint = mask.copy();
        for (int i = 0; i < repaint.values().length; i++)
            repaint.values()[i] = mask.values()[i] >= 0.5f || !isOriginal(i) ? 1 : 0;
        final Samples out = OutpaintCanvas.copy(start);
        final Patch patch = painter.paint(new OutpaintPass("", layout.canvas(), start, mask, Mask.of(repaint), 0));
        new SeamBlend(out, new SeamBlend.Reach(layout.original(), layout.original(), mosaic.overlapColumns(),
                mosaic.overlapRows(), spill())).put(patch, changes(patch, start, layout.canvas()));
        return out;
    }

    private Samples patch(final OutpaintPainter painter) {
        final Samples out = OutpaintCanvas.enlarged(image, layout.canvas(), layout.original(), range.low());
        final Plane mask = outside(layout.original());
        final Patch patch = painter.paint(new OutpaintPass("", layout.canvas(), OutpaintCanvas.copy(out), mask,
                Mask.of(mask), 0));
        patch.write(out.planes(), out.width(), out.height());
        return out;
    }

    /** A channel as floats, what was not measured replaced by the mean of the rest. */
    private Plane measured(final int c) {
        final float[] values = image.channel(c), valid = MeasuredSamples.valid(image);
        double sum = 0;
        int n = 0;
        for (int i = 0; i < values.length; i++)
            if (valid[i] > 0) {
                sum += values[i];
                n++;
            }
        for (int i = 0; i < values.length; i++)
            if (valid[i] == 0)
                values[i] = n == 0 ? 0 : (float) (sum / n);
        return new Plane(values, image.width(), image.height());
    }

    private boolean isOriginal(final int i) {
        final int x = i % layout.canvas().width() - layout.original().x();
        final int y = i / layout.canvas().width() - layout.original().y();
        return x >= 0 && y >= 0 && x < image.width() && y < image.height();
    }

    /** 1 on the canvas but for a box. */
    private Plane outside(final Box box) {
        final Plane plane = Plane.filled(1, layout.canvas().width(), layout.canvas().height());
        for (int y = box.y(); y < box.y() + box.height(); y++)
            Arrays.fill(plane.values(), y * plane.width() + box.x(), y * plane.width() + box.x() + box.width(), 0);
        return plane;
    }

    private int spill() {
        return outpaint.request().spill();
    }

    /** Whether anything was painted at all: what is as it was prepared is to be seen so. */
    private static boolean changes(final Patch patch, final Samples start, final Box place) {
        final Samples before = start.crop(patch.box().relativeTo(place));
        return !Arrays.equals(before.only(patch.painted()).bytes(), patch.samples().only(patch.painted()).bytes());
    }
}
