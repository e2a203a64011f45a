package org.inpaintj.cli.start;

import java.io.IOException;
import java.nio.file.Path;

import ij.process.ImageProcessor;

import org.inpaintj.imagej.file.PngCodec;

/**
 * Reads and writes the two commonest kinds of PNG, 8-bit grey and 8-bit RGB without transparency or interlacing, with
 * the same samples as ImageJ, which goes through Java's image library, whose loading takes longer than a whole small
 * job. This class itself loads nothing of ImageJ, which a macro must find unloaded.
 */
final class QuickPng implements PngCodec {

    /** A job opens an image before it uses anything else of ImageJ, so this is where it waits for the warm-up. */
    @Override
    public ImageProcessor read(final Path path) throws IOException {
        WarmUp.awaitImageJ();
        return PngReader.read(path);
    }

    @Override
    public boolean write(final ImageProcessor ip, final Path path) throws IOException {
        return PngWriter.write(ip, path);
    }
}
