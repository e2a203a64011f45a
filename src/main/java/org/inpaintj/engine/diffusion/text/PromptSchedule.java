package org.inpaintj.engine.diffusion.text;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A piece of a prompt whose text may depend on the step. */
sealed interface PromptSchedule {

    /** Appends the text at a step, counted from 1. */
    void write(int step, StringBuilder out);

    /** Adds the steps after which the text may change. */
    void collectEnds(int steps, SortedSet<Integer> ends);

    default SortedSet<Integer> ends(final int steps) {
        final SortedSet<Integer> ends = new TreeSet<>(List.of(steps));
        collectEnds(steps, ends);
        return ends;
    }

    /** The same at every step. */
    record Plain(String text) implements PromptSchedule {

        @Override
        public void write(final int step, final StringBuilder out) {
            out.append(text);
        }

        @Override
        public void collectEnds(final int steps, final SortedSet<Integer> ends) {
            // never changes
        }
    }

    /** One after the other. */
    record Sequence(List<PromptSchedule> items) implements PromptSchedule {

        @Override
        public void write(final int step, final StringBuilder out) {
            items.forEach(item -> item.write(step, out));
        }

        @Override
        public void collectEnds(final int steps, final SortedSet<Integer> ends) {
            items.forEach(item -> item.collectEnds(steps, ends));
        }
    }

    /** {@code [before:after:when]}: {@code before} up to and including step {@code when}. */
    record Switch(PromptSchedule before, PromptSchedule after, int when) implements PromptSchedule {

        @Override
        public void write(final int step, final StringBuilder out) {
            (step <= when ? before : after).write(step, out);
        }

        @Override
        public void collectEnds(final int steps, final SortedSet<Integer> ends) {
            if (when >= 1)
                ends.add(Math.min(when, steps));
            before.collectEnds(steps, ends);
            after.collectEnds(steps, ends);
        }
    }

    /** {@code [a|b|c]}: the next one at every step. */
    record Alternate(List<PromptSchedule> options) implements PromptSchedule {

        @Override
        public void write(final int step, final StringBuilder out) {
            options.get((step - 1) % options.size()).write(step, out);
        }

        @Override
        public void collectEnds(final int steps, final SortedSet<Integer> ends) {
            for (int step = 1; step <= steps; step++)
                ends.add(step);
        }
    }
}
