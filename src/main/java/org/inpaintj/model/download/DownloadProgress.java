package org.inpaintj.model.download;

import java.util.List;

import org.inpaintj.core.Progress;

/** Says how far the files of a download are, a few times in a second. */
final class DownloadProgress {

    private static final long EVERY = 200_000_000, MEGA = 1_000_000;

    private final Progress progress;
    private final int files;
    private final long total;
    private final long start = System.nanoTime();
    private int finished;
    private long before, fetched, last;
    private double share;

    DownloadProgress(final Progress progress, final List<RemoteFile> files) {
        this.progress = progress;
        this.files = files.size();
        total = files.stream().anyMatch(each -> each.bytes() < 0) ? -1
                : files.stream().mapToLong(RemoteFile::bytes).reduce(0, DownloadProgress::sum);
    }

    private static long sum(final long a, final long b) {
        return a + b < 0 ? Long.MAX_VALUE : a + b;
    }

    Progress progress() {
        return progress;
    }

    /** Another program has the file. */
    void waiting(final String name) {
        say(name + ": waiting for another program that downloads it");
    }

    /**
     * Bytes have come.
     *
     * @param added now
     * @param done  of the file in all
     * @param size  of the file; -1 if that is not known
     */
    void came(final String name, final long added, final long done, final long size) {
        fetched += added;
        final long now = System.nanoTime();
        if (now - last < EVERY && done != size)
            return;
        last = now;
        if (total > 0) {
            share = Math.max(share, Math.min(1, (before + done) / (double) total));
            progress.share(share);
        }
        say(name + ": " + done / MEGA + (size < 0 ? " MB" : " of " + (size + MEGA - 1) / MEGA + " MB"
                + left(size - done, now)));
    }

    private String left(final long bytes, final long now) {
        final double seconds = (now - start) / 1e9;
        if (bytes <= 0 || fetched <= 0 || seconds < 2)
            return "";
        final long left = (long) Math.ceil(bytes * seconds / fetched);
        return left < 90 ? ", " + left + " s left" : left < 5400 ? ", " + (left + 30) / 60 + " min left"
                : ", " + (left + 1800) / 3600 + " h left";
    }

    /** A file is there. */
    void finished(final RemoteFile file) {
        finished++;
        before += Math.max(0, file.bytes());
        say(file.name());
    }

    private void say(final String what) {
        progress.step(finished, files, what);
    }
}
