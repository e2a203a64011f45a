package org.inpaintj.imagej.image;

import ij.ImagePlus;

import org.inpaintj.inpaint.Provenance;

/** The titles of images with repainted samples are marked by this class. */
public final class ImageTitles {

    /** Longest title made from a prompt, characters. */
    private static final int LONGEST = 48;

    private ImageTitles() {}

    /** The title of a new image: that of the source without a file name's ending, marked. */
    public static String inpainted(final String title) {
        return marked(title, "inpainted");
    }

    /** The title of an enlarged copy: that of the source without a file name's ending, marked. */
    public static String upscaled(final String title) {
        return marked(title, "upscaled");
    }

    /** The same of an image with new ground around it. */
    public static String outpainted(final String title) {
        return marked(title, "outpainted");
    }

    /** The same of a grid of results. */
    public static String compared(final String title) {
        return marked(title, "compared");
    }

    private static String marked(final String title, final String mark) {
        return title.replaceFirst("\\.[A-Za-z][A-Za-z0-9]{1,4}$", "") + "-" + mark;
    }

    /** The title of an image made from a prompt: its first words. */
    public static String of(final String prompt) {
        final String line = prompt.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        if (line.isEmpty())
            return "Untitled";
        if (line.length() <= LONGEST)
            return line;
        final int end = line.lastIndexOf(' ', LONGEST);
        return line.substring(0, end > 0 ? end : LONGEST).replaceFirst("[\\p{Punct}\\s]+$", "") + "...";
    }

    /** Adds the provenance to the image's Info. */
    public static void disclose(final ImagePlus imp, final Provenance provenance) {
        ProvenanceRecords.add(imp, provenance.json());
    }
}
