package org.inpaintj.tokenizer;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;

/** The text normalisers of tokenizer.json. */
final class TokenizerNormalizers {

    private TokenizerNormalizers() {}

    /** @param json the object under {@code normalizer}; empty leaves the text alone */
    static UnaryOperator<String> read(final JsonConfig json) {
        final String type = json.text("type", "");
        switch (type) {
            case "":
                return text -> text;
            case "Sequence": {
                UnaryOperator<String> all = text -> text;
                for (final JsonConfig each : json.children("normalizers")) {
                    final UnaryOperator<String> before = all, next = read(each);
                    all = text -> next.apply(before.apply(text));
                }
                return all;
            }
            case "Precompiled":
                return json.has("precompiled_charsmap")
                        ? new PrecompiledCharsMap(json.text("precompiled_charsmap", ""))::apply : text -> text;
            case "Replace": {
                final Pattern pattern = json.child("pattern").has("Regex")
                        ? Pattern.compile(json.child("pattern").text("Regex", ""))
                        : Pattern.compile(Pattern.quote(json.child("pattern").text("String", "")));
                final String content = Matcher.quoteReplacement(json.text("content", ""));
                return text -> pattern.matcher(text).replaceAll(content);
            }
            case "Strip": {
                final boolean left = json.flag("strip_left", true), right = json.flag("strip_right", true);
                return text -> {
                    final String cut = left ? text.stripLeading() : text;
                    return right ? cut.stripTrailing() : cut;
                };
            }
            case "Prepend": {
                final String prefix = json.text("prepend", "");
                return text -> text.isEmpty() ? text : prefix + text;
            }
            case "Lowercase":
                // Letter by letter: the format knows no sigma that is different at the end of a word.
                return text -> text.codePoints().mapToObj(c -> Character.toString(c).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining());
            case "NFC", "NFD", "NFKC", "NFKD": {
                final Normalizer.Form form = Normalizer.Form.valueOf(type);
                return text -> Normalizer.normalize(text, form);
            }
            default:
                throw new InpaintException(json + " uses the normaliser '" + type
                        + "', which is not supported; use the tokenizer of the original model.");
        }
    }
}
