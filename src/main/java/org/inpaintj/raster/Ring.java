package org.inpaintj.raster;

import java.util.stream.IntStream;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;

/** The known pixels around a hole, from which tone and boundary values are taken. Immutable. */
public final class Ring {

    private final int width;
    private final int height;
    private final boolean[] hole;
    private final boolean[] known;
    private final Box bounds;

    private Ring(final int width, final int height, final boolean[] hole, final boolean[] known, final Box bounds) {
        this.width = width;
        this.height = height;
        this.hole = hole;
        this.known = known;
        this.bounds = bounds;
    }

    /**
     * @param mask  above 0 where a pixel is to be filled
     * @param trust above 0 where a pixel holds a measured sample; of the mask's size
     */
    public static Ring of(final Plane mask, final Plane trust) {
        final int n = mask.values().length;
        final boolean[] hole = new boolean[n], known = new boolean[n];
        for (int i = 0; i < n; i++) {
            hole[i] = mask.values()[i] > 0;
            known[i] = !hole[i] && trust.values()[i] > 0;
        }
        return new Ring(mask.width(), mask.height(), hole, known, Mask.of(mask).bounds());
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** True where a pixel is to be filled. Not to be written to. */
    public boolean[] hole() {
        return hole;
    }

    /** True where a pixel holds a sample to rely on; never in the hole. Not to be written to. */
    public boolean[] known() {
        return known;
    }

    /** True if there is any sample to rely on. */
    public boolean isKnown() {
        for (final boolean k : known)
            if (k)
                return true;
        return false;
    }

    /** The hole with enough around it for {@link Seam} and {@link ChannelFit}; everything if little is known there. */
    public Box window() {
        final Box box = near(ChannelFit.BAND);
        int n = 0;
        for (final boolean k : cut(box).known)
            n += k ? 1 : 0;
        return n >= ChannelFit.ENOUGH ? box : new Box(0, 0, width, height);
    }

    /** The hole and what lies within a distance of it, in px. */
    Box near(final double distance) {
        return bounds.grow((int) Math.ceil(distance)).intersect(new Box(0, 0, width, height));
    }

    /** Distance of every pixel to the nearest one of the hole, px. */
    float[] far() {
        return DistanceTransform.to(i -> hole[i], width, height).values();
    }

    /**
     * Indices of the known pixels within a distance of the hole; those of all known pixels if they are too few, and of
     * all pixels where none is known, as when a whole image is changed.
     */
    int[] within(final double distance, final int atLeast) {
        final Box box = near(distance);
        final Ring part = cut(box);
        final float[] far = part.far();
        final int[] near = IntStream.range(0, far.length).filter(i -> part.known[i] && far[i] <= distance)
                .map(i -> (box.y() + i / box.width()) * width + box.x() + i % box.width()).toArray();
        if (near.length >= atLeast)
            return near;
        final int[] all = IntStream.range(0, known.length).filter(i -> known[i]).toArray();
        return all.length > 0 ? all : IntStream.range(0, known.length).toArray();
    }

    /** The part in a box; the hole must lie in it. */
    public Ring cut(final Box box) {
        final boolean[] h = new boolean[box.width() * box.height()], k = new boolean[h.length];
        for (int y = 0; y < box.height(); y++) {
            System.arraycopy(hole, (box.y() + y) * width + box.x(), h, y * box.width(), box.width());
            System.arraycopy(known, (box.y() + y) * width + box.x(), k, y * box.width(), box.width());
        }
        return new Ring(box.width(), box.height(), h, k, bounds.relativeTo(box));
    }
}
