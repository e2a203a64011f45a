package org.inpaintj.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class PlaneTest {

    private static final int RUNS = 200;

    private final Random random = new Random(7);

    @Test
    void aCropIsThePlaneWhereTheyMeetAndZeroElsewhere() {
        for (int run = 0; run < RUNS; run++) {
            final Plane plane = random(size(), size());
            final Box box = new Box(random.nextInt(16) - 8, random.nextInt(16) - 8, random.nextInt(9),
                    random.nextInt(9));
            final Plane crop = plane.crop(box);
            for (int y = 0; y < box.height(); y++)
                for (int x = 0; x < box.width(); x++)
                    assertEquals(at(plane, box.x() + x, box.y() + y), crop.at(x, y));
            assertEquals(box.width(), crop.width());
            assertEquals(box.height(), crop.height());
        }
    }

    @Test
    void whatIsPutThereIsThereAndTheRestStays() {
        for (int run = 0; run < RUNS; run++) {
            final Plane plane = random(size(), size()), before = plane.copy();
            final Plane part = random(1 + random.nextInt(plane.width()), 1 + random.nextInt(plane.height()));
            final int left = random.nextInt(plane.width() - part.width() + 1);
            final int top = random.nextInt(plane.height() - part.height() + 1);
            plane.put(part, left, top);
            for (int y = 0; y < plane.height(); y++)
                for (int x = 0; x < plane.width(); x++) {
                    final boolean inside = x >= left && y >= top && x < left + part.width() && y < top + part.height();
                    assertEquals(inside ? part.at(x - left, y - top) : before.at(x, y), plane.at(x, y));
                }
        }
    }

    /** Whatever the image is made of, and wherever it starts. */
    @Test
    void channelsOfAnyImageComeOverSampleBySample() {
        for (int run = 0; run < RUNS; run++) {
            final int width = size(), height = size(), channels = 1 + random.nextInt(4);
            for (final RandomAccessibleInterval<FloatType> image : List.of(ArrayImgs.floats(width, height, channels),
                    PlanarImgs.floats(width, height, channels),
                    Views.translate(ArrayImgs.floats(width, height, channels), -3, 5, 2),
                    Views.interval(ArrayImgs.floats(width + 2, height + 1, channels), new long[] { 1, 1, 0 },
                            new long[] { width, height, channels - 1 }))) {
                Views.iterable(image).forEach(sample -> sample.set(random.nextFloat()));
                final List<Plane> planes = Plane.channels(image);
                assertEquals(channels, planes.size());
                for (int c = 0; c < channels; c++) {
                    same(planes.get(c), image, c);
                    same(Plane.of(Views.hyperSlice(image, 2, image.min(2) + c)), image, c);
                }
                same(Plane.image(planes), image);
            }
        }
    }

    @Test
    void otherRealTypesAreTakenAsTheirValues() {
        assertArrayEquals(new float[] { 0, 255, 7 },
                Plane.of(ArrayImgs.unsignedBytes(new byte[] { 0, -1, 7 }, 3, 1)).values());
    }

    @Test
    void aPlaneAsAnImageIsThePlaneItself() {
        final Plane plane = random(3, 2);
        plane.image().randomAccess().setPositionAndGet(2, 1).set(9);
        assertEquals(9, plane.at(2, 1));
    }

    @Test
    void aWrongNumberOfValuesIsRefused() {
        assertEquals("5 values for 2 x 3", assertThrows(IllegalArgumentException.class,
                () -> new Plane(new float[5], 2, 3)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> Plane.of(ArrayImgs.floats(2, 2, 2)));
    }

    private int size() {
        return 1 + random.nextInt(8);
    }

    private Plane random(final int width, final int height) {
        final Plane plane = new Plane(width, height);
        for (int i = 0; i < plane.values().length; i++)
            plane.values()[i] = random.nextFloat();
        return plane;
    }

    private static float at(final Plane plane, final int x, final int y) {
        return x < 0 || y < 0 || x >= plane.width() || y >= plane.height() ? 0 : plane.values()[y * plane.width() + x];
    }

    private static void same(final Plane plane, final RandomAccessibleInterval<?
            extends RealType<?>> image, final int channel) {
        final RandomAccess<? extends RealType<?>> at = image.randomAccess();
        for (int y = 0; y < plane.height(); y++)
            for (int x = 0; x < plane.width(); x++)
                assertEquals(at.setPositionAndGet(image.min(0) + x, image.min(1) + y, image.min(2) + channel)
                        .getRealFloat(),
                        plane.at(x, y));
    }

    private static void same(final RandomAccessibleInterval<FloatType> one,
            final RandomAccessibleInterval<FloatType> other) {
        for (int c = 0; c < one.dimension(2); c++)
            same(Plane.of(one, c), other, c);
    }
}
