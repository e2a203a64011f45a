package org.inpaintj.inpaint;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.inpaintj.core.Box;
import org.inpaintj.core.Sha256;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.SampleDigest;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;

/**
 * What was painted over an image by hand (a sketch): samples of the image's type, and where they are. Nobody writes to
 * its arrays.
 *
 * @param box     in pixels of the image
 * @param samples over the box; meaningless where {@code painted} is false
 * @param painted one flag a pixel of the box, row by row
 */
public record Strokes(Box box, Samples samples, boolean[] painted) implements Serializable {

    /** What a record of strokes has in the place of a task and of an engine. */
    public static final String SKETCH = "sketch";

    private static final String BY_HAND = "painted by hand: these samples were drawn with tools, not measured";
    /** Pixels that are looked at together. */
    private static final int BAND = 1 << 20;

    public Strokes {
        if (painted.length != (long) box.width() * box.height() || samples.width() != box.width()
                || samples.height() != box.height())
            throw new IllegalArgumentException("samples and flags must cover " + box);
    }

    /**
     * Looks for strokes in a whole image, band by band, so that it takes the memory of what is painted.
     *
     * @param reader gives what is painted in a box; asked twice for most of the image
     * @return over the bounds of what is painted; empty if nothing is
     */
    public static Optional<Strokes> of(final Box image, final Function<Box, Strokes> reader) {
        final Box bounds = bounds(image, reader);
        if (bounds.isEmpty())
            return Optional.empty();
        Samples all = null;
        final boolean[] flags = new boolean[Math.multiplyExact(bounds.width(), bounds.height())];
        for (final Box band : bands(bounds)) {
            final Strokes part = reader.apply(band);
            if (all == null)
                all = Samples.blank(part.samples.type(), bounds.width(), bounds.height(),
                        part.samples.planes().size());
            part.write(all, bounds);
            System.arraycopy(part.painted, 0, flags, (band.y() - bounds.y()) * bounds.width(), part.painted.length);
        }
        return Optional.of(new Strokes(bounds, all, flags));
    }

    /** The bounds of what is painted in a whole image; empty if nothing is. */
    public static Box bounds(final Box image, final Function<Box, Strokes> reader) {
        Box bounds = new Box(0, 0, 0, 0);
        for (final Box band : bands(image))
            bounds = bounds.span(reader.apply(band).mask().bounds());
        return bounds;
    }

    private static List<Box> bands(final Box all) {
        final int rows = Math.max(1, BAND / all.width());
        return IntStream.range(0, (all.height() + rows - 1) / rows)
                .mapToObj(k -> new Box(all.x(), all.y() + k * rows, all.width(),
                        Math.min(rows, all.height() - k * rows)))
                .toList();
    }

    /** What was painted in a box, told by what it was before: all pixels of which a channel differs. */
    public static Strokes between(final Box box, final Samples before, final Samples after) {
        final boolean[] painted = new boolean[box.width() * box.height()];
        for (int p = 0; p < after.planes().size(); p++)
            mark(painted, before.planes().get(p), after.planes().get(p));
        return new Strokes(box, after, painted);
    }

    /** Of packed colours the byte that is no colour counts for nothing; of floats the bits count. */
    private static void mark(final boolean[] painted, final Object before, final Object after) {
        for (int i = 0; i < painted.length; i++)
            painted[i] |= before instanceof byte[] bytes ? bytes[i] != ((byte[]) after)[i]
                    : before instanceof short[] shorts ? shorts[i] != ((short[]) after)[i]
                    : before instanceof int[] ints ? (ints[i] ^ ((int[]) after)[i]) << 8 != 0
                    : before instanceof float[] floats ? Float.floatToIntBits(floats[i])
                            != Float.floatToIntBits(((float[]) after)[i])
                    : Double.compare(((double[]) before)[i], ((double[]) after)[i]) != 0;
    }

    /** What is painted as a mask: 1 there, 0 elsewhere. */
    public Mask mask() {
        final float[] values = new float[painted.length];
        for (int i = 0; i < values.length; i++)
            values[i] = painted[i] ? 1 : 0;
        return new Mask(box, values);
    }

    /** Writes the painted samples over those of a box. */
    public void write(final Samples into, final Box at) {
        final Box place = box.relativeTo(at);
        samples.write(painted, into.planes(), at.width(), at.height(), place.x(), place.y());
    }

    /** SHA-256 of what is painted and where. */
    public String digest() {
        final Samples only = samples.only(painted);
        if (only.type().isRgb())
            // files do not keep the byte that is no colour
            for (final Object plane : only.planes())
                for (int i = 0; i < painted.length; i++)
                    ((int[]) plane)[i] &= 0xffffff;
        return new Sha256().addHex(SampleDigest.of(only)).addHex(SampleDigest.of(mask())).hex();
    }

    /**
     * These strokes as a patch, whose record says that it was painted by hand.
     *
     * @param image over which they are
     * @param host  what InpaintJ runs in, to its version
     */
    public Patch patch(final ImageInfo image, final Map<String, String> host) {
        return new Patch(box, samples, painted, mask(), new Provenance(BY_HAND, SKETCH, SKETCH, 0, 1, Map.of(),
                Map.of(), Versions.software(host), image.title(), samples.type().bits(), image.slice(), image.frame(),
                box, "", List.of(), "", "", SampleDigest.of(samples.only(painted)), Provenance.now()));
    }

    /** The strokes that {@link #patch} made a patch of. */
    public static Strokes of(final Patch patch) {
        return new Strokes(patch.box(), patch.samples(), patch.painted());
    }

    /** True if the same is painted at the same place. */
    public boolean isLike(final Strokes other) {
        return box.equals(other.box) && Arrays.equals(painted, other.painted) && digest().equals(other.digest());
    }
}
