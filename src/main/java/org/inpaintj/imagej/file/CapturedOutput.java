package org.inpaintj.imagej.file;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

import ij.IJ;

/** An instance catches what ImageJ prints on the standard output without a window. */
public final class CapturedOutput implements AutoCloseable {

    private final PrintStream before = System.out;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StringBuilder said;

    /** @param said takes what was printed, once this is closed */
    public CapturedOutput(final StringBuilder said) {
        this.said = said;
        System.setOut(new PrintStream(bytes, true));
        IJ.redirectErrorMessages();
    }

    @Override
    public void close() {
        System.setOut(before);
        IJ.redirectErrorMessages(false);
        said.append(bytes);
    }
}
