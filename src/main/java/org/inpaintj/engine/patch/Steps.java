package org.inpaintj.engine.patch;

import org.inpaintj.engine.Progress;

/** Counts the steps of a run for its progress. */
final class Steps {

    private final Progress progress;
    private final int total;
    private int done;

    Steps(final Progress progress, final int total) {
        this.progress = progress;
        this.total = Math.max(1, total);
    }

    /** Announces the next step, unless the user has asked to stop. */
    void next(final String what) {
        progress.check();
        progress.step(Math.min(done++, total), total, what);
    }

    void finish() {
        progress.step(total, total, "Done");
    }
}
