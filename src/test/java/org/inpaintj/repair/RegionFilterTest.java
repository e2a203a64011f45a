package org.inpaintj.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.raster.Mask;
import org.inpaintj.repair.RegionRequest.Join;
import org.inpaintj.repair.RegionRequest.Order;
import org.inpaintj.repair.RegionRequest.Rank;

/** Each step against one that looks at every pixel, and against OpenCV where ADetailer uses it. */
class RegionFilterTest {

    private static final Box IMAGE = new Box(0, 0, 19, 13);

    private static Region box(final String label, final double score, final int x, final int y, final int w,
            final int h) {
        return Region.of(label, score, Mask.full(new Box(x, y, w, h)));
    }

    private static Region random(final SplittableRandom random, final String label) {
        final int w = random.nextInt(1, 8), h = random.nextInt(1, 8);
        final float[] values = new float[w * h];
        for (int i = 0; i < values.length; i++)
            values[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(1, 5) / 4f;
        values[0] = 1;
        return Region.of(label, random.nextDouble(), new Mask(new Box(random.nextInt(IMAGE.width() - w + 1),
                random.nextInt(IMAGE.height() - h + 1), w, h), values));
    }

    private static List<Region> several(final SplittableRandom random) {
        final List<Region> regions = new ArrayList<>();
        for (int i = random.nextInt(1, 7); i > 0; i--)
            regions.add(random(random, "r" + i));
        return regions;
    }

    private static List<String> labels(final List<Region> regions) {
        return regions.stream().map(Region::label).toList();
    }

    private static Region of(final String... rows) {
        final float[] values = new float[rows.length * rows[0].length()];
        for (int i = 0; i < values.length; i++)
            values[i] = rows[i / rows[0].length()].charAt(i % rows[0].length()) == '#' ? 1 : 0;
        return Region.of("", 1, Mask.of(new Plane(values, rows[0].length(), rows.length)));
    }

    private static List<String> text(final Region region, final Box image) {
        final List<String> rows = new ArrayList<>();
        for (int y = 0; y < image.height(); y++) {
            final StringBuilder row = new StringBuilder();
            for (int x = 0; x < image.width(); x++)
                row.append(region.mask().at(x, y) > 0 ? '#' : '.');
            rows.add(row.toString());
        }
        return rows;
    }

    /** The bounds are included, and of the bounding box, whatever the mask fills of it. */
    @Test
    void areasAreThoseOfBoxes() {
        final Box image = new Box(0, 0, 10, 10);
        final Region ring = of("..........", ".#####....", ".#...#....", ".#...#....", ".#####....", "..........",
                "..........", "..........", "..........", "..........");
        final List<Region> all = List.of(box("small", 1, 0, 0, 1, 1), ring, box("large", 1, 0, 0, 10, 5));
        assertEquals(List.of("small", "", "large"), labels(RegionFilter.within(all, 0.01, 0.5, image)));
        assertEquals(List.of(""), labels(RegionFilter.within(all, 0.011, 0.499, image)));
        assertEquals(List.of(""), labels(RegionFilter.within(all, 0.2, 0.2, image)));
        assertEquals(List.of(), labels(RegionFilter.within(all, 0.6, 0.4, image)));
    }

    @Test
    void rankAndOrderAgainstPlainSorting() {
        final SplittableRandom random = new SplittableRandom(11);
        for (int run = 0; run < 200; run++) {
            final List<Region> regions = several(random);
            final int most = random.nextInt(0, 5);
            for (final Rank rank : Rank.values()) {
                final List<Region> sorted = new ArrayList<>(regions);
                sorted.sort(Comparator.comparingDouble(r -> rank == Rank.AREA
                        ? -r.box().width() * r.box().height() : -r.score()));
                assertEquals(most == 0 ? regions : sorted.subList(0, Math.min(most, sorted.size())),
                        RegionFilter.top(regions, most, rank));
            }
            assertEquals(regions, RegionFilter.order(regions, Order.NONE, IMAGE));
            final List<Region> left = RegionFilter.order(regions, Order.LEFT_TO_RIGHT, IMAGE);
            final List<Region> centre = RegionFilter.order(regions, Order.CENTRE_TO_EDGE, IMAGE);
            final List<Region> area = RegionFilter.order(regions, Order.AREA, IMAGE);
            for (final List<Region> each : List.of(left, centre, area))
                assertEquals(Collections.nCopies(regions.size(), 1).size(), each.stream().distinct().count());
            for (int i = 1; i < regions.size(); i++) {
                assertTrue(left.get(i - 1).box().x() <= left.get(i).box().x());
                assertTrue(fromCentre(centre.get(i - 1)) <= fromCentre(centre.get(i)));
                assertTrue(area.get(i - 1).area() >= area.get(i).area());
            }
        }
    }

    private static double fromCentre(final Region r) {
        return Math.hypot(r.box().x() + r.box().width() / 2.0 - IMAGE.width() / 2.0,
                r.box().y() + r.box().height() / 2.0 - IMAGE.height() / 2.0);
    }

    /** What leaves the image does not come in again at the other side. */
    @Test
    void shiftIsCutOff() {
        final SplittableRandom random = new SplittableRandom(12);
        for (int run = 0; run < 200; run++) {
            final Region region = random(random, "");
            final int dx = random.nextInt(-20, 21), dy = random.nextInt(-20, 21);
            final Region moved = RegionFilter.shift(region, dx, dy, IMAGE);
            for (int y = -5; y < IMAGE.height() + 5; y++)
                for (int x = -5; x < IMAGE.width() + 5; x++) {
                    final boolean inside = x >= 0 && y >= 0 && x < IMAGE.width() && y < IMAGE.height();
                    assertEquals(inside ? region.mask().at(x - dx, y - dy) : 0, moved.mask().at(x, y));
                }
            assertEquals(moved.box(), moved.box().intersect(IMAGE));
        }
        assertEquals(new Box(5, 1, 2, 3),
                RegionFilter.apply(List.of(box("", 1, 3, 4, 2, 3)), request("right", "2", "up", "3",
                "dilate", "0"), IMAGE).get(0).box());
    }

    @Test
    void dilationAgainstEveryPixel() {
        final SplittableRandom random = new SplittableRandom(13);
        for (int run = 0; run < 300; run++) {
            final Region region = random(random, "");
            final int side = random.nextInt(-6, 9), size = Math.abs(side);
            final Region out = RegionFilter.dilate(region, side, IMAGE);
            for (int y = 0; y < IMAGE.height(); y++)
                for (int x = 0; x < IMAGE.width(); x++) {
                    float extreme = side == 0 ? region.mask().at(x, y) : side > 0 ? 0 : 1;
                    for (int j = 0; j < size; j++)
                        for (int i = 0; i < size; i++) {
                            final int px = x + i - size / 2, py = y + j - size / 2;
                            if (px >= 0 && py >= 0 && px < IMAGE.width() && py < IMAGE.height())
                                extreme = side > 0 ? Math.max(extreme, region.mask().at(px, py))
                                        : Math.min(extreme, region.mask().at(px, py));
                        }
                    assertEquals(extreme, out.mask().at(x, y), 1e-6f, "side " + side + " at " + x + ", " + y);
                }
        }
    }

    /** What cv2.dilate and cv2.erode of OpenCV 5.0.0 make of these with a square of ones. */
    @Test
    void dilationIsOpenCVs() {
        final Box image = new Box(0, 0, 9, 7);
        final Region dot = box("", 1, 4, 3, 1, 1);
        assertEquals(List.of(".........", ".........", ".........", "....##...", "....##...", ".........", "........."),
                text(RegionFilter.dilate(dot, 2, image), image));
        assertEquals(List.of(".........", ".........", "...####..", "...####..", "...####..", "...####..", "........."),
                text(RegionFilter.dilate(dot, 4, image), image));
        final Region block = box("", 1, 2, 0, 6, 6);
        assertEquals(List.of("...#####.", "...#####.", "...#####.", "...#####.", "...#####.", "...#####.", "........."),
                text(RegionFilter.dilate(block, -2, image), image));
        assertEquals(List.of("....###..", "....###..", "....###..", "....###..", "....###..", ".........", "........."),
                text(RegionFilter.dilate(block, -4, image), image));
    }

    @Test
    void joiningAgainstEveryPixel() {
        final SplittableRandom random = new SplittableRandom(14);
        for (int run = 0; run < 100; run++) {
            final List<Region> regions = several(random);
            assertEquals(regions, RegionFilter.join(regions, Join.NONE, IMAGE));
            final Region merged = RegionFilter.join(regions, Join.MERGE, IMAGE).get(0);
            final Region inverse = RegionFilter.join(regions, Join.MERGE_AND_INVERT, IMAGE).get(0);
            for (int y = 0; y < IMAGE.height(); y++)
                for (int x = 0; x < IMAGE.width(); x++) {
                    float most = 0;
                    for (final Region r : regions)
                        most = Math.max(most, r.mask().at(x, y));
                    assertEquals(most, merged.mask().at(x, y));
                    assertEquals(1 - most, inverse.mask().at(x, y));
                }
            assertEquals(merged.mask().bounds(), merged.box());
            assertEquals(regions.stream().mapToDouble(Region::score).min().orElseThrow(), merged.score());
        }
        assertEquals(List.of(), RegionFilter.join(List.of(box("all", 1, 0, 0, 19, 13)), Join.MERGE_AND_INVERT, IMAGE));
        assertEquals("a, b",
                RegionFilter.join(List.of(box("a", 1, 0, 0, 1, 1), box("b", 1, 2, 2, 1, 1), box("a", 1, 4, 4, 1,
                1)),
                Join.MERGE, IMAGE).get(0).label());
    }

    private static RegionRequest request(final String... keysAndValues) {
        final Map<String, String> values = new java.util.LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2)
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        return RepairRequest.of(values).regions();
    }

