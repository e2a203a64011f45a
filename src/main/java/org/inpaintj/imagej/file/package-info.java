/**
 * Image files: looked at before ImageJ opens them, and what is written beside the samples. ImageJ's readers believe
 * what a header says; here sizes are checked against the length of the file first, so that a small file cannot ask for
 * all the memory.
 * <ul>
 * <li>{@link org.inpaintj.imagej.file.ImageFile} opens files, and says in one sentence why one cannot be opened.
 * <li>{@link org.inpaintj.imagej.file.PngFile} writes PNG files with the records of generated content.
 * </ul>
 * Another format that ImageJ opens needs a check of its own only where a header can lie.
 * <p>
 * Internal.
 */
package org.inpaintj.imagej.file;
