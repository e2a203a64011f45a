package org.inpaintj.ui.select;

import java.awt.EventQueue;
import java.util.Optional;
import java.util.function.Consumer;

import ij.ImagePlus;
import ij.gui.Roi;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.imagej.image.DisplayedImage;
import org.inpaintj.imagej.region.SelectionProvenance;
import org.inpaintj.imagej.roi.MaskToRoi;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.job.JobWork;
import org.inpaintj.job.LatestOnlyExecutor;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.raster.Mask;
import org.inpaintj.segment.MaskCandidate;
import org.inpaintj.segment.RgbImage;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.Segmentation;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.segment.sam.ImageEmbedding;
import org.inpaintj.segment.sam.SamModel;
import org.inpaintj.segment.sam.Segmenter;
import org.inpaintj.segment.sam.Segmenters;
import org.inpaintj.ui.StatusLine;

/**
 * This worker embeds what an image shows with Segment Anything, as a job of the shared queue, and answers prompts about
 * it, all in the background; the newest question wins. What the image shows is looked at again when it has changed. Its
 * methods are called on the event thread, and so is the viewer.
 */
final class SamWorker {

    /** Is told what became of the questions, on the event thread. */
    interface Viewer {

        /** The image has been looked at: ask again. */
        void ready();

        /** The user cancelled looking at it. */
        void cancelled();

        void failed(Throwable error);
    }

    /**
     * What the image showed, and what the model saw in it.
     *
     * @param plane of the stack, 1-based
     * @param key   by {@link DisplayedImage#key}
     */
    private record Seen(int plane, String key, SamModel model, ImageEmbedding embedding) {

        boolean is(final String otherKey, final SamModel otherModel) {
            return key.equals(otherKey) && model == otherModel;
        }
    }

    /**
     * A candidate at the image's resolution.
     *
     * @param request by which the mask was tidied
     * @param mask    after the post-processing, trimmed
     * @param overlay what to draw of it
     */
    record Outline(SegmentPrompt prompt, Segmentation found, int chosen, SamModel model, SelectionRequest request,
            Mask mask, Optional<MaskOverlay> overlay) {

        MaskCandidate candidate() {
            return found.candidates().get(chosen);
        }
    }

    private final ImagePlus image;
    private final Viewer viewer;
    private final LatestOnlyExecutor work = new LatestOnlyExecutor("InpaintJ answers");
    private final StatusLine status;
    private volatile Seen seen;
    private volatile SamModel model;
    private volatile String folder = "";
    private Look look;
    private volatile boolean closed;

    SamWorker(final ImagePlus image, final Viewer viewer) {
        this.image = image;
        this.viewer = viewer;
        status = new StatusLine(image);
    }

    /** Answers a prompt about what the image shows now, best candidate first. */
    void ask(final SegmentPrompt prompt, final SelectionRequest request, final Consumer<Outline> answer) {
        submit(progress -> {
            final int plane = image.getCurrentSlice();
            final String key = DisplayedImage.key(image);
            final SamModel now = model(request.model());
            final Seen before = seen;
            if (before == null || !before.is(key, now)) {
                final RgbImage rgb = DisplayedImage.of(image);
                // the digest of a model that was not used yet takes long, so its job finds out
                final Optional<ImageEmbedding> known = before != null && before.model == now ? known(now, rgb)
                        : Optional.empty();
                if (known.isEmpty()) {
                    final boolean changed = before != null && before.plane == plane && before.model == now;
                    progress.check();
                    EventQueue.invokeLater(() -> look(new Look(plane, key, now, rgb), changed));
                    return;
                }
                seen = new Seen(plane, key, now, known.get());
            }
            try (SessionCache.Lease<Segmenter> lease = Segmenters.lease(now)) {
                final Segmentation found = lease.value().segment(seen.embedding, prompt, progress);
                tell(answer, outline(prompt, found, 0, now, request), progress);
            }
        });
    }

    /** Outlines another candidate of an answer. */
    void outline(final Outline known, final int chosen, final SelectionRequest request,
            final Consumer<Outline> answer) {
        submit(progress -> tell(answer, outline(known.prompt, known.found, chosen, known.model, request), progress));
    }

