package org.inpaintj.sampling.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.sampling.Denoiser;
import org.inpaintj.sampling.LatentClip;
import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.NoiseSchedule;
import org.inpaintj.sampling.Philox;
import org.inpaintj.sampling.PredictionType;
import org.inpaintj.sampling.SamplingRun;
import org.inpaintj.sampling.StepCallback;
import org.inpaintj.sampling.Vectors;
import org.inpaintj.sampling.sampler.Ddpm;
import org.inpaintj.sampling.sampler.EulerAncestral;
import org.inpaintj.sampling.schedule.AlphasCumprod;
import org.inpaintj.sampling.schedule.SamplerName;
import org.inpaintj.sampling.schedule.ScheduleName;
import org.inpaintj.sampling.schedule.SchedulerConfig;

/** What must hold without looking at a reference. */
class SamplerPropertyTest {

    private static final SchedulerConfig SD = DiffusersPipelines.SD;
    private static final float[] NOISE = new Philox(9).normal(16);

    /** A network that knows the image lands on it, whatever the solver. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "DDIM", "DDIM_CFGPP", "PLMS", "UNIPC", "FLOW_MATCH_EULER",
            "DPM_FAST", "DPM_ADAPTIVE" })
    void aPerfectDenoiserIsFollowed(final SamplerName sampler) {
        final float[] image = new Philox(10).normal(16);
        final SamplingPlan plan = NamedPlans.of(sampler, ScheduleName.KARRAS, SD, false, StepRequest.textToImage(25));
        final float[] x = plan.start(null, NOISE);
        final Philox more = new Philox(11);
        plan.run(x, 1, (in, level) -> image.clone(), () -> more.normal(16), StepCallback.NONE);
        assertArrayEquals(image, x, 1e-4f);
    }

    /** Those that end at the lowest sigma leave that much noise, as in the WebUI. */
    @ParameterizedTest
    @EnumSource(names = { "DPM_FAST", "DPM_ADAPTIVE" })
    void aPerfectDenoiserIsFollowedToTheLowestSigma(final SamplerName sampler) {
        final int n = 4000;
        final float[] image = new Philox(10).normal(n);
        final SamplingPlan plan = NamedPlans.of(sampler, ScheduleName.UNIFORM, SD, false, StepRequest.textToImage(25));
        final Philox more = new Philox(11);
        final float[] x = plan.start(null, more.normal(n));
        final int[] calls = new int[1];
        plan.run(x, 1, (in, level) -> {
            calls[0]++;
            return image.clone();
        }, () -> more.normal(n), StepCallback.NONE);
        double square = 0;
        for (int i = 0; i < n; i++)
            square += (x[i] - image[i]) * (double) (x[i] - image[i]) / n;
        assertEquals(plan.levels().get(1).sigma(), Math.sqrt(square), 0.002);
        assertTrue(plan.adaptive() || calls[0] == 25);
    }

    /** A network that says nothing usable ends the search for a step. */
    @Test
    void adaptiveStepsEnd() {
        final SamplingPlan plan = NamedPlans.of(SamplerName.DPM_ADAPTIVE, ScheduleName.UNIFORM, SD, false,
                StepRequest.textToImage(5));
        final String message = assertThrows(InpaintException.class, () -> plan.run(plan.start(null, NOISE), 1,
                (in, level) -> {
                    final float[] nothing = new float[16];
                    Arrays.fill(nothing, Float.NaN);
                    return nothing;
                }, () -> NOISE, StepCallback.NONE)).getMessage();
        assertTrue(message.endsWith("use another sampler."), message);
    }

    /**
     * For unit Gaussian data the denoiser is x / (1 + sigma^2) and the exact solution x0 sqrt(1 + sigma^2) scaled; the
     * better solvers come closer to it than Euler does.
     */
    @ParameterizedTest
    @EnumSource(names = { "HEUN", "LMS", "DPM2", "DPMPP_2M" })
    void higherOrdersAreMoreAccurate(final SamplerName sampler) {
        final double euler = errorOnGaussian(SamplerName.EULER, 12);
        final double better = errorOnGaussian(sampler, sampler.twoStages() ? 12 : 24);
        assertTrue(better < euler / 3, sampler + " " + better + " against " + euler);
        assertTrue(errorOnGaussian(sampler, 48) < 0.01);
    }

