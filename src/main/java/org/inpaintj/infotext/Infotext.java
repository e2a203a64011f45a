package org.inpaintj.infotext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;

/**
 * The parameters of a picture as the WebUI writes them, taken apart.
 *
 * @param prompt   what was to be painted; may have several lines
 * @param negative what was not
 * @param values   the names of the last line to their values, in order
 */
public record Infotext(String prompt, String negative, Map<String, String> values) {

    private static final String NEGATIVE = "Negative prompt:";
    private static final Pattern NAME = Pattern.compile("\\w[\\w \\-/]+");
    /** A last line with fewer values belongs to the prompt, as in the WebUI. */
    private static final int FEWEST = 3;
    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    public Infotext {
        values = new LinkedHashMap<>(values);
    }

    /** Reads a text; what has no values at all is a prompt. */
    public static Infotext parse(final String text) {
        final List<String> lines = new ArrayList<>(Arrays.asList(text.strip().split("\\R", -1)));
        Map<String, String> values = values(lines.get(lines.size() - 1));
        if (values.size() < FEWEST)
            values = Map.of();
        else
            lines.remove(lines.size() - 1);
        int begin = 0;
        while (begin < lines.size() && !lines.get(begin).strip().startsWith(NEGATIVE))
            begin++;
        final String negative = begin == lines.size() ? ""
                : String.join("\n", lines.subList(begin, lines.size())).strip().substring(NEGATIVE.length());
        return new Infotext(String.join("\n", lines.subList(0, begin)).strip(), negative.strip(), values);
    }

    /** What is between commas that are not in quotes: a name, a colon and a value, or a name that is its own value. */
    private static Map<String, String> values(final String line) {
        final Map<String, String> values = new LinkedHashMap<>();
        int at = 0;
        while (at < line.length()) {
            final int end = end(line, at);
            final String item = line.substring(at, end).strip();
            final int colon = item.indexOf(':');
            final String name = (colon < 0 ? item : item.substring(0, colon)).strip();
            if (NAME.matcher(name).matches())
                values.putIfAbsent(name, colon < 0 ? name : unquoted(item.substring(colon + 1).strip()));
            at = end + 1;
        }
        return values;
    }

    /** Index of the comma that ends the item at {@code from}, or of the end of the line. */
    private static int end(final String line, final int from) {
        final int comma = line.indexOf(',', from);
        int at = comma < 0 ? line.length() : comma;
        int quote = from;
        while (quote < at && line.charAt(quote) != ':')
            quote++;
        if (quote == at)
            return at;
        quote++;
        while (quote < line.length() && Character.isWhitespace(line.charAt(quote)))
            quote++;
        if (quote == line.length() || line.charAt(quote) != '"')
            return at;
        int close = quote + 1;
        while (close < line.length() && line.charAt(close) != '"')
            close += line.charAt(close) == '\\' ? 2 : 1;
        // a quote that is never closed is none
        if (close < line.length()) {
            at = line.indexOf(',', close);
            at = at < 0 ? line.length() : at;
        }
        return at;
    }

    /** A value with a comma, a colon or a line break stands in the quotes of JSON. */
    private static String unquoted(final String value) {
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\""))
            return value;
        try {
            final String text = JSON.fromJson(value, String.class);
            return text == null ? value : text;
        } catch (final JsonSyntaxException e) {
            return value;
        }
    }

    private static String quoted(final String value) {
        final boolean plain = value.indexOf(',') < 0 && value.indexOf(':') < 0 && value.indexOf('\n') < 0
                && !value.startsWith("\"");
        return plain ? value : JSON.toJson(value);
    }

    /** The text that {@link #parse} reads back. */
    public String text() {
        final StringBuilder text = new StringBuilder(prompt);
        if (!negative.isEmpty())
            text.append('\n').append(NEGATIVE).append(' ').append(negative);
        text.append('\n');
        String between = "";
        for (final Map.Entry<String, String> value : values.entrySet()) {
            text.append(between).append(value.getKey()).append(": ").append(quoted(value.getValue()));
            between = ", ";
        }
        return text.toString().strip();
    }
}
