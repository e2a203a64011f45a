package org.inpaintj.imagej.job;

import java.util.List;

import ij.ImagePlus;

/** What a {@link PaintJob} made. */
public interface PaintResult {

    /** What the user should know, full sentences. */
    List<String> notes();

    /**
     * Puts it where the user wants it. Call it from any thread; once.
     *
     * @return the image that holds it; a new one is not shown yet, see {@link Delivery#show}
     */
    ImagePlus deliver();
}
