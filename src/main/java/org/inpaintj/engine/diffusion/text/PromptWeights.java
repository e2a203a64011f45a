package org.inpaintj.engine.diffusion.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The WebUI's attention syntax, which weights a prompt's words: {@code (text)} is 1.1, {@code (text:1.3)} is 1.3,
 * {@code [text]} is 1 / 1.1, nested ones multiply, {@code \(} is a bracket. Unclosed brackets reach to the end,
 * unmatched closing ones are text.
 */
public final class PromptWeights {

    private static final double STEP = 1.1;
    private static final Pattern TOKEN =
            Pattern.compile("\\\\[()\\[\\]\\\\]?|[(\\[]|:\\s*([+-]?[.\\d]+)\\s*\\)|[)\\]]|[^\\\\()\\[\\]:]+|:");
    private static final Pattern BREAK = Pattern.compile("\\s*\\bBREAK\\b\\s*");

    private final List<Span> spans = new ArrayList<>();
    private final Deque<Integer> round = new ArrayDeque<>();
    private final Deque<Integer> square = new ArrayDeque<>();

    private PromptWeights() {
    }

    /**
     * A run of text of one weight, or a place where a new chunk begins.
     *
     * @param text empty for a break
     */
    public record Span(String text, double weight, boolean isBreak) {

        /** Text. */
        public Span(final String text, final double weight) {
            this(text, weight, false);
        }

        static final Span BREAK = new Span("", 1, true);

        private Span times(final double factor) {
            return isBreak ? this : new Span(text, weight * factor);
        }
    }

    /** The spans of a prompt, neighbours of equal weight joined; one empty span for an empty prompt. */
    public static List<Span> parse(final String prompt) {
        final PromptWeights weights = new PromptWeights();
        final Matcher token = TOKEN.matcher(prompt);
        while (token.find())
            weights.add(token.group(), token.group(1));
        weights.round.forEach(from -> weights.multiply(from, STEP));
        weights.square.forEach(from -> weights.multiply(from, 1 / STEP));
        return weights.joined();
    }

    private void add(final String token, final String weight) {
        if (token.startsWith("\\"))
            spans.add(new Span(token.substring(1), 1));
        else if (token.equals("("))
            round.push(spans.size());
        else if (token.equals("["))
            square.push(spans.size());
        else if (weight != null && isNumber(weight) && !round.isEmpty())
            multiply(round.pop(), Double.parseDouble(weight));
        else if (token.equals(")") && !round.isEmpty())
            multiply(round.pop(), STEP);
        else if (token.equals("]") && !square.isEmpty())
            multiply(square.pop(), 1 / STEP);
        else if (weight != null && !round.isEmpty())
            closeAfter(token);
        else
            text(token);
    }

    /** What looked like a weight is none: text, then the bracket. */
    private void closeAfter(final String token) {
        text(token.substring(0, token.length() - 1));
        multiply(round.pop(), STEP);
    }

    private void text(final String text) {
        final String[] parts = BREAK.split(text, -1);
        for (int i = 0; i < parts.length; i++) {
            if (i > 0)
                spans.add(Span.BREAK);
            spans.add(new Span(parts[i], 1));
        }
    }

    private static boolean isNumber(final String text) {
        return text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)");
    }

    private void multiply(final int from, final double factor) {
        for (int i = from; i < spans.size(); i++)
            spans.set(i, spans.get(i).times(factor));
    }

    private List<Span> joined() {
        final List<Span> out = new ArrayList<>();
        for (final Span span : spans) {
            final Span last = out.isEmpty() ? Span.BREAK : out.get(out.size() - 1);
            if (span.isBreak)
                out.add(span);
            else if (!last.isBreak && last.weight == span.weight)
                out.set(out.size() - 1, new Span(last.text + span.text, span.weight));
            else if (!span.text.isEmpty())
                out.add(span);
        }
        return out.isEmpty() ? List.of(new Span("", 1)) : out;
    }
}
