/**
 * What is typed at a terminal and shown there: {@link org.inpaintj.cli.terminal.CommandWords} brings the words of a
 * command line into a form that cannot be misread, {@link org.inpaintj.cli.terminal.Terminal} tells whether somebody
 * watches, and {@link org.inpaintj.cli.terminal.ProgressLine} writes one line of it again and again. Results, notes and
 * errors are the business of {@code cli.Messages}, which takes the line away before it prints.
 * <ul>
 * <li>Where nobody watches, nothing is written: a log holds no control characters.
 * <li>A line is never longer than a terminal of the usual width, so that it can be written over.
 * <li>The same text is written once, however often it is shown.
 * </ul>
 * <pre>{@code
 * ProgressLine line = new ProgressLine(System.err);
 * line.show(ProgressLine.of("cells.tif", job.status()));
 * line.clear();
 * }</pre>
 * Internal.
 */
package org.inpaintj.cli.terminal;
