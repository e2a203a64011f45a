package org.inpaintj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is shown must be right: by a factor of two, or by two seconds. */
class TimeEstimateTest {

    private static final double SECOND = 1e9;

    /** A report, and when it came, in seconds. */
    private record Report(double time, double share) {
    }

    /** What was shown while some work ran: when, how long was left, and how long it really was; seconds. */
    private record Shown(double time, double left, double truth) {

        boolean right() {
            return Math.abs(left - truth) < 2 || left <= 2 * truth && truth <= 2 * left;
        }
    }

    /** Looks four times a second. */
    private static List<Shown> watch(final List<Report> reports) {
        final TimeEstimate estimate = new TimeEstimate();
        final double end = reports.get(reports.size() - 1).time;
        final List<Shown> shown = new ArrayList<>();
        int next = 0;
        for (double now = 0; now < end; now += 0.25) {
            for (; next < reports.size() && reports.get(next).time <= now; next++)
                if (reports.get(next).share < 1)
                    estimate.report((long) (reports.get(next).time * SECOND), reports.get(next).share);
            final Optional<Duration> left = estimate.left((long) (now * SECOND));
            if (left.isPresent())
                shown.add(new Shown(now, left.get().toNanos() / SECOND, end - now));
        }
        return shown;
    }

    /** Recorded on two processors that were busy with other work: seconds since the start, and the share reported. */
    @ParameterizedTest
    @CsvSource({ "patch-small,0", "patch-rgb,0", "patch-wide,5", "patch-large,40", "diffusion,10",
        "diffusion-candidates,10" })
    void isRightForWhatTheEnginesReport(final String trace, final int least) throws IOException {
        final List<Report> reports = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                TimeEstimateTest.class.getResourceAsStream("/traces/" + trace + ".txt"), StandardCharsets.US_ASCII))) {
            in.lines().map(line -> line.split(" "))
                    .forEach(p -> reports.add(new Report(Double.parseDouble(p[0]), Double.parseDouble(p[1]))));
        }
        final List<Shown> shown = watch(reports);
        assertEquals(List.of(), shown.stream().filter(s -> !s.right()).toList());
        assertTrue(shown.size() >= least, "shown " + shown.size() + " times");
    }

    @Test
    void isRightForStepsThatAreAlike() {
        final Random random = new Random(1);
        int seen = 0;
        for (int run = 0; run < 300; run++) {
            final int steps = 2 + random.nextInt(60);
            final double each = 0.05 + 4 * random.nextDouble(), wait = 20 * random.nextDouble();
            final List<Report> reports = new ArrayList<>();
            double time = wait;
            for (int k = 0; k <= steps; k++) {
                reports.add(new Report(time, k / (double) steps));
                time += each * (0.8 + 0.4 * random.nextDouble());
            }
            final List<Shown> shown = watch(reports);
            assertEquals(List.of(), shown.stream().filter(s -> !s.right()).toList(), "run " + run);
            seen += shown.size();
            if (steps * each > 20 && steps > 20)
                assertTrue(shown.size() > 2 * steps * each * 0.3 / 0.5, "shown " + shown.size() + " times in "
                        + steps * each + " s");
        }
        assertTrue(seen > 10_000, "shown " + seen + " times");
    }

    /** Equal shares that take ever longer, as levels of a pyramid do that nobody has weighed. */
    @Test
    void saysNothingWhereThePaceChanges() {
        final List<Report> reports = new ArrayList<>();
        double time = 0, each = 0.2;
        for (int k = 0; k < 40; k++) {
            reports.add(new Report(time, k / 40.0));
            time += each;
            each *= 1.25;
        }
        reports.add(new Report(time, 1));
        assertEquals(List.of(), watch(reports));
    }

    /** The last step of ten hangs. */
    @Test
    void saysNothingOnceAStepIsLate() {
        final TimeEstimate estimate = new TimeEstimate();
        for (int k = 0; k < 10; k++)
            estimate.report((long) (k * SECOND), k / 10.0);
        assertEquals(1, estimate.left((long) (9 * SECOND)).orElseThrow().toNanos() / SECOND, 0.01);
        assertEquals(0.5, estimate.left((long) (9.5 * SECOND)).orElseThrow().toNanos() / SECOND, 0.01);
        for (int k = 0; k < 100; k++)
            assertFalse(estimate.left((long) ((10 + k) * SECOND)).isPresent());
    }

    @Test
    void beginsAnewWithTheNextPieceOfWork() {
        final TimeEstimate estimate = new TimeEstimate();
        for (int k = 0; k < 10; k++)
            estimate.report((long) (k * SECOND), k / 10.0);
        estimate.report((long) (10 * SECOND), 0);
        assertFalse(estimate.left((long) (10 * SECOND)).isPresent());
    }
}
