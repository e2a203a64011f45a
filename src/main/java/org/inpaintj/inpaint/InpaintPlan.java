package org.inpaintj.inpaint;

import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.MaskUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.MeasuredSamples;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Feather;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.MaskBlur;
import org.inpaintj.raster.Morphology;

/**
 * What will be done to an image, settled before any sample of it is read: who paints, with which seed, which pixels,
 * and what is looked at around them. Immutable.
 *
 * @param task      what is wanted
 * @param request   with the engine and the seeds that are really used
 * @param engine    who paints
 * @param selected  as selected, over its bounds
 * @param mask      after {@code invert} and {@code grow}; zeros and ones if its greys are strengths
 * @param blurred   the mask that the engine is shown, if it wants it blurred
 * @param strengths the greys of the mask, if the engine takes them for strengths
 * @param image     the columns and rows of the image
 * @param crop      what the engine sees
 * @param info      what is known of the image
 */
public record InpaintPlan(Task task, Request request, Engine engine, SelectedMask selected, Mask mask,
        Optional<Mask> blurred, Optional<Mask> strengths, Box image, Box crop, ImageInfo info) {

    /** The engine always sees this many pixels around the mask, so that a seam can be closed. */
    private static final int LEAST_CONTEXT = 4;

    /**
     * @param asked    models by their paths; {@code engine=auto} and {@code seed=-1} are resolved
     * @param selected what is selected; at least one pixel
     * @param image    the columns and rows of the image, from its origin
     * @param channels of the image; three for packed colours
     * @throws InpaintException if it cannot be done, saying why
     */
    public static InpaintPlan of(final Task task, final Request asked, final SelectedMask selected, final Box image,
            final int channels, final ImageInfo info) {
        final Engine engine = Engines.found().of(asked, task);
        final Request request = resolve(asked, engine);
        engine.check(request);
        final MaskUse use = engine.maskUse(request);
        if (use.strengths() && task != Task.INPAINT)
            throw new InpaintException("'" + task.label() + "' has no mask whose greys could be strengths: name an "
                    + "open image or a file for the strength map.");
        final Mask greys = process(selected.mask(), request, image, info.title());
        final Mask mask = use.strengths() ? wherever(greys) : greys;
        final Optional<Mask> blurred = use.blurred() ? Optional.of(blur(mask, request, image)) : Optional.empty();
        final Capabilities can = engine.capabilities();
        final Box changed = hole(mask.bounds(), reach(request, blurred.isPresent()), image);
        final Box hole = blurred.map(Mask::box).map(changed::span).orElse(changed);
        final Box crop = crop(task, request, engine, hole, image);
        HeapCheck.check(crop, Math.max(can.anyChannels() ? 0 : 3, channels), request.candidates());
        return new InpaintPlan(task, request, engine, selected.trim(), mask, blurred,
                use.strengths() ? Optional.of(greys) : Optional.empty(), image, crop, info);
    }

    /**
     * What this request would change in another slice, by its own selection: zeros and ones over the crop.
     *
     * @param other what is selected there, before {@code invert} and {@code grow}
     */
    public Mask changed(final Mask other) {
        final Mask region = request.invert() ? inverted(other, image) : other;
        final Mask grown = Morphology.grow(Morphology.grow(region, request.grow(), image), reach(), image);
        return wherever(grown.over(crop));
    }

    /** The same where more is known of how it came about. */
    public InpaintPlan with(final Map<String, String> facts) {
        return new InpaintPlan(task, request, engine, selected.with(facts), mask, blurred, strengths, image, crop,
                info);
    }

    /**
     * What an engine would see, told by the bounds of a selection alone: exact for a rectangle, and for any other shape
     * that is neither shrunk nor inverted nor blurred.
     *
     * @param selected bounds of the selection, in pixels of the image
     * @param image    the columns and rows of the image
     * @return empty if nothing would be left to repaint
     */
    public static Box region(final Task task, final Request request, final Engine engine, final Box selected,
            final Box image) {
        final Box mask = task != Task.INPAINT ? selected : request.invert() ? image
                : selected.grow(request.grow()).intersect(image);
        final boolean blurred = engine.maskUse(request).blurred();
        final int reach = Math.max(reach(request, blurred), blurred ? MaskBlur.reach(request.blur()) : 0);
        return mask.isEmpty() ? mask : crop(task, request, engine, hole(mask, reach, image), image);
    }

    private static Box crop(final Task task, final Request request, final Engine engine, final Box hole,
            final Box image) {
        if (task != Task.INPAINT)
            return hole;
        if (request.area() == Request.Area.WHOLE)
            return image;
        final Box around = hole.grow(Math.max(LEAST_CONTEXT, Math.max(request.padding(),
                engine.context(hole.width(), hole.height())))).intersect(image);
        return engine.capabilities().keys().contains("width") && request.width() > 0 && request.height() > 0
                ? CropRegion.expanded(around, request.width(), request.height(), image) : around;
    }

    /** The bounds of all pixels that may change. */
    public Box hole() {
        return hole(mask.bounds(), reach(), image);
    }

    /** How far outside the mask something may change, px. */
    int reach() {
        return reach(request, blurred.isPresent());
    }

    /** An engine that says its own opacity may go as far as allowed, a feather no farther than it is wide. */
    private static int reach(final Request request, final boolean blurred) {
        return blurred && request.blur() > 0 ? request.spill() : Feather.reach(request.blur(), request.spill());
    }

    private static Box hole(final Box mask, final int reach, final Box image) {
        return mask.grow(reach).intersect(image);
    }

    private static Mask blur(final Mask mask, final Request request, final Box image) {
        final Mask blurred = MaskBlur.blur(mask, request.blur(), image);
        if (blurred.isEmpty())
            throw new InpaintException("A blur of " + request.blur() + " px leaves nothing of a selection of "
                    + mask.bounds().width() + " x " + mask.bounds().height()
                    + " px for soft inpainting: lower blur, grow the selection, or leave out soft.");
        return blurred;
    }

    /** Zeros and ones: all that is masked at all. */
    static Mask wherever(final Mask greys) {
        final float[] out = new float[greys.values().length];
        for (int i = 0; i < out.length; i++)
            out[i] = greys.values()[i] > 0 ? 1 : 0;
        return new Mask(greys.box(), out);
    }

    /**
     * Checks that an engine that needs surroundings has some.
     *
     * @param samples of the crop
     * @throws InpaintException if nothing is left to learn from
     */
    public void checkSomethingIsLeft(final Samples samples) {
        if (task != Task.INPAINT || engine.capabilities().invents())
            return;
        final Mask over = mask.over(crop);
        final float[] valid = MeasuredSamples.valid(samples);
        for (int i = 0; i < valid.length; i++)
            if (over.values()[i] == 0 && valid[i] > 0)
                return;
        throw new InpaintException(mask.bounds().equals(image)
                ? "The whole of '" + info.title() + "' is selected, so nothing is left to learn from: leave a part "
                        + "unselected, or name a diffusion model."
                : "Around the selection in '" + info.title()
                + "' there is nothing to learn from: enlarge the padding or "
                        + "select less.");
    }

    private static Request resolve(final Request asked, final Engine engine) {
        final Capabilities can = engine.capabilities();
        final Request known = engine.resolve(asked).with("engine", engine.id());
        if (!can.draws())
            return known;
        final long last = Request.lastSeed(asked.candidates());
        for (final String key : asked.seeds()) {
            final long seed = Long.parseLong(asked.text(key));
            if (seed > last)
                throw new InpaintException("The seeds of " + asked.candidates() + " candidates from " + seed
                        + " on exceed " + Request.lastSeed(1) + ": take a seed of at most " + last + ".");
        }
        return known.drawn();
    }

    private static Mask process(final Mask selected, final Request r, final Box image, final String title) {
        if (r.invert())
            HeapCheck.check(image);
        final Mask region = r.invert() ? inverted(selected, image) : selected;
        HeapCheck.check(region.bounds().grow(Math.max(0, r.grow())).intersect(image));
        final Mask grown = Morphology.grow(region, r.grow(), image).trim();
        if (grown.box().isEmpty())
            throw new InpaintException(r.grow() < 0
                    ? "Shrinking the selection by " + -r.grow() + " px leaves nothing to repaint: shrink it less."
                    : r.invert()
                    ? "The whole of '" + title + "' is selected, so with invert nothing is left to repaint."
                    : "The selection does not cover any pixel of '" + title + "': draw it inside the image.");
        return grown;
    }

    private static Mask inverted(final Mask mask, final Box image) {
        final float[] out = mask.over(image).values().clone();
        for (int i = 0; i < out.length; i++)
            out[i] = 1 - out[i];
        return new Mask(image, out);
    }
}
