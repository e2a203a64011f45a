/**
 * The files of the command line beside images: {@link org.inpaintj.cli.file.SelectionFiles} saves selections and masks,
 * {@link org.inpaintj.cli.file.CandidateFiles} all that a segmentation found, and
 * {@link org.inpaintj.cli.file.StageFiles} the planes between the steps of a job. All of them write through
 * {@link org.inpaintj.core.PartFile}, as images do. {@link org.inpaintj.cli.file.EngineJars} finds the jars of engines
 * that others have written.
 * <ul>
 * <li>At every moment the old or the new file is there as a whole; a failure leaves the old one as it was.
 * <li>A symbolic link stays a link, and the file that it leads to is replaced.
 * <li>Nobody may read the new file who could not read the old one.
 * <li>A format that would lose the result is refused before the work begins, in one sentence.
 * </ul>
 * A new kind of output file is a class here that writes into the path of a {@code PartFile} and commits it; the
 * guarantees then hold for it too.
 * <p>
 * Internal.
 */
package org.inpaintj.cli.file;
