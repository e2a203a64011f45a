package org.inpaintj.enhance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.diffusion.Preset;
import org.inpaintj.engine.diffusion.text.PromptStyles;
import org.inpaintj.engine.diffusion.text.StyleTemplate;

/**
 * Makes a longer prompt of a short one: adds the words of styles and of a preset, those that are not there yet, as long
 * as the whole has at most {@value PromptText#MOST} characters; or has a chat model of the user's write it. What comes
 * out is for the user to see and to change: nothing is enhanced on the way to a model.
 */
public final class PromptEnhancer {

    /** What a purpose asks for beside the subject; the others need no words. */
    private static final Map<Preset, List<String>> WORDS = Map.of(
            Preset.ADD, List.of("matching light and perspective"),
            Preset.CREATE, List.of("matching light and perspective"),
            Preset.REPLACE, List.of("matching light and perspective"),
            Preset.REPAIR_DETAIL, List.of("sharp focus", "fine detail"),
            Preset.SEAM_REPAIR, List.of("seamless"),
            Preset.SKETCH, List.of("finished picture", "fine detail"));

    private PromptEnhancer() {}

    /**
     * The prompt that the keys ask for. With an address this contacts the server there, and nobody otherwise; waits for
     * its answer.
     *
     * @throws InpaintException if a style is unknown, there is nothing to begin with, or the server fails
     */
    public static String enhance(final EnhanceKeys asked) {
        final List<StyleTemplate> styles = PromptStyles.templates(asked.style(), asked.stylebook());
        return asked.address().isBlank() ? withWords(asked.prompt(), styles, asked.preset())
                : ChatModel.of(asked).enhance(begin(asked.prompt(), styles), styles);
    }

    /** Adds words, in their order: the prompt, the styles, the preset. */
    static String withWords(final String prompt, final List<StyleTemplate> styles, final Preset preset) {
        final String begin = begin(prompt, styles);
        final String cut = PromptText.cut(begin, PromptText.MOST), separator = PromptText.separator(cut);
        final List<String> all = new ArrayList<>(List.of(cut));
        final Set<String> known = new HashSet<>();
        PromptText.parts(begin).forEach(part -> known.add(PromptText.meaning(part)));
        int length = cut.length();
        for (final String word : Stream.concat(styles.stream().flatMap(style -> style.keywords().stream()),
                WORDS.getOrDefault(preset, List.of()).stream()).map(PromptText::line).toList()) {
            if (!known.add(PromptText.meaning(word)))
                continue;
            length += separator.length() + word.length();
            if (length > PromptText.MOST)
                break;
            all.add(word);
        }
        return String.join(separator, all);
    }

    /** The prompt without commas at its end; a subject of a style where there is none. */
    private static String begin(final String prompt, final List<StyleTemplate> styles) {
        final String own = PromptText.line(prompt).replaceFirst("[\\s,，]+$", "");
        if (!own.isEmpty())
            return own;
        return styles.stream().flatMap(style -> style.subjects().stream()).findFirst().map(PromptText::line)
                .orElseThrow(() -> new InpaintException("There is nothing to enhance: give a prompt, or a style that "
                        + "has subjects to begin with."));
    }
}
