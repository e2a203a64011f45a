package org.inpaintj.imagej.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import ij.ImagePlus;
import ij.gui.Roi;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Facts;
import org.inpaintj.engine.Request;
import org.inpaintj.imagej.image.ImageSnapshot;
import org.inpaintj.imagej.region.SelectionProvenance;
import org.inpaintj.imagej.roi.MaskToRoi;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RecentModels.Kind;
import org.inpaintj.imagej.roi.RoiPrompt;
import org.inpaintj.inpaint.SelectedMask;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.raster.Mask;
import org.inpaintj.segment.MaskCandidate;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.Segmentation;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.segment.sam.ImageEmbedding;
import org.inpaintj.segment.sam.SamModel;
import org.inpaintj.segment.sam.Segmenter;
import org.inpaintj.segment.sam.Segmenters;

/**
 * A refiner takes the selection of an image as a prompt for Segment Anything; the prompt is taken at once and answered
 * on a worker thread.
 */
public final class SelectionRefiner {

    private final ImageSnapshot snapshot;
    private final RoiPrompt asked;
    private final SamModel model;

    /**
     * What Segment Anything answered.
     *
     * @param snapshot what it was asked about
     * @param found    candidates, best first
     * @param notes    what the user should know, full sentences
     */
    public record Answer(ImageSnapshot snapshot, SamModel model, SegmentPrompt prompt, Segmentation found,
            List<String> notes) {

        /**
         * A candidate's mask after the request's post-processing.
         *
         * @param request whose {@code candidate} counts
         * @return maybe empty
         */
        public Mask mask(final SelectionRequest request) {
            final Box image = new Box(0, 0, snapshot.rgb().width(), snapshot.rgb().height());
            return request.tidy(request.candidate(found).mask(), image);
        }

        /**
         * The same as a selection that says how it was found.
         *
         * @throws InpaintException if the mask is empty
         */
        public Roi roi(final SelectionRequest request) {
            final Roi roi = MaskToRoi.of(mask(request)).orElseThrow(() -> new InpaintException("The model found "
                    + "nothing of '" + snapshot.title() + "' in the selection, which stays as it is: draw it closer "
                    + "around the object, or take another candidate."));
            SelectionProvenance.of(model, prompt, request.candidate(found)).attach(roi);
            return roi;
        }

        /**
         * The best candidate as what is to be repainted.
         *
         * @throws InpaintException if it is empty
         */
        SelectedMask selected() {
            final MaskCandidate best = found.best();
            final Mask mask = best.mask();
            if (mask.isEmpty())
                throw new InpaintException("The model found nothing of '" + snapshot.title() + "' in the selection: "
                        + "draw it closer around the object, or leave refine out.");
            final Map<String, String> facts = new TreeMap<>();
            facts.put(Facts.SEGMENTER, model.title());
            facts.put(Facts.SEGMENTER + " score", Float.toString(best.score()));
            model.digests().forEach((part, digest) -> facts.put(Facts.SEGMENTER + " " + part + " sha256", digest));
            return new SelectedMask(mask, "refined selection", facts);
        }
    }

    /** @param prompt instead of what the selection says, if there is one */
    private SelectionRefiner(final ImagePlus imp, final String folder, final Optional<SegmentPrompt> prompt) {
        model = Segmenters.model(RecentModels.find(Kind.SEGMENTER, folder));
        snapshot = ImageSnapshot.of(imp);
        asked = prompt.map(p -> new RoiPrompt(p.points(), p.box(), Optional.empty()))
                .orElseGet(() -> RoiPrompt.of(imp));
    }

    /**
     * Takes what is needed of the image and its selection. Call it from any thread but the event thread, while nothing
     * else changes the image.
     *
     * @param request whose {@code model} is asked, about its {@code points} and {@code box} if it has any
     * @throws InpaintException if there is no image or nothing is selected in it, the folder does not hold one usable
     *                          model, or the points or the box cannot be read
     */
    public static SelectionRefiner of(final ImagePlus imp, final SelectionRequest request) {
        return new SelectionRefiner(imp, request.model(), request.prompt());
    }

    /**
     * What the request of an inpainting names.
     *
     * @throws InpaintException as above, or if the request names a mask
     */
    public static SelectionRefiner of(final ImagePlus imp, final Request request) {
        if (!request.mask().isBlank())
            throw new InpaintException("Refining (refine=sam) works on the selection, but the mask '"
                    + FileNames.last(request.mask()) + "' takes its place: give only one of them.");
        if (request.segmenter().isBlank())
            throw new InpaintException("Refining the selection (refine=sam) needs a model: set Segment Anything model "
                    + "(segmenter=FOLDER) to the folder of an exported one; InpaintJ's docs/models.md names some.");
        return new SelectionRefiner(imp, request.segmenter(), Optional.empty());
    }

    public ImageSnapshot snapshot() {
        return snapshot;
    }

    /**
     * Asks the model; for a worker thread.
     *
     * @throws CancelledException within one network node after {@code progress} said so
     * @throws InpaintException if the network cannot be loaded or run
     */
    public Answer answer(final Progress progress) {
        try (SessionCache.Lease<Segmenter> lease = Segmenters.lease(model)) {
            final Segmenter segmenter = lease.value();
            final ImageEmbedding embedding = Segmenters.embedding(segmenter, snapshot.rgb(), progress);
            progress.check();
            final SegmentPrompt prompt = asked.prompt(segmenter, embedding);
            final Segmentation found = segmenter.segment(embedding, prompt, progress);
            final List<String> notes = new ArrayList<>(model.notes());
            notes.addAll(found.notes());
            return new Answer(snapshot, model, prompt, found, notes);
        }
    }
}
