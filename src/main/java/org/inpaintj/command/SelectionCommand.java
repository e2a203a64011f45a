package org.inpaintj.command;

import java.util.List;
import java.util.Map;

import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RecentModels.Kind;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.params.Parameters;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.ui.offer.ModelOffers;
import org.inpaintj.ui.offer.Offer;

/**
 * A selection command finds a selection: its inputs are the keys of {@link SelectionRequest#KEYS}, in their order, or
 * those of them that mean something to it.
 */
abstract class SelectionCommand extends ImageCommand<SelectionRequest> {

    /** Null until a dialog has made sure of it. */
    private Runnable prepared;

    SelectionCommand(final Parameters<SelectionRequest> keys) {
        super(keys);
    }

    /** Those of other ways to find a selection too, so that it says itself what it does not know. */
    @Override
    final List<String> inputs() {
        return SelectionRequest.KEYS.keys();
    }

    @Override
    protected final List<String> notRemembered() {
        return List.of("points", "box", "choose", "candidate");
    }

    /** The models used last, by whichever command. */
    @Override
    protected final void recalled() {
        recall("model", Kind.SEGMENTER);
        recall("detector", Kind.DETECTOR);
    }

    @Override
    public final List<Offer> offers(final String key) {
        return key.equals("model") ? ModelOffers.of(ModelRole.SEGMENTER)
                : key.equals("detector") ? ModelOffers.of(ModelRole.DETECTOR) : List.of();
    }

    /** Models that were found once are not looked for again. */
    @Override
    public final Map<String, String> defaults() {
        final Map<String, String> texts = super.defaults();
        texts.keySet().removeAll(List.of("model", "detector"));
        return texts;
    }

    @Override
    public final void prepare() {
        prepared = prepare(keys().parse(values()));
    }

    @Override
    protected final void perform(final SelectionRequest request) {
        final Runnable ask = prepared == null ? prepare(request) : prepared;
        RecentModels.remember(Kind.SEGMENTER, request.model());
        RecentModels.remember(Kind.DETECTOR, request.detector());
        ask.run();
        result(image());
    }

    /** Takes what is needed of the image, and says what is wrong with what was asked; the rest takes longer. */
    protected abstract Runnable prepare(SelectionRequest request);

    @Override
    protected final String remedy() {
        return "open the one in which something is to be selected.";
    }
}
