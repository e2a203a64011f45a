package org.inpaintj.inpaint.large;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.inpaint.samples.Samples;

/**
 * Finds the connected parts of a mask that is larger than memory, block by block: parts are joined across the borders
 * of blocks by union-find, and hang together across corners too. What is kept is one block, a row of labels and a few
 * numbers a part, whatever the size of the mask. The parts do not depend on the blocks.
 */
final class MaskParts {

    /** Parts and pieces of parts; a photograph that was taken for a mask has more. */
    private static final int MOST = 1 << 20;

    private final BlockImage mask;
    private final int slice;
    private final int frame;
    private final LargeMask.Grey grey;
    private int[] parent = new int[64];
    private Part[] pieces = new Part[64];
    private int count = 1;

    /** Of the row above, and of the one at hand; a pixel more on each side. */
    private int[] above, below;
    /** Of the last column of the block on the left; a pixel more on each side. */
    private int[] left, right;

    /**
     * One part.
     *
     * @param box bounds
     * @param x   column of its first pixel in reading order
     * @param y   row of that
     */
    record Part(Box box, int x, int y) {

        private Part with(final Part other) {
            final boolean first = y < other.y || y == other.y && x < other.x;
            return new Part(box.span(other.box), first ? x : other.x, first ? y : other.y);
        }

        private Part with(final int px, final int py) {
            if (px >= box.x() && py >= box.y() && px < box.x() + box.width() && py < box.y() + box.height())
                return py < y || py == y && px < x ? new Part(box, px, py) : this;
            return with(new Part(new Box(px, py, 1, 1), px, py));
        }
    }

    private MaskParts(final BlockImage mask, final int slice, final int frame, final LargeMask.Grey grey) {
        this.mask = mask;
        this.slice = slice;
        this.frame = frame;
        this.grey = grey;
    }

    /**
     * The parts in reading order of their first pixels.
     *
     * @param grey what of a sample counts: all that is neither 0 nor NaN belongs to a part
     */
    static List<Part> find(final BlockImage mask, final int slice, final int frame, final LargeMask.Grey grey,
            final Progress progress) throws IOException {
        return new MaskParts(mask, slice, frame, grey).parts(LargeMask.blocks(mask.layout()), progress);
    }

    /** The same of the first plane, in blocks of a width and a height. */
    static List<Part> find(final BlockImage mask, final int[] block, final LargeMask.Grey grey) throws IOException {
        return new MaskParts(mask, 1, 1, grey).parts(LargeMask.blocks(mask.layout(), block[0], block[1]),
                Progress.NONE);
    }

    private List<Part> parts(final List<List<Box>> rows, final Progress progress) throws IOException {
        final Box all = mask.layout().bounds();
        below = new int[all.width() + 2];
        for (int i = 0; i < rows.size(); i++) {
            progress.step(i, rows.size(), "Looking for the parts of the mask");
            above = below;
            below = new int[all.width() + 2];
            left = new int[rows.get(i).get(0).height() + 2];
            for (final Box block : rows.get(i)) {
                progress.check();
                right = new int[left.length];
                final Samples samples = mask.isBlank(block, slice, frame) ? null : mask.read(block, slice, frame);
                if (samples != null && !LargeMask.isZero(samples))
                    label(block, samples);
                left = right;
            }
        }
        final List<Part> parts = new ArrayList<>();
        for (int k = 1; k < count; k++)
            if (root(k) == k)
                parts.add(pieces[k]);
        parts.sort(Comparator.comparingInt(Part::y).thenComparingInt(Part::x));
        return parts;
    }

    /** Gives each pixel of a block the label of a neighbour that came before, or a new one. */
    private void label(final Box block, final Samples samples) {
        int[] last = Arrays.copyOfRange(above, block.x(), block.x() + block.width() + 2);
        for (int y = 0; y < block.height(); y++) {
            final int[] row = new int[block.width() + 2];
            // the column on the left, which is whole by now
            row[0] = left[y + 1];
            if (y > 0)
                last[0] = left[y];
            for (int x = 0; x < block.width(); x++) {
                final float value = grey.of(samples, y * block.width() + x);
                if (value == 0 || Float.isNaN(value))
                    continue;
                int label = join(join(join(row[x], last[x]), last[x + 1]), last[x + 2]);
                if (x == 0)
                    label = join(label, left[y + 2]);
                if (label == 0)
                    label = piece();
                row[x + 1] = label;
                pieces[label] = pieces[label] == null
                        ? new Part(new Box(block.x() + x, block.y() + y, 1, 1), block.x() + x, block.y() + y)
                        : pieces[label].with(block.x() + x, block.y() + y);
            }
            right[y + 1] = row[block.width()];
            last = row;
        }
        System.arraycopy(last, 1, below, block.x() + 1, block.width());
    }

    private int piece() {
        if (count == MOST)
            throw new InpaintException("The mask falls into more than " + MOST
                    + " parts, so it is hardly one: name an image that is 0 wherever nothing is to be repainted.");
        if (count == parent.length) {
            parent = Arrays.copyOf(parent, 2 * count);
            pieces = Arrays.copyOf(pieces, 2 * count);
        }
        parent[count] = count;
        return count++;
    }

    private int root(final int label) {
        int at = label;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** The label of both together; 0 is none. */
    private int join(final int a, final int b) {
        if (a == 0 || b == 0)
            return a == 0 ? b == 0 ? 0 : root(b) : root(a);
        final int one = root(a), other = root(b);
        if (one != other) {
            parent[other] = one;
            pieces[one] = pieces[one].with(pieces[other]);
            pieces[other] = null;
        }
        return one;
    }
}
