/**
 * TIFF and BigTIFF whose samples stay in the file. {@link org.inpaintj.inpaint.large.tiff.TiffBlocks}, where to begin,
 * is a stack of pages; a {@code TiffPlane} reads and writes boxes of one, strip by strip or tile by tile, as its
 * {@code TiffPage} says they are stored; {@link org.inpaintj.inpaint.large.tiff.TiffDirectories} reads the directories,
 * also for those who only want to know whether a file is whole.
 * <pre>{@code
 * try (TiffBlocks image = TiffBlocks.open(Path.of("slide.tif"), "slide.tif", false)) {
 *     Samples crop = image.read(new Box(40000, 30000, 64, 64), 1, 1);
 * }
 * }</pre>
 * What it guarantees: samples that are not written keep every bit; those that are not compressed are replaced where
 * they lie, so that the file keeps its length; a compressed strip or tile that changes goes to the end. Files are taken
 * for hostile: offsets, lengths, counts and directories are checked against the file and against memory before they are
 * used.
 * <p>
 * Another lossless compression is a constant of {@code TiffCompression}.
 * <p>
 * Internal, but for {@code TiffBlocks}, which is API.
 */
package org.inpaintj.inpaint.large.tiff;
