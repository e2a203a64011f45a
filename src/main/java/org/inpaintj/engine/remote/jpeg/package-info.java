/**
 * Reads JPEG pictures that servers send, after ITU T.81 and T.871 (JFIF): Huffman coded, sequential and progressive,
 * 8 bits, grey, YCbCr and RGB. Java's own reader belongs to AWT, which engines do without.
 *
 * <pre>{@code
 * List<Plane> rgb = JpegPicture.read(bytes);
 * }</pre>
 *
 * <p>{@link org.inpaintj.engine.remote.jpeg.JpegPicture} reads the segments,
 * {@link org.inpaintj.engine.remote.jpeg.JpegScan} the coefficients of one scan, and
 * {@link org.inpaintj.engine.remote.jpeg.JpegComponent} turns them into samples.
 *
 * <p>Guarantees: what a file claims is checked before memory is taken; a file that is cut off shows what there is, as
 * every reader does; nothing is kept. Internal.
 */
package org.inpaintj.engine.remote.jpeg;
