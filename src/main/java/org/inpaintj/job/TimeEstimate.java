package org.inpaintj.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A time estimate says how long work will still take, judged by how fast its share has grown of late. Says nothing
 * rather than something wrong: not before there is enough to judge by, nor where the pace was uneven, nor once a step
 * takes longer than those before it. Guarded by whoever owns it.
 */
final class TimeEstimate {

    /** What is judged by, relative to what is left, and the least of it; share of the whole. */
    private static final double SEEN = 0.5, LEAST = 0.02;
    /** How long that must have taken, and how many reports it must hold. */
    private static final long LEAST_TIME = 3_000_000_000L;
    private static final int REPORTS = 5;
    /** How much faster one half of it may have been than the other. */
    private static final double UNEVEN = 1.5;
    /** How much longer than the longest wait before it the wait at hand may be. */
    private static final double LATE = 1.5;

    private final List<Report> reports = new ArrayList<>();

    private record Report(long time, double share) {
    }

    /**
     * @param time  nanoseconds, as the clock has it
     * @param share of the whole that is done; one below the last begins anew
     */
    void report(final long time, final double share) {
        if (!reports.isEmpty() && share < last().share)
            reports.clear();
        reports.add(new Report(time, share));
    }

    /** @return empty where that cannot be told; never zero */
    Optional<Duration> left(final long now) {
        if (reports.size() < REPORTS || last().share >= 1)
            return Optional.empty();
        final double wanted = Math.max(LEAST, SEEN * (1 - last().share));
        int from = reports.size() - REPORTS;
        while (from > 0 && (last().share - reports.get(from).share < wanted
                || last().time - reports.get(from).time < LEAST_TIME))
            from--;
        final Report begin = reports.get(from);
        if (last().share - begin.share < wanted || last().time - begin.time < LEAST_TIME || !even(from)
                || late(from, now))
            return Optional.empty();
        final double left = (1 - last().share) * pace(begin, last()) - (now - last().time);
        return left <= 0 ? Optional.empty() : Optional.of(Duration.ofNanos((long) left));
    }

    private Report last() {
        return reports.get(reports.size() - 1);
    }

    /** Nanoseconds that the whole takes at the pace between two reports. */
    private static double pace(final Report one, final Report other) {
        return (other.time - one.time) / (other.share - one.share);
    }

    private boolean even(final int from) {
        final double half = (reports.get(from).share + last().share) / 2;
        int middle = from + 1;
        while (reports.get(middle).share < half)
            middle++;
        if (middle == reports.size() - 1)
            middle--;
        final double ratio = pace(reports.get(from), reports.get(middle)) / pace(reports.get(middle), last());
        return ratio < UNEVEN && ratio > 1 / UNEVEN;
    }

    private boolean late(final int from, final long now) {
        long longest = 0;
        for (int i = from + 1; i < reports.size(); i++)
            longest = Math.max(longest, reports.get(i).time - reports.get(i - 1).time);
        return now - last().time > LATE * longest;
    }
}
