package org.inpaintj.params;

import java.util.LinkedHashMap;
import java.util.Map;

import org.inpaintj.core.InpaintException;

/**
 * ImageJ's option strings: {@code key=value key2=[a value with spaces] flag}. Parsed strictly, unlike ImageJ's own
 * search for a key, which finds keys inside values and never reports one it does not know.
 * <p>
 * A value in square brackets may hold balanced brackets; a backslash takes the meaning off a bracket or another
 * backslash inside it. A bare key means true. Keys are compared in lower case.
 */
public final class MacroLine {

    private MacroLine() {}

    /**
     * @return keys in lower case to their values, in order
     * @throws InpaintException for a key given twice or a bracket that is never closed
     */
    public static Map<String, String> parse(final String options) {
        final Map<String, String> values = new LinkedHashMap<>();
        final int n = options.length();
        int i = 0;
        while (true) {
            while (i < n && Character.isWhitespace(options.charAt(i)))
                i++;
            if (i == n)
                return values;
            final int start = i;
            while (i < n && options.charAt(i) != '=' && !Character.isWhitespace(options.charAt(i)))
                i++;
            final String key = options.substring(start, i).toLowerCase(java.util.Locale.ROOT);
            String value = "true";
            if (i < n && options.charAt(i) == '=') {
                i++;
                if (i < n && options.charAt(i) == '[') {
                    final StringBuilder text = new StringBuilder();
                    i = bracketed(options, i, key, text);
                    value = text.toString();
                } else {
                    final int from = i;
                    while (i < n && !Character.isWhitespace(options.charAt(i)))
                        i++;
                    value = options.substring(from, i);
                }
            }
            if (key.isEmpty())
                throw new InpaintException("A key is missing before '=' in the options: " + options);
            if (values.put(key, value) != null)
                throw new InpaintException("The key '" + key + "' is given twice.");
        }
    }

    /** Reads the value from its opening bracket at {@code i}; returns the index behind the closing one. */
    private static int bracketed(final String options, final int i, final String key, final StringBuilder text) {
        int depth = 1;
        for (int k = i + 1; k < options.length(); k++) {
            final char c = options.charAt(k);
            if (c == '\\' && k + 1 < options.length() && "[]\\".indexOf(options.charAt(k + 1)) >= 0) {
                text.append(options.charAt(++k));
                continue;
            }
            if (c == '[')
                depth++;
            if (c == ']' && --depth == 0)
                return k + 1;
            text.append(c);
        }
        throw new InpaintException("The bracket after '" + key + "=' is never closed.");
    }

    /** The option string that {@link #parse} reads back. */
    public static String format(final Map<String, String> values) {
        final StringBuilder line = new StringBuilder();
        values.forEach((key, value) -> {
            if (line.length() > 0)
                line.append(' ');
            line.append(key).append('=').append(quote(value));
        });
        return line.toString();
    }

    private static String quote(final String value) {
        if (!value.isEmpty() && value.chars().noneMatch(c -> Character.isWhitespace(c) || c == '[' || c == ']'))
            return value;
        int depth = 0;
        boolean balanced = true;
        for (final char c : value.toCharArray()) {
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            balanced &= depth >= 0;
        }
        final String inner = value.replace("\\", "\\\\");
        return '[' + (balanced && depth == 0 ? inner : inner.replace("[", "\\[").replace("]", "\\]")) + ']';
    }
}
