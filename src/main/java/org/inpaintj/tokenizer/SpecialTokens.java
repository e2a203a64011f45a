package org.inpaintj.tokenizer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;

/** Start, end, padding and the like: what a folder calls them and which numbers they have. */
final class SpecialTokens {

    private SpecialTokens() {}

    /**
     * Parts a text at the special tokens that are written in it, in order.
     *
     * @param between takes what lies before, between and after them; may be empty
     * @param special takes them
     */
    static void part(final Pattern specials, final String text, final Consumer<String> between,
            final Consumer<String> special) {
        final Matcher found = specials.matcher(text);
        int from = 0;
        while (found.find()) {
            between.accept(text.substring(from, found.start()));
            special.accept(found.group());
            from = found.end();
        }
        between.accept(text.substring(from));
    }

    /** tokenizer_config.json, empty if the folder has none. */
    static JsonConfig config(final Path folder) {
        final Path file = folder.resolve("tokenizer_config.json");
        return Files.exists(file) ? JsonConfig.read(file) : JsonConfig.absent(file.toString());
    }

    /** A token of a configuration, which gives it as a text or with more about it. */
    static String token(final JsonConfig config, final String key, final String absent) {
        return config.isObject(key) ? config.child(key).text("content", absent) : config.text(key, absent);
    }

    /**
     * The number of a token.
     *
     * @param vocabulary null for a token that it does not have
     * @throws InpaintException then
     */
    static int id(final Path folder, final Function<String, Integer> vocabulary, final String token) {
        final Integer id = vocabulary.apply(token);
        if (id == null)
            throw new InpaintException("The tokenizer in " + folder + " has no token '" + token
                    + "'; its files belong to different models, so download them again.");
        return id;
    }
}
