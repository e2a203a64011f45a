/**
 * The command line {@code java -jar inpaintj.jar COMMAND ...}: it reads options, opens images through ImageJ, does the
 * work that the commands of the menu do, and saves the result, all without a window. Begin with
 * {@link org.inpaintj.cli.Cli}; {@link org.inpaintj.cli.Main} is the process around it.
 * <pre>{@code
 * int status = Cli.run(List.of("inpaint", "in.tif", "--mask", "mask.png", "--out", "out.tif"), System.out, System.err);
 * }</pre>
 * <ul>
 * <li>Results go to the standard output; notes, progress and one line for an error go to the standard error.
 * <li>The exit status is 0 if all was done, 1 if the work failed, and 2 if the command line was wrong; in the last case
 * nothing was tried.
 * <li>No file is overwritten unless {@code --overwrite} says so, and outputs are checked before the work begins.
 * <li>Only the sub-command that was asked for is made; {@code macro} must find ImageJ unloaded.
 * </ul>
 * A new sub-command is a subclass of {@code SubCommand}, or of {@code FileCommand} if it makes a file of each image,
 * and a line in {@code Cli}; one in a room of its own is a {@link org.inpaintj.cli.terminal.Command}. Help, completion
 * and the suggestion for a mistyped name follow by themselves. The options of a request come from its {@link
 * org.inpaintj.params.Parameters} by {@code KeyOptions}, so a new key is an option at once.
 * <p>
 * Internal, but for the commands and options, which are described in the documents.
 */
package org.inpaintj.cli;
