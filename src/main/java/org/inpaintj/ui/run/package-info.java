/**
 * What windows know of runs. A {@link org.inpaintj.ui.run.CommandRun} is what a command was asked for.
 * {@link org.inpaintj.ui.run.PaintRuns} tells its listeners of each that paints when it is started, of candidates as
 * they come, of the layers that it brought and of its end; a {@link org.inpaintj.ui.run.RunStarter} begins a run, and a
 * {@link org.inpaintj.ui.run.DialogOpener} the dialog of a command. Windows that show candidates, keep a history or
 * follow the queue begin here.
 * <pre>{@code
 * PaintRuns.add(listener);                                        // told of runs from now on
 * starter.start("Inpaint Selection...", image, Map.of("prompt", "a red car"));
 * }</pre>
 * <ul>
 * <li>A run is one submission to the queue; a job that is run again from the list of jobs is the same run.
 * <li>Listeners are called on the thread that does the work, never on two at once for one run; what they throw is
 * logged and ends nothing.
 * <li>Runs of macros and scripts are told of too, and say so.
 * </ul>
 * <p>
 * Internal.
 */
package org.inpaintj.ui.run;
