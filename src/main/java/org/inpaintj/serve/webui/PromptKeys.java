package org.inpaintj.serve.webui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.inpaintj.core.Csv;
import org.inpaintj.engine.diffusion.text.PromptStyles;
import org.inpaintj.engine.diffusion.text.StyleTemplate;
import org.inpaintj.serve.http.ApiException;
import org.inpaintj.serve.work.ServedModels;

/** What clients say in words, as keys: prompts and styles. */
public final class PromptKeys {

    private final ServedModels models;

    public PromptKeys(final ServedModels models) {
        this.models = models;
    }

    /** The path of the styles.csv beside the models; empty if there is none. */
    public String stylebook() {
        final Optional<Path> book = models.file("styles.csv").filter(Files::isRegularFile);
        return book.map(Path::toString).orElse("");
    }

    /** The names of all styles. */
    public List<String> styles() {
        return PromptStyles.names(stylebook());
    }

    /** The words that a style adds. */
    String words(final String style) {
        return PromptStyles.templates(Csv.line(List.of(style)), stylebook()).stream().map(StyleTemplate::keywords)
                .flatMap(List::stream).collect(Collectors.joining(", "));
    }

    /**
     * The keys of a prompt.
     *
     * @param styles names of some
     * @throws ApiException 422 for a style that there is not, naming those that there are
     */
    public Map<String, String> of(final String prompt, final String negative, final List<String> styles) {
        final Map<String, String> keys = new LinkedHashMap<>();
        keys.put("prompt", prompt);
        keys.put("negative", negative);
        final List<String> named = styles.stream().map(String::strip)
                .filter(style -> !style.isEmpty() && !style.equalsIgnoreCase("None")).toList();
        final List<String> known = named.isEmpty() ? List.of() : styles();
        for (final String style : named)
            if (!known.contains(style))
                throw ApiException.invalid("styles", "there is no such style: name some of "
                        + String.join(", ", known));
        if (!named.isEmpty()) {
            keys.put("styles", Csv.line(named));
            keys.put("stylebook", stylebook());
        }
        return keys;
    }
}
