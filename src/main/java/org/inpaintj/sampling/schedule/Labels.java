package org.inpaintj.sampling.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import org.inpaintj.core.InpaintException;
import org.inpaintj.params.NearMatches;

/** Finds samplers and schedules by what people write. */
final class Labels {

    private Labels() {
    }

    static <T> T find(final String key, final String text, final T[] values, final Function<T, String> label) {
        final Optional<T> known = known(text, values, label);
        if (known.isPresent())
            return known.get();
        final List<String> labels = Arrays.stream(values).map(label).toList();
        final String near = NearMatches.of(text, labels);
        throw new InpaintException("There is no " + key + " '" + text + "': "
                + (near.isEmpty() ? "the choices are " + String.join(", ", labels) + "." : near));
    }

    static <T> boolean isKnown(final String text, final T[] values, final Function<T, String> label) {
        return known(text, values, label).isPresent();
    }

    private static <T> Optional<T> known(final String text, final T[] values, final Function<T, String> label) {
        return Arrays.stream(values).filter(value -> plain(label.apply(value)).equals(plain(text))).findFirst();
    }

    private static String plain(final String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("^k_", "").replaceAll("^dpm_ad$", "dpm_adaptive")
                .replace("pp", "++").replace("ancestral", "a")
                .replaceAll("[^a-z0-9+]", "");
    }
}
