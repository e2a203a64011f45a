package org.inpaintj.language;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads what is used here of a PO file, gettext's format: comments, msgctxt, msgid and msgstr, each in quotes and over
 * as many lines as it likes, with the escapes \n, \t, \" and \\. Plurals are not used.
 */
public final class PoFile {

    /** Between the context and the text of an id, as in gettext's compiled files. */
    public static final char CONTEXT = '\u0004';

    private final Map<String, String> texts = new LinkedHashMap<>();
    private int number;
    private String word = "";
    private final StringBuilder now = new StringBuilder();
    private String context, id;

    private PoFile() {}

    /**
     * Reads a file.
     *
     * @return ids to texts, in the order of the file; an id with a context is the context, {@link #CONTEXT} and the
     *         msgid. Without the head, whose msgid is empty. A text that is not translated yet is empty
     * @throws IllegalArgumentException with the number of the line, for anything else
     */
    public static Map<String, String> read(final String file) {
        final PoFile po = new PoFile();
        file.lines().forEach(line -> po.take(line.strip()));
        po.number++;
        po.end();
        if (po.id != null || po.context != null)
            throw po.bad("the last entry has no msgstr");
        po.texts.remove("");
        return po.texts;
    }

    private void take(final String line) {
        number++;
        if (line.isEmpty() || line.startsWith("#")) {
            end();
            return;
        }
        if (!line.startsWith("\"")) {
            end();
            final int space = line.indexOf(' ');
            word = space < 0 ? line : line.substring(0, space);
            begin();
            quoted(line.substring(word.length()).strip());
        } else if (word.isEmpty())
            throw bad("a text without msgid or msgstr");
        else
            quoted(line);
    }

    private void begin() {
        final boolean expected = switch (word) {
            case "msgctxt" -> context == null && id == null;
            case "msgid" -> id == null;
            case "msgstr" -> id != null;
            default -> false;
        };
        if (!expected)
            throw bad("'" + word + "' is not expected here");
    }

    /** Puts away the text that was read, once it cannot go on. */
    private void end() {
        switch (word) {
            case "msgctxt" -> context = now.toString();
            case "msgid" -> id = context == null ? now.toString() : context + CONTEXT + now;
            case "msgstr" -> {
                if (texts.putIfAbsent(id, now.toString()) != null)
                    throw bad("the text '" + id + "' is there twice");
                id = null;
                context = null;
            }
            default -> {}
        }
        word = "";
        now.setLength(0);
    }

    private void quoted(final String text) {
        if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\""))
            throw bad("the text is not in quotes");
        for (int i = 1; i < text.length() - 1; i++) {
            final char c = text.charAt(i);
            if (c == '"')
                throw bad("a quote without a backslash before it");
            if (c != '\\')
                now.append(c);
            else if (++i == text.length() - 1)
                throw bad("the text is not in quotes");
            else
                now.append(switch (text.charAt(i)) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case '"' -> '"';
                    case '\\' -> '\\';
                    default -> throw bad("the escape \\" + text.charAt(i) + " is not known");
                });
        }
    }

    private IllegalArgumentException bad(final String what) {
        return new IllegalArgumentException("line " + number + ": " + what);
    }
}
