package org.inpaintj.engine.diffusion.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.inpaintj.core.Csv;
import org.inpaintj.core.InpaintException;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.model.WantedModel;
import org.inpaintj.params.NearMatches;

/**
 * Prompts with names, as the Stable Diffusion WebUI keeps them in {@code styles.csv}: columns {@code name},
 * {@code prompt} and {@code negative_prompt}, UTF-8 with or without a byte order mark. A style that holds
 * <code>{prompt}</code> takes the prompt in there; any other is appended after a comma. Rows that begin with # say
 * nothing. A stylebook may also be a {@link StyleLibrary}, whose keywords are appended; the styles of the one that the
 * program brings are known without a stylebook, and beside those in it.
 */
public final class PromptStyles {

    private static final int MOST_BYTES = 4 << 20;
    private static final String PLACE = "{prompt}";
    private static final String ABSENT = "There is no stylebook '%s': name the WebUI's styles.csv.";

    /** What a style makes of a prompt and a negative prompt, and what it is as a template. */
    private record Style(String prompt, String negative, int line, StyleTemplate template) {

        static Style of(final StyleTemplate template) {
            return new Style(String.join(", ", template.keywords()), "", 0, template);
        }

        /** Keywords are what stands between commas, without what holds the prompt. */
        static Style of(final String name, final String prompt, final String negative, final int line) {
            return new Style(prompt, negative, line, new StyleTemplate(name, "", Arrays.stream(prompt.split(","))
                    .map(String::strip).filter(word -> !word.isEmpty() && !word.contains(PLACE)).toList(), List.of(),
                    List.of()));
        }
    }

    private final String name;
    private final Map<String, Style> styles = new LinkedHashMap<>();

    private PromptStyles(final Path file) {
        name = file.getFileName() == null ? file.toString() : file.getFileName().toString();
        final String text;
        try {
            text = read(file);
        } catch (final IOException e) {
            throw new InpaintException("The stylebook '" + file + "' cannot be read: name the WebUI's styles.csv.", e);
        } catch (final InpaintException e) {
            throw damaged(e.getMessage());
        }
        if (name.toLowerCase(Locale.ROOT).endsWith(".json"))
            StyleLibrary.parse(name, text).forEach(style -> styles.put(style.name(), Style.of(style)));
        else
            readCsv(text);
    }

    private void readCsv(final String text) {
        final List<Csv.Row> rows;
        try {
            rows = Csv.parse(text).stream().filter(row -> !row.fields().get(0).strip().startsWith("#")).toList();
        } catch (final InpaintException e) {
            throw damaged(e.getMessage());
        }
        if (rows.isEmpty())
            throw damaged("it is empty; the first line names the columns name, prompt and negative_prompt");
        final List<String> columns = rows.get(0).fields().stream()
                .map(c -> c.strip().toLowerCase(Locale.ROOT)).toList();
        final int named = column(columns, "name"), prompt = column(columns, "prompt"),
                negative = columns.indexOf("negative_prompt");
        for (final Csv.Row row : rows.subList(1, rows.size())) {
            if (row.fields().size() > columns.size())
                throw damaged("line " + row.line() + " has " + row.fields().size() + " fields instead of "
                        + columns.size() + "; a text with a comma stands in double quotes");
            final String key = field(row, named).strip();
            if (key.isEmpty())
                throw damaged("line " + row.line() + " has no name");
            final Style before = styles.put(key, Style.of(key, field(row, prompt),
                    field(row, negative), row.line()));
            if (before != null)
                throw damaged("the lines " + before.line() + " and " + row.line() + " have the same name '" + key
                        + "'; rename one");
        }
    }

    /** A prompt and a negative prompt. */
    public record Prompts(String prompt, String negative) {
    }

    /**
     * Puts styles around prompts, in their order.
     *
     * @param styles    names in the stylebook, separated by commas; none leaves the prompts as they are
     * @param stylebook path of the file
     * @throws InpaintException if the stylebook is missing or damaged, or does not have a style
     */
    public static Prompts apply(final String styles, final String stylebook, final String asked,
            final String askedNegative) {
        if (styles.isBlank())
            return new Prompts(asked, askedNegative);
        String prompt = asked, negative = askedNegative;
        for (final Style style : find(styles, stylebook)) {
            prompt = merge(style.prompt, prompt);
            negative = merge(style.negative, negative);
        }
        return new Prompts(prompt, negative);
    }

