package org.inpaintj.outpaint;

import java.nio.FloatBuffer;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.samples.Planes;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;
import org.inpaintj.upscale.TileGrid;
import org.inpaintj.upscale.TileJoin;

/**
 * The tiles of poor man's outpainting: each is painted from the empty border by itself, then all are faded together.
 */
final class OutpaintTiles {

    private final TileGrid grid;
    private final Box original;

    /** @param original where the image lies on the canvas; tiles inside of it are left out */
    OutpaintTiles(final TileGrid grid, final Box original) {
        this.grid = grid;
        this.original = original;
    }

    /** How many are painted. */
    int count() {
        int n = 0;
        for (int i = 0; i < grid.count(); i++)
            n += isNew(grid.tile(i)) ? 1 : 0;
        return n;
    }

    private boolean isNew(final Box tile) {
        return !tile.intersect(original).equals(tile);
    }

    /**
     * Paints the tiles row by row, each with the next seed.
     *
     * @param canvas  with the image on it; not written to
     * @param mask    of the script, over the canvas
     * @param repaint what is painted, over the canvas
     * @return what is repainted, over the whole canvas
     */
    Patch paint(final Samples canvas, final Plane mask, final Mask repaint, final OutpaintPainter painter) {
        final TileJoin join = new TileJoin(grid, canvas.channels());
        int painted = 0;
        for (int i = 0; i < grid.count(); i++) {
            final Box tile = grid.tile(i);
            final Samples start = canvas.crop(tile), made = canvas.crop(tile);
            if (isNew(tile)) {
                final Patch patch = painter.paint(new OutpaintPass("tile " + (painted + 1), tile, start,
                        mask.crop(tile), repaint.over(tile), painted));
                patch.at(patch.box().x() - tile.x(), patch.box().y() - tile.y()).write(made.planes(), tile.width(),
                        tile.height());
                painted++;
            }
            join.add(floats(made), tile.width(), tile.height());
        }
        final boolean[] where = new boolean[canvas.width() * canvas.height()];
        for (int i = 0; i < where.length; i++)
            where[i] = repaint.values()[i] > 0;
        return new Patch(new Box(0, 0, canvas.width(), canvas.height()), samples(join.picture(), canvas), where,
                repaint, null);
    }

    private static FloatBuffer floats(final Samples samples) {
        final FloatBuffer all = FloatBuffer.allocate(samples.channels() * samples.width() * samples.height());
        for (int c = 0; c < samples.channels(); c++)
            all.put(samples.channel(c));
        return all.flip();
    }

    private static Samples samples(final RandomAccessibleInterval<FloatType> picture, final Samples like) {
        final Box box = new Box(0, 0, like.width(), like.height());
        final Samples out = Samples.blank(like.type(), box.width(), box.height(), like.planes().size());
        final float[][] channels = Planes.arrays(picture, box);
        for (int c = 0; c < channels.length; c++)
            for (int i = 0; i < channels[c].length; i++)
                out.set(c, i, channels[c][i]);
        return out;
    }
}
