package org.inpaintj.outpaint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.raster.PillowResampler;

/**
 * The mosaic of sd-webui-mosaic-outpaint: an image is continued by its mirror image, which may be stretched, and all
 * that is new is coarsened to tiles, for diffusion to start from at a high strength.
 */
final class Mosaic {

    private final int width;
    private final int height;
    private final Set<Direction> sides;
    private final OutpaintKeys.MosaicKeys keys;
    private final boolean bytes;
    private final Margins margins;

    /**
     * @param width  of the image, px
     * @param height of the image, px
     * @param bytes  whether samples are of 8 bits, and rounded to them wherever Pillow does
     */
    Mosaic(final int width, final int height, final OutpaintKeys ground, final boolean bytes) {
        this.width = width;
        this.height = height;
        this.bytes = bytes;
        sides = ground.directions();
        keys = ground.mosaic();
        margins = margins(width, height, ground);
    }

    /** What is added to an image of a size. */
    static Margins margins(final int width, final int height, final OutpaintKeys ground) {
        return ground.margins((int) (width * ground.mosaic().expand_x()), (int) (height * ground.mosaic().expand_y()));
    }

    Margins margins() {
        return margins;
    }

    /** The enlarged plane, in the plane's own values; the image itself is in it as it was. */
    Plane start(final Plane plane) {
        final Plane out = mirrored(plane);
        if (keys.fill() == OutpaintKeys.Fill.STRETCH)
            for (final Direction side : sides)
                stretch(out, side);
        for (final Region region : regions())
            coarsen(out, region);
        return out;
    }

    private Plane mirrored(final Plane plane) {
        final Box canvas = margins.canvas(width, height);
        final Plane out = new Plane(canvas.width(), canvas.height());
        for (int y = 0; y < canvas.height(); y++)
            for (int x = 0; x < canvas.width(); x++)
                out.values()[y * canvas.width() + x] =
                        plane.at(mirrored(x - margins.left(), width), mirrored(y - margins.up(), height));
        return out;
    }

    private static int mirrored(final int at, final int size) {
        return at < 0 ? -1 - at : at < size ? at : 2 * size - 1 - at;
    }

    /** Enlarges what is next to the image on a side, over all columns or rows. */
    private void stretch(final Plane out, final Direction side) {
        final boolean across = side.isHorizontal(), first = side.isFirst();
        final int added = margins.on(side), wide = out.width(), high = out.height();
        final int strip = Math.max(1, (int) (added * keys.stretch()));
        final int grown = Math.multiplyExact(added, keys.ratio());
        final int edge = (across ? margins.left() : margins.up()) + (first ? 0 : across ? width : height);
        final Plane near = out.crop(along(across, first ? edge - strip : edge, strip, wide, high));
        final Plane large = resize(near, PillowResampler.LINEAR, across ? grown : wide, across ? high : grown);
        final Plane kept = large.crop(along(across, first ? grown - added : 0, added, wide, high));
        final int to = first ? edge - added : edge;
        out.put(kept, across ? to : 0, across ? 0 : to);
    }

    /** Columns from one on, or rows. */
    private static Box along(final boolean across, final int from, final int count, final int wide, final int high) {
        return across ? new Box(from, 0, count, high) : new Box(0, from, wide, count);
    }

    /** A rectangle of new ground. */
    private record Region(Box box, int columns, int rows) {
    }

    private List<Region> regions() {
        final List<Region> regions = new ArrayList<>();
        final int shorter = keys.short_(), longer = keys.long_(), corner = (shorter + longer) / 2;
        final int[] xs = { 0, margins.left(), margins.left() + width, margins.left() + width + margins.right() };
        final int[] ys = { 0, margins.up(), margins.up() + height, margins.up() + height + margins.down() };
        for (int row = 0; row < 3; row++)
            for (int column = 0; column < 3; column++) {
                final Box box = new Box(xs[column], ys[row], xs[column + 1] - xs[column], ys[row + 1] - ys[row]);
                final boolean beside = column != 1, above = row != 1;
                if (!box.isEmpty() && (beside || above))
                    regions.add(new Region(box, beside && above ? corner : beside ? shorter : longer,
                            beside && above ? corner : beside ? longer : shorter));
            }
        return regions;
    }

    private void coarsen(final Plane out, final Region region) {
        final Box box = region.box;
        final Plane small = resize(out.crop(box), PillowResampler.BOX, region.columns, region.rows);
        final int[] columns = nearest(region.columns, box.width()), rows = nearest(region.rows, box.height());
        for (int y = 0; y < box.height(); y++)
            for (int x = 0; x < box.width(); x++)
                out.values()[(box.y() + y) * out.width() + box.x() + x] = small.at(columns[x], rows[y]);
    }

    /** Which of so many each new pixel takes; summed up as Pillow does, so that ties go to the same one. */
    private static int[] nearest(final int from, final int to) {
        final int[] out = new int[to];
        final double step = (double) from / to;
        double at = step * 0.5;
        for (int i = 0; i < to; i++, at += step)
            out[i] = Math.min(from - 1, (int) at);
        return out;
    }

    /** Columns first, as Pillow has done it until its version 12. */
    private Plane resize(final Plane plane, final PillowResampler resampler, final int wide, final int high) {
        if (!bytes)
            return resampler.resize(plane, wide, high);
        final byte[] pixels = new byte[plane.values().length];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (byte) plane.values()[i];
        final byte[] rows = resampler.resize(pixels, 1, plane.width(), plane.height(), wide, plane.height());
        final byte[] all = resampler.resize(rows, 1, wide, plane.height(), wide, high);
        final Plane out = new Plane(wide, high);
        for (int i = 0; i < all.length; i++)
            out.values()[i] = all[i] & 0xff;
        return out;
    }

    /** What is to be repainted, 0 or 1, and between with feathering; it overlaps the image where new ground adjoins. */
    Plane mask() {
        final Box canvas = margins.canvas(width, height), kept = kept();
        final Plane mask = Plane.filled(1, canvas.width(), canvas.height());
        for (int y = kept.y(); y < kept.y() + kept.height(); y++)
            for (int x = kept.x(); x < kept.x() + kept.width(); x++)
                mask.values()[y * canvas.width() + x] = 0;
        return keys.feather() == 0 ? mask : MaskFeather.blur(mask, keys.feather());
    }

    /** How far the mask reaches into the image, columns where sides are new. */
    int overlapColumns() {
        return (int) (width * keys.mask_overlap());
    }

    /** The same, rows. */
    int overlapRows() {
        return (int) (height * keys.mask_overlap());
    }

    /** The part of the canvas that is not masked. */
    private Box kept() {
        final long across = sides.stream().filter(Direction::isHorizontal).count(), down = sides.size() - across;
        final double overlap = keys.mask_overlap();
        return new Box(margins.left() + (sides.contains(Direction.LEFT) ? overlapColumns() : 0),
                margins.up() + (sides.contains(Direction.UP) ? overlapRows() : 0),
                (int) (width * (1 - overlap * across)), (int) (height * (1 - overlap * down)));
    }
}
