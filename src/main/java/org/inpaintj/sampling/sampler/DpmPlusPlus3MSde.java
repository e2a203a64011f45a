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
 * DPM-Solver++(3M) for the stochastic equation (eta = 1 by itself), as in k-diffusion: lambda = -ln sigma, a quadratic
 * through the last three predictions, lower orders while there are fewer.
 */
public final class DpmPlusPlus3MSde implements Sampler {

    private final SamplerOptions options;

    /** As it is by itself. */
    public DpmPlusPlus3MSde() {
        this(SamplerOptions.DEFAULTS);
    }

    public DpmPlusPlus3MSde(final SamplerOptions options) {
        this.options = options;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        float[] clean1 = null;
        float[] clean2 = null;
        final double eta = options.eta(1);
        double h1 = 0;
        double h2 = 0;
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final NoiseLevel to = schedule.at(i + 1);
            final float[] clean = run.clean(x, schedule.at(i));
            if (to.sigma() == 0) {
                System.arraycopy(clean, 0, x, 0, x.length);
            } else {
                final double h = Math.log(schedule.sigma(i) / to.sigma());
                final double decay = Math.expm1(-(1 + eta) * h);
                Vectors.set(x, Math.exp(-(1 + eta) * h), x, -decay, clean);
                if (clean1 != null) {
                    final double phi2 = decay / ((1 + eta) * h) + 1;
                    final double r0 = h1 / h;
                    final float[] slope0 = Vectors.difference(1 / r0, clean, clean1);
                    Vectors.add(x, phi2, slope0);
                    if (clean2 != null) {
                        final double r1 = h2 / h;
                        final double phi3 = phi2 / ((1 + eta) * h) - 0.5;
                        final float[] bend = Vectors.difference(1 / (r0 + r1), slope0,
                                Vectors.difference(1 / r1, clean1, clean2));
                        Vectors.add(x, phi2 * r0 - phi3, bend);
                    }
                }
                if (eta > 0)
                    Vectors.add(x, to.sigma() * Math.sqrt(-Math.expm1(-2 * eta * h)) * options.noise(), run.noise());
                h2 = h1;
                h1 = h;
            }
            run.moved(x, to);
            clean2 = clean1;
            clean1 = clean;
        }
    }

    @Override
    public Set<SamplerOption> heeded() {
        return options.ofFresh(1, true);
    }
}
