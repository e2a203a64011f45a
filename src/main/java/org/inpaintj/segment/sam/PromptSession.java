package org.inpaintj.segment.sam;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.Segmentation;

/**
 * A session is about one object that a user points at: dots on it and beside it and a box around it, the steps that led
 * there, and what a model made of them. Coordinates are those of {@link SegmentPrompt}. Belongs to one thread.
 */
public final class PromptSession {

    private static final SegmentPrompt NOTHING = SegmentPrompt.of(List.of());

    private final Deque<SegmentPrompt> past = new ArrayDeque<>();
    private SegmentPrompt now = NOTHING;
    private Segmentation answer;
    private SegmentPrompt answered = NOTHING;
    private int chosen;

    /** The dots in the order of the clicks, and the box. */
    public SegmentPrompt prompt() {
        return now;
    }

    /** True if nothing has been pointed at, or all of it was taken back. */
    public boolean isEmpty() {
        return now.equals(NOTHING);
    }

    /** True if the dots and the box mean an object: one dot lies on it, or a box around it. */
    public boolean asks() {
        return now.box().isPresent() || now.points().stream().anyMatch(SegmentPrompt.Point::include);
    }

    /**
     * A click: takes the nearest dot away, if there is one within reach, else sets one.
     *
     * @param include true on the object, false beside it
     * @param reach   largest distance from a dot that is meant, px
     * @return true if there is one dot more
     */
    public boolean click(final double x, final double y, final boolean include, final double reach) {
        final List<SegmentPrompt.Point> points = new ArrayList<>(now.points());
        int nearest = -1;
        for (int i = 0; i < points.size(); i++)
            if (distance(points.get(i), x, y) <= (nearest < 0 ? reach : distance(points.get(nearest), x, y)))
                nearest = i;
        if (nearest >= 0)
            points.remove(nearest);
        else
            points.add(new SegmentPrompt.Point(x, y, include));
        become(new SegmentPrompt(points, now.box(), Optional.empty()));
        return nearest < 0;
    }

    private static double distance(final SegmentPrompt.Point point, final double x, final double y) {
        return Math.hypot(point.x() - x, point.y() - y);
    }

    /** Draws a box around the object, in place of the one before. */
    public void box(final BoundingBox box) {
        become(now.withBox(box));
    }

    /** Takes everything away; {@link #undo} brings it back. */
    public void clear() {
        if (!isEmpty())
            become(NOTHING);
    }

    /** True if there is a step to be taken back. */
    public boolean canUndo() {
        return !past.isEmpty();
    }

    /** Takes the last step back; false if there is none. */
    public boolean undo() {
        if (past.isEmpty())
            return false;
        now = past.pop();
        forget();
        return true;
    }

    private void become(final SegmentPrompt next) {
        past.push(now);
        now = next;
        forget();
    }

    private void forget() {
        if (!asks()) {
            answer = null;
            answered = NOTHING;
            chosen = 0;
        }
    }

    /**
     * What a model made of a prompt; the best candidate is chosen.
     *
     * @return false if something else has been asked meanwhile, which leaves everything as it is
     */
    public boolean answer(final SegmentPrompt asked, final Segmentation found) {
        if (!asked.equals(now) || !asks())
            return false;
        answer = found;
        answered = asked;
        chosen = 0;
        return true;
    }

    /** True if the answer is that to the present prompt, rather than to one before. */
    public boolean isAnswered() {
        return answer != null && answered.equals(now);
    }

    /** Place of the chosen candidate in the answer, 0-based. */
    public int chosen() {
        return chosen;
    }

    /** Chooses a candidate; false if there is none of that number, 0-based. */
    public boolean choose(final int candidate) {
        if (answer == null || candidate < 0 || candidate >= answer.candidates().size())
            return false;
        chosen = candidate;
        return true;
    }

    /** Chooses the candidate after the chosen one, after the last the first; false if there is no answer. */
    public boolean next() {
        return answer != null && choose((chosen + 1) % answer.candidates().size());
    }
}
