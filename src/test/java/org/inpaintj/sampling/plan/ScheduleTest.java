package org.inpaintj.sampling.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.inpaintj.sampling.schedule.AlphasCumprod;
import org.inpaintj.sampling.schedule.DiscreteSigmas;
import org.inpaintj.sampling.schedule.FlowSigmas;
import org.inpaintj.sampling.schedule.ScheduleName;
import org.inpaintj.sampling.schedule.SchedulerConfig;
import org.inpaintj.sampling.schedule.SigmaScale;
import org.inpaintj.sampling.schedule.SigmaSchedules;

class ScheduleTest {

    private static final SigmaScale SD = DiscreteSigmas.of(DiffusersPipelines.SD.alphas());

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Karras          | 14.6146 9.1029 5.4784 3.1686 1.7494 0.9141 0.4469 0.2014 0.0819 0.0292",
            "Exponential     | 14.6146 7.3249 3.6712 1.8400 0.9222 0.4622 0.2317 0.1161 0.0582 0.0292",
            "Polyexponential | 14.6146 7.3249 3.6712 1.8400 0.9222 0.4622 0.2317 0.1161 0.0582 0.0292",
            "Uniform         | 14.6146 7.8399 4.6092 2.9183 1.9502 1.3449 0.9324 0.6250 0.3687 0.0292",
            "Normal          | 14.6146 7.8399 4.6092 2.9183 1.9502 1.3449 0.9324 0.6250 0.3687 0.0292",
            "SGM Uniform     | 14.6146 8.3072 5.0924 3.3251 2.2797 1.6156 1.1629 0.8319 0.5712 0.3437",
            "Simple          | 14.6146 8.3028 5.0878 3.3211 2.2765 1.6129 1.1606 0.8299 0.5693 0.3417",
            "Align Your Steps| 14.615 6.1135 3.5651 2.3939 1.6500 1.1358 0.7425 0.4450 0.1692 0.0290" })
    void tenStepsOfStableDiffusion(final String schedule, final String sigmas) {
        final double[] expected = Arrays.stream(sigmas.trim().split(" ")).mapToDouble(Double::parseDouble).toArray();
        final double[] actual = ScheduleName.of(schedule.trim()).sigmas(10, SD, false);
        assertArrayEquals(expected, actual, 1e-4);
    }

    @ParameterizedTest
    @EnumSource(names = { "AUTOMATIC", "MODEL" }, mode = EnumSource.Mode.EXCLUDE)
    void everyScheduleHasAllItsStepsAndFalls(final ScheduleName schedule) {
        for (final SigmaScale scale : new SigmaScale[] { SD, new FlowSigmas(3, 1000) })
            for (final int n : new int[] { 1, 2, 3, 7, 20, 30, 150, 999 }) {
                final double[] sigmas = schedule.sigmas(n, scale, true);
                assertEquals(n, sigmas.length);
                for (int i = 1; i < n; i++)
                    assertTrue(sigmas[i] < sigmas[i - 1], schedule + " " + n + " at " + i);
                assertTrue(sigmas[n - 1] > 0);
                if (n == 1 && schedule != ScheduleName.ALIGN_YOUR_STEPS)
                    assertEquals(scale.max(), sigmas[0], 1e-12);
            }
    }

    @Test
    void alignedTables() {
        assertArrayEquals(new double[] { 14.615, 6.315, 3.771, 2.181, 1.342, 0.862, 0.555, 0.380, 0.234, 0.113, 0.029 },
                SigmaSchedules.alignYourSteps(11, true), 1e-9);
        assertEquals(6.475, SigmaSchedules.alignYourSteps(11, false)[1], 1e-9);
    }

    @Test
    void rangeOfStableDiffusion() {
        assertEquals(0.0291672, SD.min(), 1e-6);
        assertEquals(14.6146413, SD.max(), 1e-5);
        for (final double sigma : new double[] { 0.03, 0.5, 3, 14 })
            assertEquals(sigma, SD.ofTime(SD.time(sigma)), 1e-9 * sigma);
        assertEquals(999, SD.level(20).timestep());
        assertEquals(0, SD.level(0.001).timestep());
    }

    @Test
    void zeroTerminalKeepsNothingOfTheImage() {
        final SchedulerConfig config = SchedulerConfig.parse("""
                {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear",
                 "rescale_betas_zero_snr": true}""", "test");
        final AlphasCumprod exact = config.alphas(0.0001, 0.02, "linear", 0);
        assertEquals(0, exact.at(999));
        assertEquals(1 - 0.00085, exact.at(0), 1e-6);
        assertEquals(1 / Math.sqrt(4.897e-8), DiscreteSigmas.of(config.alphas()).max(), 1);
    }

    @ParameterizedTest
    @CsvSource({ "0.5, 0.5", "0.1, 0.0395844056", "0.95, 0.9874455431", "0, 0", "1, 1" })
    void betaQuantiles(final double p, final double x) {
        assertEquals(x, SigmaSchedules.betaQuantile(p), 1e-9);
    }

    @Test
    void betaQuantileInvertsTheDistribution() {
        final BetaDistribution beta = new BetaDistribution(null, 0.6, 0.6);
        for (int i = 1; i < 1000; i++)
            assertEquals(i / 1000., beta.cumulativeProbability(SigmaSchedules.betaQuantile(i / 1000.)), 1e-12);
    }
}
