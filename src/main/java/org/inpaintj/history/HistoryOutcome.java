package org.inpaintj.history;

import java.util.List;

/**
 * What became of a run.
 *
 * @param seconds that it ran
 * @param message the words that it brought, or why it failed; empty if neither
 * @param layers  SHA-256 of the samples of the layers that came, from the bottom to the top; the first of many
 * @param picture what the result looks like, a small PNG file as base64; empty if that is not wanted
 */
public record HistoryOutcome(State state, double seconds, String message, List<String> layers, String picture) {

    /** Where a run is. */
    public enum State {
        QUEUED, DONE, FAILED, CANCELLED
    }

    /** Of a run that waits or goes on, or whose program ended before it did. */
    public static final HistoryOutcome QUEUED = new HistoryOutcome(State.QUEUED, 0, "", List.of(), "");

    public HistoryOutcome {
        layers = List.copyOf(layers);
    }

    public HistoryOutcome ended(final State end, final double ran, final String why) {
        return new HistoryOutcome(end, ran, why, layers, picture);
    }

    public HistoryOutcome said(final String words) {
        return new HistoryOutcome(state, seconds, words, layers, picture);
    }

    public HistoryOutcome brought(final List<String> digests, final String look) {
        return new HistoryOutcome(state, seconds, message, digests, look);
    }
}
