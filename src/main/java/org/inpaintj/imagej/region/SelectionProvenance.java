package org.inpaintj.imagej.region;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import ij.gui.Roi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.image.HostVersions;
import org.inpaintj.imagej.layer.PackedText;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.RecordJson;
import org.inpaintj.inpaint.Versions;
import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.MaskCandidate;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.sam.SamModel;
import org.inpaintj.segment.text.Detection;
import org.inpaintj.segment.text.DetectorModel;

/**
 * This record says how a selection was found, and is kept in its properties, which ImageJ saves with it. It holds no
 * paths.
 *
 * @param family   kind of the model, such as "SAM 2"
 * @param models   names of networks to their SHA-256
 * @param points   x, y and 1 (include) or 0 (exclude) each, as {@link SegmentPrompt} counts
 * @param box      left, top, right and bottom of the prompt, or empty
 * @param previous "mask" if a former mask was part of the prompt, else "none"
 * @param phrase   the text that led to it, or empty
 * @param found    how sure the detector was of the phrase, 0 to 1; 0 without a text
 * @param score    predicted intersection over union
 * @param output   number of the mask among the network's, 0-based
 * @param software names to versions
 * @param time     UTC, ISO 8601, to the second
 */
public record SelectionProvenance(String family, Map<String, String> models, List<List<Double>> points,
        List<Double> box, String previous, String phrase, double found, double score, int output,
        Map<String, String> software, String time) {

    private static final String KEY = "inpaintj.segmentation";
    private static final int MAX_JSON = 1 << 20;

    /** What is written: a record for each part of the selection. */
    private record All(List<SelectionProvenance> parts) {

        private String json() {
            return RecordJson.write(this);
        }
    }

    /**
     * Of a candidate, now.
     *
     * @throws InpaintException if the model's files cannot be read any more
     */
    public static SelectionProvenance of(final SamModel model, final SegmentPrompt prompt,
            final MaskCandidate candidate) {
        return new SelectionProvenance(model.title(), model.digests(),
                prompt.points().stream().map(p -> List.of(p.x(), p.y(), p.include() ? 1.0 : 0.0)).toList(),
                prompt.box().map(b -> List.of(b.left(), b.top(), b.right(), b.bottom())).orElse(List.of()),
                prompt.mask().isPresent() ? "mask" : "none", "", 0, candidate.score(), candidate.output(),
                Versions.software(HostVersions.host()), Provenance.now());
    }

    /**
     * Of a box that a detector found, now.
     *
     * @throws InpaintException if the model's file cannot be read any more
     */
    public static SelectionProvenance of(final DetectorModel model, final Detection found) {
        final BoundingBox b = found.bounds();
        return new SelectionProvenance("GroundingDINO", Map.of("detector", model.digest()), List.of(),
                List.of(b.left(), b.top(), b.right(), b.bottom()), "none", found.phrase(), found.score(), 0, 0,
                Versions.software(HostVersions.host()), Provenance.now());
    }

    /**
     * The same with the text that the prompt came from.
     *
     * @param phrase    what was looked for
     * @param certainty 0 to 1
     * @param detector  SHA-256 of the detector
     */
    public SelectionProvenance by(final String phrase, final double certainty, final String detector) {
        final Map<String, String> all = new LinkedHashMap<>(models);
        all.put("detector", detector);
        return new SelectionProvenance(family, all, points, box, previous, phrase, certainty, score, output, software,
                time);
    }

    /** Puts it into the properties of a selection, with a line that people can read. */
    public void attach(final Roi roi) {
        attach(roi, List.of(this));
    }

    /** Puts the records of all that a selection is made of into its properties, with a line that people can read. */
    public static void attach(final Roi roi, final List<SelectionProvenance> records) {
        roi.setProperty(KEY, PackedText.text(new All(records).json().getBytes(StandardCharsets.UTF_8)));
        roi.setProperty("InpaintJ", records.stream().map(SelectionProvenance::line).collect(Collectors.joining("; ")));
    }

    private String line() {
        return models.containsKey("detector")
                ? "Found by its name with " + family + String.format(Locale.ROOT, ", score %.3f: ", found) + phrase
                : String.format(Locale.ROOT, "Found by %s, predicted quality %.3f", family, score);
    }

    /**
     * The records of what a selection is made of, as {@link #attach} wrote them; empty if there are none.
     *
     * @throws InpaintException if they are damaged
     */
    public static List<SelectionProvenance> of(final Roi roi) {
        if (roi.getProperty(KEY) == null)
            return List.of();
        try {
            final All read = RecordJson.read(new String(PackedText.bytes(roi, KEY, MAX_JSON), StandardCharsets.UTF_8),
                    All.class);
            if (read != null && read.parts != null && !read.parts.isEmpty() && read.parts.stream().allMatch(
                    r -> r != null && r.family != null && r.models != null && r.points != null && r.box != null
                            && r.phrase != null))
                return read.parts;
        } catch (final RuntimeException e) {
            // not only of the parser: it wraps what a record's own checks throw
            throw new InpaintException("The record of how the selection was found is damaged: find it again.", e);
        }
        throw new InpaintException("The record of how the selection was found is incomplete: find it again.");
    }

    /** One JSON object over several lines. */
    public String json() {
        return RecordJson.write(this);
    }
}
