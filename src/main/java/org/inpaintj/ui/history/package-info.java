/**
 * The history of runs at the screen: {@link org.inpaintj.ui.history.RunRecorder} hears of each run that a user starts
 * and keeps it in a {@link org.inpaintj.history.HistoryStore}; {@link org.inpaintj.ui.history.HistoryWindow} lists
 * them, searches, and does with one what its buttons say.
 * <pre>{@code
 * RunRecorder.watch();                                 // what paints, from now on
 * RunRecorder.task(run, name, work, then, also).start();   // anything else, which brings an image or words
 * HistoryWindow.open(starter, dialogs);
 * }</pre>
 * <ul>
 * <li>Runs of macros and scripts are not kept, nor is anything without a display.
 * <li>Nothing changes an image but <em>Run Again Here</em>, which makes what the run made, and sets the selection of
 * the run where the image has none.
 * <li>What cannot be kept never stops a run; the log says so once.
 * </ul>
 * A new button is a method of {@code HistoryActions}, another column one of {@code HistoryTable}; windows live on the
 * event thread, {@code open} and the recorder on any.
 * <p>
 * Internal.
 */
package org.inpaintj.ui.history;
