/**
 * The language of what people read: {@link org.inpaintj.language.Translation} gives a text of a window, a dialog or a
 * message in the user's language. The English text stands in the code where it is used and is the name by which its
 * translations are found. A message that was made elsewhere, with its values in it, is found by what is around them.
 * <pre>{@code
 * button.setText(Translation.of("Generate"));
 * label.setText(Translation.of("Candidate {0} of {1}", 2, 4));
 * text.setText(Translation.message(error.getMessage()));
 * }</pre>
 * <ul>
 * <li>A text without a translation is shown in English; nothing fails for it at a user's. A test compares the
 * catalogues ({@code zh_CN.po} beside these classes, in gettext's format) with the sources, so that none is without.
 * <li>Only windows ask for it. Macro keys and their values, records, layers, logs of runs and files are never
 * translated.
 * <li>A value in quotes and a single word are names and stay as they are; a value that is a sentence or a part of one
 * is translated where it has an entry.
 * <li>Safe on any thread.
 * </ul>
 * Nothing here knows windows or images.
 * <p>
 * Another language is a constant of {@link org.inpaintj.language.Language} and a catalogue with its code as the name.
 * <p>
 * API.
 */
package org.inpaintj.language;
