package org.inpaintj.repair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.raster.GreyDilation;
import org.inpaintj.raster.Mask;
import org.inpaintj.repair.RegionRequest.Join;
import org.inpaintj.repair.RegionRequest.Order;
import org.inpaintj.repair.RegionRequest.Rank;

/** Which of the regions found are repaired, in which order, and how far they reach. */
public final class RegionFilter {

    private RegionFilter() {}

    /**
     * All steps: confidence, area, rank, order, shift, dilation, and joining those that are left.
     *
     * @param image what masks are cut to
     * @return none of them empty
     */
    public static List<Region> apply(final List<Region> found, final RegionRequest how, final Box image) {
        final List<Region> sure = found.stream().filter(r -> r.score() >= how.confidence()).toList();
        final List<Region> chosen = order(top(within(sure, how.smallest(), how.largest(), image), how.most(),
                how.rank()),
                how.order(), image);
        final List<Region> reach = new ArrayList<>();
        for (final Region region : chosen) {
            final Region r = dilate(shift(region, how.right(), -how.up(), image), how.dilate(), image);
            if (!r.mask().isEmpty())
                reach.add(r.with(r.mask().trim()));
        }
        return join(reach, how.join(), image);
    }

    /** Those whose box covers a part of the image between two bounds, both included. */
    static List<Region> within(final List<Region> regions, final double smallest, final double largest,
            final Box image) {
        final double all = (double) image.width() * image.height();
        return regions.stream().filter(r -> r.area() / all >= smallest && r.area() / all <= largest).toList();
    }

    /** The first ones by rank, equal ones as they came; all as they came for 0. */
    static List<Region> top(final List<Region> regions, final int most, final Rank rank) {
        if (most == 0)
            return regions;
        final Comparator<Region> by = rank == Rank.AREA ? Comparator.comparingLong(Region::area)
                : Comparator.comparingDouble(Region::score);
        return regions.stream().sorted(by.reversed()).limit(most).toList();
    }

    /** The regions in order, equal ones as they came. */
    static List<Region> order(final List<Region> regions, final Order order, final Box image) {
        return switch (order) {
            case NONE -> regions;
            case LEFT_TO_RIGHT -> regions.stream().sorted(Comparator.comparingInt(r -> r.box().x())).toList();
            case CENTRE_TO_EDGE -> regions.stream().sorted(
                    Comparator.comparingDouble(r -> eccentricity(r.box(), image))).toList();
            case AREA -> regions.stream().sorted(Comparator.comparingLong(Region::area).reversed()).toList();
        };
    }

    /** Squared distance between the centres of two boxes. */
    private static double eccentricity(final Box box, final Box image) {
        final double dx = box.x() + box.width() / 2.0 - image.x() - image.width() / 2.0;
        final double dy = box.y() + box.height() / 2.0 - image.y() - image.height() / 2.0;
        return dx * dx + dy * dy;
    }

    /** The region elsewhere; what leaves the image is cut off (ADetailer lets it come in again at the other side). */
    static Region shift(final Region region, final int dx, final int dy, final Box image) {
        if (dx == 0 && dy == 0)
            return region;
        final Mask moved = new Mask(moved(region.mask().box(), dx, dy), region.mask().values());
        return new Region(region.label(), region.score(), moved(region.box(), dx, dy).intersect(image),
                moved.over(moved.box().intersect(image)), region.facts());
    }

    private static Box moved(final Box box, final int dx, final int dy) {
        return new Box(box.x() + dx, box.y() + dy, box.width(), box.height());
    }

    /**
     * The region grown, or for a negative side shrunk, by a square whose middle is its pixel number side / 2,
     * 0-based, as in OpenCV: an even side reaches one pixel further to the lower right. The border of the image
     * shrinks nothing.
     */
    static Region dilate(final Region region, final int side, final Box image) {
        if (side == 0 || region.mask().isEmpty())
            return region;
        final int size = Math.abs(side);
        // the square around a pixel looks back by half its side, so what is there reaches forward
        final int back = size / 2, forth = size - 1 - back;
        final Mask m = region.mask().over(region.mask().bounds().grow(size).intersect(image));
        if (side > 0)
            return region.with(new Mask(m.box(), GreyDilation.max(m.plane(), back, forth).values()));
        final Plane in = m.plane().copy();
        negate(in.values());
        final float[] out = GreyDilation.max(in, back, forth).values();
        negate(out);
        return region.with(new Mask(m.box(), out));
    }

    private static void negate(final float[] values) {
        for (int i = 0; i < values.length; i++)
            values[i] = 1 - values[i];
    }

    /** One region of all, or of what is none of them; its score is the lowest. */
    static List<Region> join(final List<Region> regions, final Join join, final Box image) {
        if (join == Join.NONE || regions.isEmpty())
            return regions;
        Box all = regions.get(0).mask().box();
        for (final Region r : regions)
            all = all.span(r.mask().box());
        final float[] union = new float[Math.multiplyExact(all.width(), all.height())];
        for (final Region r : regions) {
            final Box box = r.mask().box(), at = box.relativeTo(all);
            for (int i = 0; i < r.mask().values().length; i++) {
                final int to = (at.y() + i / box.width()) * all.width() + at.x() + i % box.width();
                union[to] = Math.max(union[to], r.mask().values()[i]);
            }
        }
        final Mask merged = new Mask(all, union);
        final String labels = regions.stream().map(Region::label).filter(l -> !l.isEmpty()).distinct()
                .collect(Collectors.joining(", "));
        final double score = regions.stream().mapToDouble(Region::score).min().orElseThrow();
        final Region one = join == Join.MERGE ? Region.of(labels, score, merged)
                : Region.of(labels.isEmpty() ? "" : "all but " + labels, score,
                        merged.invert(image.width(), image.height()));
        return one.mask().isEmpty() ? List.of() : List.of(one);
    }
}
