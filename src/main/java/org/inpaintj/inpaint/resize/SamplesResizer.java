package org.inpaintj.inpaint.resize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.inpaint.samples.ColourPalette;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Letterbox;
import org.inpaintj.raster.PillowResampler;
import org.inpaintj.raster.ResizeMode;
import org.inpaintj.upscale.Upscaler;
import org.inpaintj.upscale.Upscalers;

/**
 * Brings the samples of a picture to another size, as the WebUI's image to image does before it encodes the picture: by
 * Lanczos, or by an upscaler where the picture is enlarged. Samples of 8 bits become what Pillow makes of them, to the
 * bit; others are computed in floats and rounded to their type once. Colours that are numbers of a palette are resized
 * as colours. Missing samples (NaN) stay missing where they outweigh the others.
 *
 * @param mode     what becomes of other proportions
 * @param width    of the result, px
 * @param height   of the result, px
 * @param upscaler of 0..1, for what is enlarged; empty for Lanczos
 */
public record SamplesResizer(ResizeMode mode, int width, int height, Optional<Upscaler> upscaler) {

    /**
     * The picture at that size.
     *
     * @param palette of the samples; {@link ColourPalette#NONE} if they are intensities
     * @return of the same type and channels
     */
    public Samples resize(final Samples samples, final ColourPalette palette, final Progress progress) {
        if (palette.isEmpty())
            return resize(samples, progress);
        final Samples rgb = resize(palette.expand(samples), progress);
        final boolean[] all = new boolean[width * height];
        Arrays.fill(all, true);
        return palette.index(rgb, Samples.blank(samples.type(), width, height, 1), all);
    }

    /** Whether the upscaler has anything to do with a picture. */
    public boolean enlarges(final int fromWidth, final int fromHeight) {
        final Box inner = inner(fromWidth, fromHeight);
        return inner.width() > fromWidth || inner.height() > fromHeight;
    }

    private Box inner(final int fromWidth, final int fromHeight) {
        return mode.inner(fromWidth, fromHeight, width, height);
    }

    private Samples resize(final Samples samples, final Progress progress) {
        final Box inner = inner(samples.width(), samples.height());
        final List<Plane> planes = upscaler.isPresent() && enlarges(samples.width(), samples.height())
                ? enlarged(samples, inner, progress) : resampled(samples, inner, progress);
        final Samples out = Samples.blank(samples.type(), width, height, samples.planes().size());
        if (samples.type().isRgb())
            // opaque, as ImageJ's own
            out.planes().forEach(plane -> Arrays.fill((int[]) plane, 0xff000000));
        for (int c = 0; c < planes.size(); c++) {
            final float[] placed = placed(planes.get(c), inner, samples).values();
            for (int i = 0; i < placed.length; i++)
                out.set(c, i, placed[i]);
        }
        return out;
    }

    /** A resized channel on the result. */
    private Plane placed(final Plane plane, final Box inner, final Samples samples) {
        final Box all = new Box(0, 0, width, height);
        return mode == ResizeMode.FILL
                ? new Letterbox(samples.width(), samples.height(), inner, all).extrapolate(plane)
                : inner.equals(all) ? plane : plane.crop(all.relativeTo(inner));
    }

    private static List<Plane> resampled(final Samples samples, final Box inner, final Progress progress) {
        final List<Plane> planes = new ArrayList<>();
        for (int c = 0; c < samples.channels(); c++) {
            progress.check();
            planes.add(samples.type().isByte() ? bytes(samples, c, inner) : floats(samples, c, inner));
        }
        return planes;
    }

    private static Plane bytes(final Samples samples, final int channel, final Box inner) {
        final double[] values = samples.values(channel);
        final byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (byte) (int) values[i];
        final byte[] made = PillowResampler.LANCZOS.resizeAcrossFirst(pixels, 1, samples.width(), samples.height(),
                inner.width(), inner.height());
        final Plane out = new Plane(inner.width(), inner.height());
        for (int i = 0; i < made.length; i++)
            out.values()[i] = made[i] & 0xff;
        return out;
    }

    private static Plane floats(final Samples samples, final int channel, final Box inner) {
        final Plane plane = new Plane(samples.channel(channel), samples.width(), samples.height());
        final Plane known = known(plane);
        if (known == null)
            return PillowResampler.LANCZOS.resize(plane, inner.width(), inner.height());
        // a weighted mean of what is known
        final Plane weight = PillowResampler.LANCZOS.resize(known, inner.width(), inner.height());
        final Plane sum = PillowResampler.LANCZOS.resize(plane, inner.width(), inner.height()).copy();
        for (int i = 0; i < sum.values().length; i++)
            sum.values()[i] = weight.values()[i] > 0.5f ? sum.values()[i] / weight.values()[i] : Float.NaN;
        return sum;
    }

    /** 1 where samples are finite, the others of which become 0; null if all are. */
    private static Plane known(final Plane plane) {
        Plane known = null;
        for (int i = 0; i < plane.values().length; i++)
            if (!Float.isFinite(plane.values()[i])) {
                if (known == null)
                    known = Plane.filled(1, plane.width(), plane.height());
                known.values()[i] = 0;
                plane.values()[i] = 0;
            }
        return known;
    }

    /** Upscalers know 0..1: the range of the type for bytes, else from the smallest to the largest sample. */
    private List<Plane> enlarged(final Samples samples, final Box inner, final Progress progress) {
        final List<Plane> planes = new ArrayList<>(), known = new ArrayList<>();
        double low = samples.type().isByte() ? 0 : Double.POSITIVE_INFINITY;
        double high = samples.type().isByte() ? 255 : Double.NEGATIVE_INFINITY;
        for (int c = 0; c < samples.channels(); c++) {
            final Plane plane = new Plane(samples.channel(c), samples.width(), samples.height());
            known.add(known(plane));
            planes.add(plane);
            for (int i = 0; i < plane.values().length; i++)
                if (known.get(c) == null || known.get(c).values()[i] > 0) {
                    low = Math.min(low, plane.values()[i]);
                    high = Math.max(high, plane.values()[i]);
                }
        }
        final double from = low <= high ? low : 0, range = high > low ? high - low : 1;
        for (final Plane plane : planes)
            for (int i = 0; i < plane.values().length; i++)
                plane.values()[i] = (float) Math.max(0, Math.min(1, (plane.values()[i] - from) / range));
        final RandomAccessibleInterval<FloatType> made = Upscalers.resize(upscaler.orElseThrow(), Plane.image(planes),
                inner.width(), inner.height(), progress);
        final List<Plane> out = Plane.channels(made);
        for (int c = 0; c < out.size(); c++) {
            final float[] values = out.get(c).values();
            final Plane weight = known.get(c) == null ? null
                    : PillowResampler.LINEAR.resize(known.get(c), inner.width(), inner.height());
            for (int i = 0; i < values.length; i++)
                values[i] = weight != null && weight.values()[i] <= 0.5f ? Float.NaN
                        : (float) (from + range * values[i]);
        }
        return out;
    }
}
