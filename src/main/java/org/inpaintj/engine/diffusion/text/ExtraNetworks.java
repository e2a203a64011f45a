package org.inpaintj.engine.diffusion.text;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
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

    /** Says that those of some prompts were not applied, one full sentence; empty if there are none. */
    public static Optional<String> note(final String... prompts) {
        final Set<String> tags = Stream.of(prompts).flatMap(prompt -> TAG.matcher(prompt).results())
                .map(found -> found.group()).collect(Collectors.toCollection(LinkedHashSet::new));
        return tags.isEmpty() ? Optional.empty()
                : Optional.of("No such networks are applied, so these were cut out of the prompts: "
                        + String.join(", ", tags) + ".");
    }
}
