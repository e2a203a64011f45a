package org.inpaintj.image;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.blend.Channels;
import org.inpaintj.blend.Ring;
import org.inpaintj.blend.Seam;
import org.inpaintj.engine.Box;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.mask.Feather;
import org.inpaintj.mask.Mask;
import org.inpaintj.mask.Morphology;

import ij.ImagePlus;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** One run: the captured samples become a scene, the engine's results become exact samples. */
final class Painter {

    private final Capture capture;
    private final Capabilities can;
    private final int width;
    private final int height;
    /** The crop's samples, in colours if they were numbers of colours. */
    private final Samples samples;
    /** What the engine is to fill, and how opaque the fill is. */
    private final float[] hole;
    private final float[] alpha;
    private final float[] trust;
    private final float[][] tones;
    private final List<ToneMap> maps = new ArrayList<>();
    private final Ring ring;

    Painter(final Capture capture) {
        this.capture = capture;
        can = capture.engine().capabilities();
        final Box crop = capture.crop();
        width = crop.width();
        height = crop.height();
        samples = capture.source().palette() == null ? capture.samples()
                : capture.source().palette().expand(capture.samples());
        final Request r = capture.request();
        final Box image = capture.source().bounds();
        hole = hole(r, image, crop);
        alpha = (can.startsFromOriginal() ? Feather.inward(capture.mask(), r.blur(), r.spill(), image)
                : Feather.outward(capture.mask(), r.blur(), r.spill(), image)).over(crop).values();
        tones = new float[samples.channels()][];
        for (int c = 0; c < tones.length; c++)
            tones[c] = samples.channel(c);
        trust = trust(tones);
        ring = Ring.of(hole, trust, width, height);
        for (int c = 0; c < tones.length; c++)
            toTones(c, r.tone());
        dropAlphaWhereNothingIsKnown();
    }

    private float[] hole(final Request r, final Box image, final Box crop) {
        final float[] out = capture.mask().over(crop).values().clone();
        final int reach = Feather.reach(r.blur(), r.spill());
        if (reach > 0) {
            final float[] grown = Morphology.grow(capture.mask(), reach, image).over(crop).values();
            for (int i = 0; i < out.length; i++)
                out[i] = Math.max(out[i], grown[i]);
        }
        return out;
    }

    private static float[] trust(final float[][] channels) {
        final float[] out = new float[channels[0].length];
        for (int i = 0; i < out.length; i++) {
            out[i] = 1;
            for (final float[] channel : channels)
                if (!Float.isFinite(channel[i]))
                    out[i] = 0;
        }
        return out;
    }

    /** Replaces a channel's samples by tones, and those that are not finite by the mean of the known ones. */
    private void toTones(final int c, final Request.Tone tone) {
        final Source source = capture.source();
        final int plane = c / samples.depth().channels();
        final float[] channel = tones[c];
        final ToneMap map = ToneMap.of(tone, samples.depth(), channel, ring.known(), source.displayMin(plane),
                source.displayMax(plane));
        maps.add(map);
        double sum = 0;
        int n = 0;
        for (int i = 0; i < channel.length; i++) {
            channel[i] = map.toTone(channel[i]);
            if (ring.known()[i]) {
                sum += channel[i];
                n++;
            }
        }
        final float mean = n == 0 ? 0 : (float) (sum / n);
        for (int i = 0; i < channel.length; i++)
            if (!Float.isFinite(channel[i]))
                channel[i] = mean;
    }

    /** A NaN is repainted whole where it is selected, and stays where only the feather reaches it. */
    private void dropAlphaWhereNothingIsKnown() {
        final float[] selected = capture.mask().over(capture.crop()).values();
        for (int i = 0; i < alpha.length; i++)
            if (trust[i] == 0)
                alpha[i] = selected[i] > 0 ? 1 : 0;
    }

