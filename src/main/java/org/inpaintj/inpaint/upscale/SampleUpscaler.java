package org.inpaintj.inpaint.upscale;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.inpaint.ToneMap;
import org.inpaintj.inpaint.samples.MeasuredSamples;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Membrane;
import org.inpaintj.raster.PillowResampler;
import org.inpaintj.upscale.InterpolatingUpscaler;
import org.inpaintj.upscale.NearestUpscaler;
import org.inpaintj.upscale.UpscaleLoop;
import org.inpaintj.upscale.Upscaler;
import org.inpaintj.upscale.Upscalers;

/**
 * Enlarges samples of any type at their full depth with an upscaler. No result lies beyond the range of the samples
 * that were measured, and samples that are missing (NaN) stay missing. Bytes are enlarged as Pillow and the WebUI do
 * it, to the bit where the upscaler interpolates. Immutable.
 */
public final class SampleUpscaler {

    private static final float CLOSE_ENOUGH = 1e-3f;

    private final Upscaler upscaler;
    private final int width;
    private final int height;

    /**
     * @param width  of the results, px
     * @param height of the results, px
     */
    public SampleUpscaler(final Upscaler upscaler, final int width, final int height) {
        this.upscaler = upscaler;
        this.width = width;
        this.height = height;
    }

    /**
     * Enlarges a plane of an image.
     *
     * @param plane one plane: one channel, or red, green and blue
     * @param map   which sample values a network is to see as black and white
     * @return of the same type
     * @throws CancelledException once {@code progress} says so
     * @throws InpaintException   as {@link Upscaler#upscale}
     */
    public Samples upscale(final Samples plane, final ToneMap map, final Progress progress) {
        if (upscaler instanceof NearestUpscaler)
            return repeated(plane);
        if (plane.type().isByte() && (map.low() == 0 && map.high() == 255 || interpolates()))
            return ofBytes(plane, progress);
        return ofTones(plane, map, progress);
    }

    private boolean interpolates() {
        return upscaler instanceof InterpolatingUpscaler;
    }

    private Samples repeated(final Samples plane) {
        final Samples out = Samples.blank(plane.type(), width, height, 1);
        final int[] columns = NearestUpscaler.nearest(plane.width(), width);
        final int[] rows = NearestUpscaler.nearest(plane.height(), height);
        final Object from = plane.planes().get(0), to = out.planes().get(0);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                System.arraycopy(from, rows[y] * plane.width() + columns[x], to, y * width + x, 1);
        return out;
    }

    private Samples ofBytes(final Samples plane, final Progress progress) {
        final int channels = plane.channels();
        byte[] pixels = pixels(plane);
        if (upscaler instanceof InterpolatingUpscaler interpolation) {
            progress.check();
            pixels = interpolation.resize(pixels, channels, plane.width(), plane.height(), width, height);
        } else {
            final List<Plane> planes = new ArrayList<>();
            for (int c = 0; c < channels; c++)
                planes.add(tones(plane.channel(c), plane, new ToneMap(0, 255)));
            final RandomAccessibleInterval<FloatType> large = UpscaleLoop.enlarge(Upscalers.fit(upscaler, channels),
                    Plane.image(planes), width, height, progress);
            pixels = PillowResampler.LANCZOS.resize(bytes(large), channels, (int) large.dimension(0),
                    (int) large.dimension(1), width, height);
        }
        progress.check();
        final Samples out = Samples.blank(plane.type(), width, height, 1);
        for (int i = 0; i < width * height; i++)
            for (int c = 0; c < channels; c++)
                out.set(c, i, pixels[i * channels + c] & 0xff);
        return out;
    }

    private static byte[] pixels(final Samples plane) {
        final int channels = plane.channels(), area = plane.width() * plane.height();
        final byte[] pixels = new byte[Math.multiplyExact(channels, area)];
        for (int i = 0; i < area; i++)
            for (int c = 0; c < channels; c++)
                pixels[i * channels + c] = (byte) (int) plane.get(c, i);
        return pixels;
    }

    /** The channels of a pixel side by side, rounded as the WebUI does between one pass and the next. */
    private static byte[] bytes(final RandomAccessibleInterval<FloatType> large) {
        final int channels = (int) large.dimension(2);
        final int area = Math.toIntExact(large.dimension(0) * large.dimension(1));
        final byte[] pixels = new byte[Math.multiplyExact(channels, area)];
        final Cursor<FloatType> cursor = Views.flatIterable(large).cursor();
        for (int c = 0; c < channels; c++)
            for (int i = 0; i < area; i++)
                pixels[i * channels + c] = (byte) Math.round(255 * cursor.next().get());
        return pixels;
    }

