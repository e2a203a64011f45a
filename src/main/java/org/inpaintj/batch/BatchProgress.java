package org.inpaintj.batch;

import org.inpaintj.core.Progress;

/** This progress shows the images of a batch, of which several may be at work, as one piece of work. Thread-safe. */
final class BatchProgress {

    private final Progress to;
    private final int total;
    private final double[] shares;
    private int ended;
    private double most;

    /** @param total how many images there are */
    BatchProgress(final Progress to, final int total) {
        this.to = to;
        this.total = total;
        shares = new double[total];
    }

    /** What one image is told. */
    Progress of(final BatchItem item) {
        return new Progress() {

            @Override
            public void step(final int done, final int steps, final String what) {
                say(item.name() + (what.isBlank() ? "" : ": " + what));
            }

            @Override
            public void share(final double done) {
                grown(item, Math.min(1, done));
            }

            @Override
            public boolean cancelled() {
                return to.cancelled();
            }
        };
    }

    /** An image is through, whatever became of it. */
    synchronized void ended(final BatchItem item) {
        ended++;
        grown(item, 1);
        say(item.name());
    }

    private synchronized void grown(final BatchItem item, final double done) {
        final int index = item.number() - 1;
        shares[index] = Math.max(shares[index], done);
        double sum = 0;
        for (final double share : shares)
            sum += share;
        if (sum / total > most) {
            most = sum / total;
            to.share(most);
        }
    }

    private synchronized void say(final String what) {
        to.step(ended, total, what);
    }
}
