package org.inpaintj.outpaint;

import java.util.Arrays;
import java.util.Set;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.samples.MeasuredSamples;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;
import org.inpaintj.upscale.TileGrid;

/** Enlarges one image by one method; with the painter's help. */
final class OutpaintRun {

    private final Samples image;
    private final OutpaintRequest outpaint;
    private final Set<Direction> sides;
    private final Margins margins;
    private final ToneRange range;

    /**
     * @param image    colours, not numbers of colours
     * @param outpaint settled
     */
    OutpaintRun(final Samples image, final OutpaintRequest outpaint) {
        this.image = image;
        this.outpaint = outpaint;
        sides = outpaint.ground().directions();
        margins = margins(image.width(), image.height(), outpaint);
        range = ToneRange.of(image);
    }

    /** What is added to an image of a size; of a settled request. */
    static Margins margins(final int width, final int height, final OutpaintRequest outpaint) {
        final Set<Direction> sides = outpaint.ground().directions();
        final int expand = outpaint.ground().border().expand();
        final Margins asked = Margins.of(sides, expand, expand);
        return switch (outpaint.method()) {
            case MK2, POOR -> asked.rounded(width, height);
            case MOSAIC -> new Mosaic(width, height, sides, outpaint.ground(), true).margins();
            default -> asked;
        };
    }

    /** How many passes there will be. */
    int passes() {
        return switch (outpaint.method()) {
            case MK2 -> sides.size();
            case POOR -> new OutpaintTiles(grid(), original()).count();
            default -> 1;
        };
    }

    /** Where the image will lie. */
    Box original() {
        return margins.place(image.width(), image.height());
    }

    private Box canvas() {
        return margins.canvas(image.width(), image.height());
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
        for (final Direction side : sides) {
            final Mk2Pass pass = Mk2Pass.of(side, now.width(), now.height(), margins.on(side), blur(),
                    side.isHorizontal() ? processWidth() : processHeight());
            final Samples base = OutpaintCanvas.enlarged(now, pass.canvas(), pass.place(), range.low());
            final Samples start = OutpaintCanvas.noised(base, pass.masked(), range,
                    outpaint.ground().border().falloff(), outpaint.ground().border().jitter());
            final Samples strip = start.crop(pass.strip());
            final Patch patch = painter.paint(new OutpaintPass(side.word(), pass.strip(), strip, pass.mask(),
                    pass.repaint(), 0));
            original = new Box(original.x() + pass.place().x(), original.y() + pass.place().y(), image.width(),
                    image.height());
            now = base.crop(pass.grown());
            new SeamBlend(now, new SeamBlend.Reach(pass.place(), original, 2 * blur(), 2 * blur(), spill()))
                    .put(patch, changes(patch, strip, pass.strip()));
        }
        return now;
    }

    private Samples poor(final OutpaintPainter painter) {
        final Samples out = OutpaintCanvas.enlarged(image, canvas(), original(), range.low());
        final int overlap = blur() / 2;
        final Plane mask = outside(inset(2 * blur()));
        final Mask repaint = Mask.of(outside(inset(overlap)));
        final OutpaintTiles tiles = new OutpaintTiles(grid(), original());
        final Patch patch = tiles.paint(OutpaintCanvas.copy(out), mask, repaint, painter);
        new SeamBlend(out, new SeamBlend.Reach(original(), original(), overlap, overlap, spill()))
                .put(patch, changes(patch, out, canvas()));
        return out;
    }

    private Samples mosaic(final OutpaintPainter painter) {
        final Mosaic mosaic = new Mosaic(image.width(), image.height(), sides, outpaint.ground(),
                image.type().isByte());
        final Samples start = OutpaintCanvas.enlarged(image, canvas(), original(), range.low());
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
        final Patch patch = painter.paint(new OutpaintPass("", canvas(), start, mask, Mask.of(repaint), 0));
        new SeamBlend(out, new SeamBlend.Reach(original(), original(), mosaic.overlapColumns(), mosaic.overlapRows(),
                spill())).put(patch, changes(patch, start, canvas()));
        return out;
    }

    private Samples patch(final OutpaintPainter painter) {
        final Samples out = OutpaintCanvas.enlarged(image, canvas(), original(), range.low());
        final Plane mask = outside(original());
        final Patch patch = painter.paint(new OutpaintPass("", canvas(), OutpaintCanvas.copy(out), mask, Mask.of(mask),
                0));
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
        final int x = i % canvas().width() - margins.left(), y = i / canvas().width() - margins.up();
        return x >= 0 && y >= 0 && x < image.width() && y < image.height();
    }

    /** 1 on the canvas but for a box. */
    private Plane outside(final Box box) {
        final Plane plane = Plane.filled(1, canvas().width(), canvas().height());
        for (int y = box.y(); y < box.y() + box.height(); y++)
            Arrays.fill(plane.values(), y * plane.width() + box.x(), y * plane.width() + box.x() + box.width(), 0);
        return plane;
    }

    /** The image without a rim on the sides that grow; right and below one less wide, as the WebUI draws it. */
    private Box inset(final int rim) {
        final Box place = original();
        final int last = rim > 0 ? 1 : 0;
        final int left = place.x() + (margins.left() > 0 ? rim : 0), top = place.y() + (margins.up() > 0 ? rim : 0);
        final int right = place.x() + place.width() - (margins.right() > 0 ? rim - last : 0);
        final int bottom = place.y() + place.height() - (margins.down() > 0 ? rim - last : 0);
        if (right <= left || bottom <= top)
            throw new InpaintException("A mask blur of " + blur() + " px leaves nothing of an image of " + image.width()
                    + " x " + image.height() + " px to go on from: lower the blur.");
        return new Box(left, top, right - left, bottom - top);
    }

    private TileGrid grid() {
        final int overlap = outpaint.ground().border().expand();
        if (overlap >= processWidth() && processWidth() < canvas().width()
                || overlap >= processHeight() && processHeight() < canvas().height())
            throw new InpaintException("With method=poor tiles overlap by as much as the image expands, and tiles of "
                    + processWidth() + " x " + processHeight() + " px that overlap by " + overlap
                    + " px never advance: expand less, or raise width and height.");
        return TileGrid.of(canvas().width(), canvas().height(), processWidth(), processHeight(), overlap);
    }

    private int blur() {
        return (int) Math.round(outpaint.request().blur());
    }

    private int spill() {
        return outpaint.request().spill();
    }

    private int processWidth() {
        return outpaint.request().width() > 0 ? outpaint.request().width() : nativeSize();
    }

    private int processHeight() {
        return outpaint.request().height() > 0 ? outpaint.request().height() : nativeSize();
    }

    private int nativeSize() {
        final Request request = outpaint.request();
        return Engines.found().get(request.engine()).defaultSize(request);
    }

    /** Whether anything was painted at all: what is as it was prepared is to be seen so. */
    private static boolean changes(final Patch patch, final Samples start, final Box place) {
        final Samples before = start.crop(patch.box().relativeTo(place));
        return !Arrays.equals(before.only(patch.painted()).bytes(), patch.samples().only(patch.painted()).bytes());
    }
}
