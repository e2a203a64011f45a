package org.inpaintj.engine.diffusion;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.LatentConsistency;
import org.inpaintj.sampling.schedule.SamplerName;

/**
 * The batch size: decides how many candidates share a network call. On a card as many as its memory is likely to hold.
 * On the CPU one: an image takes the same time alone and in a batch there (0.94 s of two cores for a UNet of 13 million
 * weights, whether 2, 4 or 8 go into a call), the first is done sooner alone, and it comes out the same however many
 * are asked for.
 */
@FunctionalInterface
interface BatchSize {

    /** For real. */
    BatchSize BY_DEVICE = BatchSize::byDevice;

    /** What the largest tensors of a call may occupy on a card, bytes; the smallest cards in use have 8 GB. */
    long ROOM = 4L << 30;

    /**
     * @param branches   answers that guidance needs for one image
     * @param canvas     of the images
     * @param candidates how many are wanted
     * @return 1 to {@code candidates}
     */
    int of(Device device, DiffusionModel model, int branches, ProcessingCanvas canvas, int candidates);

    /** The answers that guidance needs for one image. */
    static int branches(final Request request, final DiffusionModel model) {
        final DiffusionParameters own = DiffusionParameters.of(request);
        return (own.cfg() > 1 || SamplerName.of(own.sampler()).plusPlus())
                && !LatentConsistency.embeds(model.denoiser()) ? model.editing() ? 3 : 2 : 1;
    }

    private static int byDevice(final Device device, final DiffusionModel model, final int branches,
            final ProcessingCanvas canvas, final int candidates) {
        if (device == Device.CPU || model.denoiser().inputs().sample().size(0) > 0)
            return 1;
        final int factor = model.vae().factor();
        final long samples = (long) (canvas.width() / factor) * (canvas.height() / factor);
        // self-attention and its softmax: eight heads of floats each
        final long tokens = (long) model.family().attended(samples);
        final long each = 2 * 8 * Float.BYTES * tokens * tokens;
        return (int) Math.max(1, Math.min(candidates, ROOM / Math.max(1, each * branches)));
    }
}
