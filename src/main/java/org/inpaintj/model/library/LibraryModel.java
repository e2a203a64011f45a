package org.inpaintj.model.library;

import java.nio.file.Path;
import java.util.Optional;

import org.inpaintj.model.catalogue.ModelRole;

/**
 * A model in a folder of the user's. Immutable; what lies beside it is read when it is asked for.
 *
 * @param name   what to write for it: the file's name without its ending, and as many folders before it, such as
 *               {@code styles/ink}, as tell it from others of its role
 * @param alias  what the file calls itself where that is another name
 * @param role   what it is for
 * @param path   the file or folder
 * @param folder that the user named, and whose program it is
 * @param kind   what it is, with its article, to follow "is"
 * @param family the models that it is or fits, such as "Stable Diffusion XL"; empty if it does not say
 */
public record LibraryModel(String name, Optional<String> alias, ModelRole role, Path path, LibraryFolder folder,
        String kind, String family) {

    /** A picture of what it makes; whether it can be read is another question. */
    public Optional<Path> preview() {
        return new ModelSidecar(path).preview();
    }

    /** What its author and the user wrote of it, plain text of at most 4000 letters; empty if nothing. Milliseconds. */
    public String notes() {
        return new ModelSidecar(path).notes();
    }
}
