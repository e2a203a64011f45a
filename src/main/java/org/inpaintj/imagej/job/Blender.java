package org.inpaintj.imagej.job;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.imagej.image.ColourPalette;
import org.inpaintj.imagej.image.LutRenderer;
import org.inpaintj.imagej.image.Patch;
import org.inpaintj.imagej.image.Planes;
import org.inpaintj.imagej.image.Samples;
import org.inpaintj.raster.ChannelFit;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.Ring;
import org.inpaintj.raster.Seam;

/**
 * Turns what an engine painted into samples of the image: gives every channel its values, closes the seam, mixes, and
 * rounds to the image's type. Works on a window around the hole, whatever the size of the crop.
 */
final class Blender {

    private final InpaintJob capture;
    private final Capabilities can;
    private final List<ToneMap> maps;
    private final int width;
    private final int height;
    private final float[] tones;
    private final Ring ring;
    /** In pixels of the crop; what follows lies over it, one plane a channel. */
    private final Box window;
    private final float[][] original;
    private final float[][] seen;
    private final float[] alpha;

    /**
     * @param alpha how opaque the fill is over the crop
     * @param tones the image's channels over the crop, one after the other
     * @param seen  the channels that the engine is shown
     */
    Blender(final InpaintJob capture, final List<ToneMap> maps, final float[] alpha, final float[] tones,
            final float[] seen, final Ring ring) {
        this.capture = capture;
        this.maps = maps;
        this.tones = tones;
        can = capture.engine().capabilities();
        width = capture.crop().width();
        height = capture.crop().height();
        window = ring.window();
        this.ring = ring.cut(window);
        original = cut(tones);
        this.seen = seen == tones ? original : cut(seen);
        this.alpha = cut(alpha)[0];
    }

    /** The image's channels over the window with the fill mixed in. */
    float[][] blend(final RandomAccessibleInterval<FloatType> pixels) {
        return blend(pixels, !can.meetsBoundary());
    }

    private float[][] blend(final RandomAccessibleInterval<FloatType> pixels, final boolean close) {
        final float[][] painted = Planes.arrays(pixels, window);
        checkNumbers(painted);
        final boolean direct = can.anyChannels() || capture.source().isColour();
        final float[][] out = new float[original.length][];
        for (int c = 0; c < out.length; c++) {
            final float[] fill = direct ? painted[c] : ChannelFit.fit(original[c], seen, painted, ring);
            if (close)
                Seam.close(original[c], fill, ring);
            for (int i = 0; i < fill.length; i++)
                fill[i] = alpha[i] == 0 ? original[c][i] : original[c][i] + alpha[i] * (fill[i] - original[c][i]);
            out[c] = fill;
        }
        return out;
    }

    /** @throws InpaintException if the engine filled a pixel with something else */
    private void checkNumbers(final float[][] painted) {
        for (final float[] channel : painted)
            for (int i = 0; i < channel.length; i++)
                if (!Float.isFinite(channel[i])) {
                    if (ring.hole()[i])
                        throw new InpaintException("The engine '" + capture.engine().id() + "' returned values "
                                + "that are not numbers: try another model or engine.");
                    channel[i] = 0;
                }
    }

    /** The patch of what {@link #blend} made; its provenance is still to come. */
    Patch patch(final float[][] blended) {
        final Box box = new Mask(window, alpha).bounds();
        final boolean[] painted = new boolean[box.width() * box.height()];
        final ColourPalette palette = capture.source().palette();
        final Samples before = capture.samples().crop(box);
        final Samples out = palette == null ? before : palette.expand(before);
        // to the bit, which floats would not be after two tone maps
        final boolean unchanged = capture.engine().changesNothing(capture.request());
        for (int c = 0; c < blended.length; c++)
            for (int y = 0; y < box.height(); y++)
                for (int x = 0; x < box.width(); x++) {
                    final int i = (box.y() - window.y() + y) * window.width() + box.x() - window.x() + x;
                    final int j = y * box.width() + x;
                    painted[j] = alpha[i] > 0;
                    if (painted[j] && !unchanged)
                        out.set(c, j, maps.get(c).toSample(blended[c][i]));
                }
        return new Patch(new Box(box.x() + capture.crop().x(), box.y() + capture.crop().y(), box.width(), box.height()),
                palette == null ? out : palette.index(out, before, painted), painted,
                capture.selection(), null);
    }

    /** What {@link #blend} made over the whole crop, axes x, y, channel. */
    RandomAccessibleInterval<FloatType> composite(final float[][] blended) {
        final float[] all = tones.clone();
        for (int c = 0; c < blended.length; c++)
            for (int y = 0; y < window.height(); y++)
                System.arraycopy(blended[c], y * window.width(), all,
                        (c * height + window.y() + y) * width + window.x(), window.width());
        return Planes.image(all, width, height, blended.length);
    }

    /** What an engine has so far, as the image would show it; see {@link InpaintJob#paint}. */
    RandomAccessibleInterval<FloatType> preview(final RandomAccessibleInterval<FloatType> pixels) {
        final Patch patch = patch(blend(pixels, false));
        final Box box = patch.box();
        // a closed image shows nothing
        final int[] argb = capture.source().find() == null ? new int[patch.painted().length] : (int[]) LutRenderer.render(
                capture.source().image(), patch.samples(), patch.painted()).getPixels();
        return Views.translate(Planes.rgba(argb, box.width(), box.height()), box.x(), box.y(), 0);
    }

    private float[][] cut(final float[] planes) {
        return Planes.arrays(Planes.image(planes, width, height, planes.length / (width * height)), window);
    }
}
