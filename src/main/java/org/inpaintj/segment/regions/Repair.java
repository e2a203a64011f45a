package org.inpaintj.segment.regions;

import java.util.Map;
import java.util.Set;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Preset;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Vocabulary;

/**
 * Everything that repairing what was found is told.
 *
 * @param regions what is repainted
 * @param request with what; the keys of the mask mean nothing, for the regions are the mask, but {@code segmenter}
 *                outlines what a text names
 */
public record Repair(RegionRequest regions, Request request) {

    /** The keys of both; the strength is ADetailer's. */
    public static final Vocabulary<Repair> KEYS = new Vocabulary<>(new Repair(RegionRequest.DEFAULTS,
            Request.of(Map.of("strength", "0.4"))), Set.of("candidates", "refine", "invert", "grow", "mask"));

    /** @throws InpaintException for an unknown key or a bad value */
    public static Repair of(final Map<String, String> values) {
        return KEYS.parse(Preset.expand(values, KEYS.keys()));
    }
}
