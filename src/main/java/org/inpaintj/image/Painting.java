package org.inpaintj.image;

import java.util.List;

/**
 * What a job made: the candidates in order of their seeds, and what the user should know. {@link Delivery} puts it
 * into ImageJ.
 *
 * @param capture    what it was made from
 * @param candidates at least one
 * @param notes      full sentences
 */
public record Painting(Capture capture, List<Patch> candidates, List<String> notes) {

    public Painting {
        candidates = List.copyOf(candidates);
        notes = List.copyOf(notes);
    }
}
