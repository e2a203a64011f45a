package org.inpaintj.ij1;

import java.util.List;
import java.util.Map;

import ij.IJ;
import ij.Prefs;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RecentModels.Kind;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.params.MacroLine;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.segment.sam.Segmenters;
import org.inpaintj.ui.form.OutlineMemory;
import org.inpaintj.ui.form.ParameterDialog;
import org.inpaintj.ui.offer.ModelOffers;
import org.inpaintj.ui.offer.Offer;

/**
 * This class holds the options of the Select Object Tool, which it shares with Refine Selection..., and shows their
 * dialog.
 */
final class ToolSettings {

    /** As they are now; the model is the one used last, by whichever command. */
    SelectionRequest request() {
        final String model = RecentModels.paths(Kind.SEGMENTER).stream().findFirst().orElse("");
        return remembered().with("model", model);
    }

    private static SelectionRequest remembered() {
        try {
            return SelectionRequest.of(MacroLine.parse(Prefs.get(OutlineMemory.PLACE, "")));
        } catch (final InpaintException e) {
            IJ.log(SelectObjectTool.NAME + " starts from its defaults, the settings of last time are of another "
                    + "version: " + e.getMessage());
            Prefs.set(OutlineMemory.PLACE, "");
            return SelectionRequest.of(Map.of());
        }
    }

    boolean hasModel() {
        return !request().model().isBlank();
    }

    /**
     * Asks for them until they are valid, and remembers them.
     *
     * @param message shown first; may be empty
     * @return false if the user gave up
     */
    boolean ask(final String message) {
        final Options options = new Options(request());
        if (!ParameterDialog.ask(options, message))
            return false;
        RecentModels.remember(Kind.SEGMENTER, options.now().model());
        OutlineMemory.keep(options.now());
        return true;
    }

    /** What the dialog asks for. */
    private static final class Options extends ToolOptions<SelectionRequest> {

        Options(final SelectionRequest now) {
            super(SelectObjectTool.NAME, SelectionRequest.KEYS, now);
        }

        @Override
        public List<String> shown() {
            return ParameterDialog.firstPage(keys(), "select-object");
        }

        @Override
        public List<Offer> offers(final String key) {
            return key.equals("model") ? ModelOffers.of(ModelRole.SEGMENTER) : List.of();
        }

        /** A model that was found once is not looked for again. */
        @Override
        public Map<String, String> defaults() {
            final Map<String, String> texts = super.defaults();
            texts.remove("model");
            return texts;
        }

        @Override
        public void prepare() {
            Segmenters.model(now().model());
        }
    }
}
