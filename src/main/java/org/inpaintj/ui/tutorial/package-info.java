/**
 * The guided tour of the command Tutorial: the six steps from an image to an inpainted one, done by the user at the
 * real windows. {@link org.inpaintj.ui.tutorial.TutorialWindow}, where to begin, says one
 * {@link org.inpaintj.ui.tutorial.TutorialStep} at a time and looks, several times a second, at the
 * {@link org.inpaintj.ui.tutorial.TutorialDesk}: which image is open, what is selected, whether the dialog is there,
 * which layers have come.
 * <pre>{@code
 * TutorialWindow.open();
 * }</pre>
 * <ul>
 * <li>It never blocks anything, and nothing blocks it: its window stays usable while the dialog of a command is open.
 * <li>A step counts as done when what it asks for is there, whoever did it: the user by any way that ImageJ has, or the
 * button <em>Do It for Me</em>, which does it through the same commands, dialogs and buttons.
 * <li><em>Show Me</em> changes nothing: a {@link org.inpaintj.ui.tutorial.ScreenRing} shows where it is.
 * <li>It needs no model. Where a diffusion model was used before, its step about words fills in a prompt.
 * <li>All of it lives on the event thread.
 * </ul>
 * <p>
 * Internal.
 */
package org.inpaintj.ui.tutorial;
