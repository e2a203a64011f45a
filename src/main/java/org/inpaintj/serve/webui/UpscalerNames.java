package org.inpaintj.serve.webui;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.inpaintj.serve.http.ApiException;
import org.inpaintj.serve.work.ServedModels;
import org.inpaintj.serve.work.ServedModels.Kind;
import org.inpaintj.upscale.Upscalers;

/** The upscalers that clients may name: those of the program, and the files beside the models. */
final class UpscalerNames {

    static final String NONE = "None";
    /** In the WebUI's order: clients that choose none take the first. */
    private static final List<String> FIRST = List.of("lanczos", "nearest");

    private final ServedModels models;

    UpscalerNames(final ServedModels models) {
        this.models = models;
    }

    /**
     * An upscaler.
     *
     * @param name as clients write it
     * @param id   as the engines find it: a word, or the path of a file
     * @param file whether it is a file
     */
    record Named(String name, String id, boolean file) {
    }

    /** All but the one that is none. */
    List<Named> all() {
        final List<Named> all = new ArrayList<>();
        final Set<String> ids = new LinkedHashSet<>(FIRST);
        ids.retainAll(Upscalers.found().ids());
        ids.addAll(Upscalers.found().ids());
        for (final String id : ids)
            all.add(new Named(id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1), id, false));
        models.of(Kind.UPSCALER).forEach(one -> all.add(new Named(one.stem(), one.path().toString(), true)));
        return all;
    }

    /**
     * @return empty for none
     * @throws ApiException 422 if there is none of that name
     */
    Optional<String> find(final String field, final String name) {
        if (name.isBlank() || name.equalsIgnoreCase(NONE))
            return Optional.empty();
        return Optional.of(all().stream().filter(one -> one.name.equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> ApiException.invalid(field, "there is no such upscaler: name one that "
                        + "/sdapi/v1/upscalers lists")).id);
    }
}
