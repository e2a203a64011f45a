package org.inpaintj.inpaint.resize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.params.Parameters;

/**
 * Everything that image to image is told.
 *
 * @param resizing what size the result is to have
 * @param request  with what it is changed
 */
public record ImageToImageRequest(ResizeKeys resizing, Request request) {

    private static final Parameters<ResizeKeys> OWN = Parameters.of(ResizeKeys.class);

    /** The keys of both, with those of the engines that were found. */
    public static Parameters<ImageToImageRequest> keys() {
        return keys(Set.of());
    }

    /**
     * The same.
     *
     * @param also keys that are known too, though they mean nothing to the task
     */
    public static Parameters<ImageToImageRequest> keys(final Set<String> also) {
        final Parameters<Request> known = Engines.found().keys(Task.IMAGE_TO_IMAGE, also, Set.of());
        final Request defaults = known.parse(Map.of());
        return new Parameters<>(new ImageToImageRequest(OWN.parse(Map.of()), defaults), unknown(defaults, known));
    }

    private static Set<String> unknown(final Request request, final Parameters<Request> known) {
        return Set.copyOf(request.keys().keys().stream().filter(key -> !known.has(key)).toList());
    }

    /** Whether a key may mean something with the resizing that is asked for. */
    public boolean heeds(final String key) {
        return !OWN.has(key) || OWN.unmet(key, resizing).isEmpty();
    }

    /** Which keys of the resizing have no effect, in full sentences. */
    public List<String> notes() {
        final List<String> notes = new ArrayList<>();
        for (final String key : OWN.changes(resizing).keySet())
            if (!heeds(key))
                notes.add(KeyUse.note(List.of(key), OWN.unmet(key, resizing)));
        return notes;
    }
}
