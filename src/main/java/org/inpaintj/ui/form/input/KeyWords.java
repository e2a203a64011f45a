package org.inpaintj.ui.form.input;

import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.language.Translation;
import org.inpaintj.params.Key;

/** What people are told of a key, in their language. */
public final class KeyWords {

    private KeyWords() {}

    /** What it is called. */
    public static String label(final KeySource source, final String key) {
        return Translation.message(source.label(key));
    }

    /** What it means, in a sentence, with the numbers that it takes and its default in another. */
    public static String help(final KeySource source, final String key) {
        return Translation.of("{0}: {1}", label(source, key), meaning(source, key));
    }

    /** The same without its name. */
    public static String meaning(final KeySource source, final String key) {
        final String range = range(source.keys().describe(key)), normal = normal(source, key);
        final String help = Translation.message(source.keys().describe(key).help());
        return range.isEmpty() && normal.isEmpty() ? Translation.of("{0}.", help)
                : Translation.of("{0}. {1}", help, sentence(range, normal));
    }

    private static String sentence(final String range, final String normal) {
        return range.isEmpty() ? Translation.of("Default {0}.", normal)
                : normal.isEmpty() ? Translation.of("Takes {0}.", range)
                        : Translation.of("{0}, default {1}.", range, normal);
    }

    /** Empty where it takes any. */
    private static String range(final Key key) {
        final boolean below = key.min() == Double.NEGATIVE_INFINITY, above = key.max() == Double.POSITIVE_INFINITY;
        return below && above ? "" : above ? Translation.of("{0} or more", number(key.min()))
                : Translation.of("{0} to {1}", number(key.min()), number(key.max()));
    }

    private static String number(final double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Its default; empty where there is none worth a word. */
    private static String normal(final KeySource source, final String key) {
        return source.keys().type(key) == boolean.class ? "" : source.defaults().getOrDefault(key, "");
    }

    /** What is wrong with a text, in a sentence that says what would be right; empty if nothing is. */
    public static Optional<String> wrong(final KeySource source, final String key, final String text) {
        try {
            source.keys().tidy(key, text);
            return Optional.empty();
        } catch (final InpaintException e) {
            return Optional.of(Translation.message(labelled(source, e.getMessage())));
        }
    }

    /** A message in which keys of bad values are called as windows call them, not as macros do. */
    public static String labelled(final KeySource source, final String message) {
        String text = message;
        for (final String key : source.keys().keys())
            text = text.replace("The value of '" + key + "'", "The value of '" + label(source, key) + "'");
        return text;
    }

    /** Whether a text stands for another value than the default; a bad one does. */
    static boolean changed(final KeySource source, final String key, final String text) {
        final String normal = source.defaults().get(key);
        if (normal == null)
            return false;
        try {
            return !source.keys().tidy(key, text).equals(source.keys().tidy(key, normal));
        } catch (final InpaintException e) {
            return true;
        }
    }
}