    private static Plane tones(final float[] values, final Samples plane, final ToneMap map) {
        final float[] tones = new float[values.length];
        for (int i = 0; i < tones.length; i++)
            tones[i] = map.toTone(values[i]);
        return new Plane(tones, plane.width(), plane.height());
    }

    /** What has more than 8 bits, or another range: a channel at a time, in tones that may lie beyond 0..1. */
    private Samples ofTones(final Samples plane, final ToneMap map, final Progress progress) {
        final Samples out = Samples.blank(plane.type(), width, height, 1);
        final float[] measured = MeasuredSamples.valid(plane);
        for (int c = 0; c < plane.channels(); c++) {
            // an interpolation needs no tones: values of 32 bits stay as exact as they are
            final ToneMap used = interpolates() ? new ToneMap(0, 1) : map;
            final Plane tones = tones(plane.channel(c), plane, used);
            final float[] range = range(tones.values(), measured);
            if (range[0] <= range[1]) {
                fill(tones, measured);
                final Plane large = interpolates()
                        ? ((InterpolatingUpscaler) upscaler).resize(tones, width, height) : network(tones, progress);
                for (int i = 0; i < large.values().length; i++)
                    out.set(c, i, used.toSample(Math.max(range[0], Math.min(range[1], large.values()[i]))));
            }
            progress.check();
        }
        if (plane.type().storage() == SampleType.Storage.FLOATS)
            putBackMissing(plane, measured, out);
        return out;
    }

    /** What a network sees is cut off at black and white; what was cut off is interpolated and added. */
    private Plane network(final Plane tones, final Progress progress) {
        final Plane seen = new Plane(tones.width(), tones.height()), rest = new Plane(tones.width(), tones.height());
        boolean any = false;
        for (int i = 0; i < tones.values().length; i++) {
            seen.values()[i] = Math.max(0, Math.min(1, tones.values()[i]));
            rest.values()[i] = tones.values()[i] - seen.values()[i];
            any |= rest.values()[i] != 0;
        }
        final Plane large =
                Plane.of(Upscalers.resize(upscaler, Plane.image(List.of(seen)), width, height, progress), 0);
        if (any) {
            final float[] added = PillowResampler.LINEAR.resize(rest, width, height).values();
            for (int i = 0; i < added.length; i++)
                large.values()[i] += added[i];
        }
        return large;
    }

    private static float[] range(final float[] values, final float[] measured) {
        float low = Float.POSITIVE_INFINITY, high = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++)
            if (measured[i] > 0) {
                low = Math.min(low, values[i]);
                high = Math.max(high, values[i]);
            }
        return new float[] { low, high };
    }

    /** Missing samples would spread by interpolation: the others are continued smoothly over their place. */
    private static void fill(final Plane tones, final float[] measured) {
        final Membrane.Kind[] kinds = new Membrane.Kind[measured.length];
        boolean any = false;
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = measured[i] > 0 ? Membrane.Kind.FIXED : Membrane.Kind.FREE;
            if (measured[i] == 0)
                tones.values()[i] = 0;
            any |= measured[i] == 0;
        }
        if (any)
            Membrane.solve(tones, kinds, CLOSE_ENOUGH);
    }

    private void putBackMissing(final Samples plane, final float[] measured, final Samples out) {
        final int[] columns = NearestUpscaler.nearest(plane.width(), width);
        final int[] rows = NearestUpscaler.nearest(plane.height(), height);
        final float[] from = (float[]) plane.planes().get(0), to = (float[]) out.planes().get(0);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                final int i = rows[y] * plane.width() + columns[x];
                if (measured[i] == 0)
                    to[y * width + x] = from[i];
            }
    }

    /**
     * Mixes two results.
     *
     * @param visibility share of the second, 0..1
     * @return of their type; missing where the first is
     */
    static Samples blend(final Samples first, final Samples second, final double visibility) {
        final Samples out = first.crop(new Box(0, 0, first.width(), first.height()));
        for (int c = 0; c < first.channels(); c++)
            for (int i = 0; i < first.width() * first.height(); i++) {
                final double a = first.get(c, i), b = second.get(c, i);
                if (Double.isFinite(a) && Double.isFinite(b) && a != b)
                    out.set(c, i, (1 - visibility) * a + visibility * b);
            }
        return out;
    }
}
