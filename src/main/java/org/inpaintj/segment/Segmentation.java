package org.inpaintj.segment;

import java.util.List;

/**
 * A segmentation is what a prompt led to.
 *
 * @param candidates best first: by predicted score, or, where a box had to be replaced by points, by how well they
 *                   fill it
 * @param notes      what the user should know, full sentences, such as that the model ignores boxes
 */
public record Segmentation(List<MaskCandidate> candidates, List<String> notes) {

    public Segmentation {
        candidates = List.copyOf(candidates);
        notes = List.copyOf(notes);
    }

    public MaskCandidate best() {
        return candidates.get(0);
    }
}
