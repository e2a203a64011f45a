/**
 * Everything that is there only for a quick start of the command line, whose small jobs take hardly longer than
 * starting Java and loading the code for them.
 *
 * <p>There is one door, {@link org.inpaintj.cli.start.QuickStart}, and {@code Main} alone goes through it:
 *
 * <pre>{@code
 * QuickStart.begin(arguments);
 * int status = ExitCode.SOFTWARE;
 * try {
 *     status = Cli.run(arguments, System.out, System.err);
 * } finally {
 *     QuickStart.end(status);
 * }
 * }</pre>
 *
 * <p>Behind it are the second Java with options of its own ({@code Relaunch}, {@code EndReport}, {@code ParentWatch}),
 * the archive of its classes ({@code ClassArchive}), code that is loaded and compiled while the command line is read
 * ({@code WarmUp}), and a PNG codec ({@code QuickPng}). Each may be left out without any change but to the time:
 * results, messages and exit statuses are the same, and {@code -Dinpaintj.direct=true} keeps all in one Java. Whatever
 * is unusual (another kind of Java, no private folder, a full disk) leads to a slower start, never to an error.
 *
 * <p>Internal: not an API. A trick that makes the start quicker belongs here and nowhere else, with a line and a
 * measurement in {@code docs/develop/start-up.md}.
 */
package org.inpaintj.cli.start;
