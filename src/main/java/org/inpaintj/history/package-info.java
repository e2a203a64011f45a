/**
 * What a user has run, kept in a bounded file that survives crashes.
 * {@link org.inpaintj.history.HistoryStore}, where to begin, holds one {@link org.inpaintj.history.HistoryEntry} a run
 * in {@code history/runs.jsonl} of the user's folder for settings: a line of JSON when the run is queued, and a short
 * one whenever more is known of what became of it.
 * <pre>{@code
 * HistoryStore store = HistoryStore.ofUser();
 * store.add(entry);                                    // on the disk when it returns
 * store.end(entry.id(), outcome);
 * store.entries().entries();                           // the newest first
 * }</pre>
 * <ul>
 * <li>What was added is there after the program was killed or the power failed; of a line that was cut off, that line
 * alone is lost. Several programs may use one file at a time, and none loses what another writes.
 * <li>The file has bounds, in runs and in bytes; the oldest go. Folder and file are closed to other users.
 * <li>Whatever the file holds is read without failing: what is damaged is passed over and counted.
 * <li>Keys of accounts are taken out of values and messages before they are written; so are names of images where the
 * user wants that. Pixels are kept only as a small picture, and only where the user wants that.
 * <li>Switched off, nothing is written.
 * </ul>
 * Thread-safe. Nothing here knows ImageJ: a selection is a text, which {@code imagej.roi.RoiText} makes. A new thing to
 * keep is a field of {@code HistoryEntry} and of {@code HistoryLine}, which older versions pass over.
 * <p>
 * Internal.
 */
package org.inpaintj.history;
