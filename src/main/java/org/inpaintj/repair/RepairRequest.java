package org.inpaintj.repair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Preset;
import org.inpaintj.engine.Request;
import org.inpaintj.params.Parameters;

/**
 * Everything that repairing what was found is told.
 *
 * @param regions what is repainted
 * @param request with what; the keys of the mask mean nothing, for the regions are the mask, but {@code segmenter}
 *                outlines what a text names
 */
public record RepairRequest(RegionRequest regions, Request request) {

    /** The keys of both; the strength is ADetailer's. */
    public static final Parameters<RepairRequest> KEYS = new Parameters<>(new RepairRequest(RegionRequest.DEFAULTS,
            Request.of(Map.of("strength", "0.4"))), Set.of("candidates", "refine", "invert", "grow", "mask"));

    /** The keys that differ from their defaults. */
    public Set<String> given() {
        return KEYS.changes(this).keySet();
    }

    /** Those of them that mean nothing with the source of the regions. */
    public List<String> ofOtherSources() {
        return given().stream().filter(key -> !heeds(key)).toList();
    }

    /** Whether a key may mean something with the source of the regions. */
    public boolean heeds(final String key) {
        return !regions.source().ignores(key);
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
        if (given().contains("rank") && regions.most() == 0)
            notes.add(KeyUse.note(List.of("rank"), "most=0"));
        if (!regions.main().isEmpty() && !(prompts && RegionPrompts.takesMain(request.prompt())))
            notes.add(KeyUse.note(List.of("main"), prompts ? "a prompt that does not hold [PROMPT]"
                    : "an engine that reads no prompt"));
        return notes;
    }

    /** @throws InpaintException for an unknown key or a bad value */
    public static RepairRequest of(final Map<String, String> values) {
        return KEYS.parse(Preset.expand(values, KEYS.keys()));
    }
}
