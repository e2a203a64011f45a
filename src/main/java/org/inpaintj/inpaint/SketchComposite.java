package org.inpaintj.inpaint;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.inpaint.samples.ColourPalette;
import org.inpaintj.inpaint.samples.MeasuredSamples;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.ExtendedBoxBlur;

/**
 * The composite of an image and what was painted over it, from which diffusion starts: what the WebUI makes of its
 * inpaint sketch. With {@code m} the painted pixels at the opacity of the paint, and a Gaussian of the mask blur,
 * {@code gauss(painted) gauss(m) + image (1 - gauss(m))}; without blur the paint lies over the image as it is.
 *
 * @param strokes what is painted
 * @param opacity of the paint, 0 to 1
 * @param sigma   of the blur, px; 0 for none
 * @param bounds  of the image, beyond which the blur continues it
 */
public record SketchComposite(Strokes strokes, float opacity, double sigma, Box bounds) {

    private static final int LEVELS = 255, PERCENT = 100;

    /**
     * The same with the opacity that a transparency leaves, cut to 8 bits as in the WebUI.
     *
     * @param transparency 0 to 100 %
     */
    public static SketchComposite of(final Strokes strokes, final int transparency, final double sigma,
            final Box bounds) {
        return new SketchComposite(strokes, level(transparency) / (float) LEVELS, sigma, bounds);
    }

    /** The level of a painted pixel's opacity, 0 to 255. */
    static int level(final int transparency) {
        return LEVELS * (PERCENT - transparency) / PERCENT;
    }

    /** Where the image must be known for the composite in a crop. */
    public Box around(final Box crop) {
        return crop.grow(sigma > 0 ? ExtendedBoxBlur.reach(sigma) : 0).intersect(bounds);
    }

    /**
     * The composite over a crop; samples to which no paint comes keep every bit.
     *
     * @param image   samples of what lies {@link #around} the crop
     * @param crop    in pixels of the image
     * @param palette of the image; what is mixed takes the nearest of its colours
     */
    public Samples over(final Samples image, final Box crop, final ColourPalette palette) {
        final Box box = around(crop);
        final Samples painted = image.crop(new Box(0, 0, box.width(), box.height()));
        strokes.write(painted, box);
        final Box inner = crop.relativeTo(box);
        if (sigma <= 0 && opacity == 1)
            return painted.crop(inner);
        final Plane share = share(box);
        if (palette.isEmpty())
            return mixed(image, painted, share).crop(inner);
        final Samples colours = mixed(palette.expand(image), palette.expand(painted), share);
        final boolean[] anywhere = new boolean[share.values().length];
        for (int i = 0; i < anywhere.length; i++)
            anywhere[i] = share.values()[i] > 0;
        return palette.index(colours, image, anywhere).crop(inner);
    }

    /** How much of the paint there is at each pixel of a box. */
    private Plane share(final Box box) {
        // what lies outside the box reaches into it
        final Box wide = around(box);
        final float[] values = strokes.mask().over(wide).values().clone();
        for (int i = 0; i < values.length; i++)
            values[i] *= opacity;
        final Plane plane = new Plane(values, wide.width(), wide.height());
        return (sigma > 0 ? ExtendedBoxBlur.blur(plane, sigma) : plane).crop(box.relativeTo(wide));
    }

    private Samples mixed(final Samples image, final Samples painted, final Plane share) {
        final Samples out = image.crop(new Box(0, 0, image.width(), image.height()));
        final Plane known = new Plane(MeasuredSamples.valid(painted), image.width(), image.height());
        final Plane weight = image.type().whole() ? known : blurred(known);
        for (int c = 0; c < image.channels(); c++) {
            final double[] before = image.values(c), after = painted.values(c);
            final Plane paint = blurred(measured(after, known));
            for (int i = 0; i < before.length; i++) {
                final float part = share.values()[i];
                if (part <= 0 || weight.values()[i] <= 0)
                    continue;
                final double value = paint.values()[i] / weight.values()[i];
                // under fresh paint there may have been no sample
                out.set(c, i, Double.isFinite(before[i]) ? value * part + before[i] * (1 - part) : value);
            }
        }
        return out;
    }

    private static Plane measured(final double[] samples, final Plane known) {
        final float[] values = new float[samples.length];
        for (int i = 0; i < values.length; i++)
            values[i] = known.values()[i] > 0 ? (float) samples[i] : 0;
        return new Plane(values, known.width(), known.height());
    }

    private Plane blurred(final Plane plane) {
        return sigma > 0 ? ExtendedBoxBlur.blur(plane, sigma) : plane;
    }
}
