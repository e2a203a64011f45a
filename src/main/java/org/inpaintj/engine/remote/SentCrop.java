package org.inpaintj.engine.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.png.PngBytes;
import org.inpaintj.raster.Letterbox;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.PillowResampler;

/**
 * What goes out: the crop around the selection as it is shown, 8 bits a channel, and the mask over it; never more of
 * the image. And the way back: what a server answers with is brought to the crop's size and place.
 */
public final class SentCrop {

    /** Around the mask nothing is compared: models and servers soften its edge. */
    private static final int RIM = 6;
    /** A difference outside the mask that is worth a note, of 255 levels. */
    private static final double MUCH = 6;
    /** Fewer known pixels than this tell nothing about drift. */
    private static final int LEAST_KNOWN = 200;

    private final Letterbox box;
    private final List<Plane> crop;
    private final Plane mask;
    private final boolean[] known;

    /**
     * What came back, in the crop.
     *
     * @param pixels   as a candidate's
     * @param residual mean difference outside the mask, of 255 levels
     * @param drift    how it had moved; empty if it had not
     * @param colour   how its colours were changed; empty if they were not
     * @param compared whether anything was known to compare it with
     */
    public record Taken(RandomAccessibleInterval<FloatType> pixels, double residual, String drift, String colour,
            boolean compared) {

        /** A full sentence if it fits badly, else empty. */
        public String note() {
            return residual < MUCH ? "" : String.format(Locale.ROOT, "Outside the mask the picture of the server "
                    + "differs from the image by %.0f of 255 levels on average%s, so what it painted may not fit its "
                    + "surroundings: try more padding, or another model.", residual,
                    drift.isEmpty() ? "" : " after it was moved into place");
        }
    }

    private SentCrop(final Letterbox box, final List<Plane> crop, final Plane mask, final boolean[] known) {
        this.box = box;
        this.crop = crop;
        this.mask = mask;
        this.known = known;
    }

    /**
     * Of a scene of any task. Where a whole picture is changed or made, all of it is masked, and nothing is known that
     * what comes back could be compared with.
     *
     * @throws InpaintException if nothing is masked
     */
    public static SentCrop of(final Request request, final Scene scene, final Sizes sizes) {
        final boolean masked = scene.task() == Task.INPAINT, fromText = scene.task() == Task.TEXT_TO_IMAGE;
        final Plane mask = masked ? Plane.of(scene.mask()) : Plane.filled(1, scene.width(), scene.height()),
                valid = Plane.of(scene.valid());
        final float[] m = mask.values();
        final boolean[] known = new boolean[m.length];
        boolean any = false;
        for (int i = 0; i < m.length; i++) {
            any |= m[i] > 0;
            m[i] = m[i] > 0 ? 1 : 0;
        }
        if (!any)
            throw new InpaintException("The mask is empty, so there is nothing to repaint: select a region.");
        final int width = mask.width(), height = mask.height();
        final int[][] sums = sums(mask);
        for (int y = 0, i = 0; y < height; y++)
            for (int x = 0; x < width; x++, i++)
                known[i] = valid.values()[i] > 0 && isFree(sums, x, y, width, height);
        final List<Plane> crop = new ArrayList<>();
        for (final Plane channel : Plane.channels(scene.pixels()))
            crop.add(channel.clamp());
        while (crop.size() < 3)
            crop.add(crop.get(0));
        // the size of an image of its own is what was asked for
        return new SentCrop(sizes.place(width, height, fromText ? width : request.width(), fromText ? height
                : request.height()), crop, mask, known);
    }

    /** Sums of the mask from the first pixel. */
    private static int[][] sums(final Plane mask) {
        final int[][] sums = new int[mask.height() + 1][mask.width() + 1];
        for (int y = 0; y < mask.height(); y++)
            for (int x = 0; x < mask.width(); x++)
                sums[y + 1][x + 1] = (int) mask.at(x, y) + sums[y][x + 1] + sums[y + 1][x] - sums[y][x];
        return sums;
    }

    private static boolean isFree(final int[][] sums, final int x, final int y, final int width, final int height) {
        final int left = Math.max(0, x - RIM), top = Math.max(0, y - RIM), right = Math.min(width, x + RIM + 1),
                bottom = Math.min(height, y + RIM + 1);
        return sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left] == 0;
    }

    /** Width of what is sent, px. */
    public int width() {
        return box.canvas().width();
    }

    /** Height of what is sent, px. */
    public int height() {
        return box.canvas().height();
    }

    /** The crop as a PNG. */
    public byte[] picture() {
        return PngBytes.of(pictures());
    }

    private List<Plane> pictures() {
        return crop.stream().map(plane -> box.place(plane, PillowResampler.LANCZOS, Letterbox.Padding.EDGE).clamp())
                .toList();
    }

    /** The mask as a grey PNG: white is repainted, black is kept. */
    public byte[] mask() {
        return PngBytes.of(List.of(canvasMask(1, 0)));
    }

    /** The crop as a PNG with alpha, where what is repainted is transparent. */
    public byte[] transparent() {
        final List<Plane> planes = new ArrayList<>(pictures());
        planes.add(canvasMask(0, 1));
        return PngBytes.of(planes);
    }

    /** The mask as a black PNG with alpha, transparent where it is repainted: small, for it shows nothing else. */
    public byte[] transparentMask() {
        final Plane black = new Plane(width(), height());
        return PngBytes.of(List.of(black, black, black, canvasMask(0, 1)));
    }

    private Plane canvasMask(final float masked, final float kept) {
        final Plane out = box.place(mask, PillowResampler.LINEAR, Letterbox.Padding.EDGE).copy();
        for (int i = 0; i < out.values().length; i++)
            out.values()[i] = out.values()[i] > 1e-3f ? masked : kept;
        return out;
    }

    /**
     * Brings what a server sent into the crop: its size, what it has drifted by, and its colours.
     *
     * @param png    of any size
     * @param server for messages
     * @throws InpaintException if it is no PNG that can be read
     */
    public Taken take(final byte[] png, final String server) {
        final List<Plane> came = new ArrayList<>();
        for (final Plane plane : ServerPicture.read(png, server)) {
            final Plane fitting = plane.width() == width() && plane.height() == height() ? plane
                    : PillowResampler.LANCZOS.resize(plane, width(), height());
            came.add(box.take(fitting, PillowResampler.LANCZOS).clamp());
        }
        int count = 0;
        for (final boolean each : known)
            count += each ? 1 : 0;
        final Alignment alignment = count < LEAST_KNOWN ? Alignment.NONE : Alignment.of(crop, came, known);
        final List<Plane> moved = alignment.apply(came);
        final ColourMatch colours = ColourMatch.of(crop, moved, known, Mask.of(mask).bounds());
        final List<Plane> placed = colours.apply(moved);
        return new Taken(Plane.image(placed), residual(placed, count), alignment.equals(Alignment.NONE) ? ""
                : String.format(Locale.ROOT, "%.2f px right, %.2f px down, %.2f %% larger", alignment.right(),
                        alignment.down(), 100 * alignment.grown()), colours.words(), count > 0);
    }

    private double residual(final List<Plane> placed, final int count) {
        double sum = 0;
        for (int c = 0; c < 3; c++)
            for (int i = 0; i < known.length; i++)
                if (known[i])
                    sum += Math.abs(placed.get(c).values()[i] - crop.get(c).values()[i]);
        return count == 0 ? 0 : 255 * sum / 3 / count;
    }
}
