package org.inpaintj.inpaint.large;

import java.util.List;

import org.inpaintj.core.Box;
import org.inpaintj.inpaint.samples.Samples;

/**
 * What was painted in a region.
 *
 * @param box     in pixels of the image
 * @param samples over the box
 * @param painted one flag a pixel of the box, row by row: true where the image takes the sample
 */
record StoredPatch(Box box, Samples samples, boolean[] painted) {

    /** Writes what of it lies in a box of the image into the samples of that box. */
    void over(final Samples out, final Box outer) {
        final Box common = box.intersect(outer);
        for (int y = common.y(); y < common.y() + common.height(); y++) {
            final int from = (y - box.y()) * box.width() - box.x(), to = (y - outer.y()) * outer.width() - outer.x();
            int x = common.x();
            final int right = common.x() + common.width();
            while (x < right) {
                final int begin = x;
                final boolean copies = painted[from + x];
                while (x < right && painted[from + x] == copies)
                    x++;
                if (copies)
                    copy(out.planes(), from + begin, to + begin, x - begin);
            }
        }
    }

    private void copy(final List<Object> out, final int from, final int to, final int count) {
        for (int p = 0; p < out.size(); p++)
            System.arraycopy(samples.planes().get(p), from, out.get(p), to, count);
    }
}
