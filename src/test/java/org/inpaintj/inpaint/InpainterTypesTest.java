package org.inpaintj.inpaint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.logic.BitType;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.Unsigned128BitType;
import net.imglib2.type.numeric.integer.Unsigned12BitType;
import net.imglib2.type.numeric.integer.Unsigned2BitType;
import net.imglib2.type.numeric.integer.Unsigned4BitType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.integer.UnsignedVariableBitLengthType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.raster.Mask;

/** Nothing outside the mask changes by a bit, for every type of ImgLib2 and an engine that writes noise everywhere. */
class InpainterTypesTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all(new FlatEngine());

    static Stream<NativeType<?>> types() {
        return Stream.of(new BitType(), new Unsigned2BitType(), new Unsigned4BitType(), new ByteType(),
                new UnsignedByteType(),
                new Unsigned12BitType(), new ShortType(), new UnsignedShortType(),
                new UnsignedVariableBitLengthType(17),
                new IntType(), new UnsignedIntType(), new LongType(), new UnsignedLongType(), new Unsigned128BitType(),
                new FloatType(), new DoubleType(), new ARGBType());
    }

    @ParameterizedTest
    @MethodSource("types")
    <T extends NativeType<T>> void nothingOutsideTheMaskChanges(final T type) {
        final SplittableRandom random = new SplittableRandom(20261129 + type.getClass().getName().hashCode());
        int done = 0, changed = 0;
        for (int round = 0; round < 40; round++) {
            final RandomAccessibleInterval<T> image = noise(type, random);
            final Box bounds = new Box((int) image.min(0), (int) image.min(1), (int) image.dimension(0),
                    (int) image.dimension(1));
            final Mask mask = mask(bounds, random);
            final Map<String, String> values = parameters(random);
            final RandomAccessibleInterval<T> before = copy(image), target = copy(image);
            final InpaintedPatches made;
            try {
                made = new Inpainter().inpaint(image, mask, Engines.found().request(values));
            } catch (final InpaintException e) {
                assertTrue(e.getMessage().contains("nothing") || e.getMessage().contains("does not cover"),
                        e.getMessage());
                continue;
            }
            made.patch().write(target);
            done++;
            changed += compare(before, target, mask, Integer.parseInt(values.get("spill")), type + " " + values) ? 1
                    : 0;
            assertTrue(equal(before, image), "the image itself is only read");
            checkOver(made.patch(), image, target);
        }
        assertTrue(done > 25, "only " + done + " cases ran");
        assertTrue(changed > done / 2, "only " + changed + " of " + done + " cases painted anything");
    }

    /** The patch alone is the target cut to the box. */
    private static <T extends NativeType<T>> void checkOver(final Patch patch, final RandomAccessibleInterval<T> image,
            final RandomAccessibleInterval<T> target) {
        final RandomAccessibleInterval<T> alone = patch.over(image);
        assertEquals(patch.box(), new Box((int) alone.min(0), (int) alone.min(1), (int) alone.dimension(0),
                (int) alone.dimension(1)));
        assertTrue(equal(alone, Views.interval(target, alone)), "the patch alone");
    }

    private static <T extends NativeType<T>> boolean compare(final RandomAccessibleInterval<T> before,
            final RandomAccessibleInterval<T> after, final Mask mask, final int spill, final String what) {
        final Cursor<T> now = Views.flatIterable(after).localizingCursor();
        final RandomAccess<T> was = before.randomAccess();
        boolean changed = false;
        while (now.hasNext()) {
            now.fwd();
            if (now.get().valueEquals(was.setPositionAndGet(now)) && bits(now.get()).equals(bits(was.get())))
                continue;
            changed = true;
            boolean near = false;
            for (int y = -spill; y <= spill; y++)
                for (int x = -spill; x <= spill; x++)
                    near |= Math.hypot(x, y) <= spill
                            && mask.at(now.getIntPosition(0) + x, now.getIntPosition(1) + y) > 0;
            assertTrue(near, what + " at " + now.getIntPosition(0) + ", " + now.getIntPosition(1));
        }
        return changed;
    }

    /** The exact value, with the sign of zero and the kind of NaN. */
    private static Object bits(final Object pixel) {
        return pixel instanceof IntegerType<?> whole ? whole.getBigInteger()
                : pixel instanceof ARGBType colour ? (Object) colour.get()
                : Double.doubleToRawLongBits(((RealType<?>) pixel).getRealDouble());
    }

    private static <T extends NativeType<T>> boolean equal(final RandomAccessibleInterval<T> a,
            final RandomAccessibleInterval<T> b) {
        final Cursor<T> one = Views.flatIterable(a).cursor(), two = Views.flatIterable(b).cursor();
        while (one.hasNext())
            if (!bits(one.next()).equals(bits(two.next())))
                return false;
        return !two.hasNext();
    }

    private static <T extends NativeType<T>> RandomAccessibleInterval<T> copy(final RandomAccessibleInterval<T> image) {
        final RandomAccessibleInterval<T> out = Views.translate(new ArrayImgFactory<>(image.getType()).create(
                image.dimensionsAsLongArray()), image.minAsLongArray());
        final Cursor<T> from = Views.flatIterable(image).cursor();
        for (final T pixel : Views.flatIterable(out))
            if (from.next() instanceof IntegerType<?> whole)
                ((IntegerType<?>) pixel).setBigInteger(whole.getBigInteger());
            else
                pixel.set(from.get());
        return out;
    }

    /** Noise with the extremes of the type, at some origin. */
    private static <T extends NativeType<T>> RandomAccessibleInterval<T> noise(final T type,
            final SplittableRandom random) {
        final int width = random.nextInt(8, 22), height = random.nextInt(8, 22), channels = random.nextInt(4);
        final RandomAccessibleInterval<T> image = new ArrayImgFactory<>(type).create(channels == 0
                ? new long[] { width, height } : new long[] { width, height, channels });
        for (final T pixel : Views.flatIterable(image))
            fill(pixel, random);
        final long[] origin = channels == 0 ? new long[] { random.nextInt(-50, 900), random.nextInt(-50, 900) }
                : new long[] { random.nextInt(-50, 900), random.nextInt(-50, 900), random.nextInt(-2, 3) };
        return Views.translate(image, origin);
    }

    private static void fill(final Object pixel, final SplittableRandom random) {
        if (pixel instanceof ARGBType colour)
            colour.set(random.nextInt());
        else if (pixel instanceof IntegerType<?> whole) {
            final boolean signed = whole.getMinValue() < 0;
            final BigInteger any = new BigInteger(whole.getBitsPerPixel() - (signed ? 1 : 0), new java.util.Random(
                    random.nextLong()));
            whole.setBigInteger(signed && random.nextBoolean() ? any.not() : any);
        } else {
            final double[] odd = { Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0d, 3e38 };
            ((RealType<?>) pixel).setReal(random.nextInt(20) == 0 ? odd[random.nextInt(odd.length)]
                    : random.nextDouble(-100, 900));
        }
    }

    private static Mask mask(final Box image, final SplittableRandom random) {
        final Box box = new Box(image.x() + random.nextInt(-2, image.width() - 4), image.y() + random.nextInt(-2,
                image.height() - 4), random.nextInt(2, 8), random.nextInt(2, 8));
        final float[] values = new float[box.width() * box.height()];
        for (int i = 0; i < values.length; i++)
            values[i] = random.nextInt(3) == 0 ? 0 : random.nextInt(5) == 0 ? random.nextFloat() : 1;
        return new Mask(box, values);
    }

    private static Map<String, String> parameters(final SplittableRandom random) {
        final Map<String, String> values = new LinkedHashMap<>();
        values.put("engine", random.nextBoolean() ? TestEngine.PLAIN.id() : TestEngine.NETWORK.id());
        values.put("seed", Integer.toString(random.nextInt(1000)));
        values.put("blur", random.nextBoolean() ? "0" : Double.toString(random.nextInt(1, 12) / 2.0));
        values.put("area", random.nextBoolean() ? "masked" : "whole");
        values.put("padding", Integer.toString(random.nextInt(12)));
        values.put("spill", Integer.toString(random.nextBoolean() ? 0 : random.nextInt(4)));
        values.put("tone", Request.Tone.values()[random.nextInt(4)].name().toLowerCase());
        return values;
    }

    @Test
    void whatIsPaintedIsRoundedAndClampedToTheType() {
        final List<NativeType<?>> types = types().toList();
        for (final NativeType<?> type : types)
            if (type instanceof RealType<?> real) {
                final SampleRange range = new SampleRange(real);
                assertEquals(range.max, range.painted(2), type.getClass().getSimpleName());
                assertEquals(range.min, range.painted(-1), type.getClass().getSimpleName());
            }
    }

    /** Paints a tone over an image of a type whose whole range is shown. */
    private static final class SampleRange {

        private final RealType<?> type;
        private final Object min;
        private final Object max;

        SampleRange(final RealType<?> type) {
            this.type = type;
            if (type instanceof IntegerType<?> whole) {
                final boolean signed = type.getMinValue() < 0;
                final BigInteger top = BigInteger.ONE.shiftLeft(whole.getBitsPerPixel() - (signed ? 1 : 0));
                max = top.subtract(BigInteger.ONE);
                min = signed ? top.negate() : BigInteger.ZERO;
            } else {
                max = 2d;
                min = -1d;
            }
        }

        @SuppressWarnings({ "unchecked", "rawtypes" })
        Object painted(final double tone) {
            final RandomAccessibleInterval image =
                    new ArrayImgFactory(type instanceof NativeType n ? n : null).create(8, 8);
            for (final Object pixel : Views.flatIterable((RandomAccessibleInterval<?>) image))
                ((RealType<?>) pixel).setReal(0);
            if (!(type instanceof IntegerType))
                ((RealType<?>) image.getAt(0, 0)).setReal(1);
            FlatEngine.tone = (float) tone;
            new Inpainter().inpaint(image, Mask.full(new Box(2, 2, 3, 3)),
                    Engines.found().request(Map.of("engine", FlatEngine.ID,
                    "tone", "full"))).patch().write(image);
            final RealType<?> pixel = (RealType<?>) image.getAt(3, 3);
            return pixel instanceof IntegerType<?> whole ? whole.getBigInteger() : (Object) pixel.getRealDouble();
        }
    }
}
