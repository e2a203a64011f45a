package org.inpaintj.inpaint.large;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Facts;
import org.inpaintj.inpaint.samples.SampleType.Storage;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;
import org.inpaintj.repair.Region;

/**
 * Makes regions of a mask or a label image that may be larger than memory. What counts is what counts in one that fits:
 * white is repainted, images whose largest value is that of the type are soft, other values are labels. Used by one
 * thread.
 */
public final class LargeMask {

    /** Pixels looked at in one go, about. */
    private static final int AT_ONCE = 1 << 22, SIDE = 2048;
    /** More values than any label image has, but fewer than a photograph. */
    private static final int MOST_LABELS = 20000;

    private final BlockImage mask;
    private final int slice;
    private final int frame;
    private long pixels;

    /** What of a sample counts. */
    @FunctionalInterface
    interface Grey {

        float of(Samples samples, int index);
    }

    /**
     * @param slice z, 1-based
     * @param frame t, 1-based
     */
    public LargeMask(final BlockImage mask, final int slice, final int frame) {
        this.mask = mask;
        this.slice = slice;
        this.frame = frame;
    }

    /**
     * A region for each connected part, in reading order.
     *
     * @throws InpaintException if the mask is black everywhere, or its parts are more or larger than memory holds
     */
    public List<Region> parts(final Progress progress) throws IOException {
        final float[] seen = { 0, 0 };
        final List<MaskParts.Part> parts = MaskParts.find(mask, slice, frame, (samples, i) -> {
            final float value = brightest(samples, i);
            seen[0] = Math.max(seen[0], value);
            if (value > 0 && value < 1)
                seen[1] = 1;
            return value;
        }, progress);
        if (parts.isEmpty())
            throw new InpaintException("The mask '" + mask.layout().info().title()
                    + "' is black everywhere: paint white what is to be repainted.");
        final float full = mask.layout().type().whole() ? (float) mask.layout().type().max() : 1;
        final boolean soft = seen[0] == full || seen[1] > 0 && seen[0] < full;
        final List<Region> regions = new ArrayList<>();
        for (final MaskParts.Part part : parts) {
            progress.check();
            final Mask values = values(part, soft ? full : 0);
            if (!values.isEmpty())
                regions.add(Region.of("", 1, values));
        }
        return regions;
    }

    /**
     * A region for each value, in ascending order; where all labels have the same value, for each connected part.
     *
     * @throws InpaintException if it labels nothing, is no label image, or has regions larger than memory holds
     */
    public List<Region> labels(final Progress progress) throws IOException {
        final String name = mask.layout().info().title();
        final Map<Double, Box> boxes = boxes(progress);
        if (boxes.isEmpty())
            throw new InpaintException("'" + name + "' is 0 everywhere, so it labels nothing.");
        final List<Region> regions = new ArrayList<>();
        if (boxes.size() == 1) {
            final Map<String, String> facts = facts(boxes.keySet().iterator().next());
            for (final MaskParts.Part part : MaskParts.find(mask, slice, frame,
                    (samples, i) -> (float) label(samples, i), progress))
                regions.add(region(values(part, 0), facts));
            return regions;
        }
        for (final Map.Entry<Double, Box> each : boxes.entrySet()) {
            progress.check();
            final Box box = each.getValue();
            count(box);
            final Samples samples = mask.read(box, slice, frame);
            final float[] values = new float[box.width() * box.height()];
            for (int i = 0; i < values.length; i++)
                values[i] = label(samples, i) == each.getKey() ? 1 : 0;
            regions.add(region(new Mask(box, values), facts(each.getKey())));
        }
        return regions;
    }

    private static Region region(final Mask mask, final Map<String, String> facts) {
        return new Region("", 1, mask.box(), mask, facts);
    }

