package org.inpaintj.cli.terminal;

import org.inpaintj.core.Progress;

/** Shows the notes of work at once, whether somebody watches how far it is or not. */
final class NotedProgress implements Progress {

    private final Progress progress;
    private final Messages messages;

    NotedProgress(final Progress progress, final Messages messages) {
        this.progress = progress;
        this.messages = messages;
    }

    @Override
    public void step(final int done, final int total, final String what) {
        progress.step(done, total, what);
    }

    @Override
    public void share(final double done) {
        progress.share(done);
    }

    @Override
    public boolean cancelled() {
        return progress.cancelled();
    }

    @Override
    public void note(final String sentence) {
        messages.note(sentence);
    }
}
