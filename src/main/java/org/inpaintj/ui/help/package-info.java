/**
 * Help: the pages of {@code docs}, which are in the jar with their pictures, in a window that needs no network; F1 in
 * every window of InpaintJ; the welcome of the first time; and what is told of versions and licences. Begin at
 * {@link org.inpaintj.ui.help.HelpWindow}.
 * <pre>{@code
 * HelpWindow.open("layers.md");                          // on any thread, also while a dialog waits
 * HelpKeys.install(window, "Layers...");                 // F1: the page of the command, or of the key with the focus
 * }</pre>
 * <ul>
 * <li>The pages are written once, in {@code docs}, and copied by the build; nothing here has texts of its own.
 * <li>Nothing is fetched: pictures that are not in the jar are left out, and a link to the web opens the browser only
 * when it is clicked at.
 * <li>A key leads to its row on the page of keys, below the heading of its command.
 * <li>A page {@code docs/zh/NAME.md} is shown in place of {@code docs/NAME.md} to those who read Chinese.
 * </ul>
 * A new page needs nothing but its file; a command whose page is not called as itself has a line in
 * {@link org.inpaintj.ui.help.HelpTopics}.
 * <p>
 * Internal.
 */
package org.inpaintj.ui.help;
