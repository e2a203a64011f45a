package org.inpaintj.imagej.file;

import java.io.IOException;
import java.nio.file.Path;

import ij.process.ImageProcessor;

/**
 * A PNG codec reads and writes some kinds of PNG in a way of its own and leaves the others to ImageJ: see
 * {@link PngFile#install}. Samples must be those that ImageJ reads and writes. Called on any thread.
 */
public interface PngCodec {

    /**
     * @return the image; null if ImageJ is to read the file, which may be no PNG at all
     * @throws IOException if the file cannot be read, is damaged or cut off
     */
    ImageProcessor read(Path path) throws IOException;

    /**
     * @return false, with nothing written, if ImageJ is to write the image
     * @throws IOException if the file cannot be written
     */
    boolean write(ImageProcessor ip, Path path) throws IOException;
}
