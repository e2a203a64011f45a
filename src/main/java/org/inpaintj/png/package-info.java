/**
 * PNG files in memory, after ISO/IEC 15948, for what comes from and goes to other programs over the network.
 * {@link org.inpaintj.png.PngImage} reads pictures of every kind of the standard with their texts, {@link
 * org.inpaintj.png.PngBytes} writes those of 8 bits a channel, and {@link org.inpaintj.png.PngTextChunk} is a text in
 * either.
 * <ul>
 * <li>What a file claims of itself is checked before memory is taken for it: sizes, lengths of chunks and texts, and
 * how much more there would be when it is unpacked.
 * <li>No ImageJ, no AWT, no file is opened here.
 * </ul>
 * <pre>{@code
 * PngImage image = PngImage.read(bytes, 64_000_000);        // or a DataFormatException that says what is wrong
 * float red = image.value(x, y, 0);
 * byte[] file = PngBytes.of(planes, List.of(new PngBytes.Text("Software", "InpaintJ")));
 * }</pre>
 * The rows of samples are unpacked by {@link org.inpaintj.core.PngRows}, as those of the command line's images are.
 * <p>
 * Internal.
 */
package org.inpaintj.png;
