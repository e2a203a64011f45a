package org.inpaintj.inpaint;

import java.io.Serializable;
import java.util.List;

import org.inpaintj.engine.Request;

/**
 * What a run made: a patch a candidate, in order of their seeds, and what the user should know.
 *
 * @param request    with the engine and the seeds that were really used
 * @param candidates at least one
 * @param notes      full sentences
 */
public record InpaintedPatches(Request request, List<Patch> candidates, List<String> notes) implements Serializable {

    public InpaintedPatches {
        candidates = List.copyOf(candidates);
        notes = List.copyOf(notes);
    }

    /** The first candidate. */
    public Patch patch() {
        return candidates.get(0);
    }
}
