package org.inpaintj.model.library;

import java.nio.file.Path;

/**
 * What may be a model, found by walking through folders; not opened yet.
 *
 * @param path    a file or folder
 * @param kind    what it looks like
 * @param called  the path that names are compared with, with slashes and without the ending
 * @param inPlace the same below the folder that was looked through
 * @param ending  with its dot, of files
 * @param folder  whose it is
 */
record LibraryEntry(Path path, Kind kind, String called, String inPlace, String ending, LibraryFolder folder) {

    /** What an entry looks like. */
    enum Kind {
        /** A file of weights or a network. */
        FILE,
        /** A folder with the parts of a diffusion model in folders of their own. */
        PIPELINE,
        /** A folder with one part of a diffusion model, as diffusers saves it. */
        PART,
        /** A folder with networks that may belong together. */
        NETWORKS
    }

    /** The name alone. */
    String stem() {
        return called.substring(called.lastIndexOf('/') + 1);
    }
}
