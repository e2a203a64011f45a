package org.inpaintj.sampling.sampler;

import java.util.List;
import java.util.Set;

import org.inpaintj.sampling.GuidedPrediction;
import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.SamplerOptions;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/**
 * Denoising diffusion implicit models (Song et al. 2021, equation 12), by itself without added noise (eta = 0). As
 * CFG++ (Chung et al. 2024, algorithm 2) the guided prediction is noised with the noise that was predicted without
 * guidance, so that latents stay where the network knows them.
 */
public final class Ddim implements Sampler {

    private final List<NoiseLevel> targets;
    private final SamplerOptions options;
    private final boolean plusPlus;

    /**
     * @param targets  where the step from each level of the schedule leads
     * @param plusPlus whether it is CFG++
     */
    public Ddim(final List<NoiseLevel> targets, final SamplerOptions options, final boolean plusPlus) {
        this.targets = List.copyOf(targets);
        this.options = options;
        this.plusPlus = plusPlus;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel from = schedule.at(i);
            final NoiseLevel to = targets.get(i);
            final GuidedPrediction both = plusPlus ? run.both(x, from) : null;
            final float[] predicted = plusPlus ? both.guided() : run.predict(x, from);
            // a clipped prediction keeps the network's own noise; a masked one implies another
            final float[] own = plusPlus ? noise(x, both.unguided(), from) : run.clips() ? noise(x, predicted, from)
                    : null;
            final float[] clean = run.publish(run.clip(predicted));
            final float[] noise = own == null ? noise(x, clean, from) : own;
            final double fresh = fresh(from, to);
            Vectors.set(x, to.alpha(), clean, fresh == 0 ? to.sigma()
                    : Math.sqrt(Math.max(0, to.sigma() * to.sigma() - fresh * fresh)), noise);
            if (fresh > 0)
                Vectors.add(x, fresh, run.noise());
            run.moved(x, schedule.at(i + 1));
        }
    }

    /** Deviation of the fresh noise of a step (equation 16). */
    private double fresh(final NoiseLevel from, final NoiseLevel to) {
        final double eta = options.eta(0), ratio = from.alpha() / to.alpha();
        return eta == 0 ? 0 : eta * to.sigma() / from.sigma() * Math.sqrt(Math.max(0, 1 - ratio * ratio));
    }

    @Override
    public Set<SamplerOption> heeded() {
        final Set<SamplerOption> heeded = options.ofFresh(0, false);
        // eta alone says how much
        heeded.remove(SamplerOption.NOISE);
        return heeded;
    }

    static float[] noise(final float[] x, final float[] clean, final NoiseLevel at) {
        return Vectors.combine(1 / at.sigma(), x, -at.alpha() / at.sigma(), clean);
    }
}
