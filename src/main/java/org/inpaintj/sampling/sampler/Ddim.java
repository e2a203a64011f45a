package org.inpaintj.sampling.sampler;

import java.util.List;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/** Denoising diffusion implicit models (Song et al. 2021, equation 12) without added noise (eta = 0). */
public final class Ddim implements Sampler {

    private final List<NoiseLevel> targets;

    /** @param targets where the step from each level of the schedule leads */
    public Ddim(final List<NoiseLevel> targets) {
        this.targets = List.copyOf(targets);
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel from = schedule.at(i);
            final NoiseLevel to = targets.get(i);
            final float[] predicted = run.predict(x, from);
            // a clipped prediction keeps the network's own noise; a masked one implies another
            final float[] noise = run.clips() ? noise(x, predicted, from) : null;
            final float[] clean = run.publish(run.clip(predicted));
            Vectors.set(x, to.alpha(), clean, to.sigma(), noise == null ? noise(x, clean, from) : noise);
            run.moved(x, schedule.at(i + 1));
        }
    }

    static float[] noise(final float[] x, final float[] clean, final NoiseLevel at) {
        return Vectors.combine(1 / at.sigma(), x, -at.alpha() / at.sigma(), clean);
    }
}
