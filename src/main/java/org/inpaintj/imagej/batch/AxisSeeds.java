package org.inpaintj.imagej.batch;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.roi.RecentModels;

/**
 * The seeds along the axis of a stack: they follow from a slice's number alone, so that neither the order of the slices
 * nor which of them are repainted changes a pixel. Between two seeds the noise that diffusion starts from goes over
 * from the first's to the second's on the sphere, which keeps its variance: a subseed schedule, as Deforum calls it.
 */
final class AxisSeeds {

    private static final long SEEDS = 1L << 32;

    private final Request request;
    private final int span;

    /**
     * @param request a seed of -1 is drawn, once for all slices
     * @param span    0 = one seed; 1 = a seed for each slice; n = noise that changes from seed to seed over n slices
     * @throws InpaintException if the engine starts from no noise that could be mixed, or its mixture is given
     */
    AxisSeeds(final Request request, final int span) {
        this.request = span == 0 ? request : request.drawn();
        this.span = span;
        if (span < 2)
            return;
        final Request found = RecentModels.found(request);
        final String engine = Engines.found().of(found, Task.INPAINT).id();
        if (!KeyUse.of(Engines.found().get(engine), Task.INPAINT).uses("subseed"))
            throw new InpaintException("noise_span=" + span + " mixes the noise of two seeds, and the engine '" + engine
                    + "' starts from none: take 0 or 1, or a diffusion model.");
        if (!request.text("variation").equals(request.keys().defaultOf("variation")))
            throw new InpaintException("noise_span=" + span + " sets subseed and variation itself: leave variation "
                    + "out, or take a noise_span of 0 or 1.");
    }

    /**
     * The request for a slice.
     *
     * @param number of the slice or frame, from 1
     */
    Request at(final int number) {
        if (span == 0)
            return request;
        final int before = (number - 1) / span;
        final Request seeded = request.with("seed", (request.seed() + before) % SEEDS);
        return span == 1 ? seeded : seeded.with("subseed", (request.seed() + before + 1) % SEEDS)
                .with("variation", (double) ((number - 1) % span) / span);
    }
}
