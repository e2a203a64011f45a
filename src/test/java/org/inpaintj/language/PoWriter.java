package org.inpaintj.language;

import java.util.Map;
import java.util.Set;

/** Writes PO files as {@link PoFile} reads them. */
final class PoWriter {

    private static final String HEAD = """
            # %s
            msgid ""
            msgstr ""
            "Project-Id-Version: InpaintJ\\n"
            "Language: %s\\n"
            "MIME-Version: 1.0\\n"
            "Content-Type: text/plain; charset=UTF-8\\n"
            "Content-Transfer-Encoding: 8bit\\n"
            """;
    private static final int LINE = 100;

    private PoWriter() {}

    /**
     * The text of a file.
     *
     * @param what     the first line
     * @param language empty for a file without translations
     * @param ids      to where they are used, in the order of the file
     * @param texts    ids to translations; what is missing is left empty
     */
    static String write(final String what, final String language, final Map<String, Set<String>> ids,
            final Map<String, String> texts) {
        final StringBuilder file = new StringBuilder(HEAD.formatted(what, language));
        ids.forEach((id, used) -> {
            final int context = id.indexOf(PoFile.CONTEXT);
            file.append("\n#: ").append(String.join(" ", used)).append('\n');
            if (context >= 0)
                line(file, "msgctxt", id.substring(0, context));
            line(file, "msgid", id.substring(context + 1));
            line(file, "msgstr", texts.getOrDefault(id, ""));
        });
        return file.toString();
    }

    private static void line(final StringBuilder file, final String word, final String text) {
        file.append(word).append(' ');
        int from = 0;
        if (text.length() > LINE) {
            file.append("\"\"\n");
            for (int end = end(text, from); end < text.length(); end = end(text, from)) {
                file.append('"').append(escaped(text.substring(from, end))).append("\"\n");
                from = end;
            }
        }
        file.append('"').append(escaped(text.substring(from))).append("\"\n");
    }

    /** Behind the last space that fits, or where the line is full. */
    private static int end(final String text, final int from) {
        if (text.length() - from <= LINE)
            return text.length();
        final int space = text.lastIndexOf(' ', from + LINE - 1);
        return space > from ? space + 1 : from + LINE;
    }

    private static String escaped(final String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
    }
}
