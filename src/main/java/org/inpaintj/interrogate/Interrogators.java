package org.inpaintj.interrogate;

import java.util.List;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.FileStamp;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.model.WantedModel;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.segment.RgbImage;

/** This class asks interrogators; the one used last stays loaded. For worker threads: a pass takes seconds. */
public final class Interrogators {

    private static final SessionCache<List<FileStamp>, Interrogator> LOADED = SessionCache.ofOne(Interrogator::close);

    private static final WantedModel WANTED = WantedModel.any(ModelRole.INTERROGATOR,
            "No model is named: set Model (model=FOLDER) to the folder of a WD14 tagger, of an exported BLIP or of "
                    + "ViT-GPT2; InpaintJ's docs/interrogate.md names some.",
            "'%s' is no path: give the folder of a WD14 tagger, of an exported BLIP or of ViT-GPT2.");

    private Interrogators() {}

    /**
     * The model that a request names. Loads nothing.
     *
     * @throws InpaintException saying what is missing, damaged or does not fit
     */
    public static InterrogatorModel model(final InterrogateRequest request) {
        return InterrogatorModel.read(ModelLocator.STANDARD.locate(request.model(), WANTED));
    }

    /**
     * Says what is in a picture.
     *
     * @throws CancelledException within one network node after {@code progress} said so
     * @throws InpaintException   as {@link #model} and {@link Interrogator#interrogate}
     */
    public static Interrogation interrogate(final RgbImage rgb, final InterrogateRequest request,
            final Progress progress) {
        final InterrogatorModel model = model(request);
        try (SessionCache.Lease<Interrogator> lease = LOADED.lease(FileStamp.of(model.files()), model::open)) {
            return lease.value().interrogate(rgb, request, progress);
        }
    }
}
