package org.inpaintj.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.inpaintj.engine.Box;
import org.inpaintj.mask.Distance;
import org.inpaintj.mask.Mask;

/**
 * A prompt in the words that a decoder knows: boxes and masks become points where they are not read.
 *
 * @param prompt what to feed
 * @param box    the box that points stand for; candidates are ordered by how well they fill it
 * @param notes  what was replaced, full sentences
 */
record Emulation(Prompt prompt, Optional<Bounds> box, List<String> notes) {

    /** How far beyond a corner of a box the point is that excludes it, as a part of the box. */
    private static final double BEYOND = 0.03;

    static Emulation of(final Prompt asked, final Dialect dialect, final Frame frame) {
        final List<String> notes = new ArrayList<>();
        Prompt prompt = asked;
        if (prompt.mask().isPresent() && dialect.maskSize() == 0) {
            if (prompt.points().isEmpty() && prompt.box().isEmpty()) {
                prompt = withoutMask(prompt.mask().get(), frame);
                notes.add("This model takes no mask: a box around it and its innermost point were used.");
            } else {
                prompt = new Prompt(prompt.points(), prompt.box(), Optional.empty());
                notes.add("This model takes no mask: the points and the box alone were used.");
            }
        }
        if (prompt.box().isEmpty() || dialect.takesBoxes())
            return new Emulation(prompt, Optional.empty(), notes);
        notes.add("This model takes no boxes: a point in the middle of the box was included and points beyond its"
                + " corners were excluded instead.");
        return new Emulation(withoutBox(prompt, frame), prompt.box(), notes);
    }

    private static Prompt withoutBox(final Prompt prompt, final Frame frame) {
        final Bounds b = prompt.box().orElseThrow();
        final List<Prompt.Point> points = new ArrayList<>(prompt.points());
        // a click inside says better than the middle where the object is
        if (points.stream().noneMatch(Prompt.Point::include))
            points.add(new Prompt.Point(clamp((b.left() + b.right()) / 2, frame.width()),
                    clamp((b.top() + b.bottom()) / 2, frame.height()), true));
        final double w = Math.max(1, BEYOND * b.width()), h = Math.max(1, BEYOND * b.height());
        for (final double x : new double[] { b.left() - w, b.right() + w })
            for (final double y : new double[] { b.top() - h, b.bottom() + h })
                if (x >= 0 && y >= 0 && x <= frame.width() - 1 && y <= frame.height() - 1)
                    points.add(new Prompt.Point(x, y, false));
        return new Prompt(points, Optional.empty(), prompt.mask());
    }

    private static double clamp(final double at, final int size) {
        return Math.max(0, Math.min(size - 1, at));
    }

    private static Prompt withoutMask(final Logits logits, final Frame frame) {
        final Mask mask = frame.mask(logits);
        if (mask.isEmpty())
            return Prompt.of(new Bounds(0, 0, frame.width(), frame.height()));
        final Box box = mask.box(), padded = box.grow(1);
        final float[] values = mask.over(padded).values();
        final float[] depth = Distance.to(i -> values[i] == 0, padded.width(), padded.height());
        int deepest = 0;
        for (int i = 0; i < depth.length; i++)
            if (depth[i] > depth[deepest])
                deepest = i;
        return Prompt.of(List.of(new Prompt.Point(padded.x() + deepest % padded.width(),
                padded.y() + deepest / padded.width(), true))).withBox(Bounds.of(box));
    }

    /** Best first. */
    Comparator<Candidate> order() {
        final Comparator<Candidate> byScore = Comparator.comparingDouble(c -> -c.score());
        return box.map(b -> Comparator.comparingDouble((Candidate c) -> -overlap(c.mask(), b)).thenComparing(byScore))
                .orElse(byScore);
    }

    private static double overlap(final Mask mask, final Bounds box) {
        return mask.isEmpty() ? 0 : Bounds.of(mask.box()).overlap(box);
    }
}
