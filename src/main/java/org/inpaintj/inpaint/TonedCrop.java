package org.inpaintj.inpaint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Request;
import org.inpaintj.inpaint.samples.MeasuredSamples;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Feather;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.Morphology;
import org.inpaintj.raster.Ring;

/**
 * The samples of a crop as tones between 0 and 1, with what is to be filled, what can be relied on, and how opaque the
 * fill is. All arrays are over the crop, row by row; nobody writes to them after construction.
 */
final class TonedCrop {

    /** So far away, the next float lies farther than the range is wide: such a sample says nothing of it. */
    private static final float FARTHEST = 1e8f;

    private final InpaintPlan plan;
    private final Capabilities can;
    private final int width;
    private final int height;
    private final boolean colour;
    private final float[] hole;
    private final float[] valid;
    private final List<ToneMap> maps = new ArrayList<>();
    private final float[] tones;
    private final Ring ring;
    private final float[] feather;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param samples   of the plan's crop
     * @param strengths over the crop; where one is 0 nothing changes
     */
    TonedCrop(final InpaintPlan plan, final Samples samples, final Optional<float[]> strengths) {
        this.plan = plan;
        can = plan.engine().capabilities();
        width = samples.width();
        height = samples.height();
        colour = plan.info().isColour(samples);
        final Samples intensities = plan.info().intensities(samples);
        hole = spread();
        strengths.ifPresent(this::leaveOutWhatStays);
        valid = MeasuredSamples.valid(intensities);
        if (MeasuredSamples.hasNumbersForNone(intensities))
            notes.add("Samples of '" + plan.info().title()
                    + "' of 1e30 or more, far beyond all others, were taken for missing "
                    + "ones, like NaN.");
        final Ring measured = Ring.of(new Plane(hole, width, height), new Plane(valid, width, height));
        mapTones(intensities, measured);
        tones = tones(intensities, valid);
        ring = leaveOutWhatIsBeyond(measured);
        noteOneValue();
        feather = overMissing(opacity());
        for (int c = 0; c < channels(); c++)
            replaceMissing(c);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int channels() {
        return maps.size();
    }

    /** True if the channels are red, green and blue. */
    boolean isColour() {
        return colour;
    }

    /** Above 0 where the engine is to fill: the mask, grown by what the feather may touch outside it. */
    float[] hole() {
        return hole;
    }

    /** 1 where samples can be relied on, 0 elsewhere. */
    float[] valid() {
        return valid;
    }

    /** The channels one after the other. */
    float[] tones() {
        return tones;
    }

    /** One a channel. */
    List<ToneMap> maps() {
        return maps;
    }

    Ring ring() {
        return ring;
    }

    /** What the engine is shown of the mask: the hole, or the blurred mask if it wants that. */
    float[] mask() {
        return plan.blurred().map(blurred -> blurred.over(plan.crop()).values()).orElse(hole);
    }

    /** How opaque the fill is where its engine does not say so. */
    float[] feather() {
        return feather;
    }

    /** Full sentences. */
    List<String> notes() {
        return notes;
    }

    /**
     * Other samples in the same tones; where they are no tones at all, those of the crop, or 0 if they are of another
     * size.
     */
    float[] tones(final Samples other) {
        final float[] out = tones(plan.info().intensities(other), null);
        for (int i = 0; i < out.length; i++)
            if (!(Math.abs(out[i]) <= FARTHEST))
                out[i] = out.length == tones.length ? tones[i] : 0;
        return out;
    }

    /** 1 where other samples of this size can be relied on in the same tones, 0 elsewhere. */
    float[] valid(final Samples other) {
        final float[] measured = MeasuredSamples.valid(plan.info().intensities(other));
        final float[] seen = tones(plan.info().intensities(other), null);
        for (int i = 0; i < seen.length; i++)
            if (!(Math.abs(seen[i]) <= FARTHEST))
                measured[i % measured.length] = 0;
        return measured;
    }

    /**
     * The opacity that an engine asks for, cut to what may change; by the feather where the engine paints beyond the
     * mask, so that this does not end in a step.
     *
     * @param asked axes x, y; the size of the crop
     */
    float[] opacity(final RandomAccessibleInterval<FloatType> asked) {
        final float[] out = new float[width * height];
        final Cursor<FloatType> cursor = Views.flatIterable(asked).cursor();
        for (int i = 0; i < out.length; i++) {
            final float value = cursor.next().get();
            if (Float.isNaN(value))
                throw new InpaintException("The engine '" + plan.engine().id()
                        + "' returned an opacity that is not a number: "
                        + "try another model or engine.");
            out[i] = hole[i] == 0 ? 0 : Math.max(0, Math.min(plan.blurred().isPresent() ? feather[i] : 1, value));
        }
        return overMissing(out);
    }

    private float[] spread() {
        final float[] out = plan.mask().over(plan.crop()).values().clone();
        final Mask grown = Morphology.grow(plan.mask(), plan.reach(), plan.image()).over(plan.crop());
        for (int i = 0; i < out.length; i++)
            out[i] = Math.max(out[i], grown.values()[i]);
        return out;
    }

    private void leaveOutWhatStays(final float[] strengths) {
        boolean any = false;
        for (int i = 0; i < hole.length; i++) {
            if (strengths[i] == 0)
                hole[i] = 0;
            any |= hole[i] > 0;
        }
        if (!any)
            throw new InpaintException("The strength map is black wherever '" + plan.info().title()
                    + "' is to be changed, so nothing would change: make it brighter there.");
    }

    private float[] opacity() {
        final Request r = plan.request();
        // how much of the greys of the mask is to be seen is for an engine to say that mixes by them
        final Mask grown = plan.blurred().isPresent()
                ? Morphology.grow(InpaintPlan.wherever(plan.mask()), plan.reach(), plan.image()) : plan.mask();
        final int spill = plan.blurred().isPresent() ? 0 : r.spill();
        final float[] out = (can.startsFromOriginal() ? Feather.inward(grown, r.blur(), spill, plan.image())
                : Feather.outward(grown, r.blur(), spill, plan.image())).over(plan.crop()).values().clone();
        for (int i = 0; i < out.length; i++)
            if (hole[i] == 0)
                out[i] = 0;
        return out;
    }

    /** A NaN is repainted whole where it is selected, and stays where only the feather reaches it. */
    private float[] overMissing(final float[] opacity) {
        for (int i = 0; i < opacity.length; i++)
            if (valid[i] == 0 && opacity[i] > 0)
                opacity[i] = plan.mask().at(plan.crop().x() + i % width, plan.crop().y() + i / width) > 0 ? 1 : 0;
        return opacity;
    }

    /** Finds which samples are black and white, for each channel; for colours of more than 8 bits together. */
    private void mapTones(final Samples samples, final Ring measured) {
        for (int c = 0; c < samples.channels(); c++) {
            final double[] channel = samples.values(c);
            for (int i = 0; i < channel.length; i++)
                if (valid[i] == 0)
                    channel[i] = Double.NaN;
            maps.add(ToneMap.of(plan.request().tone(), samples.type(), channel, measured.known(),
                    plan.info().display(c / samples.type().channels(), samples.type())));
        }
        if (colour && !samples.type().isByte()) {
            final ToneMap all = maps.stream().reduce(ToneMap::span).get();
            maps.replaceAll(map -> all);
        }
    }

    /** @param measured 0 where there is none, which becomes NaN; null if all count */
    private float[] tones(final Samples samples, final float[] measured) {
        final int n = samples.width() * samples.height();
        final float[] out = new float[Math.multiplyExact(n, samples.channels())];
        for (int c = 0; c < samples.channels(); c++) {
            final double[] channel = samples.values(c);
            for (int i = 0; i < n; i++)
                out[c * n + i] = measured != null && measured[i] == 0 ? Float.NaN : maps.get(c).toTone(channel[i]);
        }
        return out;
    }

    /**
     * Says that a painted picture cannot be brought back into the image's channels, as they are what it is fitted to.
     */
    private void noteOneValue() {
        if (can.anyChannels() || !can.prompt() || colour)
            return;
        final Set<Float> values = new HashSet<>();
        for (int i = 0; i < tones.length && values.size() < 2; i++)
            if (ring.known()[i % valid.length] || !ring.isKnown())
                values.add(tones[i]);
        if (values.size() == 1 && channels() == 1)
            notes.add("All samples of '" + plan.info().title()
                    + "' that the result is fitted to have one value, so it has "
                    + "hardly another: take a larger area, or convert the image to RGB.");
    }

    /** Engines reckon with squares of tones; a sample so far beyond the range is to them like one that is missing. */
    private Ring leaveOutWhatIsBeyond(final Ring measured) {
        boolean any = false;
        for (int i = 0; i < tones.length; i++)
            if (valid[i % valid.length] > 0 && !(Math.abs(tones[i]) <= FARTHEST)) {
                valid[i % valid.length] = 0;
                any = true;
            }
        final Ring rest = any ? Ring.of(new Plane(hole, width, height), new Plane(valid, width, height)) : measured;
        if (any && !rest.isKnown() && measured.isKnown())
            throw new InpaintException("The sample values of '" + plan.info().title() + "' lie more than " + FARTHEST
                    + " times the range of tone=" + plan.request().tone().name().toLowerCase(Locale.ROOT)
                    + " away from it: choose another tone, or another display range.");
        return rest;
    }

    /** Gives what is missing in a channel the mean of the known tones. */
    private void replaceMissing(final int c) {
        final int start = c * width * height;
        double sum = 0;
        int n = 0;
        for (int i = 0; i < valid.length; i++)
            if (ring.known()[i]) {
                sum += tones[start + i];
                n++;
            }
        final float mean = n == 0 ? 0 : (float) (sum / n);
        for (int i = 0; i < valid.length; i++)
            if (!(Math.abs(tones[start + i]) <= FARTHEST))
                tones[start + i] = mean;
    }
}
