/**
 * The language of what people read: {@link org.inpaintj.language.Translation} gives a text of a window, a dialog or a
 * message in the user's language. The English text stands in the code where it is used and is the name by which its
 * translations are found.
 * <pre>{@code
 * button.setText(Translation.of("Generate"));
 * label.setText(Translation.of("Candidate {0} of {1}", 2, 4));
 * }</pre>
 * <ul>
 * <li>A text without a translation is shown in English; nothing fails for it.
 * <li>Macro keys and their values, records, layers, logs of runs and files are never translated.
 * <li>Safe on any thread.
 * </ul>
 * Nothing here knows windows or images.
 * <p>
 * API.
 */
package org.inpaintj.language;
