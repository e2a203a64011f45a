package org.inpaintj.ui.panel;

import java.util.List;

import org.inpaintj.core.FileStamp;
import org.inpaintj.core.InpaintException;
import org.inpaintj.history.HistoryEntry;
import org.inpaintj.history.HistoryStore;

/** The prompts used last, by whichever command, out of the history of runs. Safe on any thread. */
final class PromptHistory {

    /** How many are offered. */
    static final int MOST = 30;

    private final HistoryStore store;
    private List<FileStamp> stamp = List.of();
    private List<String> prompts = List.of();

    PromptHistory(final HistoryStore store) {
        this.store = store;
    }

    /**
     * Each once, the one used last first; none where no history is kept. Reads a file if it has changed since, so not
     * on the event thread.
     */
    synchronized List<String> prompts() {
        try {
            final List<FileStamp> now = store.stamp();
            if (!now.equals(stamp)) {
                prompts = store.entries().entries().stream().map(HistoryEntry::prompt)
                        .filter(prompt -> !prompt.isEmpty()).distinct().limit(MOST).toList();
                stamp = now;
            }
            return prompts;
        } catch (final InpaintException e) {
            // the window of the history says it
            return List.of();
        }
    }
}
