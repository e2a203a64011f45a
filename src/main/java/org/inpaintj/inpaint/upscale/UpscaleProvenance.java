package org.inpaintj.inpaint.upscale;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.RecordJson;
import org.inpaintj.inpaint.ToneMap;
import org.inpaintj.inpaint.Versions;
import org.inpaintj.upscale.Upscaler;

/**
 * How an image was enlarged: enough to do it again and to disclose it. As JSON it goes into the Info of the image.
 * Holds no paths and nothing about the user.
 *
 * @param content      says that the samples were generated and not measured
 * @param task         "upscale"
 * @param request      the keys on which the result depends, as given
 * @param facts        what the upscalers report, such as the digest of a model and the device
 * @param software     names to versions
 * @param image        title of the source
 * @param depth        bits a pixel of the source: 8, 16, 24 or 32
 * @param planes       how many were enlarged
 * @param size         of the source, width and height, px
 * @param resultSize   of the result, width and height, px
 * @param tones        sample values that a network saw as 0 and 1, one pair a channel; none where all interpolate
 * @param sourceSha256 digest of the source's samples
 * @param resultSha256 digest of the resulting samples
 * @param time         UTC, ISO 8601, to the second
 */
public record UpscaleProvenance(String content, String task, Map<String, String> request, Map<String, String> facts,
        Map<String, String> software, String image, int depth, int planes, List<Integer> size,
        List<Integer> resultSize, List<List<Double>> tones, String sourceSha256, String resultSha256, String time) {

    /**
     * The record of a result that was made now.
     *
     * @param host what InpaintJ runs in, to its version
     */
    static UpscaleProvenance of(final UpscaleRun run, final Map<String, String> host, final String image,
            final int depth, final int planes, final String source, final String result) {
        final Map<String, String> facts = new TreeMap<>(run.first().facts());
        final Upscaler second = run.second();
        if (second != null)
            second.facts().forEach((key, value) -> facts.put("second_" + key, value));
        return new UpscaleProvenance(Provenance.GENERATED, "upscale", run.request().recorded(), facts,
                Versions.software(host), image, depth, planes, List.of(run.width(), run.height()),
                List.of(run.wide(), run.high()),
                run.maps().stream().map((final ToneMap map) -> List.of(map.low(), map.high())).toList(), source, result,
                Provenance.now());
    }

    /** One JSON object over several lines. */
    public String json() {
        return RecordJson.write(this);
    }
}
