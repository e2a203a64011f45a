package org.inpaintj.interrogate;

import java.util.Set;

/**
 * A tag is a word that a tagger knows, as Danbooru has it, and how sure the tagger is that it fits.
 *
 * @param name        with underscores for spaces
 * @param category    what it is about
 * @param probability 0 to 1
 */
public record Tag(String name, TagCategory category, double probability) {

    /** Tags whose underscores are parts of a face. */
    private static final Set<String> FACES = Set.of("0_0", "(o)_(o)", "+_+", "+_-", "._.", "<o>_<o>", "<|>_<|>", "=_=",
            ">_<", "3_3", "6_9", ">_o", "@_@", "^_^", "o_o", "u_u", "x_x", "|_|", "||_||");

    /** As it stands in a prompt of the WebUI: spaces for underscores, and a backslash before what means emphasis. */
    public String prompt() {
        return (FACES.contains(name) ? name : name.replace('_', ' ')).replaceAll("[\\\\()\\[\\]]", "\\\\$0");
    }
}
