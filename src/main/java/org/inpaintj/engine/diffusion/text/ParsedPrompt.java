package org.inpaintj.engine.diffusion.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt resolved for a number of steps.
 *
 * @param parts what AND joined, at least one; their guidance adds up, each with its weight
 * @param notes syntax errors, full sentences; what they are in is taken literally
 */
public record ParsedPrompt(List<Part> parts, List<String> notes) {

    private static final Pattern AND = Pattern.compile("\\bAND\\b");
    private static final Pattern WEIGHTED =
            Pattern.compile("(.*?)\\s*:\\s*([-+]?(?:\\d+\\.?|\\d*\\.\\d+))\\s*", Pattern.DOTALL);

    public ParsedPrompt {
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
    }

    /**
     * One side of AND.
     *
     * @param segments in the order of their ends, the last ends at the last step
     */
    public record Part(double weight, List<Segment> segments) {

        public Part {
            segments = List.copyOf(segments);
        }

        /**
         * The text at a network evaluation. A segment that ends at step n covers the evaluations 0 to n, one more than
         * its name says, as in the WebUI.
         */
        public String textAt(final int evaluation) {
            for (final Segment segment : segments)
                if (evaluation <= segment.end)
                    return segment.text;
            return segments.get(segments.size() - 1).text;
        }
    }

    /** The text up to and including a step, counted from 1. */
    public record Segment(int end, String text) {
    }

    /**
     * @param steps what fractions are fractions of: the steps asked for, twice as many for samplers that evaluate the
     *              network twice a step
     */
    public static ParsedPrompt parse(final String text, final int steps) {
        final List<Part> parts = new ArrayList<>();
        final List<String> notes = new ArrayList<>();
        final String[] sides = AND.split(text, -1);
        for (final String side : sides) {
            // without AND a number at the end, as in "ratio 16:9", is text
            final Matcher weighted = WEIGHTED.matcher(side);
            final boolean hasWeight = sides.length > 1 && weighted.matches();
            final String body = hasWeight ? weighted.group(1) : sides.length > 1 ? side.stripTrailing() : side;
            final double weight = hasWeight ? Double.parseDouble(weighted.group(2)) : 1;
            parts.add(new Part(weight, segments(body, steps, notes)));
        }
        return new ParsedPrompt(parts, notes);
    }

    private static List<Segment> segments(final String text, final int steps, final List<String> notes) {
        final PromptSchedule schedule;
        try {
            schedule = new PromptScheduleParser(text, steps).parse();
        } catch (final PromptScheduleParser.SyntaxError e) {
            notes.add("The prompt's [from:to:when] and [a|b] are taken literally: " + e.getMessage() + ".");
            return List.of(new Segment(steps, text));
        }
        final List<Segment> segments = new ArrayList<>();
        for (final int end : schedule.ends(steps)) {
            final StringBuilder out = new StringBuilder();
            schedule.write(end, out);
            segments.add(new Segment(end, out.toString()));
        }
        return segments;
    }
}