    /**
     * The styles of some names as templates; parameters and errors as those of {@link #apply}.
     *
     * @return in their order; of a row of {@code styles.csv} the parts of its prompt as keywords
     */
    public static List<StyleTemplate> templates(final String styles, final String stylebook) {
        return styles.isBlank() ? List.of() : find(styles, stylebook).stream().map(Style::template).toList();
    }

    private static List<Style> find(final String styles, final String stylebook) {
        final List<String> words;
        try {
            words = Csv.values(styles).stream().map(String::strip).filter(word -> !word.isEmpty()).toList();
        } catch (final InpaintException e) {
            throw new InpaintException("The value of 'styles' is not right: names are separated by commas, and one "
                    + "that holds a comma stands in double quotes.", e);
        }
        final Optional<PromptStyles> book = stylebook.isBlank()
                && words.stream().allMatch(word -> StyleLibrary.bundled(word).isPresent()) ? Optional.empty()
                : Optional.of(new PromptStyles(locate(styles, stylebook)));
        return words.stream().map(word -> book.flatMap(b -> Optional.ofNullable(b.styles.get(word)))
                .or(() -> StyleLibrary.bundled(word).map(Style::of))
                .orElseThrow(() -> book.orElseThrow().unknown(word))).toList();
    }

    private static String merge(final String style, final String prompt) {
        if (style.contains(PLACE))
            return style.replace(PLACE, prompt);
        final String first = prompt.strip(), second = style.strip();
        return first + (first.isEmpty() || second.isEmpty() ? "" : ", ") + second;
    }

    private static Path locate(final String styles, final String stylebook) {
        return ModelLocator.STANDARD.locate(stylebook.strip(), WantedModel.path(WantedModel.Kind.FILE,
                "The styles '" + styles + "' are names in a stylebook: set Stylebook (stylebook=FILE) to the "
                        + "WebUI's styles.csv.", ABSENT, ABSENT));
    }

    /** The names of all styles that there are with a stylebook; of a file that cannot be used, none. */
    public static List<String> names(final String stylebook) {
        final Set<String> names = new LinkedHashSet<>();
        if (!stylebook.isBlank())
            try {
                names.addAll(new PromptStyles(locate("", stylebook)).styles.keySet());
            } catch (final InpaintException e) {
                // said when it runs
                names.clear();
            }
        StyleLibrary.bundled().forEach(style -> names.add(style.name()));
        return List.copyOf(names);
    }

    private InpaintException unknown(final String word) {
        final String near = NearMatches.of(word, styles.keySet());
        return new InpaintException("There is no style '" + word + "' in '" + name + "'"
                + (near.isEmpty() ? ", which has " + styles.size() + " styles." : ": " + near));
    }

    /** @throws InpaintException that says what is wrong with the file, without naming it */
    private static String read(final Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES)
            throw new InpaintException("it is larger than " + (MOST_BYTES >> 20) + " MB, which no stylebook is");
        final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        final CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
        if (decoder.decode(bytes, text, true).isError()) {
            final long line = 1 + text.flip().chars().filter(c -> c == '\n').count();
            throw new InpaintException("line " + line + " is not UTF-8; save it as UTF-8");
        }
        final String read = text.flip().toString();
        return read.startsWith("\ufeff") ? read.substring(1) : read;
    }

    private int column(final List<String> columns, final String title) {
        if (!columns.contains(title))
            throw damaged("the first line has no column '" + title + "'; it is name,prompt,negative_prompt");
        return columns.indexOf(title);
    }

    /** A field left out at the end of a row is empty. */
    private static String field(final Csv.Row row, final int column) {
        return column < 0 || column >= row.fields().size() ? "" : row.fields().get(column);
    }

    private InpaintException damaged(final String why) {
        return new InpaintException("The stylebook '" + name + "' cannot be used: " + why + ".");
    }
}
