package org.inpaintj.inpaint.resize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.params.Parameters;

/**
 * Everything that image to image is told.
 *
 * @param resizing what size the result is to have, as given; see {@link #applied}
 * @param tiling   whether it is changed tile by tile
 * @param request  with what it is changed
 */
public record ImageToImageRequest(ResizeKeys resizing, SdUpscaleKeys tiling, Request request) {

    private static final Parameters<ResizeKeys> OWN = Parameters.of(ResizeKeys.class);
    private static final Parameters<SdUpscaleKeys> TILES = Parameters.of(SdUpscaleKeys.class);
    /** The WebUI's for its SD upscale. */
    private static final double SCALE = 2;

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
        return new Parameters<>(new ImageToImageRequest(OWN.parse(Map.of()), TILES.parse(Map.of()), defaults),
                unknown(defaults, known));
    }

    private static Set<String> unknown(final Request request, final Parameters<Request> known) {
        return Set.copyOf(request.keys().keys().stream().filter(key -> !known.has(key)).toList());
    }

    private String unmet(final String key) {
        return OWN.has(key) ? OWN.unmet(key, applied()) : TILES.has(key) ? TILES.unmet(key, tiling) : "";
    }

    /** Whether the result is a new image of a size of its own. */
    public boolean resizes() {
        return resizing.resizes() || tiling.sd_upscale();
    }

    /** The resizing as it is done: SD upscale enlarges without being told to, twofold. */
    public ResizeKeys applied() {
        if (!tiling.sd_upscale() || resizing.resizes())
            return resizing;
        final boolean sized = resizing.scale() > 0 || request.width() > 0 || request.height() > 0;
        return new ResizeKeys(ResizeKeys.Mode.JUST, sized ? resizing.scale() : SCALE, resizing.upscaler());
    }

    private List<String> given() {
        return Stream.concat(OWN.changes(resizing).keySet().stream(), TILES.changes(tiling).keySet().stream())
                .toList();
    }

    /** Which keys of the resizing have no effect, in full sentences. */
    public List<String> notes() {
        final List<String> notes = new ArrayList<>();
        for (final String key : given())
            if (!unmet(key).isEmpty())
                notes.add(KeyUse.note(List.of(key), unmet(key)));
        return notes;
    }
}
