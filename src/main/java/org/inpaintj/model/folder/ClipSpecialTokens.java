package org.inpaintj.model.folder;

import java.nio.file.Files;
import java.nio.file.Path;

import org.inpaintj.core.JsonConfig;

/**
 * The special tokens of a CLIP tokenizer.
 *
 * @param start   before the text
 * @param end     after the text
 * @param pad     fills the rest
 * @param unknown stands for what the vocabulary lacks
 */
public record ClipSpecialTokens(String start, String end, String pad, String unknown) {

    private static final String START = "<|startoftext|>", END = "<|endoftext|>";

    /** Read from tokenizer_config.json, else special_tokens_map.json, else those of the first CLIP. */
    public static ClipSpecialTokens read(final Path folder) {
        final JsonConfig config = config(folder.resolve("tokenizer_config.json"));
        final JsonConfig map = config(folder.resolve("special_tokens_map.json"));
        final String end = token(config, map, "eos_token", END);
        return new ClipSpecialTokens(token(config, map, "bos_token", START), end, token(config, map, "pad_token", end),
                token(config, map, "unk_token", end));
    }

    private static JsonConfig config(final Path file) {
        return Files.exists(file) ? JsonConfig.read(file) : JsonConfig.absent(file.toString());
    }

    private static String token(final JsonConfig config, final JsonConfig map, final String key, final String absent) {
        for (final JsonConfig c : new JsonConfig[] { config, map })
            if (c.has(key))
                return c.isObject(key) ? c.child(key).text("content", absent) : c.text(key, absent);
        return absent;
    }
}
