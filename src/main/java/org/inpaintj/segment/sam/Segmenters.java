package org.inpaintj.segment.sam;

import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.model.WantedModel;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.segment.RgbImage;

/**
 * All that is interactive shares its segmenter here: the Segment Anything model used last stays loaded, and images
 * looked at lately are not looked at again. Thread-safe.
 */
public final class Segmenters {

    /** Some ten images for the models with the largest embeddings, some hundred for the others. */
    private static final long BUDGET = 256L << 20;

    private static final SessionCache<String, Segmenter> KEPT = SessionCache.ofOne(Segmenter::close);
    private static final EmbeddingCache EMBEDDINGS = new EmbeddingCache(BUDGET);

    private static final WantedModel WANTED = WantedModel.any(ModelRole.SEGMENTER,
            "No Segment Anything model is named: give the folder of an exported one, with its encoder and its decoder; "
            + "InpaintJ's docs/models.md names some.",
            "'%s' is no path: give the folder of an exported Segment Anything model.");

    private Segmenters() {}

    /**
     * The model of a folder as a user names it.
     *
     * @throws InpaintException if none is named, or the folder does not hold one usable model
     */
    public static SamModel model(final String folder) {
        return SamModel.read(ModelLocator.STANDARD.locate(folder, WANTED));
    }

    /** A model ready for use, to be closed by the caller. */
    public static SessionCache.Lease<Segmenter> lease(final SamModel model) {
        return KEPT.lease(model.encoder() + " " + model.decoder() + " " + model.digests(), () -> new Segmenter(model));
    }

    /** A picture as the model sees it, from the cache if it was looked at before; errors as {@link Segmenter#embed}. */
    public static ImageEmbedding embedding(final Segmenter segmenter, final RgbImage rgb, final Progress progress) {
        return EMBEDDINGS.get(segmenter, rgb, progress);
    }

    /** What {@link #embedding} would give at once, if it would. */
    public static Optional<ImageEmbedding> known(final Segmenter segmenter, final RgbImage rgb) {
        return EMBEDDINGS.peek(segmenter, rgb);
    }
}
