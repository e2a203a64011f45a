package org.inpaintj.sampling.sampler;

import java.util.Set;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.SamplerOptions;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/**
 * DPM-Solver++(2M) for the stochastic equation (eta = 1 by itself), as in k-diffusion:
 * lambda = -ln sigma, first order at both ends.
 */
public final class DpmPlusPlus2MSde implements Sampler {

    private final SamplerOptions options;
    private final boolean heun;

    /** As it is by itself, by the midpoint's rule. */
    public DpmPlusPlus2MSde() {
        this(SamplerOptions.DEFAULTS, false);
    }

    /** @param heun second order by Heun's rule rather than the midpoint's */
    public DpmPlusPlus2MSde(final SamplerOptions options, final boolean heun) {
        this.options = options;
        this.heun = heun;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        float[] last = null;
        final double eta = options.eta(1);
        double lastH = 0;
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel to = schedule.at(i + 1);
            final float[] clean = run.clean(x, schedule.at(i));
            if (to.sigma() == 0) {
                System.arraycopy(clean, 0, x, 0, x.length);
            } else {
                final double h = Math.log(schedule.sigma(i) / to.sigma());
                final double gain = -Math.expm1(-(1 + eta) * h);
                Vectors.set(x, Math.exp(-(1 + eta) * h), x, gain, clean);
                if (last != null)
                    Vectors.add(x, (heun ? 1 - gain / ((1 + eta) * h) : 0.5 * gain) * h / lastH,
                            Vectors.difference(1, clean, last));
                if (eta > 0)
                    Vectors.add(x, to.sigma() * Math.sqrt(-Math.expm1(-2 * eta * h)) * options.noise(), run.noise());
                lastH = h;
            }
            run.moved(x, to);
            last = clean;
        }
    }

    @Override
    public Set<SamplerOption> heeded() {
        return options.ofFresh(1, true);
    }
}
