/**
 * Image files: they are looked at before ImageJ opens them, and records are written beside the samples. ImageJ's
 * readers believe what a header says; here sizes are checked against the length of the file first, so that a small file
 * cannot ask for all the memory.
 * <ul>
 * <li>{@link org.inpaintj.imagej.file.ImageFile}, where to begin, opens files, and says in one sentence why one cannot
 * be opened.
 * <li>{@link org.inpaintj.imagej.file.ImageFiles} opens files that a user named, and saves results: at every moment the
 * old or the new file is there as a whole.
 * <li>{@link org.inpaintj.imagej.file.PngFile} writes PNG files with the records of generated content.
 * </ul>
 * <pre>{@code
 * ImagePlus image = ImageFile.open(Path.of("cells.tif"));             // or an InpaintException that names the file
 * }</pre>
 * A file that is cut off or damaged is refused rather than filled with black. Files are opened on any thread.
 * <p>
 * Another format that ImageJ opens needs a check of its own only where a header can lie: a class such as
 * {@code GifCheck}, which {@code FileCheck} calls.
 * <p>
 * Internal.
 */
package org.inpaintj.imagej.file;
