package org.inpaintj.image;

import java.util.List;

/**
 * What a job made: the candidates in order of their seeds, and what the user should know. {@link Delivery} puts it
 * into ImageJ.
 *
 * @param capture    what it was made from
 * @param below      what was painted before, from the bottom to the top, and belongs to every candidate
 * @param candidates at least one
 * @param notes      full sentences
 */
public record Painting(Capture capture, List<Patch> below, List<Patch> candidates, List<String> notes) {

    public Painting {
        below = List.copyOf(below);
        candidates = List.copyOf(candidates);
        notes = List.copyOf(notes);
    }
}
