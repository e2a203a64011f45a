package org.inpaintj.sampling.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.PredictionType;
import org.inpaintj.sampling.Sampler;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.Vectors;

/**
 * Pseudo numerical methods (Liu et al. 2022) as in diffusers, which is a state machine over a list of timesteps: a
 * Runge-Kutta warm-up of four evaluations a step where the scheduler wants it, then linear multistep on the network's
 * raw output. It counts from the first evaluation of a run, also where the run starts part-way.
 */
public final class Pndm implements Sampler {

    private final PredictionType prediction;
    private final int[] warmUp;
    private final int stride;
    private final IntFunction<NoiseLevel> levelOf;

    /**
     * @param prediction what the network predicts
     * @param warmUp     timesteps of the Runge-Kutta warm-up, empty without one
     * @param stride     timesteps of a step
     * @param levelOf    the level of a timestep; the final one for negative timesteps
     */
    public Pndm(final PredictionType prediction, final int[] warmUp, final int stride,
            final IntFunction<NoiseLevel> levelOf) {
        this.prediction = prediction;
        this.warmUp = warmUp.clone();
        this.stride = stride;
        this.levelOf = levelOf;
    }

    @Override
    public void sample(final float[] x, final NoiseSchedule schedule, final SamplingRun run) {
        final List<float[]> history = new ArrayList<>();
        final float[] weighted = new float[x.length];
        float[] origin = null;
        for (int i = schedule.start(); i < schedule.end(); i++) {
            final int count = i - schedule.start();
            final int t = (int) schedule.at(i).timestep();
            final float[] clean = run.clean(x, schedule.at(i));
            float[] output = new float[x.length];
            prediction.toOutput(x, clean, schedule.at(i), output);
            int from = t;
            int to = t - stride;
            if (count < warmUp.length) {
                from = warmUp[count / 4 * 4];
                to = t - (count % 2 == 0 ? stride / 2 : 0);
                if (count % 4 == 0) {
                    remember(history, output);
                    origin = x.clone();
                }
                Vectors.add(weighted, count % 4 == 0 || count % 4 == 3 ? 1 / 6. : 1 / 3., output);
                if (count % 4 == 3) {
                    output = weighted.clone();
                    Arrays.fill(weighted, 0);
                }
                System.arraycopy(origin, 0, x, 0, x.length);
            } else if (count == 1) {
                from = t + stride;
                to = t;
                Vectors.set(output, 0.5, output, 0.5, history.get(0));
                System.arraycopy(origin, 0, x, 0, x.length);
            } else {
                remember(history, output);
                if (count == 0)
                    origin = x.clone();
                else
                    output = history.size() == 1 ? output : Plms.adamsBashforth(history);
            }
            move(x, output, levelOf.apply(from), levelOf.apply(to));
            run.moved(x, schedule.at(i + 1));
        }
    }

    private static void remember(final List<float[]> history, final float[] output) {
        history.add(0, output);
        if (history.size() > 4)
            history.remove(4);
    }

    /** The DDIM step with the noise that {@code output} stands for at {@code x}. */
    private void move(final float[] x, final float[] output, final NoiseLevel from, final NoiseLevel to) {
        final float[] noise = prediction == PredictionType.V_PREDICTION
                ? Vectors.combine(from.alpha(), output, from.sigma(), x) : output;
        Plms.step(x, noise, from, to);
    }
}
