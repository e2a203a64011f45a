/**
 * The candidates of runs, to be looked at and chosen from: {@link org.inpaintj.ui.candidates.CandidateStrip}, where to
 * begin, shows those of an image as a row of pictures, each in place in the image when it is pointed at, with buttons
 * and keys for what can be done with them. {@link org.inpaintj.ui.candidates.CandidateWindow} is a window with such a
 * strip, which opens by itself when a user's run brings several.
 * <pre>{@code
 * CandidateStrip strip = new CandidateStrip(starter);
 * panel.add(strip);
 * strip.follow(image);                                              // null for none
 * }</pre>
 * <ul>
 * <li>Candidates are layers: those of a file that was saved long ago are shown and chosen from like new ones, and every
 * choice can be taken back.
 * <li>What is pointed at, blinks or is shown side by side changes no layer; what is clicked at does.
 * <li>What changes layers is done by {@code ui.layer.LayerActions} and recorded as a line of <em>Layers...</em>.
 * <li>Candidates that are finished while others are painted can be looked at, and nothing else.
 * <li>Pictures are drawn in the background, as the image shows its samples. All else is on the event thread.
 * </ul>
 * A new action is a constant of {@code LayerActions.Action} and a button and a key in {@code CandidateStrip}.
 * <p>
 * Internal.
 */
package org.inpaintj.ui.candidates;
