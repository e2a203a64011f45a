package org.inpaintj.image;

import ij.ImagePlus;

/** How images with repainted samples are marked. */
final class Titles {

    private Titles() {}

    /** The title of a new image: that of the source without a file name's ending, marked. */
    static String inpainted(final String title) {
        return title.replaceFirst("\\.[A-Za-z][A-Za-z0-9]{1,4}$", "") + "-inpainted";
    }

    /** Adds the provenance to the image's Info. */
    static void disclose(final ImagePlus imp, final Provenance provenance) {
        final String info = imp.getInfoProperty();
        imp.setProperty("Info", (info == null || info.isBlank() ? "" : info.stripTrailing() + "\n")
                + "InpaintJ provenance: " + provenance.json() + "\n");
    }
}
