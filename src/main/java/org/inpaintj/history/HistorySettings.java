package org.inpaintj.history;

/**
 * What the user wants of the history.
 *
 * @param keep      whether runs are kept
 * @param pictures  whether a small picture of each result is
 * @param names     whether titles and paths of images are
 * @param runs      how many at most
 * @param megabytes how large the file may become
 */
public record HistorySettings(boolean keep, boolean pictures, boolean names, int runs, int megabytes) {

    public static final HistorySettings NORMAL = new HistorySettings(true, false, true, 500, 50);
    public static final int MOST_RUNS = 100_000, MOST_MEGABYTES = 1000;

    /** Numbers that are out of range become the nearest that is not. */
    public HistorySettings {
        runs = Math.max(1, Math.min(runs, MOST_RUNS));
        megabytes = Math.max(1, Math.min(megabytes, MOST_MEGABYTES));
    }

    long bytes() {
        return (long) megabytes << 20;
    }
}