    private static double errorOnGaussian(final SamplerName sampler, final int steps) {
        final SamplingPlan plan = NamedPlans.of(sampler, ScheduleName.KARRAS, SD, false,
                StepRequest.textToImage(steps));
        final float[] x = plan.start(null, NOISE);
        final double sigma = plan.startLevel().sigma();
        final double exact = x[0] / Math.sqrt(1 + sigma * sigma);
        plan.run(x, 1, (in, level) -> {
            final float[] clean = new float[in.length];
            Vectors.set(clean, 1 / (1 + level.sigma() * level.sigma()), in, 0, in);
            return clean;
        }, () -> NOISE, StepCallback.NONE);
        return Math.abs(x[0] - exact) / Math.abs(exact);
    }

    /** Noise that samplers of second order add leaves unit Gaussian data unit Gaussian; Euler a loses some. */
    @ParameterizedTest
    @ValueSource(strings = { "DPM2 a", "DPM++ 2S a", "DPM++ SDE", "DPM++ 2M SDE", "DPM++ 3M SDE", "Restart" })
    void noisySamplersKeepTheVariance(final String name) {
        final int n = 20_000;
        final SamplingPlan plan = NamedPlans.of(SamplerName.of(name), ScheduleName.KARRAS, SD, false,
                StepRequest.textToImage(40));
        final Philox philox = new Philox(21);
        final float[] x = plan.start(null, philox.normal(n));
        plan.run(x, 1, (in, level) -> {
            final float[] clean = new float[n];
            Vectors.set(clean, 1 / (1 + level.sigma() * level.sigma()), in, 0, in);
            return clean;
        }, () -> philox.normal(n), StepCallback.NONE);
        double square = 0;
        for (final float v : x)
            square += v * v / (double) n;
        assertEquals(1, square, 0.04);
    }

    /** Euler a is DDPM seen in other coordinates. */
    @Test
    void ancestralEulerIsDdpm() {
        final AlphasCumprod alphas = SD.alphas();
        final List<NoiseLevel> kept = new ArrayList<>();
        final List<NoiseLevel> added = new ArrayList<>();
        for (int t = 999; t >= 0; t -= 111) {
            kept.add(NoiseLevel.ofAlphaBar(alphas.at(t), t));
            added.add(NoiseLevel.ofSigma(Math.sqrt((1 - alphas.at(t)) / alphas.at(t)), t));
        }
        kept.add(NoiseLevel.CLEAN);
        added.add(NoiseLevel.CLEAN);
        final float[] a = NOISE.clone();
        final float[] b = Vectors.combine(1 / kept.get(0).alpha(), NOISE, 0, NOISE);
        final Denoiser denoiser = PredictionType.EPSILON.denoiser((in, t) -> {
            final float[] out = new float[in.length];
            for (int i = 0; i < out.length; i++)
                out[i] = (float) Math.sin(in[i] + t);
            return out;
        });
        new Ddpm(false).sample(a, new NoiseSchedule(kept, 0, s -> NoiseLevel.CLEAN), run(denoiser));
        new EulerAncestral().sample(b, new NoiseSchedule(added, 0, s -> NoiseLevel.CLEAN), run(denoiser));
        assertArrayEquals(a, b, 1e-4f);
    }

    @ParameterizedTest
    @EnumSource
    void predictionsTurnBack(final PredictionType prediction) {
        for (final NoiseLevel level : List.of(NoiseLevel.ofSigma(3, 0), NoiseLevel.ofAlphaBar(0.3, 0),
                NoiseLevel.ofFlow(0.7, 0))) {
            final float[] clean = new float[16];
            final float[] output = new float[16];
            prediction.toClean(NOISE, new Philox(4).normal(16), level, clean);
            prediction.toOutput(NOISE, clean, level, output);
            assertArrayEquals(new Philox(4).normal(16), prediction == PredictionType.SAMPLE ? clean : output, 1e-5f);
        }
    }

    @Test
    void clipping() {
        final float[] x = { -3, 0.5f, 2, 8, 0.1f, 0.2f, 0.3f, 0.4f };
        final float[] range = x.clone();
        LatentClip.to(1.5).apply(range, 2);
        assertArrayEquals(new float[] { -1.5f, 0.5f, 1.5f, 1.5f, 0.1f, 0.2f, 0.3f, 0.4f }, range);
        final float[] dynamic = x.clone();
        LatentClip.dynamic(0.5, 10).apply(dynamic, 2);
        // the median of 0.5 2 3 8 is 2.5; the second image stays below 1 and is not stretched
        assertArrayEquals(new float[] { -1, 0.2f, 0.8f, 1, 0.1f, 0.2f, 0.3f, 0.4f }, dynamic, 1e-6f);
    }

    private static SamplingRun run(final Denoiser denoiser) {
        final Philox philox = new Philox(2);
        final Supplier<float[]> noise = () -> philox.normal(16);
        return new SamplingRun(denoiser, noise, StepCallback.NONE, LatentClip.NONE, 1, false);
    }
}
