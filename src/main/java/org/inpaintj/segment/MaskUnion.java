package org.inpaintj.segment;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.core.Box;
import org.inpaintj.raster.Mask;

/**
 * A union is what several prompts found together: the best candidates of all, the second best of all, and so on.
 *
 * @param mask  the union, over a box of the image
 * @param score mean of the candidates' predicted scores
 */
public record MaskUnion(Mask mask, double score) {

    /**
     * The levels, best first: as many as the prompt with the most candidates has; one with fewer takes part with its
     * last.
     */
    public static List<MaskUnion> of(final List<Segmentation> found) {
        final int count = found.stream().mapToInt(s -> s.candidates().size()).max().orElse(0);
        final List<MaskUnion> unions = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            Mask mask = new Mask(new Box(0, 0, 0, 0), new float[0]);
            double sum = 0;
            for (final Segmentation each : found) {
                final MaskCandidate candidate = each.candidates().get(Math.min(k, each.candidates().size() - 1));
                mask = mask.or(candidate.mask());
                sum += candidate.score();
            }
            unions.add(new MaskUnion(mask, sum / found.size()));
        }
        return unions;
    }
}
