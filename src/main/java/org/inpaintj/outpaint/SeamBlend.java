package org.inpaintj.outpaint;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Ring;
import org.inpaintj.raster.Seam;

/**
 * Brings what was painted into an enlarged image. New ground takes it as it is; what was there before keeps its
 * samples, or fades into it where that is allowed; and new ground is corrected so that it meets what is kept.
 */
final class SeamBlend {

    /**
     * Where an image lies in the canvas, and how far what is painted may fade into it.
     *
     * @param kept     what was there before
     * @param original the part of it that was never painted
     * @param columns  that what is painted overlaps what was there, px
     * @param rows     the same
     * @param spill    how many of them may change in the original
     */
    record Reach(Box kept, Box original, int columns, int rows, int spill) {
    }

    private final Samples canvas;
    private final Reach reach;

    /** @param canvas with what was there before; written to */
    SeamBlend(final Samples canvas, final Reach reach) {
        this.canvas = canvas;
        this.reach = reach;
    }

    /**
     * @param closed whether new ground is to be corrected; not where it is meant to be seen as it is
     */
    void put(final Patch patch, final boolean closed) {
        final Box box = patch.box().intersect(new Box(0, 0, canvas.width(), canvas.height()));
        final Samples made = patch.samples().crop(box.relativeTo(patch.box()));
        final float[] alpha = alpha(box, patch);
        final Plane hole = new Plane(box.width(), box.height()), known = new Plane(box.width(), box.height());
        for (int c = 0; c < canvas.channels(); c++) {
            final float[] fill = made.channel(c);
            final float[] before = canvas.crop(box).channel(c);
            for (int i = 0; i < fill.length; i++) {
                final boolean ground = !contains(reach.kept, x(box, i), y(box, i));
                hole.values()[i] = ground && alpha[i] > 0 ? 1 : 0;
                known.values()[i] = !ground && alpha[i] >= 0 && Float.isFinite(before[i]) ? 1 : 0;
                if (!ground && alpha[i] > 0 && known.values()[i] > 0)
                    before[i] += alpha[i] * (fill[i] - before[i]);
            }
            if (closed)
                Seam.close(before, fill, Ring.of(hole, known));
            for (int i = 0; i < fill.length; i++)
                if (alpha[i] > 0 && (hole.values()[i] > 0 || known.values()[i] > 0))
                    canvas.set(c, y(box, i) * canvas.width() + x(box, i), hole.values()[i] > 0 ? fill[i] : before[i]);
        }
    }

    private static int x(final Box box, final int i) {
        return box.x() + i % box.width();
    }

    private static int y(final Box box, final int i) {
        return box.y() + i / box.width();
    }

    private static boolean contains(final Box box, final int x, final int y) {
        return x >= box.x() && y >= box.y() && x < box.x() + box.width() && y < box.y() + box.height();
    }

    /** How much of what was painted counts, 0 to 1; below 0 where nothing was painted. */
    private float[] alpha(final Box box, final Patch patch) {
        final float[] alpha = new float[box.width() * box.height()];
        for (int i = 0; i < alpha.length; i++) {
            final int x = x(box, i), y = y(box, i);
            final boolean painted = patch.painted()[(y - patch.box().y()) * patch.box().width() + x - patch.box().x()];
            alpha[i] = !painted ? -1 : !contains(reach.kept, x, y) ? 1 : fade(x, y);
        }
        return alpha;
    }

    /** From the edge of the new ground inwards, linear. */
    private float fade(final int x, final int y) {
        final boolean original = contains(reach.original, x, y);
        final int columns = original ? Math.min(reach.columns, reach.spill) : reach.columns;
        final int rows = original ? Math.min(reach.rows, reach.spill) : reach.rows;
        float most = 0;
        if (reach.kept.x() > 0)
            most = Math.max(most, ramp(x - reach.kept.x() + 1, columns));
        if (reach.kept.x() + reach.kept.width() < canvas.width())
            most = Math.max(most, ramp(reach.kept.x() + reach.kept.width() - x, columns));
        if (reach.kept.y() > 0)
            most = Math.max(most, ramp(y - reach.kept.y() + 1, rows));
        if (reach.kept.y() + reach.kept.height() < canvas.height())
            most = Math.max(most, ramp(reach.kept.y() + reach.kept.height() - y, rows));
        return most;
    }

    private static float ramp(final int distance, final int length) {
        return distance > length ? 0 : 1 - distance / (length + 1f);
    }
}
