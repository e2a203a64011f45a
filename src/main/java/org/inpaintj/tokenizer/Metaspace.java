package org.inpaintj.tokenizer;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;

/**
 * Cuts a text into words as tokenizer.json says: spaces become a visible mark, which may also go before the first
 * word.
 *
 * @param whitespace true if words are cut at white space before
 * @param mark       stands for a space, usually U+2581
 * @param prefix     which words get a mark in front
 * @param split      true if words are cut before each mark
 */
record Metaspace(boolean whitespace, String mark, Prefix prefix, boolean split) {

    /** Which words get a mark in front if they have none. */
    enum Prefix { ALWAYS, FIRST, NEVER }

    /** @param json the object under {@code pre_tokenizer} */
    static Metaspace read(final JsonConfig json) {
        boolean whitespace = false;
        Metaspace metaspace = null;
        final List<JsonConfig> all = json.text("type", "").equals("Sequence") ? json.children("pretokenizers")
                : List.of(json);
        for (final JsonConfig each : all) {
            final String type = each.text("type", "");
            if (type.equals("WhitespaceSplit") && metaspace == null)
                whitespace = true;
            else if (type.isEmpty() && each.isEmpty())
                continue;
            else if (type.equals("Metaspace") && metaspace == null)
                metaspace = new Metaspace(whitespace, each.text("replacement", "\u2581"), prefix(each),
                        each.flag("split", true));
            else
                throw new InpaintException(json + " uses the pre-tokenizer '" + type
                        + "', which is not supported; use the tokenizer of the original model.");
        }
        return metaspace == null ? new Metaspace(whitespace, " ", Prefix.NEVER, false) : metaspace;
    }

    private static Prefix prefix(final JsonConfig json) {
        final String scheme = json.text("prepend_scheme", json.flag("add_prefix_space", true) ? "always" : "never");
        return switch (scheme) {
            case "always" -> Prefix.ALWAYS;
            case "first" -> Prefix.FIRST;
            case "never" -> Prefix.NEVER;
            default -> throw new InpaintException(json + " is damaged: the prepend_scheme '" + scheme
                    + "' is none; download it again.");
        };
    }

    /** @param first true if the text stands at the very beginning */
    List<String> words(final String text, final boolean first) {
        final List<String> words = new ArrayList<>();
        boolean beginning = first;
        for (final String chunk : whitespace ? text.strip().split("(?U)\\s+") : new String[] { text }) {
            if (!chunk.isEmpty())
                cut(mark(chunk, beginning), words);
            beginning = false;
        }
        return words;
    }

    private String mark(final String chunk, final boolean first) {
        final String marked = chunk.replace(" ", mark);
        final boolean wanted = prefix == Prefix.ALWAYS || prefix == Prefix.FIRST && first;
        return wanted && !marked.startsWith(mark) ? mark + marked : marked;
    }

    private void cut(final String marked, final List<String> words) {
        int from = 0;
        for (int at = marked.indexOf(mark, 1); split && at > 0; at = marked.indexOf(mark, at + 1)) {
            words.add(marked.substring(from, at));
            from = at;
        }
        words.add(marked.substring(from));
    }
}
