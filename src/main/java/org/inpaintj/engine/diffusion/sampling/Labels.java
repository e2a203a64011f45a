package org.inpaintj.engine.diffusion.sampling;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Vocabulary;

/** Finds samplers and schedules by what people write. */
final class Labels {

    private Labels() {
    }

    static <T> T find(final String key, final String text, final T[] values, final Function<T, String> label) {
        for (final T value : values)
            if (plain(label.apply(value)).equals(plain(text)))
                return value;
        final List<String> labels = Arrays.stream(values).map(label).toList();
        final String near = Vocabulary.nearMatches(text, labels);
        throw new InpaintException("There is no " + key + " '" + text + "': "
                + (near.isEmpty() ? "the choices are " + String.join(", ", labels) + "." : near));
    }

    private static String plain(final String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("^k_", "").replace("pp", "++").replace("ancestral", "a")
                .replaceAll("[^a-z0-9+]", "");
    }
}
