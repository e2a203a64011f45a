package org.inpaintj.engine.remote;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.core.LinearSolver;
import org.inpaintj.core.Plane;

/**
 * How far a picture that came back has moved and grown against the one that was sent, by what both show outside the
 * mask: servers resize, and models drift by parts of a pixel. Found by Gauss-Newton steps on the brightness, together
 * with a factor and an offset of it (Lucas and Kanade 1981).
 *
 * @param right how far it lies to the right of where it belongs, px
 * @param down  how far below, px
 * @param grown by which share it is too large about the middle
 */
record Alignment(double right, double down, double grown) {

    static final Alignment NONE = new Alignment(0, 0, 0);

    /** What lies farther off is no drift but another picture. */
    private static final double MOST_SHIFT = 8, MOST_GROWTH = 0.05;
    /** Below these nothing is gained by resampling. */
    private static final double LEAST_SHIFT = 0.06, LEAST_GROWTH = 0.0008;
    private static final int STEPS = 12, UNKNOWNS = 5;
    /** So many pixels are enough; of a larger picture every second, third... column and row is looked at. */
    private static final int ENOUGH = 40_000;

    /**
     * @param sent  red, green and blue of what was sent
     * @param came  the same of what came back, of the same size
     * @param known true where both must agree
     * @return none if there is none that makes them agree better
     */
    static Alignment of(final List<Plane> sent, final List<Plane> came, final boolean[] known) {
        final Plane target = brightness(sent), source = brightness(came);
        Alignment best = NONE, now = NONE;
        double least = error(target, source, known, NONE);
        final double before = least;
        for (int i = 0; i < STEPS; i++) {
            final double[] step = step(target, source, known, now);
            if (step == null)
                return NONE;
            now = new Alignment(now.right + step[0], now.down + step[1], now.grown + step[2]);
            if (Math.hypot(now.right, now.down) > MOST_SHIFT || Math.abs(now.grown) > MOST_GROWTH)
                break;
            final double error = error(target, source, known, now);
            if (error < least) {
                least = error;
                best = now;
            }
            if (Math.abs(step[0]) + Math.abs(step[1]) < 1e-3)
                break;
        }
        return best.isSmall() || least > 0.9 * before ? NONE : best;
    }

    private boolean isSmall() {
        return Math.abs(right) < LEAST_SHIFT && Math.abs(down) < LEAST_SHIFT && Math.abs(grown) < LEAST_GROWTH;
    }

    /** What came back, moved to where it belongs. */
    List<Plane> apply(final List<Plane> came) {
        if (equals(NONE))
            return came;
        final List<Plane> out = new ArrayList<>();
        for (final Plane plane : came) {
            final Plane moved = new Plane(plane.width(), plane.height());
            for (int y = 0; y < plane.height(); y++)
                for (int x = 0; x < plane.width(); x++)
                    moved.values()[y * plane.width() + x] = cubic(plane, x(x, plane), y(y, plane));
            out.add(moved.clamp());
        }
        return out;
    }

    private double x(final int x, final Plane plane) {
        final double middle = (plane.width() - 1) / 2.0;
        return middle + (x - middle) * (1 + grown) + right;
    }

    private double y(final int y, final Plane plane) {
        final double middle = (plane.height() - 1) / 2.0;
        return middle + (y - middle) * (1 + grown) + down;
    }

    /** Mean square difference where both are known, after a factor and an offset of the brightness are fitted. */
    private static double error(final Plane target, final Plane source, final boolean[] known, final Alignment at) {
        final int stride = stride(target);
        double n = 0, s = 0, t = 0, ss = 0, st = 0, tt = 0;
        for (int y = 0; y < target.height(); y += stride)
            for (int x = 0, i = y * target.width(); x < target.width(); x += stride, i += stride)
                if (known[i]) {
                    final double a = linear(source, at.x(x, source), at.y(y, source)), b = target.values()[i];
                    n++;
                    s += a;
                    t += b;
                    ss += a * a;
                    st += a * b;
                    tt += b * b;
                }
        if (n == 0)
            return 0;
        final double spread = ss - s * s / n, common = st - s * t / n;
        return Math.max(0, (tt - t * t / n - (spread > 0 ? common * common / spread : 0)) / n);
    }

    /** One step of all unknowns; null if the picture shows too little to tell. */
    private static double[] step(final Plane target, final Plane source, final boolean[] known, final Alignment at) {
        final int stride = stride(target);
        final double[][] normal = new double[UNKNOWNS][UNKNOWNS + 1];
        final double[] row = new double[UNKNOWNS + 1];
        final double midX = (target.width() - 1) / 2.0, midY = (target.height() - 1) / 2.0;
        for (int y = 0; y < target.height(); y += stride)
            for (int x = 0, i = y * target.width(); x < target.width(); x += stride, i += stride)
                if (known[i]) {
                    final double u = at.x(x, source), v = at.y(y, source), value = linear(source, u, v);
                    row[0] = (linear(source, u + 0.5, v) - linear(source, u - 0.5, v));
                    row[1] = (linear(source, u, v + 0.5) - linear(source, u, v - 0.5));
                    row[2] = row[0] * (x - midX) + row[1] * (y - midY);
                    row[3] = value;
                    row[4] = 1;
                    row[5] = target.values()[i] - value;
                    for (int a = 0; a < UNKNOWNS; a++)
                        for (int b = 0; b <= UNKNOWNS; b++)
                            normal[a][b] += row[a] * row[b];
                }
        final double scale = midX * midX + midY * midY + 1;
        if (normal[0][0] < 1e-3 || normal[1][1] < 1e-3)
            return null;
        for (int a = 0; a < UNKNOWNS; a++)
            normal[a][a] += 1e-6 * (a == 2 ? scale : 1) + 1e-9 * normal[a][a];
        final double[] step = LinearSolver.solve(normal)[0];
        for (final double each : step)
            if (!Double.isFinite(each))
                return null;
        return step;
    }

    private static int stride(final Plane plane) {
        return (int) Math.max(1, Math.sqrt((double) plane.values().length / ENOUGH));
    }

    private static Plane brightness(final List<Plane> rgb) {
        final Plane out = rgb.get(0).copy();
        for (int i = 0; i < out.values().length; i++)
            out.values()[i] = 0.299f * rgb.get(0).values()[i] + 0.587f * rgb.get(1).values()[i]
                    + 0.114f * rgb.get(2).values()[i];
        return out;
    }

    private static float at(final Plane plane, final int x, final int y) {
        return plane.at(Math.max(0, Math.min(plane.width() - 1, x)), Math.max(0, Math.min(plane.height() - 1, y)));
    }

    private static double linear(final Plane plane, final double x, final double y) {
        final int left = (int) Math.floor(x), top = (int) Math.floor(y);
        final double fx = x - left, fy = y - top;
        return (1 - fy) * ((1 - fx) * at(plane, left, top) + fx * at(plane, left + 1, top))
                + fy * ((1 - fx) * at(plane, left, top + 1) + fx * at(plane, left + 1, top + 1));
    }

    private static float cubic(final Plane plane, final double x, final double y) {
        final int left = (int) Math.floor(x), top = (int) Math.floor(y);
        double sum = 0;
        for (int j = -1; j <= 2; j++)
            for (int i = -1; i <= 2; i++)
                sum += weight(x - left - i) * weight(y - top - j) * at(plane, left + i, top + j);
        return (float) sum;
    }

    /** Keys' cubic convolution with a = -1/2. */
    private static double weight(final double distance) {
        final double d = Math.abs(distance);
        return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }
}
