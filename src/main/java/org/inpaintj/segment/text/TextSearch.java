package org.inpaintj.segment.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.model.WantedModel;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.raster.Mask;
import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.RgbImage;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.Segmentation;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.segment.sam.ImageEmbedding;
import org.inpaintj.segment.sam.SamModel;
import org.inpaintj.segment.sam.Segmenter;
import org.inpaintj.segment.sam.Segmenters;

/**
 * A text search finds things by name and outlines them: a detector says where they are, and Segment Anything finds each
 * in its box. The models used last stay loaded. For worker threads: the passes take seconds at the real size.
 */
public final class TextSearch {

    private static final SessionCache<String, Detector> DETECTORS = SessionCache.ofOne(Detector::close);

    private static final WantedModel WANTED = WantedModel.any(ModelRole.DETECTOR,
            "No detector is named: set Detector (detector=FOLDER) to the folder of an exported GroundingDINO with its "
                    + "tokenizer; InpaintJ's docs/models.md names one.",
            "'%s' is no path: give the folder of an exported GroundingDINO.");

    private TextSearch() {}

    /**
     * What was found in a picture.
     *
     * @param detections at least one, surest first, each with pixels inside the picture
     * @param detector   what found them
     */
    public record Found(List<Detection> detections, DetectorModel detector) {
    }

    /**
     * The pixels of one of the things that were found.
     *
     * @param number its place among the detections, counted from 1
     * @param mask   of the candidate that the request asks for, after its post-processing; may be empty
     * @param prompt what Segment Anything was asked; the box alone
     * @param answer what it answered; empty where the box itself was wanted
     */
    public record Outline(int number, Detection detection, Mask mask, SegmentPrompt prompt,
            Optional<Segmentation> answer) {
    }

    /**
     * The outlines of several things.
     *
     * @param outlines in the order asked for
     * @param model    that drew them; empty where the boxes themselves were wanted
     * @param notes    what the user should know, full sentences
     */
    public record Outlined(List<Outline> outlines, Optional<SamModel> model, List<String> notes) {
    }

    /**
     * Fails at once where a run would fail for what it was told: no text, no or unusable models. Loads nothing.
     *
     * @throws InpaintException saying what is missing
     */
    public static void check(final SelectionRequest request) {
        Phrases.of(request.text());
        detector(request);
        if (request.shape() == SelectionRequest.Shape.MASK)
            Segmenters.model(request.model());
    }

    /**
     * Looks for the phrases of {@code text}.
     *
     * @throws CancelledException within one network node after {@code progress} said so
     * @throws InpaintException if nothing is found, the text names nothing, or the network cannot be loaded or run
     */
    public static Found find(final RgbImage rgb, final SelectionRequest request, final Progress progress) {
        final List<String> phrases = Phrases.of(request.text());
        final DetectorModel model = detector(request);
        final List<Detection> found;
        try (SessionCache.Lease<Detector> lease = DETECTORS.lease(model.file() + " " + model.digest(), model::open)) {
            found = lease.value().detect(rgb, phrases, request.box_threshold(), request.text_threshold(),
                    request.nms(), progress).stream()
                    .filter(d -> !d.bounds().pixels(rgb.width(), rgb.height()).isEmpty()).toList();
        }
        if (found.isEmpty())
            throw new InpaintException("Nothing was found that is " + String.join(" or ", phrases) + " with a score "
                    + "above " + request.box_threshold() + ": lower box_threshold or name it otherwise.");
        return new Found(found, model);
    }

    /**
     * Outlines some of what was found in the same picture.
     *
     * @param which places among the detections, 0-based
     * @throws CancelledException within one network node after {@code progress} said so
     * @throws InpaintException if the network cannot be loaded or run
     */
    public static Outlined outline(final RgbImage rgb, final Found found, final List<Integer> which,
            final SelectionRequest request, final Progress progress) {
        final Box image = new Box(0, 0, rgb.width(), rgb.height());
        final List<Outline> outlines = new ArrayList<>();
        if (request.shape() == SelectionRequest.Shape.BOX) {
            for (final int i : which) {
                final Detection detection = found.detections().get(i);
                outlines.add(new Outline(i + 1, detection, request.tidy(
                        Mask.full(detection.bounds().pixels(image.width(), image.height())), image),
                        SegmentPrompt.of(detection.bounds()), Optional.empty()));
            }
            return new Outlined(outlines, Optional.empty(), List.of());
        }
        final SamModel model = Segmenters.model(request.model());
        final List<String> notes = new ArrayList<>(model.notes());
        try (SessionCache.Lease<Segmenter> lease = Segmenters.lease(model)) {
            final Segmenter segmenter = lease.value();
            final ImageEmbedding embedding = Segmenters.embedding(segmenter, rgb, progress);
            for (final int i : which) {
                progress.step(outlines.size(), which.size(), "Outlining");
                final Detection detection = found.detections().get(i);
                final SegmentPrompt prompt = SegmentPrompt.of(inside(detection.bounds(), image));
                final Segmentation answer = segmenter.segment(embedding, prompt, progress);
                final Mask mask = request.tidy(request.candidate(answer).mask(), image);
                outlines.add(new Outline(i + 1, detection, mask, prompt, Optional.of(answer)));
                answer.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
            }
        }
        return new Outlined(outlines, Optional.of(model), notes);
    }

    private static BoundingBox inside(final BoundingBox b, final Box image) {
        return new BoundingBox(Math.max(0, b.left()), Math.max(0, b.top()), Math.min(image.width(), b.right()),
                Math.min(image.height(), b.bottom()));
    }

    private static DetectorModel detector(final SelectionRequest request) {
        return DetectorModel.read(ModelLocator.STANDARD.locate(request.detector(), WANTED));
    }
}
