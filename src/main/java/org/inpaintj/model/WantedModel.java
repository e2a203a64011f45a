package org.inpaintj.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.inpaintj.model.catalogue.ModelRole;

/**
 * What a model that a user names has to be, and what is said where it is not. In the sentences but the first,
 * {@code %s} stands for what the user gave.
 *
 * @param kind    of place
 * @param role    what it is for, so that its name says where it is; empty for what is no model and has a path only
 * @param unnamed if nothing is named
 * @param noPath  if the text cannot be a path
 * @param absent  if there is no place of the kind
 */
public record WantedModel(Kind kind, Optional<ModelRole> role, String unnamed, String noPath, String absent) {

    /** Where a model lies. */
    public enum Kind {
        /** A file. */
        FILE,
        /** A folder. */
        FOLDER,
        /** Either. */
        THERE,
        /** Either; whoever reads it says whether it is there. */
        ANY;

        /** Whether a path is of the kind. */
        boolean fits(final Path path) {
            return switch (this) {
                case FILE -> Files.isRegularFile(path);
                case FOLDER -> Files.isDirectory(path);
                case THERE -> Files.exists(path);
                case ANY -> true;
            };
        }
    }

    /** A file or a folder that is there. */
    public static WantedModel there(final ModelRole role, final String unnamed, final String noPath,
            final String absent) {
        return new WantedModel(Kind.THERE, Optional.of(role), unnamed, noPath, absent);
    }

    /** A file or folder of which its reader says whether it is there. */
    public static WantedModel any(final ModelRole role, final String unnamed, final String noPath) {
        return new WantedModel(Kind.ANY, Optional.of(role), unnamed, noPath, noPath);
    }

    /** What is no model itself, and is given by its path alone. */
    public static WantedModel path(final Kind kind, final String unnamed, final String noPath, final String absent) {
        return new WantedModel(kind, Optional.empty(), unnamed, noPath, absent);
    }
}