    /** The selection of an outline, with its provenance. */
    void selection(final Outline outline, final Consumer<Optional<Roi>> answer) {
        submit(progress -> {
            final Optional<Roi> roi = MaskToRoi.of(outline.mask);
            roi.ifPresent(r -> SelectionProvenance.of(outline.model, outline.prompt, outline.candidate()).attach(r));
            tell(answer, roi, progress);
        });
    }

    private void submit(final LatestOnlyExecutor.Task task) {
        work.submit(progress -> {
            try {
                task.run(progress);
            } catch (final CancelledException e) {
                throw e;
            } catch (final RuntimeException | Error e) {
                EventQueue.invokeLater(() -> {
                    if (!closed && !progress.cancelled())
                        viewer.failed(e);
                });
            }
        });
    }

    private <T> void tell(final Consumer<T> answer, final T value, final Progress progress) {
        EventQueue.invokeLater(() -> {
            if (!closed && !progress.cancelled())
                answer.accept(value);
        });
    }

    private SamModel model(final String named) {
        if (model == null || !folder.equals(named)) {
            model = Segmenters.model(named);
            folder = named;
        }
        return model;
    }

    private static Optional<ImageEmbedding> known(final SamModel model, final RgbImage rgb) {
        try (SessionCache.Lease<Segmenter> lease = Segmenters.lease(model)) {
            return Segmenters.known(lease.value(), rgb);
        }
    }

    /** True while the image is looked at. */
    boolean isLooking() {
        return look != null && look.isUnderway();
    }

    private void look(final Look next, final boolean changed) {
        if (closed || isLooking() && look.key.equals(next.key) && look.model == next.model)
            return;
        final Seen now = seen;
        if (now != null && now.is(next.key, next.model)) {
            // a look at the same ended while the question was on its way here
            viewer.ready();
            return;
        }
        stop();
        look = next;
        next.job = JobQueue.shared().submit((changed ? "Select Object, image changed: " : "Select Object: ")
                + image.getTitle(), next, job -> changed(next, job));
    }

    /** Called on any thread. */
    private void changed(final Look which, final Job<?> job) {
        status.show(job, job.status());
        if (job.state().ended())
            EventQueue.invokeLater(() -> {
                if (closed || which != look)
                    return;
                switch (job.state()) {
                    case DONE -> viewer.ready();
                    case FAILED -> viewer.failed(job.error().orElseThrow());
                    default -> viewer.cancelled();
                }
            });
    }

    /** Forgets the question at hand. */
    void drop() {
        work.drop();
    }

    /** Stops looking and answering. */
    void stop() {
        work.drop();
        final Look former = look;
        look = null;
        if (former != null && former.job != null)
            former.job.cancel();
    }

    /** Stops and lets go of everything. */
    void close() {
        closed = true;
        stop();
        seen = null;
    }

    private static Outline outline(final SegmentPrompt prompt, final Segmentation found, final int chosen,
            final SamModel model, final SelectionRequest request) {
        final MaskCandidate candidate = found.candidates().get(chosen);
        final Mask mask = request.tidy(candidate.mask(),
                new Box(0, 0, candidate.transform().width(), candidate.transform().height())).trim();
        return new Outline(prompt, found, chosen, model, request, mask, MaskOverlay.of(mask));
    }

    /** Looks at one picture. */
    private final class Look implements JobWork<Void> {

        private final int plane;
        private final String key;
        private final SamModel model;
        private RgbImage rgb;
        private Job<Void> job;

        Look(final int plane, final String key, final SamModel model, final RgbImage rgb) {
            this.plane = plane;
            this.key = key;
            this.model = model;
            this.rgb = rgb;
        }

        boolean isUnderway() {
            return job == null || !job.state().ended();
        }

        /** A job that ended without a result stays in the list of jobs, so it keeps no picture for its next run. */
        @Override
        public Void run(final Progress progress) {
            if (closed)
                throw new InpaintException("The image was closed: point at something in another one.");
            final boolean again = rgb == null;
            final int at = again ? image.getCurrentSlice() : plane;
            final String now = again ? DisplayedImage.key(image) : key;
            final RgbImage shown = again ? DisplayedImage.of(image) : rgb;
            rgb = null;
            progress.step(0, 1, "Reading the model");
            try (SessionCache.Lease<Segmenter> lease = Segmenters.lease(model)) {
                seen = new Seen(at, now, model, Segmenters.embedding(lease.value(), shown, progress));
            }
            return null;
        }
    }
}
