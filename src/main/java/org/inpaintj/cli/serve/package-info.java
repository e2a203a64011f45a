/**
 * The sub-command {@code serve}: its options, where keys are read, and how it begins and ends. {@link
 * org.inpaintj.cli.serve.ServeCommand} is all that the command line knows of it; what it runs is {@link
 * org.inpaintj.serve.InpaintServer}.
 * <pre>{@code
 * java -jar inpaintj.jar serve --port 0 --models models
 * }</pre>
 * <ul>
 * <li>The address stands on the standard output once clients are answered.
 * <li>Keys are read from the environment or a file; one that is typed is taken with a note, for others can see it.
 * <li>Ctrl+C lets the job that runs end, for a minute, and turns away what waits.
 * <li>No ImageJ is loaded.
 * </ul>
 * Another option is one more line of {@code declare} and of {@code settings}.
 * <p>
 * Internal, but for the options, which are described in the documents.
 */
package org.inpaintj.cli.serve;