    private static Map<String, String> facts(final double value) {
        return Map.of(Facts.REGION + " label", value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value));
    }

    private Map<Double, Box> boxes(final Progress progress) throws IOException {
        final Map<Double, Box> boxes = new TreeMap<>();
        final List<List<Box>> rows = blocks(mask.layout());
        for (int r = 0; r < rows.size(); r++) {
            progress.step(r, rows.size(), "Looking for labels");
            for (final Box block : rows.get(r)) {
                progress.check();
                final Samples samples = mask.isBlank(block, slice, frame) ? null : mask.read(block, slice, frame);
                if (samples != null && !isZero(samples))
                    add(boxes, block, samples);
            }
        }
        return boxes;
    }

    private void add(final Map<Double, Box> boxes, final Box block, final Samples samples) {
        for (int i = 0; i < block.width() * block.height(); i++) {
            final double value = label(samples, i);
            if (value == 0 || Double.isNaN(value))
                continue;
            final int x = block.x() + i % block.width(), y = block.y() + i / block.width();
            final Box box = boxes.get(value);
            // a box for each pixel would take longer than all the rest
            if (box == null || x < box.x() || x >= box.x() + box.width() || y < box.y()
                    || y >= box.y() + box.height())
                boxes.merge(value, new Box(x, y, 1, 1), Box::span);
            if (boxes.size() > MOST_LABELS)
                throw new InpaintException("'" + mask.layout().info().title() + "' has more than " + MOST_LABELS
                        + " different values, so it is no label image: name one in which each object has a value of "
                        + "its own.");
        }
    }

    /** The pixels that hang together with the first one of a part, over its bounds. */
    private Mask values(final MaskParts.Part part, final float full) throws IOException {
        final Box box = part.box();
        count(box);
        final Samples samples = mask.read(box, slice, frame);
        final int width = box.width(), n = width * box.height();
        final float[] out = new float[n];
        final boolean[] seen = new boolean[n];
        int[] stack = new int[64];
        int top = 0;
        stack[top++] = (part.y() - box.y()) * width + part.x() - box.x();
        seen[stack[0]] = true;
        while (top > 0) {
            final int at = stack[--top], x = at % width;
            out[at] = full == 0 ? 1 : Math.max(0, brightest(samples, at) / full);
            if (top + 8 > stack.length)
                stack = Arrays.copyOf(stack, 2 * stack.length);
            for (int dy = -width; dy <= width; dy += width)
                for (int dx = x == 0 ? 0 : -1; dx <= (x == width - 1 ? 0 : 1); dx++) {
                    final int next = at + dy + dx;
                    if (next < 0 || next >= n || seen[next])
                        continue;
                    seen[next] = true;
                    final float value = brightest(samples, next);
                    if (value != 0 && !Float.isNaN(value))
                        stack[top++] = next;
                }
        }
        return new Mask(box, out);
    }

    /** @throws InpaintException if all regions together are larger than memory holds */
    private void count(final Box box) {
        pixels += (long) box.width() * box.height();
        if (pixels * 2 * Float.BYTES > Runtime.getRuntime().maxMemory() / 2)
            throw new InpaintException("The regions of '" + mask.layout().info().title() + "' cover more than "
                    + (pixels >> 20) + " million pixels, which Java's memory does not hold: give it more with java "
                    + "-Xmx8g -jar ..., or name a mask of fewer or smaller parts.");
    }

    /** One value a pixel; of colours the brightest channel. */
    private static float brightest(final Samples samples, final int i) {
        return samples.type().isRgb()
                ? (float) Math.max(samples.get(0, i), Math.max(samples.get(1, i), samples.get(2, i)))
                : (float) samples.get(0, i);
    }

    private static double label(final Samples samples, final int i) {
        return samples.type().isRgb() ? ((int[]) samples.planes().get(0))[i] & 0xffffff : samples.get(0, i);
    }

    /** True if no sample is anything but 0, seen quickly. */
    static boolean isZero(final Samples samples) {
        final Object plane = samples.planes().get(0);
        final Storage storage = samples.type().storage();
        if (storage == Storage.BYTES) {
            final byte[] bytes = (byte[]) plane;
            return bytes.length == 0 || bytes[0] == 0 && Arrays.equals(bytes, 1, bytes.length, bytes, 0,
                    bytes.length - 1);
        }
        if (storage == Storage.SHORTS) {
            final short[] shorts = (short[]) plane;
            return shorts.length == 0 || shorts[0] == 0 && Arrays.equals(shorts, 1, shorts.length, shorts, 0,
                    shorts.length - 1);
        }
        return false;
    }

    /** Boxes that cover an image, row by row of boxes: whole blocks where these are not too large. */
    static List<List<Box>> blocks(final BlockLayout layout) {
        final int columns = Math.min(layout.width(), multiple(layout.blockWidth(), SIDE));
        final int least = Math.max(1, AT_ONCE / columns);
        final int high = layout.blockHeight() > 4 * least ? least
                : multiple(layout.blockHeight(), Math.min(SIDE, least));
        return blocks(layout, columns, high);
    }

    /** Boxes of a width and a height, those at the edge smaller. */
    static List<List<Box>> blocks(final BlockLayout layout, final int columns, final int high) {
        final List<List<Box>> rows = new ArrayList<>();
        for (int y = 0; y < layout.height(); y += high) {
            final List<Box> row = new ArrayList<>();
            for (int x = 0; x < layout.width(); x += columns)
                row.add(new Box(x, y, Math.min(columns, layout.width() - x), Math.min(high, layout.height() - y)));
            rows.add(row);
        }
        return rows;
    }

    /** The smallest multiple of a length that is not below another. */
    private static int multiple(final int of, final int least) {
        return Math.max(1, (least + of - 1) / of) * of;
    }
}
