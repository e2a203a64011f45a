package org.inpaintj.engine.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;

/**
 * How the colours of a picture that came back differ from those that were sent: a factor and an offset for each
 * channel, by least squares over known pixels in a frame around the mask. A membrane takes offsets back along the
 * outline, but no change of contrast.
 *
 * @param factors one a channel; empty where nothing is to be changed
 * @param offsets one a channel
 */
record ColourMatch(double[] factors, double[] offsets) {

    static final ColourMatch NONE = new ColourMatch(new double[0], new double[0]);

    /** How far around the mask, px, and how many pixels there must be. */
    private static final int FRAME = 48, ENOUGH = 64;
    /** Below this variance a contrast cannot be told, and above this share of it the pictures are the same. */
    private static final double FLAT = 1e-4, SAME = 0.5;
    /** A difference that is worth a correction, and one that another picture has, both of 0 to 1 and root mean. */
    private static final double LEAST = 1 / 255.0, OTHER = 0.06;
    /** The share of the difference that may be left. */
    private static final double LEFT = 0.8;

    /**
     * @param hole bounds of the mask
     * @return none if there is none that makes them agree clearly better, or if they show different things
     */
    static ColourMatch of(final List<Plane> sent, final List<Plane> came, final boolean[] known, final Box hole) {
        final Box frame = hole.grow(FRAME).intersect(sent.get(0).box());
        final double[] factors = new double[3], offsets = new double[3];
        double before = 0, after = 0;
        boolean same = true;
        int n = 0;
        for (int c = 0; c < 3; c++) {
            final Sums sums = new Sums(came.get(c), sent.get(c), known, frame);
            if (sums.n < ENOUGH)
                return NONE;
            n = sums.n;
            factors[c] = sums.factor();
            offsets[c] = sums.offset(factors[c]);
            before += sums.error(1, 0);
            after += sums.error(factors[c], offsets[c]);
            same &= sums.agrees();
        }
        final double was = Math.sqrt(before / 3 / n), is = Math.sqrt(after / 3 / n);
        return was < LEAST || is > LEFT * was || !same && is > OTHER ? NONE : new ColourMatch(factors, offsets);
    }

    /** What came back in the colours that were sent. */
    List<Plane> apply(final List<Plane> came) {
        if (factors.length == 0)
            return came;
        final List<Plane> out = new ArrayList<>();
        for (int c = 0; c < came.size(); c++) {
            final Plane plane = came.get(c).copy();
            for (int i = 0; i < plane.values().length; i++)
                plane.values()[i] = (float) (plane.values()[i] * factors[c] + offsets[c]);
            out.add(plane.clamp());
        }
        return out;
    }

    /** For the record; empty where nothing is changed. */
    String words() {
        return factors.length == 0 ? "" : String.format(Locale.ROOT, "red x %.3f %+.1f, green x %.3f %+.1f, blue x "
                + "%.3f %+.1f of 255 levels", factors[0], 255 * offsets[0], factors[1], 255 * offsets[1], factors[2],
                255 * offsets[2]);
    }

    /** Of one channel over the frame. */
    private static final class Sums {

        private int n;
        private double x, y, xx, xy, yy;

        Sums(final Plane came, final Plane sent, final boolean[] known, final Box frame) {
            for (int row = frame.y(); row < frame.y() + frame.height(); row++)
                for (int column = frame.x(), i = row * sent.width() + column; column < frame.x() + frame.width();
                        column++, i++)
                    if (known[i]) {
                        final double a = came.values()[i], b = sent.values()[i];
                        n++;
                        x += a;
                        y += b;
                        xx += a * a;
                        xy += a * b;
                        yy += b * b;
                    }
        }

        private double variance() {
            return xx / n - x / n * (x / n);
        }

        private double common() {
            return xy / n - x / n * (y / n);
        }

        boolean agrees() {
            final double other = yy / n - y / n * (y / n);
            return variance() > FLAT && other > FLAT && common() > 0
                    && common() * common() > SAME * variance() * other;
        }

        double factor() {
            return agrees() ? Math.max(0.5, Math.min(2, common() / variance())) : 1;
        }

        double offset(final double factor) {
            return (y - factor * x) / n;
        }

        /** Sum of the squared differences. */
        double error(final double factor, final double offset) {
            return Math.max(0, factor * factor * xx + n * offset * offset + yy + 2 * factor * offset * x
                    - 2 * factor * xy - 2 * offset * y);
        }
    }
}
