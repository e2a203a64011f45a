package org.inpaintj.interrogate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;

/**
 * How a caption is written, token by token, as transformers' class of the same name has it. Lengths are of tokens, the
 * one that a caption begins with counted. Immutable.
 *
 * @param start         the token that a caption begins with
 * @param end           the token that ends it
 * @param beams         captions that are followed at once; 1 always takes the surest token
 * @param minLength     the end is not taken before
 * @param maxLength     at the latest there a caption ends
 * @param lengthPenalty the power of a caption's length by which its log-probability is divided, with several beams
 * @param stopping      when several beams are content
 * @param notes         what the model asks for that is not done here, full sentences
 */
record GenerationConfig(int start, int end, int beams, int minLength, int maxLength, double lengthPenalty,
        Stopping stopping, List<String> notes) {

    /** When a search with several beams ends. */
    enum Stopping {
        /** Once no caption that is being written looks likely to become better than those that are finished. */
        HEURISTIC,
        /** Once as many captions as there are beams are finished. */
        FIRST,
        /** Once no caption that is being written can become better. */
        EXACT
    }

    /** transformers' own defaults; the length is without the token that a caption begins with. */
    private static final int MAX_LENGTH = 20, LONGEST = 1000;
    /** Those of BlipTextConfig: the first and last token, and how many tokens there can be. */
    private static final int BLIP_START = 30522, BLIP_END = 102, BLIP_POSITIONS = 512;
    /** What changes a caption and is left out, with the values that change nothing. */
    private static final Map<String, Double> LEFT_OUT = Map.of("repetition_penalty", 1.0, "encoder_repetition_penalty",
            1.0, "no_repeat_ngram_size", 0.0, "encoder_no_repeat_ngram_size", 0.0, "num_beam_groups", 1.0);

    GenerationConfig {
        notes = List.copyOf(notes);
    }

    /**
     * Of BLIP, which reads all from the text_config of config.json, and nothing from generation_config.json.
     *
     * @param text that part, empty if there is none
     */
    static GenerationConfig ofBlip(final JsonConfig text) {
        return of(text, text.whole("bos_token_id", BLIP_START), text.whole("sep_token_id", BLIP_END),
                text.whole("max_position_embeddings", BLIP_POSITIONS));
    }

    /**
     * Of an encoder and a decoder such as ViT-GPT2.
     *
     * @param config     config.json
     * @param generation generation_config.json, empty if there is none
     */
    static GenerationConfig ofEncoderDecoder(final JsonConfig config, final JsonConfig generation) {
        final JsonConfig from = generation.isEmpty() ? config : generation;
        final JsonConfig decoder = config.child("decoder");
        final int start = id(from, decoder, "decoder_start_token_id", "bos_token_id");
        return of(from, start, id(from, decoder, "eos_token_id", "eos_token_id"),
                decoder.whole("n_positions", decoder.whole("max_position_embeddings", LONGEST)));
    }

    private static int id(final JsonConfig from, final JsonConfig decoder, final String... keys) {
        for (final String key : keys)
            for (final JsonConfig each : List.of(from, decoder))
                if (each.has(key))
                    return each.whole(key, 0);
        throw new InpaintException(from + " does not say which token is '" + keys[0] + "'; download it again.");
    }

    private static GenerationConfig of(final JsonConfig from, final int start, final int end, final int positions) {
        final int given = from.whole("max_length", MAX_LENGTH), added = from.whole("max_new_tokens", -1);
        // what is not set otherwise counts new tokens
        final int longest = added >= 0 ? added + 1 : given == MAX_LENGTH ? given + 1 : given;
        final int least = from.has("min_new_tokens") ? from.whole("min_new_tokens", 0) + 1 : from.whole("min_length",
                0);
        final List<String> notes = new ArrayList<>();
        LEFT_OUT.keySet().stream().sorted().filter(key -> from.number(key, LEFT_OUT.get(key)) != LEFT_OUT.get(key))
                .forEach(key -> notes.add(from + " asks for '" + key + "', which is left out."));
        if (from.flag("do_sample", false))
            notes.add(from + " asks for words drawn by chance, but the surest ones are taken, so that the caption is "
                    + "the same every time.");
        return new GenerationConfig(start, end, limited(from, "num_beams", from.whole("num_beams", 1), 1),
                limited(from, "min_length", least, 0),
                Math.min(Math.min(positions, LONGEST), limited(from, "max_length", longest, 2)),
                from.number("length_penalty", 1), stopping(from), notes);
    }

    private static int limited(final JsonConfig from, final String key, final int value, final int least) {
        if (value < least || value > 1 << 20)
            throw new InpaintException(from + " is damaged: '" + key + "' must be at least " + least + "; download it "
                    + "again.");
        return value;
    }

    private static Stopping stopping(final JsonConfig from) {
        final String text = from.text("early_stopping", "false");
        return switch (text) {
            case "false" -> Stopping.HEURISTIC;
            case "true" -> Stopping.FIRST;
            case "never" -> Stopping.EXACT;
            default -> throw new InpaintException(from + " is damaged: 'early_stopping' must be true, false or never, "
                    + "but is " + text + "; download it again.");
        };
    }

    /**
     * The same with what a user asks for; what he leaves at 0 stays the model's.
     *
     * @throws InpaintException if captions cannot be as long as they must
     */
    GenerationConfig with(final InterrogateRequest request) {
        final int least = request.min_length() > 0 ? request.min_length() : minLength;
        final int most = request.max_length() > 0 ? Math.max(2, request.max_length()) : Math.max(maxLength, least);
        return new GenerationConfig(start, end, request.beams() > 0 ? request.beams() : beams, Math.min(least, most),
                most, lengthPenalty, stopping, notes);
    }
}
