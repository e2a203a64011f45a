package org.inpaintj.imagej.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Result;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.Patch;
import org.inpaintj.imagej.image.Provenance;
import org.inpaintj.imagej.image.SampleDigest;

/** Writes the provenance of the candidates of one run. */
final class ProvenanceWriter {

    private final InpaintJob capture;
    private final List<List<Double>> tones;
    private final Map<String, String> facts;
    private final Map<String, String> request;
    private final String cropDigest;
    private final String maskDigest;
    private final String time = Provenance.now();

    ProvenanceWriter(final InpaintJob capture, final List<ToneMap> tones, final Map<String, String> facts) {
        this.capture = capture;
        this.tones = tones.stream().map(t -> List.of(t.low(), t.high())).toList();
        this.facts = new TreeMap<>(capture.facts());
        this.facts.putAll(facts);
        request = KeyUse.of(capture.engine(), capture.task()).used(capture.request());
        // the mask itself is kept with the layer; where its file lay is nobody's business
        request.replace("mask", "");
        // the folder of a model too: its name and its fingerprint, a fact, find it again where it was used before
        request.replaceAll(Provenance::withoutFolders);
        cropDigest = SampleDigest.of(capture.samples());
        maskDigest = SampleDigest.of(capture.selection());
    }

    Provenance of(final Result.Candidate candidate, final int number, final Patch patch) {
        final ImageSource source = capture.source();
        final Map<String, String> resolved = new LinkedHashMap<>(request);
        resolved.putAll(candidate.keys());
        return new Provenance(Provenance.GENERATED, capture.task().id(), capture.engine().id(), candidate.seed(), number,
                resolved, facts,
                Provenance.versions(), source.title(), source.depth().bits(), source.position().z(),
                source.position().t(), capture.crop(), cropDigest, tones, capture.maskName(), maskDigest,
                SampleDigest.of(patch.samples().only(patch.painted())), time);
    }
}
