package org.inpaintj.imagej.job;

import java.util.List;

import ij.ImagePlus;

import org.inpaintj.inpaint.Patch;

/**
 * A result is what a job made: the candidates in order of their seeds, and what the user should know. {@link Delivery}
 * puts it into ImageJ.
 *
 * @param job        what it was made from
 * @param below      what was painted before, from the bottom to the top, and belongs to every candidate
 * @param candidates at least one
 * @param notes      full sentences
 */
public record InpaintResult(InpaintJob job, List<Patch> below, List<Patch> candidates, List<String> notes)
        implements PaintResult {

    public InpaintResult {
        below = List.copyOf(below);
        candidates = List.copyOf(candidates);
        notes = List.copyOf(notes);
    }

    @Override
    public ImagePlus deliver() {
        return Delivery.deliver(this);
    }
}