    /** Area before rank, rank before order, and all before the masks change; what becomes empty goes. */
    @Test
    void theStepsFollowEachOther() {
        final List<Region> found = List.of(box("doubted", 0.2, 0, 0, 9, 9), box("tiny", 0.9, 1, 1, 1, 1),
                box("right", 0.8, 12, 2, 4, 4), box("left", 0.7, 3, 3, 3, 3), box("middle", 0.6, 7, 3, 5, 5));
        assertEquals(List.of("tiny", "right", "left", "middle"), labels(RegionFilter.apply(found, request(), IMAGE)));
        assertEquals(List.of("left", "right"), labels(RegionFilter.apply(found,
                request("most", "2", "rank", "confidence", "smallest", "0.03", "order", "left_to_right"), IMAGE)));
        assertEquals(List.of("middle", "right"),
                labels(RegionFilter.apply(found, request("dilate", "-4"), IMAGE)).stream()
                .sorted().toList(), "3 x 3 pixels are gone");
        assertEquals(List.of("tiny, right, left, middle"),
                labels(RegionFilter.apply(found, request("join", "merge"), IMAGE)));
        assertEquals(List.of(), RegionFilter.apply(found, request("right", "500"), IMAGE));
        assertEquals(new Box(0, 0, 4, 4), RegionFilter.apply(found, request(), IMAGE).get(0).mask().box());
        assertEquals(new Box(1, 1, 1, 1), RegionFilter.apply(found, request(), IMAGE).get(0).box(),
                "where it was found");
    }
}
