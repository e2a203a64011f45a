package org.inpaintj.history;

import java.util.List;

/**
 * What a history holds.
 *
 * @param entries the newest first
 * @param damaged how many lines of the file could not be read
 */
public record HistoryList(List<HistoryEntry> entries, int damaged) {
}
