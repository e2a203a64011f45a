package org.inpaintj.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.inpaintj.blend.Ring;
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

/** One run: the captured samples become a scene, the engine runs, its results go to the {@link Blender}. */
final class Painter {

    private final Capture capture;
    private final Capabilities can;
    private final int width;
    private final int height;
    /** What the engine is to fill, above 0, and how opaque the fill is. */
    private final float[] hole;
    private final float[] alpha;
    private final float[] trust;
    /** The channels one after the other. */
    private final float[] tones;
    private final List<ToneMap> maps = new ArrayList<>();
    private final Ring ring;

    Painter(final Capture capture) {
        this.capture = capture;
        can = capture.engine().capabilities();
        width = capture.crop().width();
        height = capture.crop().height();
        final Samples samples = capture.colours();
        hole = hole();
        trust = trust(samples);
        alpha = alpha();
        ring = Ring.of(hole, trust, width, height);
        tones = new float[Math.multiplyExact(width * height, samples.channels())];
        for (int c = 0; c < samples.channels(); c++)
            readTones(samples, c);
    }

    /** The mask, grown by what the feather may touch outside it. */
    private float[] hole() {
        final Request r = capture.request();
        final Mask mask = capture.mask();
        final int reach = Feather.reach(r.blur(), r.spill());
        final float[] out = mask.over(capture.crop()).values().clone();
        final Mask grown = Morphology.grow(mask, reach, capture.source().bounds()).over(capture.crop());
        for (int i = 0; i < out.length; i++)
            out[i] = Math.max(out[i], grown.values()[i]);
        return out;
    }

    private static float[] trust(final Samples samples) {
        final float[] out = new float[samples.width() * samples.height()];
        Arrays.fill(out, 1);
        if (samples.depth() == Depth.BITS32)
            for (int c = 0; c < samples.channels(); c++) {
                final float[] channel = samples.channel(c);
                for (int i = 0; i < out.length; i++)
                    if (!Float.isFinite(channel[i]))
                        out[i] = 0;
            }
        return out;
    }

    /** A NaN is repainted whole where it is selected, and stays where only the feather reaches it. */
    private float[] alpha() {
        final Request r = capture.request();
        final Mask mask = capture.mask();
        final Box image = capture.source().bounds();
        final float[] out = (can.startsFromOriginal() ? Feather.inward(mask, r.blur(), r.spill(), image)
                : Feather.outward(mask, r.blur(), r.spill(), image)).over(capture.crop()).values().clone();
        for (int i = 0; i < out.length; i++)
            if (trust[i] == 0 && out[i] > 0)
                out[i] = mask.at(capture.crop().x() + i % width, capture.crop().y() + i / width) > 0 ? 1 : 0;
        return out;
    }

    /** Maps a channel's samples to tones, and those that are not finite to the mean of the known ones. */
    private void readTones(final Samples samples, final int c) {
        final Source source = capture.source();
        final int plane = c / samples.depth().channels(), start = c * width * height;
        final float[] channel = samples.channel(c);
        final ToneMap map = ToneMap.of(capture.request().tone(), samples.depth(), channel, ring.known(),
                source.displayMin(plane), source.displayMax(plane));
        maps.add(map);
        double sum = 0;
        int n = 0;
        for (int i = 0; i < channel.length; i++) {
            tones[start + i] = map.toTone(channel[i]);
            if (ring.known()[i]) {
                sum += tones[start + i];
                n++;
            }
        }
        final float mean = n == 0 ? 0 : (float) (sum / n);
        for (int i = 0; i < channel.length; i++)
            if (!Float.isFinite(tones[start + i]))
                tones[start + i] = mean;
    }

    Painting paint(final Progress progress, final Stages stages) {
        final float[] seen = can.anyChannels() ? tones : View.of(tones, width * height, capture.source());
        final Scene scene = new Scene(Planes.image(seen, width, height, seen.length / (width * height)),
                Planes.image(hole, width, height), Planes.image(trust, width, height), capture.crop(), capture.task());
        stages.stage("scene", scene.pixels());
        stages.stage("mask", scene.mask());
        final Blender blender = new Blender(capture, maps, alpha, tones, seen, ring);
        final Result result = capture.engine().run(capture.request(), scene, new PreviewProgress(progress,
                blender::preview));
        progress.check();
        stages.stage("engine", result.candidates().get(0).pixels());
        result.stages().forEach(stages::stage);
        final Provenances provenances = new Provenances(capture, maps, result.facts());
        final List<Patch> patches = new ArrayList<>();
        for (final Result.Candidate candidate : result.candidates()) {
            checkSize(candidate, scene);
            final float[][] blended = blender.blend(candidate.pixels());
            if (patches.isEmpty() && stages != Stages.NONE)
                stages.stage("composite", blender.composite(blended));
            final Patch patch = blender.patch(blended);
            patches.add(patch.by(provenances.of(candidate, patches.size() + 1, patch)));
            progress.check();
        }
        final List<String> notes = new ArrayList<>(capture.notes());
        notes.addAll(result.notes());
        return new Painting(capture, List.of(), patches, notes);
    }

    private void checkSize(final Result.Candidate candidate, final Scene scene) {
        if (!Arrays.equals(candidate.pixels().dimensionsAsLongArray(),
                scene.pixels().dimensionsAsLongArray()))
            throw new InpaintException("The engine '" + capture.engine().id() + "' returned an image of the wrong "
                    + "size, which is a fault of the engine: use another one.");
    }
}
