package org.inpaintj.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.params.Parameters;

/**
 * Everything that repairing what was found is told.
 *
 * @param regions what is repainted
 * @param request with what; the keys of the mask mean nothing, for the regions are the mask, but {@code segmenter}
 *                outlines what a text names
 */
public record RepairRequest(RegionRequest regions, Request request) {

    /** What has no meaning of its own where the regions are the mask. */
    private static final Set<String> OF_A_SELECTION = Set.of("candidates", "refine", "invert", "grow", "mask",
            "sketch", "transparency");

    /** The keys of both, with those of the engines that were found; the strength is ADetailer's. */
    public static Parameters<RepairRequest> keys() {
        return keys(Engines.found().keys());
    }

    private static Parameters<RepairRequest> keys(final Parameters<Request> parameters) {
        return new Parameters<>(new RepairRequest(RegionRequest.KEYS.parse(Map.of()), parameters.parse(
                parameters.has("strength") ? Map.of("strength", "0.4") : Map.of())), OF_A_SELECTION);
    }

    /** The keys that differ from their defaults. */
    public Set<String> given() {
        return keys(request.keys()).changes(this).keySet();
    }

    /** Those of them that mean nothing with the source of the regions. */
    public List<String> ofOtherSources() {
        return given().stream().filter(key -> !heeds(key)).toList();
    }

    /** Whether a key may mean something with the source of the regions. */
    public boolean heeds(final String key) {
        // nothing is refined here: it outlines what a text names
        if (key.equals("segmenter"))
            return regions.source() == RegionRequest.Source.TEXT;
        return !isOfRegions(key) || !RegionRequest.KEYS.describe(key).when().startsWith("source=")
                || RegionRequest.KEYS.unmet(key, regions).isEmpty();
    }

    private static boolean isOfRegions(final String key) {
        return RegionRequest.KEYS.has(key);
    }

    /**
     * Which keys have no effect on what is repainted, in full sentences.
     *
     * @param prompts whether the engine reads a prompt
     */
    public List<String> notes(final boolean prompts) {
        final List<String> notes = new ArrayList<>();
        final List<String> others = ofOtherSources();
        if (!others.isEmpty())
            notes.add(KeyUse.note(others, "source=" + regions.source().word()));
        for (final String key : given())
            if (isOfRegions(key) && !others.contains(key) && !RegionRequest.KEYS.unmet(key, regions).isEmpty())
                notes.add(KeyUse.note(List.of(key), RegionRequest.KEYS.unmet(key, regions)));
        if (!regions.main().isEmpty() && !(prompts && RegionPrompts.takesMain(request.text("prompt"))))
            notes.add(KeyUse.note(List.of("main"), prompts ? "a prompt that does not hold [PROMPT]"
                    : "an engine that reads no prompt"));
        return notes;
    }

    /** @throws InpaintException for an unknown key or a bad value */
    public static RepairRequest of(final Map<String, String> values) {
        return keys().parse(values);
    }
}
