package org.inpaintj.history;

import java.nio.file.Path;
import java.util.Optional;

/** Adds runs to a history until it is killed, and says of each when it is kept. */
public final class HistoryWriterSubprocess {

    private HistoryWriterSubprocess() {}

    /** @param args the folder, and the first word of the ids */
    public static void main(final String[] args) {
        final HistoryStore store = new HistoryStore(Optional.of(Path.of(args[0])));
        for (int i = 1; true; i++) {
            store.add(HistoryStoreTest.entry(args[1] + "-" + i, "prompt", "a car"));
            System.out.println(i);
            store.end(args[1] + "-" + i, HistoryOutcome.QUEUED.ended(HistoryOutcome.State.DONE, 1, ""));
        }
    }
}
