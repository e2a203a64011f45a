package org.inpaintj.ui.models;

import java.util.List;

import org.inpaintj.core.Progress;
import org.inpaintj.inpaint.ForwardingProgress;

/** Keeps what the work notes, to be told at its end. */
final class Noting extends ForwardingProgress {

    private final List<String> notes;

    Noting(final Progress to, final List<String> notes) {
        super(to);
        this.notes = notes;
    }

    @Override
    public void note(final String sentence) {
        notes.add(sentence);
    }
}
