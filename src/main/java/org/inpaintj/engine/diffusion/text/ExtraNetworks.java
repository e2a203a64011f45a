package org.inpaintj.engine.diffusion.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The networks that prompts of the WebUI name beside their words: {@code <lora:name:weight>}, {@code <lyco:...>},
 * {@code <hypernet:...>} and any other {@code <word:...>}. They are no words, so no text encoder may read them.
 */
public final class ExtraNetworks {

    private static final Pattern TAG = Pattern.compile("<\\w+:[^>]+>");

    private ExtraNetworks() {
    }

    /** A prompt without them; nothing stands in their place, as in the WebUI. */
    public static String without(final String prompt) {
        return TAG.matcher(prompt).replaceAll("");
    }

    /** The LoRAs that a prompt names, in its order. */
    public static List<LoraTag> loras(final String prompt) {
        return tags(prompt).flatMap(tag -> LoraTag.of(tag).stream()).toList();
    }

    /**
     * Says which of the networks were not applied, one full sentence; empty if there are none.
     *
     * @param loras whether those that the prompt names by {@link #loras} were
     */
    public static Optional<String> note(final String prompt, final String negative, final boolean loras) {
        final Set<String> tags = Stream.concat(tags(prompt).filter(tag -> !loras || LoraTag.of(tag).isEmpty()),
                tags(negative)).collect(Collectors.toCollection(LinkedHashSet::new));
        return tags.isEmpty() ? Optional.empty()
                : Optional.of("No such networks are applied, so these were cut out of the prompts: "
                        + String.join(", ", tags) + (loras && !loras(negative).isEmpty()
                                ? " (a LoRA is named in the prompt, not in the negative one)." : "."));
    }

    private static Stream<String> tags(final String prompt) {
        return TAG.matcher(prompt).results().map(MatchResult::group);
    }
}
