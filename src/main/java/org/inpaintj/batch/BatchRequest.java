package org.inpaintj.batch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.params.Parameters;
import org.inpaintj.repair.RegionRequest;

/**
 * Everything that a batch is told.
 *
 * @param batch   which images, and where to
 * @param regions what is found in each, if something is looked for
 * @param request with what it is repainted
 */
public record BatchRequest(BatchKeys batch, RegionRequest regions, Request request) {

    /** What a dialog asks for first. */
    public static final List<String> FIRST_PAGE = List.of("images", "results", "names", "mask", "roi", "rois", "labels",
            "source", "each", "slice", "frame", "noise_span", "engine", "model", "prompt", "seed", "target", "workers",
            "deep", "overwrite", "dry_run");

    /** What it asks for as well where defects are looked for. */
    public static final List<String> OF_DEFECTS = List.of("defects", "sensitivity", "defect_size", "dilate");

    /**
     * What an image of a batch is told of itself, beside the keys of the other two: {@code each} (see
     * {@link BatchKeys.Each}), {@code slice} and {@code frame} (1-based), {@code noise_span} (slices, 0 or more),
     * {@code roi} (left,top,width,height), {@code rois} (a file of the ROI Manager).
     */
    public static final List<String> PLACES = List.of("each", "slice", "frame", "noise_span", "roi", "rois");

    /** The keys of all three, with those of the engines that were found. */
    public static Parameters<BatchRequest> keys() {
        return new Parameters<>(new BatchRequest(BatchKeys.KEYS.parse(Map.of()), RegionRequest.KEYS.parse(Map.of()),
                Engines.found().keys().parse(Map.of())));
    }

    /** What each image is told: what differs from the defaults. */
    public Map<String, String> common() {
        final Map<String, String> common = new LinkedHashMap<>(BatchKeys.KEYS.changes(batch));
        common.keySet().retainAll(PLACES);
        common.putAll(RegionRequest.KEYS.changes(regions));
        common.putAll(request.keys().changes(request));
        return common;
    }

    /** Whether a column of a table may have this name. */
    public static boolean isColumn(final String name) {
        return PLACES.contains(name) || RegionRequest.KEYS.has(name) || Engines.found().keys().has(name);
    }

    /** The seeds that are left to chance, drawn. */
    public Map<String, String> drawn() {
        final Request drawn = request.drawn();
        return request.seeds().stream().filter(key -> !request.text(key).equals(drawn.text(key)))
                .collect(Collectors.toMap(key -> key, drawn::text));
    }
}