    Painting paint(final Progress progress, final Stages stages) {
        final float[][] seen = can.anyChannels() ? tones : View.of(tones, capture.source());
        final Scene scene = new Scene(Planes.image(seen, width, height), Planes.image(hole, width, height),
                Planes.image(trust, width, height), capture.crop());
        stages.stage("scene", scene.pixels());
        stages.stage("mask", scene.mask());
        final Result result = capture.engine().run(capture.request(), scene,
                new PreviewProgress(progress, pixels -> shown(pixels, seen)));
        progress.check();
        stages.stage("engine", result.candidates().get(0).pixels());
        final List<Patch> patches = new ArrayList<>();
        final Provenances provenances = new Provenances(capture, maps, result.facts());
        for (final Result.Candidate candidate : result.candidates()) {
            final float[][] blended = blend(painted(candidate, scene), seen, !can.meetsBoundary());
            if (patches.isEmpty())
                stages.stage("composite", Planes.image(blended, width, height));
            patches.add(patch(blended, candidate.seed(), patches.size() + 1, provenances));
            progress.check();
        }
        final List<String> notes = new ArrayList<>(capture.notes());
        notes.addAll(result.notes());
        return new Painting(capture, patches, notes);
    }

    /** @throws InpaintException if the engine broke its contract */
    private float[][] painted(final Result.Candidate candidate, final Scene scene) {
        for (int d = 0; d < 3; d++)
            if (candidate.pixels().numDimensions() != 3
                    || candidate.pixels().dimension(d) != scene.pixels().dimension(d))
                throw new InpaintException("The engine '" + capture.engine().id() + "' returned an image of the wrong "
                        + "size, which is a fault of the engine: use another one.");
        final float[][] painted = Planes.arrays(candidate.pixels());
        for (final float[] channel : painted)
            for (int i = 0; i < channel.length; i++)
                if (!Float.isFinite(channel[i])) {
                    if (hole[i] > 0)
                        throw new InpaintException("The engine '" + capture.engine().id() + "' returned values that are "
                                + "not numbers: try another model or engine.");
                    channel[i] = 0;
                }
        return painted;
    }

    /** The image's channels with the fill mixed in, its seam closed or not. */
    private float[][] blend(final float[][] painted, final float[][] seen, final boolean close) {
        final float[][] out = new float[tones.length][];
        for (int c = 0; c < out.length; c++) {
            final float[] fill = can.anyChannels() || samples.channels() == 3 && samples.depth() == Depth.RGB
                    ? painted[c] : Channels.fit(tones[c], seen, painted, ring);
            if (close)
                Seam.close(tones[c], fill, ring);
            for (int i = 0; i < fill.length; i++)
                fill[i] = alpha[i] == 0 ? tones[c][i] : tones[c][i] + alpha[i] * (fill[i] - tones[c][i]);
            out[c] = fill;
        }
        return out;
    }

    private Patch patch(final float[][] blended, final long seed, final int number, final Provenances provenances) {
        final Box box = new Mask(new Box(0, 0, width, height), alpha).bounds();
        final boolean[] flags = new boolean[box.width() * box.height()];
        final Samples exact = exact(blended, box, flags);
        return new Patch(inImage(box), exact, flags, capture.selection(),
                provenances.of(seed, number, exact, flags));
    }

    /** What an engine has so far, as the image would show it; see {@link Capture#paint}. */
    private RandomAccessibleInterval<FloatType> shown(final RandomAccessibleInterval<FloatType> pixels,
            final float[][] seen) {
        final ImagePlus imp = capture.source().image();
        final Box box = new Mask(new Box(0, 0, width, height), alpha).bounds(), place = inImage(box);
        final boolean[] flags = new boolean[box.width() * box.height()];
        // a closed image shows nothing
        final int[] argb = capture.source().find() == null ? new int[flags.length] : (int[]) Display.render(imp,
                exact(blend(Planes.arrays(pixels), seen, false), box, flags), flags).getPixels();
        return Views.translate(Planes.rgba(argb, box.width(), box.height()), place.x(), place.y(), 0);
    }

    private Box inImage(final Box box) {
        return new Box(box.x() + capture.crop().x(), box.y() + capture.crop().y(), box.width(), box.height());
    }

    /** The samples of a box of the crop at the image's own type; sets the flags where they are painted. */
    private Samples exact(final float[][] blended, final Box box, final boolean[] flags) {
        final Samples out = samples.crop(box);
        for (int c = 0; c < blended.length; c++)
            for (int y = 0; y < box.height(); y++)
                for (int x = 0; x < box.width(); x++) {
                    final int i = (y + box.y()) * width + x + box.x(), j = y * box.width() + x;
                    flags[j] = alpha[i] > 0;
                    if (flags[j])
                        out.set(c, j, maps.get(c).toSample(blended[c][i]));
                }
        final Palette palette = capture.source().palette();
        return palette == null ? out : palette.index(out, capture.samples().crop(box), flags);
    }
}
