package org.inpaintj.model.library;

import java.util.List;
import java.util.Optional;

import org.inpaintj.model.catalogue.ModelRole;

/**
 * What the contents of a file or folder say of it.
 *
 * @param role    what it is for; empty if for nothing that is known here
 * @param kind    what it is, with its article, to follow "is"
 * @param family  the models that it is or fits, such as "Stable Diffusion XL"; empty if it does not say
 * @param aliases what the file calls itself, such as {@code ss_output_name}
 * @param hashes  digests of the model that the file itself knows, lower case
 * @param picture whether it is a network that takes one picture, so that it may prepare one for a ControlNet
 * @param refusal why it cannot be used, to follow its path; empty if that is not known
 */
record ContentFacts(Optional<ModelRole> role, String kind, String family, List<String> aliases, List<String> hashes,
        boolean picture, String refusal) {

    ContentFacts {
        aliases = List.copyOf(aliases);
        hashes = List.copyOf(hashes);
    }

    /** What is for nothing here. */
    static ContentFacts nothing(final String refusal) {
        return new ContentFacts(Optional.empty(), "", "", List.of(), List.of(), false, refusal);
    }

    static ContentFacts of(final ModelRole role, final String kind, final String family) {
        return new ContentFacts(Optional.of(role), kind, family, List.of(), List.of(), false, "");
    }

    /** Whether it may stand where a name of a role is written. */
    boolean fits(final ModelRole wanted) {
        return role.filter(wanted::equals).isPresent() || wanted == ModelRole.PREPROCESSOR && picture;
    }
}
