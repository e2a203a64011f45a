package org.inpaintj.engine.diffusion.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.google.gson.JsonElement;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;

/**
 * Style templates from a JSON file: a list of objects {@code name}, {@code description}, {@code keywords},
 * {@code subjects} and {@code example_prompts}, alone or under the key {@code styles}; or one such object; or an object
 * of them by their names. Where there is {@code common_flowers}, the subjects of the painting styles in the guide, it
 * is read as subjects. Other keys are passed over. The program brings a library of its own, which can be copied.
 */
public final class StyleLibrary {

    private static final String STYLES = "styles", NAME = "name", KEYWORDS = "keywords", SUBJECTS = "subjects",
            FLOWERS = "common_flowers", EXAMPLES = "example_prompts";
    private static final String REMEDY = "mend it in an editor";
    /** Styles of a library, texts of a list, characters of a text. */
    private static final int MOST_STYLES = 10_000, MOST_TEXTS = 1000, MOST_CHARACTERS = 2000;

    private static final class Bundled {
        static final String TEXT = text();
        static final List<StyleTemplate> STYLES = parse("styles.json", TEXT);

        private static String text() {
            try (InputStream in = StyleLibrary.class.getResourceAsStream("styles.json")) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private StyleLibrary() {}

    /** The templates that the program brings: Chinese and European painting, in English and in Chinese. */
    public static List<StyleTemplate> bundled() {
        return Bundled.STYLES;
    }

    /** The one of those of a name. */
    public static Optional<StyleTemplate> bundled(final String name) {
        return Bundled.STYLES.stream().filter(style -> style.name().equals(name)).findFirst();
    }

    /**
     * Writes those templates into a new file, to be edited and named as a stylebook.
     *
     * @throws InpaintException if there is such a file, or it cannot be written
     */
    public static void copyTo(final Path file) {
        if (!file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".json"))
            throw new InpaintException("The styles cannot be copied to '" + file + "': name a file that ends in "
                    + ".json.");
        if (Files.exists(file))
            throw new InpaintException("'" + file + "' exists already: give another name for the copy of the styles.");
        try {
            Files.writeString(file, Bundled.TEXT);
        } catch (final IOException e) {
            throw new InpaintException("The styles cannot be copied to '" + file + "': name a file in a folder that is "
                    + "there and may be written to.", e);
        }
    }

    /**
     * @param file name of the stylebook, for messages
     * @throws InpaintException for what is no such library, naming the style and the key
     */
    static List<StyleTemplate> parse(final String file, final String json) {
        final String source = "The stylebook '" + file + "'";
        final JsonConfig root = JsonConfig.parse(source, json, STYLES, REMEDY);
        final List<StyleTemplate> styles = new ArrayList<>();
        if (root.has(STYLES) && !root.isObject(STYLES))
            for (final JsonConfig each : root.children(STYLES))
                styles.add(style(each, ""));
        else if (root.has(NAME) || root.has(KEYWORDS))
            styles.add(style(root, ""));
        else {
            final JsonConfig named = root.isObject(STYLES) ? root.child(STYLES) : root;
            for (final String name : named.keys().stream().sorted().toList())
                styles.add(style(named.child(name), name));
        }
        if (styles.isEmpty() || styles.size() > MOST_STYLES)
            throw wrong(source, "it has " + (styles.isEmpty() ? "no styles" : "more than " + MOST_STYLES + " styles"));
        final Set<String> names = new HashSet<>();
        for (final StyleTemplate style : styles)
            if (!names.add(style.name()))
                throw wrong(source, "two styles have the same name '" + style.name() + "'; rename one");
        return List.copyOf(styles);
    }

    private static StyleTemplate style(final JsonConfig from, final String known) {
        final String name = text(from, NAME, known).strip();
        if (name.isEmpty())
            throw wrong(from.source(), "a style has no name");
        final List<String> subjects = texts(from, SUBJECTS, name);
        return new StyleTemplate(name, text(from, "description", ""), texts(from, KEYWORDS, name),
                subjects.isEmpty() ? texts(from, FLOWERS, name) : subjects, texts(from, EXAMPLES, name));
    }

    private static String text(final JsonConfig from, final String key, final String absent) {
        if (!from.has(key))
            return absent;
        final JsonElement text = from.raw(key);
        if (!isText(text))
            throw wrong(from.source(), "'" + key + "' must be a text of at most " + MOST_CHARACTERS + " characters");
        return text.getAsString();
    }

    private static List<String> texts(final JsonConfig from, final String key, final String style) {
        if (!from.has(key))
            return List.of();
        final JsonElement value = from.raw(key);
        final List<JsonElement> all = value.isJsonArray() ? value.getAsJsonArray().asList() : List.of(value);
        if (all.size() > MOST_TEXTS || !all.stream().allMatch(StyleLibrary::isText))
            throw wrong(from.source(), "'" + key + "' of the style '" + style + "' must be a list of at most "
                    + MOST_TEXTS + " texts of at most " + MOST_CHARACTERS + " characters");
        return all.stream().map(text -> text.getAsString().strip()).filter(text -> !text.isEmpty()).toList();
    }

    private static boolean isText(final JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()
                && value.getAsString().length() <= MOST_CHARACTERS;
    }

    private static InpaintException wrong(final String source, final String why) {
        return new InpaintException(source + " cannot be used: " + why + ".");
    }
}
