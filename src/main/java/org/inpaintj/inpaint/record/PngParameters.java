package org.inpaintj.inpaint.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.infotext.InfotextWriter;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.Versions;
import org.inpaintj.params.Parameters;

/**
 * This class makes of the records of an image the text of parameters that the Stable Diffusion WebUI reads from its
 * pictures.
 */
public final class PngParameters {

    private PngParameters() {}

    /** Of the record that was added last, if it is of a model that follows a prompt. */
    public static Optional<String> of(final List<String> records) {
        // most records are of other engines, and to read one takes a while
        if (records.stream().noneMatch(record -> record.contains("\"sampler\"")))
            return Optional.empty();
        for (int i = records.size() - 1; i >= 0; i--)
            try {
                final Provenance made = Provenance.of(records.get(i));
                return made.request().containsKey("prompt") && made.request().containsKey("sampler")
                        ? Optional.of(text(made)) : Optional.empty();
            } catch (final InpaintException e) {
                // no record of this version: an earlier one may be
                continue;
            }
        return Optional.empty();
    }

    /** Of one record. */
    public static String text(final Provenance made) {
        final Parameters<Request> keys = Engines.found().keys();
        final Map<String, String> defaults = new LinkedHashMap<>();
        for (final String key : made.request().keySet())
            if (keys.has(key))
                defaults.put(key, keys.defaultOf(key));
        return InfotextWriter.write(made.request(), defaults, Long.toString(made.seed()),
                made.facts().getOrDefault("processing_size", ""), made.facts().getOrDefault(Engine.MODEL, ""),
                "InpaintJ " + Versions.version()).text();
    }
}
