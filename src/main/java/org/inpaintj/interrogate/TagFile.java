package org.inpaintj.interrogate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.inpaintj.core.Csv;
import org.inpaintj.core.InpaintException;

/**
 * The names of a tagger's tags, in the order of its outputs: selected_tags.csv, with the columns tag_id, name,
 * category and count, of which name and category count.
 */
final class TagFile {

    static final String NAME = "selected_tags.csv";

    private static final long MAX_BYTES = 16 << 20;

    private TagFile() {}

    /**
     * Reads the tags; their probabilities are not known yet.
     *
     * @throws InpaintException if the file is damaged, saying where
     */
    static List<Tag> read(final Path file) {
        final List<Csv.Row> rows = rows(file);
        if (rows.isEmpty())
            throw new InpaintException(file + " is empty; download it again.");
        final List<String> heads = rows.get(0).fields();
        final int name = heads.indexOf("name"), category = heads.indexOf("category");
        if (name < 0 || category < 0)
            throw new InpaintException(file + " names no tags: its first line must name the columns, name and category "
                    + "among them; download it again.");
        final List<Tag> tags = new ArrayList<>();
        for (final Csv.Row row : rows.subList(1, rows.size())) {
            if (row.fields().size() != heads.size())
                throw new InpaintException(file + " is damaged: line " + row.line() + " has " + row.fields().size()
                        + " columns instead of " + heads.size() + "; download it again.");
            tags.add(new Tag(row.fields().get(name), category(file, row, row.fields().get(category).strip()), 0));
        }
        return tags;
    }

    private static List<Csv.Row> rows(final Path file) {
        try {
            if (Files.size(file) > MAX_BYTES)
                throw new InpaintException(file + " is too large for the tags of a tagger; download it again.");
            final String text = Files.readString(file, StandardCharsets.UTF_8);
            return Csv.parse(text.startsWith("\ufeff") ? text.substring(1) : text);
        } catch (final IOException e) {
            throw new InpaintException(file + " cannot be read (" + e.getMessage() + "); download it again.", e);
        } catch (final InpaintException e) {
            throw e.getMessage().startsWith("line ") ? new InpaintException(file + " is damaged, " + e.getMessage()
                    + "; download it again.", e) : e;
        }
    }

    private static TagCategory category(final Path file, final Csv.Row row, final String number) {
        if (!number.matches("\\d{1,9}"))
            throw new InpaintException(file + " is damaged: line " + row.line() + " has the category '"
                    + (number.length() > 60 ? number.substring(0, 60) + "..." : number)
                    + "' instead of a number; download it again.");
        return TagCategory.of(Integer.parseInt(number));
    }
}
