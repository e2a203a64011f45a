package org.inpaintj.segment.sam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.Box;
import org.inpaintj.raster.DistanceTransform;
import org.inpaintj.raster.Mask;
import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.MaskCandidate;
import org.inpaintj.segment.MaskLogits;
import org.inpaintj.segment.ResizeTransform;
import org.inpaintj.segment.SegmentPrompt;

/**
 * An adapter puts a prompt into the words that a decoder knows: boxes and masks become points where they are not read.
 *
 * @param prompt what to feed
 * @param box    the box that points stand for; candidates are ordered by how well they fill it
 * @param notes  what was replaced, full sentences
 */
record PromptAdapter(SegmentPrompt prompt, Optional<BoundingBox> box, List<String> notes) {

    /** How far beyond a corner of a box the point is that excludes it, as a part of the box. */
    private static final double BEYOND = 0.03;

    static PromptAdapter of(final SegmentPrompt asked, final SamFormat format, final ResizeTransform transform) {
        final List<String> notes = new ArrayList<>();
        SegmentPrompt prompt = asked;
        if (prompt.mask().isPresent() && format.maskSize() == 0) {
            if (prompt.points().isEmpty() && prompt.box().isEmpty()) {
                prompt = withoutMask(prompt.mask().get(), transform);
                notes.add("This model takes no mask: a box around it and its innermost point were used.");
            } else {
                prompt = new SegmentPrompt(prompt.points(), prompt.box(), Optional.empty());
                notes.add("This model takes no mask: the points and the box alone were used.");
            }
        }
        if (prompt.box().isEmpty() || format.takesBoxes())
            return new PromptAdapter(prompt, Optional.empty(), notes);
        notes.add("This model takes no boxes: a point in the middle of the box was included and points beyond its"
                + " corners were excluded instead.");
        return new PromptAdapter(withoutBox(prompt, transform), prompt.box(), notes);
    }

    private static SegmentPrompt withoutBox(final SegmentPrompt prompt, final ResizeTransform transform) {
        final BoundingBox b = prompt.box().orElseThrow();
        final List<SegmentPrompt.Point> points = new ArrayList<>(prompt.points());
        // a click inside says better than the middle where the object is
        if (points.stream().noneMatch(SegmentPrompt.Point::include))
            points.add(new SegmentPrompt.Point(clamp((b.left() + b.right()) / 2, transform.width()),
                    clamp((b.top() + b.bottom()) / 2, transform.height()), true));
        final double w = Math.max(1, BEYOND * b.width()), h = Math.max(1, BEYOND * b.height());
        for (final double x : new double[] { b.left() - w, b.right() + w })
            for (final double y : new double[] { b.top() - h, b.bottom() + h })
                if (x >= 0 && y >= 0 && x <= transform.width() - 1 && y <= transform.height() - 1)
                    points.add(new SegmentPrompt.Point(x, y, false));
        return new SegmentPrompt(points, Optional.empty(), prompt.mask());
    }

    private static double clamp(final double at, final int size) {
        return Math.max(0, Math.min(size - 1, at));
    }

    private static SegmentPrompt withoutMask(final MaskLogits logits, final ResizeTransform transform) {
        final Mask mask = transform.mask(logits);
        if (mask.isEmpty())
            return SegmentPrompt.of(new BoundingBox(0, 0, transform.width(), transform.height()));
        final Box box = mask.box(), padded = box.grow(1);
        final float[] values = mask.over(padded).values();
        final float[] depth = DistanceTransform.to(i -> values[i] == 0, padded.width(), padded.height()).values();
        int deepest = 0;
        for (int i = 0; i < depth.length; i++)
            if (depth[i] > depth[deepest])
                deepest = i;
        return SegmentPrompt.of(List.of(new SegmentPrompt.Point(padded.x() + deepest % padded.width(),
                padded.y() + deepest / padded.width(), true))).withBox(BoundingBox.of(box));
    }

    /** Best first. */
    Comparator<MaskCandidate> order() {
        final Comparator<MaskCandidate> byScore = Comparator.comparingDouble(c -> -c.score());
        return box.map(b -> Comparator.comparingDouble((MaskCandidate c) -> -overlap(c.mask(), b))
                .thenComparing(byScore))
                .orElse(byScore);
    }

    private static double overlap(final Mask mask, final BoundingBox box) {
        return mask.isEmpty() ? 0 : BoundingBox.of(mask.box()).overlap(box);
    }
}
