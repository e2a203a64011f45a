/**
 * The command line: sub-commands that open and save images through ImageJ, without a window.
 * {@link org.inpaintj.cli.Main} starts it; {@link org.inpaintj.cli.Cli} is the same without the process around it.
 * <p>
 * Internal, but for the options, which are described in the documents.
 */
package org.inpaintj.cli;
