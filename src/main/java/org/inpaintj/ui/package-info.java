/**
 * The user interface around a job: {@link org.inpaintj.ui.BackgroundTask} runs work in the shared
 * {@link org.inpaintj.job.JobQueue} and shows its status line, progress bar, preview and errors, and
 * {@link org.inpaintj.ui.InpaintTask}, where to begin, does so for something to be painted and delivers the result.
 * {@link org.inpaintj.ui.JobsWindow} lists the jobs, and {@link org.inpaintj.ui.UserErrors} tells an error to whoever
 * started the command: a user by a dialog, a macro by ending it, a program by an exception. Windows ask and tell by
 * {@link org.inpaintj.ui.ModalDialogs}; those that list what can be searched are made of a
 * {@link org.inpaintj.ui.SearchedTable}.
 * <pre>{@code
 * new InpaintTask(paintRun, listener).start();         // returns at once
 * ImagePlus result = new InpaintTask(paintRun, listener).await();
 * }</pre>
 * <ul>
 * <li>Esc cancels the job of the active image; Shift+Esc ends it early and keeps what there is.
 * <li>What is drawn over an image for a while is a {@link org.inpaintj.ui.CanvasOverlay}.
 * <li>A preview never becomes a part of the user's overlay, of a mask or of a saved file.
 * <li>What was finished before a job was cancelled or failed is delivered.
 * <li>Methods that may be called on any thread say so; windows live on the event thread.
 * </ul>
 * What windows know of runs is in {@code run}, the candidates of runs in {@code candidates}, before and after in
 * {@code compare}, the dialogs in {@code form}, the window of layers in {@code layer}, selecting by mouse in
 * {@code select}. A new command gets all of this by handing its work to {@code ParameterCommand.start}, or what it
 * paints to an {@code InpaintTask}.
 * <p>
 * Internal.
 */
package org.inpaintj.ui;
