package org.inpaintj.imagej.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.MeasuredSamples;
import org.inpaintj.imagej.image.Patch;
import org.inpaintj.imagej.image.Planes;
import org.inpaintj.imagej.image.Samples;
import org.inpaintj.raster.Feather;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.Morphology;
import org.inpaintj.raster.Ring;

/** One run: the captured samples become a scene, the engine runs, its results go to the {@link Blender}. */
final class InpaintRun {

    /** So far away, the next float lies farther than the range is wide: such a sample says nothing of it. */
    private static final float FARTHEST = 1e8f;

    private final InpaintJob capture;
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
    private final List<String> notes;

    InpaintRun(final InpaintJob capture) {
        this.capture = capture;
        can = capture.engine().capabilities();
        width = capture.crop().width();
        height = capture.crop().height();
        final Samples samples = capture.colours();
        hole = hole();
        trust = MeasuredSamples.trust(samples);
        notes = new ArrayList<>(capture.notes());
        if (MeasuredSamples.hasNumbersForNone(samples))
            notes.add("Samples of '" + capture.title() + "' of 1e30 or more, far beyond all others, were taken for missing ones, "
                    + "like NaN.");
        tones = new float[Math.multiplyExact(width * height, samples.channels())];
        final Ring measured = Ring.of(new Plane(hole, width, height), new Plane(trust, width, height));
        for (int c = 0; c < samples.channels(); c++)
            readTones(samples, c, measured);
        ring = leaveOutWhatIsBeyond(measured);
        noteOneValue(samples);
        alpha = alpha();
        for (int c = 0; c < samples.channels(); c++)
            replaceMissing(c);
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

    /** Maps a channel's samples to tones. */
    private void readTones(final Samples samples, final int c, final Ring measured) {
        final ImageSource source = capture.source();
        final int plane = c / samples.depth().channels(), start = c * width * height;
        final float[] channel = samples.channel(c);
        for (int i = 0; i < channel.length; i++)
            if (trust[i] == 0)
                channel[i] = Float.NaN;
        final ToneMap map = ToneMap.of(capture.request().tone(), samples.depth(), channel, measured.known(),
                source.displayMin(plane), source.displayMax(plane));
        maps.add(map);
        for (int i = 0; i < channel.length; i++)
            tones[start + i] = map.toTone(channel[i]);
    }

    /** Says that a painted picture cannot be brought back into the image's channels, as they are what it is fitted to. */
    private void noteOneValue(final Samples samples) {
        if (can.anyChannels() || !can.prompt() || capture.source().isColour())
            return;
        final Set<Float> values = new HashSet<>();
        for (int i = 0; i < tones.length && values.size() < 2; i++)
            if (ring.known()[i % trust.length] || !ring.isKnown())
                values.add(tones[i]);
        if (values.size() == 1 && samples.channels() == 1)
            notes.add("All samples of '" + capture.title() + "' that the result is fitted to have one value, so it has hardly "
                    + "another: take a larger area, or convert the image to RGB.");
    }

    /** Engines reckon with squares of tones; a sample so far beyond the range is to them like one that is missing. */
    private Ring leaveOutWhatIsBeyond(final Ring measured) {
        boolean any = false;
        for (int i = 0; i < tones.length; i++)
            if (trust[i % trust.length] > 0 && !(Math.abs(tones[i]) <= FARTHEST)) {
                trust[i % trust.length] = 0;
                any = true;
            }
        final Ring rest = any ? Ring.of(new Plane(hole, width, height), new Plane(trust, width, height)) : measured;
        if (any && !rest.isKnown() && measured.isKnown())
            throw new InpaintException("The sample values of '" + capture.title() + "' lie more than " + FARTHEST
                    + " times the range of tone=" + capture.request().tone().name().toLowerCase(Locale.ROOT)
                    + " away from it: choose another tone, or another display range.");
        return rest;
    }

    /** Gives what is missing in a channel the mean of the known tones. */
    private void replaceMissing(final int c) {
        final int start = c * width * height;
        double sum = 0;
        int n = 0;
        for (int i = 0; i < trust.length; i++)
            if (ring.known()[i]) {
                sum += tones[start + i];
                n++;
            }
        final float mean = n == 0 ? 0 : (float) (sum / n);
        for (int i = 0; i < trust.length; i++)
            if (!(Math.abs(tones[start + i]) <= FARTHEST))
                tones[start + i] = mean;
    }

    InpaintResult paint(final Progress progress, final StageViewer stages) {
        final float[] seen = can.anyChannels() ? tones : RgbView.of(tones, width * height, capture.source());
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
        final ProvenanceWriter provenances = new ProvenanceWriter(capture, maps, result.facts());
        final List<Patch> patches = new ArrayList<>();
        for (final Result.Candidate candidate : result.candidates()) {
            checkSize(candidate, scene);
            final float[][] blended = blender.blend(candidate.pixels());
            if (patches.isEmpty() && stages != StageViewer.NONE)
                stages.stage("composite", blender.composite(blended));
            final Patch patch = blender.patch(blended);
            patches.add(patch.by(provenances.of(candidate, patches.size() + 1, patch)));
            progress.check();
        }
        final List<String> all = new ArrayList<>(notes);
        all.addAll(result.notes());
        return new InpaintResult(capture, List.of(), patches, all);
    }

    private void checkSize(final Result.Candidate candidate, final Scene scene) {
        if (!Arrays.equals(candidate.pixels().dimensionsAsLongArray(),
                scene.pixels().dimensionsAsLongArray()))
            throw new InpaintException("The engine '" + capture.engine().id() + "' returned an image of the wrong "
                    + "size, which is a fault of the engine: use another one.");
    }
}
