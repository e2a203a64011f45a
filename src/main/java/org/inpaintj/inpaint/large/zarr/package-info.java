/**
 * OME-Zarr 0.4 and 0.5 in folders. {@link org.inpaintj.inpaint.large.zarr.ZarrBlocks}, where to begin, is the image of
 * such a folder with its levels; a {@code ZarrLevel} reads and writes boxes of one, a {@code ZarrArray} the chunks of
 * an array of Zarr 2 or 3, a {@code ZarrShard} those that share a file.
 * <pre>{@code
 * try (ZarrBlocks image = ZarrBlocks.open(Path.of("plate.ome.zarr/A/1/0"), "A1", false)) {
 *     Samples crop = image.read(new Box(40000, 30000, 64, 64), 1, 1);
 * }
 * }</pre>
 * What it guarantees: chunks that are not written keep every byte; a chunk that is written is stored with the codecs of
 * its array; the coarser levels follow where something was written and nowhere else. Samples of chunks that are not
 * stored have the fill value. Paths that lead out of the folder, sizes and checksums that are wrong are refused.
 * <p>
 * Chunks are compressed by LZ4 and Zstandard of the library aircompressor, zlib and gzip of Java, and Blosc around
 * them, which {@code Blosc} reads and writes. Another codec is a constant of {@code ZarrCodec}. Ours and not
 * zarr-java's, whose samples are arrays of a library, cdm-core, that Maven Central does not have.
 * <p>
 * Internal, but for {@code ZarrBlocks}, which is API.
 */
package org.inpaintj.inpaint.large.zarr;
