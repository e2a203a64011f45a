package org.inpaintj.engine.diffusion.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prompt editing and alternating words of the WebUI: reads {@code [from:to:when]}, {@code [to:when]}, {@code
 * [from::when]} and {@code [a|b]}, nested at will. Other brackets and colons are text; within a schedule they must be
 * balanced, else its brackets are text too.
 */
final class PromptScheduleParser {

    /** Where and why a prompt cannot be read. */
    static final class SyntaxError extends Exception {

        private static final long serialVersionUID = 1L;

        SyntaxError(final String message) {
            super(message, null, false, false);
        }
    }

    private static final String SPECIAL = "[]():|";
    private static final Pattern WHEN = Pattern.compile("\\s*([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)\\s*]");
    private static final int DEEPEST = 200;

    /** What was read, and where reading goes on. */
    private record Read(PromptSchedule item, int next) {
    }

    private final String text;
    private final int steps;
    private final Map<Integer, Read> balanced = new HashMap<>();
    private int depth;

    /** @param steps the last step, which fractions are taken of */
    PromptScheduleParser(final String text, final int steps) {
        this.text = text;
        this.steps = steps;
    }

    PromptSchedule parse() throws SyntaxError {
        final List<PromptSchedule> items = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            final Read read = item(at);
            if (read != null) {
                items.add(read.item);
                at = read.next;
            } else if (text.charAt(at) == '|') {
                throw new SyntaxError("a '|' stands outside of brackets at character " + (at + 1));
            } else if (text.charAt(at) == '\\') {
                throw new SyntaxError("a backslash stands at the end");
            } else {
                items.add(new PromptSchedule.Plain(text.substring(at, at + 1)));
                at++;
            }
        }
        return new PromptSchedule.Sequence(items);
    }

    /** As many items as there are from a place; what stands next may be anything. */
    private Read prompt(final int from) throws SyntaxError {
        final Read known = balanced.get(from);
        if (known != null)
            return known;
        if (++depth > DEEPEST)
            throw new SyntaxError("brackets are nested more than " + DEEPEST + " deep");
        final List<PromptSchedule> items = new ArrayList<>();
        int at = from;
        for (Read read = item(at); read != null; read = item(at)) {
            items.add(read.item);
            at = read.next;
        }
        depth--;
        final Read all = new Read(new PromptSchedule.Sequence(items), at);
        balanced.put(from, all);
        return all;
    }

    /** A run of text or a balanced bracket; null if there is none. */
    private Read item(final int at) throws SyntaxError {
        if (at >= text.length())
            return null;
        return switch (text.charAt(at)) {
            case '(' -> round(at);
            case '[' -> square(at);
            default -> plain(at);
        };
    }

    private Read plain(final int from) {
        int at = from;
        while (at < text.length() && SPECIAL.indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '\\' && at + 1 >= text.length())
                break;
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at == from ? null : new Read(new PromptSchedule.Plain(text.substring(from, at)), at);
    }

    /** {@code (prompt)} or {@code (prompt:prompt)}, which stay as they are. */
    private Read round(final int from) throws SyntaxError {
        final Read first = prompt(from + 1);
        if (is(first.next, ')'))
            return literal(from, first);
        if (!is(first.next, ':'))
            return null;
        final Read second = prompt(first.next + 1);
        if (!is(second.next, ')'))
            return null;
        return new Read(new PromptSchedule.Sequence(List.of(new PromptSchedule.Plain("("), first.item,
                new PromptSchedule.Plain(":"),
                second.item, new PromptSchedule.Plain(")"))), second.next + 1);
    }

    private Read square(final int from) throws SyntaxError {
        final Read first = prompt(from + 1);
        if (is(first.next, ']'))
            return literal(from, first);
        if (is(first.next, '|'))
            return alternate(first);
        if (!is(first.next, ':'))
            return null;
        final Matcher when = WHEN.matcher(text);
        if (when.region(first.next + 1, text.length()).lookingAt())
            return new Read(new PromptSchedule.Switch(new PromptSchedule.Plain(""), first.item, step(when.group(1))),
                    when.end());
        final Read second = prompt(first.next + 1);
        if (!is(second.next, ':') || !when.region(second.next + 1, text.length()).lookingAt())
            return null;
        return new Read(new PromptSchedule.Switch(first.item, second.item, step(when.group(1))), when.end());
    }

    private Read alternate(final Read first) throws SyntaxError {
        final List<PromptSchedule> options = new ArrayList<>(List.of(first.item));
        int at = first.next;
        while (is(at, '|')) {
            final Read option = prompt(at + 1);
            options.add(option.item);
            at = option.next;
        }
        return is(at, ']') ? new Read(new PromptSchedule.Alternate(options), at + 1) : null;
    }

    private Read literal(final int from, final Read inside) {
        return new Read(new PromptSchedule.Sequence(List.of(new PromptSchedule.Plain(text.substring(from, from + 1)),
                inside.item,
                new PromptSchedule.Plain(text.substring(inside.next, inside.next + 1)))), inside.next + 1);
    }

    /** A number with a decimal point is a fraction of all steps. */
    private int step(final String number) {
        final double value = Double.parseDouble(number);
        return (int) Math.min(steps, number.contains(".") ? value * steps : value);
    }

    private boolean is(final int at, final char c) {
        return at < text.length() && text.charAt(at) == c;
    }
}
