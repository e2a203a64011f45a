package org.inpaintj.inpaint;

import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Result;
import org.inpaintj.inpaint.samples.ColourPalette;
import org.inpaintj.inpaint.samples.Planes;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.ChannelFit;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.Ring;
import org.inpaintj.raster.Seam;

/**
 * Turns what an engine painted into samples of the image: gives every channel its values, closes the seam, mixes, and
 * rounds to the image's type. Works on a window around the hole, whatever the size of the crop.
 */
final class Blender {

    private final InpaintPlan plan;
    private final Samples samples;
    private final TonedCrop crop;
    private final Capabilities can;
    private final Ring ring;
    /** In pixels of the crop; what follows lies over it, one plane a channel. */
    private final Box window;
    private final float[][] original;
    private final float[][] seen;

    /**
     * The image's channels over the window with the fill mixed in.
     *
     * @param tones one plane a channel
     * @param alpha how opaque the fill is
     */
    record Blend(float[][] tones, float[] alpha) {
    }

    /**
     * @param samples of the crop
     * @param seen    the channels that the engine is shown, one after the other
     */
    Blender(final InpaintPlan plan, final Samples samples, final TonedCrop crop, final float[] seen) {
        this.plan = plan;
        this.samples = samples;
        this.crop = crop;
        can = plan.engine().capabilities();
        window = crop.ring().window();
        ring = crop.ring().cut(window);
        original = cut(crop.tones());
        this.seen = seen == crop.tones() ? original : cut(seen);
    }

    /** @throws InpaintException if the engine painted something else than tones */
    Blend blend(final Result.Candidate candidate) {
        final float[] opacity = candidate.opacity().map(crop::opacity).orElse(crop.feather());
        return blend(candidate.pixels(), opacity,
                !can.meetsBoundary() && (candidate.opacity().isEmpty() || isSeen(opacity)));
    }

    /** Whether the fill is seen anywhere along the outline; else there is no seam to close. */
    private boolean isSeen(final float[] opacity) {
        final float[] alpha = cut(opacity)[0];
        final boolean[] known = ring.known();
        final int width = ring.width(), height = ring.height();
        for (int i = 0; i < alpha.length; i++)
            if (alpha[i] > 0 && (i % width > 0 && known[i - 1] || i % width < width - 1 && known[i + 1]
                    || i >= width && known[i - width] || i < width * (height - 1) && known[i + width]))
                return true;
        return false;
    }

    private Blend blend(final RandomAccessibleInterval<FloatType> pixels, final float[] opacity, final boolean close) {
        final float[][] painted = Planes.arrays(pixels, window);
        checkNumbers(painted);
        final float[] alpha = cut(opacity)[0];
        final boolean direct = can.anyChannels() || crop.isColour();
        final float[][] out = new float[original.length][];
        for (int c = 0; c < out.length; c++) {
            final float[] fill = direct ? painted[c] : ChannelFit.fit(original[c], seen, painted, ring);
            if (close)
                Seam.close(original[c], fill, ring);
            for (int i = 0; i < fill.length; i++)
                fill[i] = alpha[i] == 0 ? original[c][i] : original[c][i] + alpha[i] * (fill[i] - original[c][i]);
            out[c] = fill;
        }
        return new Blend(out, alpha);
    }

    /** @throws InpaintException if the engine filled a pixel with something else */
    private void checkNumbers(final float[][] painted) {
        for (final float[] channel : painted)
            for (int i = 0; i < channel.length; i++)
                if (!Float.isFinite(channel[i])) {
                    if (ring.hole()[i])
                        throw new InpaintException("The engine '" + plan.engine().id() + "' returned values "
                                + "that are not numbers: try another model or engine.");
                    channel[i] = 0;
                }
    }

    /**
     * The patch of a blend; its provenance is still to come.
     *
     * @param unchanged whether the samples are to stay as they are to the bit, which floats would not after two tone
     *                  maps
     */
    Patch patch(final Blend blend, final boolean unchanged) {
        final Box opaque = new Mask(window, blend.alpha).bounds();
        // an engine may have nothing to show anywhere
        final Box box = opaque.isEmpty() ? new Mask(window, cut(crop.hole())[0]).bounds() : opaque;
        final boolean[] painted = new boolean[box.width() * box.height()];
        final ColourPalette palette = plan.info().palette();
        final Samples before = samples.crop(box);
        final Samples out = palette.isEmpty() ? before : palette.expand(before);
        for (int c = 0; c < blend.tones.length; c++)
            for (int y = 0; y < box.height(); y++)
                for (int x = 0; x < box.width(); x++) {
                    final int i = (box.y() - window.y() + y) * window.width() + box.x() - window.x() + x;
                    final int j = y * box.width() + x;
                    painted[j] = blend.alpha[i] > 0;
                    if (painted[j] && !unchanged)
                        out.set(c, j, crop.maps().get(c).toSample(blend.tones[c][i]));
                }
        return new Patch(new Box(box.x() + plan.crop().x(), box.y() + plan.crop().y(), box.width(), box.height()),
                palette.isEmpty() ? out : palette.index(out, before, painted), painted, plan.selected().mask(), null);
    }

    /** A blend over the whole crop, axes x, y, channel. */
    RandomAccessibleInterval<FloatType> composite(final Blend blend) {
        final float[] all = crop.tones().clone();
        for (int c = 0; c < blend.tones.length; c++)
            for (int y = 0; y < window.height(); y++)
                System.arraycopy(blend.tones[c], y * window.width(), all,
                        (c * crop.height() + window.y() + y) * crop.width() + window.x(), window.width());
        return Planes.image(all, crop.width(), crop.height(), blend.tones.length);
    }

    /** What an engine has so far as a patch, without closing its seam. */
    Patch sofar(final RandomAccessibleInterval<FloatType> pixels) {
        return patch(blend(pixels, crop.feather(), false), false);
    }

    /**
     * A patch in the tones that engines see, for callers that render none themselves.
     *
     * @return x and y in pixels of the image; channels red, green, blue and opacity, 0 to 1
     */
    RandomAccessibleInterval<FloatType> render(final Patch patch) {
        final Samples intensities = plan.info().intensities(patch.samples());
        final int n = patch.painted().length;
        final float[] tones = new float[Math.multiplyExact(n, crop.channels())];
        for (int c = 0; c < crop.channels(); c++)
            for (int i = 0; i < n; i++)
                tones[c * n + i] = crop.maps().get(c).toTone(intensities.get(c, i));
        final List<Integer> colours = plan.info().colours();
        final float[] rgba = Arrays.copyOf(new RgbView(tones, n, crop.isColour(), colours).of(tones), 4 * n);
        for (int i = 0; i < n; i++)
            rgba[3 * n + i] = patch.painted()[i] ? 1 : 0;
        return Views.translate(Planes.image(rgba, patch.box().width(), patch.box().height(), 4), patch.box().x(),
                patch.box().y(), 0);
    }

    private float[][] cut(final float[] planes) {
        return Planes.arrays(Planes.image(planes, crop.width(), crop.height(),
                planes.length / (crop.width() * crop.height())), window);
    }
}
