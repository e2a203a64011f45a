package org.inpaintj.core;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values as RFC 4180 has them: fields in double quotes may hold commas, line breaks and, doubled,
 * quotes. Empty lines are passed over. Ours and not commons-csv's parser, which lets blanks follow a closing quote and
 * says where a quote was opened only within a sentence of its own.
 */
public final class Csv {

    /**
     * One record.
     *
     * @param line   where it begins, from 1
     * @param fields at least one
     */
    public record Row(int line, List<String> fields) {
    }

    private final String text;
    private int at;
    private int line = 1;

    private Csv(final String text) {
        this.text = text;
    }

    /**
     * @throws InpaintException for a quote that is never closed, or followed by something else than a comma, naming the
     *         line
     */
    public static List<Row> parse(final String text) {
        final Csv csv = new Csv(text);
        final List<Row> rows = new ArrayList<>();
        while (csv.at < text.length()) {
            final Row row = csv.row();
            if (row.fields.size() > 1 || !row.fields.get(0).isBlank())
                rows.add(row);
        }
        return rows;
    }

    /**
     * Values as people type them in a line: blanks around one do not count, and a line break separates as a comma does.
     *
     * @return the values, empty ones between two commas too; none of an empty text
     * @throws InpaintException for a quote that is never closed, or followed by something else than a comma
     */
    public static List<String> values(final String text) {
        final Csv csv = new Csv(text);
        final List<String> values = new ArrayList<>();
        while (csv.skipBlanks() < text.length()) {
            values.add(text.charAt(csv.at) == '"' ? csv.quoted() : csv.plain().strip());
            if (csv.skipBlanks() < text.length() && !csv.skip(',') && !csv.skip('\r') && !csv.skip('\n'))
                throw new InpaintException("after a closing quote comes a comma or the end; a quote inside a text is "
                        + "doubled");
        }
        return values;
    }

    private int skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t'))
            at++;
        return at;
    }

    /** One record that {@link #parse} reads back, without the end of its line. */
    public static String line(final List<String> fields) {
        return fields.stream().map(Csv::field).collect(Collectors.joining(","));
    }

    private static String field(final String text) {
        final boolean plain = text.equals(text.strip()) && text.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private Row row() {
        final int begin = line;
        final List<String> fields = new ArrayList<>();
        do
            fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
        while (skip(','));
        if (at < text.length() && text.charAt(at) != '\r' && text.charAt(at) != '\n')
            throw new InpaintException("line " + line + ": after a closing quote comes a comma or the end of the line; "
                    + "a quote inside a text is doubled");
        skip('\r');
        if (skip('\n') || at < text.length())
            line++;
        return new Row(begin, fields);
    }

    private boolean skip(final char c) {
        final boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private String plain() {
        final int from = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0)
            at++;
        return text.substring(from, at);
    }

    private String quoted() {
        final int begin = line;
        final StringBuilder field = new StringBuilder();
        for (at++; at < text.length(); at++) {
            final char c = text.charAt(at);
            if (c == '"' && !(at + 1 < text.length() && text.charAt(at + 1) == '"')) {
                at++;
                return field.toString();
            }
            at += c == '"' ? 1 : 0;
            line += c == '\n' ? 1 : 0;
            field.append(c);
        }
        throw new InpaintException("line " + begin + ": a quote is opened and never closed");
    }
}
