package org.inpaintj.inpaint.samples;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Function;

import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.list.ListImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.Type;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.Unsigned128BitType;
import net.imglib2.view.Views;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;

/** Samples out of ImgLib2 images and back into them; the axes of an image are x, y and maybe channel. */
public final class ImgSamples {

    private ImgSamples() {}

    /** The columns and rows of an image. */
    public static Box bounds(final Interval image) {
        if (image.numDimensions() != 2 && image.numDimensions() != 3)
            throw new InpaintException("An image of " + image.numDimensions() + " dimensions cannot be repainted: give "
                    + "one of the axes x, y and maybe channel, such as a slice of it.");
        for (int d = 0; d < 2; d++)
            if (image.min(d) < Integer.MIN_VALUE / 2 || image.max(d) > Integer.MAX_VALUE / 2)
                throw new InpaintException("The image reaches from " + image.min(d) + " to " + image.max(d)
                        + " px, and positions beyond 2^30 cannot be told apart: translate it, or give a part of it.");
        return new Box((int) image.min(0), (int) image.min(1), (int) image.dimension(0), (int) image.dimension(1));
    }

    /** Planes of an image. */
    public static int planes(final Interval image) {
        return image.numDimensions() < 3 ? 1 : Math.toIntExact(image.dimension(2));
    }

    public static <T extends Type<T>> Samples read(final RandomAccessibleInterval<T> image, final Box box) {
        final SampleType type = SampleType.of(image.getType());
        final Samples out = Samples.blank(type, box.width(), box.height(), planes(image));
        final Cursor<T> cursor = Views.flatIterable(Views.interval(image, interval(box, image))).cursor();
        for (int p = 0; p < out.planes().size(); p++)
            for (int i = 0; i < box.width() * box.height(); i++) {
                final T pixel = cursor.next();
                if (pixel instanceof ARGBType colour)
                    ((int[]) out.planes().get(p))[i] = colour.get();
                else
                    out.put(p, i, ((RealType<?>) pixel).getRealDouble());
            }
        return out;
    }

    /**
     * Samples of one of ImageJ's types as an image of the axes x, y, channel, of which packed colours have one.
     *
     * @param box where they belong
     */
    public static RandomAccessibleInterval<?> image(final Samples samples, final Box box) {
        final long[] size = { box.width(), box.height() };
        return switch (samples.type().storage()) {
            case BYTES -> placed(samples, box, plane -> ArrayImgs.unsignedBytes((byte[]) plane, size));
            case SHORTS -> placed(samples, box, plane -> ArrayImgs.unsignedShorts((short[]) plane, size));
            case FLOATS -> placed(samples, box, plane -> ArrayImgs.floats((float[]) plane, size));
            case PACKED_RGB -> placed(samples, box, plane -> ArrayImgs.argbs((int[]) plane, size));
            case DOUBLES -> placed(samples, box, plane -> ArrayImgs.doubles((double[]) plane, size));
        };
    }

    private static <T extends Type<T>> RandomAccessibleInterval<T> placed(final Samples samples, final Box box,
            final Function<Object, RandomAccessibleInterval<T>> plane) {
        return Views.translate(Views.stack(samples.planes().stream().map(plane).toList()), box.x(), box.y(), 0);
    }

    /** Where a box lies in an image, with all its channels. */
    private static Interval interval(final Box box, final Interval image) {
        final long[] min = { box.x(), box.y(), 0 }, max = { box.x() + box.width() - 1, box.y() + box.height() - 1, 0 };
        if (image.numDimensions() == 2)
            return new FinalInterval(new long[] { min[0], min[1] }, new long[] { max[0], max[1] });
        min[2] = image.min(2);
        max[2] = image.max(2);
        return new FinalInterval(min, max);
    }

    /** A copy of a box of an image, of the same type and at the same place. */
    public static <T extends Type<T>> RandomAccessibleInterval<T> copy(final RandomAccessibleInterval<T> image,
            final Box box) {
        final RandomAccessibleInterval<T> part = Views.interval(image, interval(box, image));
        final Img<T> out = image(part.getType(), part.dimensionsAsLongArray());
        final RandomAccessibleInterval<T> placed = Views.translate(out, part.minAsLongArray());
        final Cursor<T> from = Views.flatIterable(part).cursor();
        for (final T pixel : Views.flatIterable(placed))
            copy(from.next(), pixel);
        return placed;
    }

    private static <T extends Type<T>> void copy(final T from, final T to) {
        // set() of the type of 128 bits takes the first pixel of an image, whichever is meant (ImgLib2 8.0)
        if (from instanceof Unsigned128BitType wide)
            ((Unsigned128BitType) to).set(wide.getBigInteger());
        else
            to.set(from);
    }

    @SuppressWarnings({ "unchecked", "rawtypes" })
    private static <T extends Type<T>> Img<T> image(final T type, final long[] size) {
        return type instanceof NativeType<?> known ? (Img<T>) new ArrayImgFactory((NativeType) known).create(size)
                : new ListImgFactory<>(type).create(size);
    }

    /**
     * Writes the chosen samples, each where it belongs, and no other; what would lie outside the image is left out.
     *
     * @param box   where the samples belong, in positions of the image
     * @param where one flag a pixel of the box, row by row
     */
    public static <T extends Type<T>> void write(final Samples samples, final Box box, final boolean[] where,
            final RandomAccessibleInterval<T> target) {
        final RandomAccess<T> at = target.randomAccess();
        for (int j = 0; j < where.length; j++) {
            final int x = box.x() + j % box.width(), y = box.y() + j / box.width();
            if (!where[j] || x < target.min(0) || x > target.max(0) || y < target.min(1) || y > target.max(1))
                continue;
            at.setPosition(x, 0);
            at.setPosition(y, 1);
            for (int p = 0; p < samples.planes().size(); p++) {
                if (target.numDimensions() > 2)
                    at.setPosition(target.min(2) + p, 2);
                final T pixel = at.get();
                if (pixel instanceof ARGBType colour)
                    colour.set(((int[]) samples.planes().get(p))[j]);
                else
                    set((RealType<?>) pixel, samples.get(p, j));
            }
        }
    }

    /** A sample that has the value already stays as it is, also where a double cannot tell it from its neighbours. */
    private static void set(final RealType<?> pixel, final double value) {
        if (Double.compare(pixel.getRealDouble(), value) == 0)
            return;
        if (!(pixel instanceof IntegerType<?> whole))
            pixel.setReal(value);
        else if (value < 0x1p63)
            whole.setInteger((long) value);
        else if (whole.getMinValue() < 0)
            whole.setInteger(Long.MAX_VALUE);
        else
            whole.setBigInteger(new BigDecimal(value).toBigInteger().min(
                    BigInteger.ONE.shiftLeft(whole.getBitsPerPixel()).subtract(BigInteger.ONE)));
    }
}
