package org.inpaintj.tokenizer;

import java.nio.file.Path;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;

/** Reads tokenizer.json, the format of the Hugging Face tokenizers library. */
final class JsonTokenizers {

    private JsonTokenizers() {}

    static Tokenizer read(final Path folder, final Path file) {
        final JsonConfig json = JsonConfig.read(file);
        final JsonConfig model = json.child("model");
        final String type = model.text("type", model.has("merges") ? "BPE" : "");
        try {
            return switch (type) {
                case "Unigram" -> UnigramTokenizer.read(folder, json);
                case "BPE" -> {
                    if (!model.text("end_of_word_suffix", "").equals("</w>"))
                        throw new InpaintException(file + " is no CLIP tokenizer, since its words have no end mark;"
                                + " use the tokenizer of the model.");
                    yield ClipTokenizer.read(folder, model);
                }
                case "WordPiece" -> WordPieceTokenizer.read(folder, json);
                default -> throw new InpaintException(file + " holds a tokenizer of the kind '" + type
                        + "'; CLIP's BPE, T5's Unigram and BERT's WordPiece are supported.");
            };
        } catch (final IllegalStateException | UnsupportedOperationException | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            // Gson's words for a value of another kind than the format says, and Base64's.
            throw new InpaintException(file + " is damaged (" + e.getMessage() + "); download it again.", e);
        }
    }
}
