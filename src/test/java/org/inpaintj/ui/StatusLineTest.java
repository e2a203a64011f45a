package org.inpaintj.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.inpaintj.job.Job.State;
import org.inpaintj.job.Job.Status;

class StatusLineTest {

    private static String running(final long millisecondsLeft) {
        return StatusLine.describe(new Status(State.RUNNING, 0, 855, 1000, "Diffusion, candidate 1 of 3", false,
                false, true,
                Duration.ofSeconds(9), Optional.of(Duration.ofMillis(millisecondsLeft)), false, List.of(), ""));
    }

    @Test
    void theTimeLeftIsWholeSecondsAndNeverNone() {
        assertEquals("Diffusion, candidate 1 of 3, step 856 of 1000, 1 s left", running(1));
        assertEquals("Diffusion, candidate 1 of 3, step 856 of 1000, 1 s left", running(1000));
        assertEquals("Diffusion, candidate 1 of 3, step 856 of 1000, 2 s left", running(1001));
        assertEquals("Diffusion, candidate 1 of 3, step 856 of 1000, 1 min 30 s left", running(90_000));
    }

    @Test
    void whatWasStoppedSaysWhere() {
        assertEquals("stopped at step 856 of 1000, done in 2.5 s",
                StatusLine.describe(new Status(State.DONE, 0, 856, 1000,
                "Diffusion", false, false, false, Duration.ofMillis(2500), Optional.empty(), true, List.of(), "")));
        assertEquals("done in 2.5 s",
                StatusLine.describe(new Status(State.DONE, 0, 1000, 1000, "Diffusion", false, false,
                false, Duration.ofMillis(2500), Optional.empty(), false, List.of(), "")));
    }
}
