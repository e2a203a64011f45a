package org.inpaintj.history;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds runs to a history until it is killed, and says of each when it is kept. */
public final class HistoryWriterSubprocess {

    private HistoryWriterSubprocess() {}

    static HistoryEntry entry(final String id, final String key, final String value) {
        return new HistoryEntry(id, Instant.now(), "Inpaint Selection...",
                new HistoryImage("patient 7", "/images/patient 7.tif", 64, 48, 16, 1, 2, 3, 6), "SW91dA==",
                Map.of("seed", "7", key, value), "patch", "lama", List.of(), HistoryOutcome.QUEUED);
    }

    /** @param args the folder, and the first word of the ids */
    public static void main(final String[] args) {
        final HistoryStore store = new HistoryStore(Optional.of(Path.of(args[0])));
        for (int i = 1; true; i++) {
            store.add(entry(args[1] + "-" + i, "prompt", "a car"));
            System.out.println(i);
            store.end(args[1] + "-" + i, HistoryOutcome.QUEUED.ended(HistoryOutcome.State.DONE, 1, ""));
        }
    }
}
