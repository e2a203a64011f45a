package org.inpaintj.inpaint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.SampleDigest;
import org.inpaintj.inpaint.samples.Samples;

/** Writes the provenance of the candidates of one run. */
final class ProvenanceWriter {

    private final InpaintPlan plan;
    private final int bits;
    private final List<List<Double>> tones;
    private final Map<String, String> facts;
    private final Map<String, String> software;
    private final Map<String, String> request;
    private final String cropDigest;
    private final String maskDigest;
    private final String time = Provenance.now();

    /**
     * @param samples of the crop
     * @param tones   one a channel
     * @param facts   the engine's
     * @param host    what InpaintJ runs in, to its version
     */
    ProvenanceWriter(final InpaintPlan plan, final Samples samples, final List<ToneMap> tones,
            final Map<String, String> facts, final Map<String, String> host) {
        this.plan = plan;
        bits = samples.type().bits();
        this.tones = tones.stream().map(t -> List.of(t.low(), t.high())).toList();
        this.facts = new TreeMap<>(plan.selected().facts());
        this.facts.putAll(facts);
        software = Versions.software(host);
        request = KeyUse.of(plan.engine(), plan.task()).used(plan.request());
        // the mask itself is kept with the layer; where its file lay is nobody's business
        if (!Request.PAINTED.equals(request.get("mask")))
            request.replace("mask", "");
        // the folder of a model too: its name and its fingerprint, a fact, find it again where it was used before
        request.replaceAll(Provenance::withoutFolders);
        cropDigest = SampleDigest.of(samples);
        maskDigest = SampleDigest.of(plan.selected().mask());
    }

    Provenance of(final Result.Candidate candidate, final int number, final Patch patch) {
        final ImageInfo info = plan.info();
        final Map<String, String> resolved = new LinkedHashMap<>(request);
        resolved.putAll(candidate.keys());
        return new Provenance(Provenance.GENERATED, plan.task().id(), plan.engine().id(), candidate.seed(), number,
                resolved,
                facts, software, info.title(), bits, info.slice(), info.frame(), plan.crop(), cropDigest, tones,
                plan.selected().name(), maskDigest, SampleDigest.of(patch.samples().only(patch.painted())), time);
    }
}
