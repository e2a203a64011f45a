package org.inpaintj.engine.diffusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.diffusion.DiffusionParameters.Content;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.sampling.plan.SamplingPlan;
import org.inpaintj.sampling.plan.StepRequest;
import org.inpaintj.sampling.schedule.SamplerName;

/**
 * One pass of the hires fix over a picture.
 *
 * @param box      the part that is worked on, in pixels of the picture
 * @param canvas   how large it is worked on
 * @param strength 0 changes nothing, 1 repaints freely
 * @param exactly  run all steps whatever the strength
 * @param content  what the masked part starts from
 * @param windows  whether the model looks through {@link MultiDiffusion} of the size it was trained at
 * @param steps    of this pass; 0 for those of the request
 * @param upscaler what enlarges the result of the pass before this one; empty where that is resampled as a picture
 */
record HiresPass(Box box, ProcessingCanvas canvas, double strength, boolean exactly, Content content, boolean windows,
        int steps, Optional<HiresUpscaler> upscaler) {

    /** One with the steps of the request, that starts from a picture. */
    HiresPass(final Box box, final ProcessingCanvas canvas, final double strength, final boolean exactly,
            final Content content, final boolean windows) {
        this(box, canvas, strength, exactly, content, windows, 0, Optional.empty());
    }

    /** What the denoiser looks at: the canvas or the first of its windows, in samples of the latents. */
    Box seen(final DiffusionModel model) {
        final int factor = model.vae().factor(), most = windows ? model.size() : Integer.MAX_VALUE;
        return new Box(0, 0, Math.min(canvas.width(), most) / factor, Math.min(canvas.height(), most) / factor);
    }

    /**
     * The steps of a pass.
     *
     * @param seen what the network looks at, in samples of the latents
     */
    static SamplingPlan plan(final DiffusionModel model, final SamplerName.Choice choice, final Box seen,
            final StepRequest asked) {
        final int patch = model.latentMultiple();
        return SamplingPlan.of(choice, model.schedulerConfig(), model.family().rules(model.denoiser()),
                seen.width() * seen.height() / patch / patch, asked);
    }

    /** What is wanted of this pass, where that is wanted of all. */
    PipelineSettings settings(final PipelineSettings all) {
        return new PipelineSettings(all.choice(), steps > 0 ? steps : all.steps(), strength, exactly, all.prompt(),
                all.negative(), all.guidance(), all.skip(), all.emphasis(), content, all.keep(), all.hide(),
                all.soft(), all.embeddings(), all.options());
    }

    /** The part of a picture on the canvas. */
    MaskedPicture picture(final MaskedPicture whole) {
        return new MaskedPicture(whole.planes().stream().map(p -> canvas.place(p.crop(box))).toList(),
                whole.mask().map(m -> canvas.place(m.crop(box)).copy().clamp()),
                whole.strengths().map(s -> canvas.place(s.crop(box)).copy().clamp()));
    }

    /**
     * How opaque the picture is, of which one part was painted in this pass and maybe others before.
     *
     * @param painted over the canvas
     * @param before  over the picture
     */
    Plane opacity(final Plane painted, final Optional<Plane> before, final MaskedPicture whole) {
        final Plane out = new Plane(whole.width(), whole.height());
        out.put(canvas.take(painted).copy().clamp(), box.x(), box.y());
        for (int i = 0; before.isPresent() && i < out.values().length; i++)
            out.values()[i] += (1 - out.values()[i]) * before.get().values()[i];
        return out;
    }

    /**
     * The picture with its part as it was painted, mask or not.
     *
     * @param painted planes of the canvas
     * @return new planes of the picture's size; 0..1 in the box
     */
    List<Plane> put(final List<Plane> painted, final MaskedPicture whole) {
        final List<Plane> out = new ArrayList<>();
        for (int c = 0; c < painted.size(); c++) {
            final Plane plane = whole.planes().get(c).copy();
            plane.put(canvas.take(painted.get(c)).copy().clamp(), box.x(), box.y());
            out.add(plane);
        }
        return out;
    }

    /**
     * The picture that the next pass starts from: what was painted, but only under the mask.
     *
     * @param opacity of what was painted, where it is another one than the mask
     */
    static MaskedPicture composite(final List<Plane> painted, final Optional<Plane> opacity,
            final MaskedPicture whole) {
        final Optional<Plane> mask = opacity.or(whole::mask);
        final List<Plane> planes = new ArrayList<>();
        for (int c = 0; c < painted.size(); c++) {
            final Plane plane = painted.get(c).copy();
            final float[] out = plane.values(), before = whole.planes().get(c).values();
            for (int i = 0; mask.isPresent() && i < out.length; i++)
                out[i] = before[i] + mask.get().values()[i] * (out[i] - before[i]);
            planes.add(plane);
        }
        return new MaskedPicture(planes, whole.mask(), whole.strengths());
    }
}
