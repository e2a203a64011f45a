package org.inpaintj.command;

import java.io.File;
import java.util.List;
import java.util.Map;

import org.inpaintj.engine.Vocabulary;
import org.inpaintj.image.KnownModels;
import org.inpaintj.image.KnownModels.Kind;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.ui.Offers;
import org.scijava.plugin.Parameter;

/**
 * A command that finds a selection: its inputs are the keys of {@link SelectionRequest#KEYS}, in their order, or those
 * of them that mean something to it.
 */
abstract class SelectionCommand extends ImageCommand<SelectionRequest> {

    @Parameter(persist = false) private String shape;
    @Parameter(persist = false) private String output;
    @Parameter(persist = false) private int candidate;
    @Parameter(persist = false) private double box_threshold;
    @Parameter(persist = false) private double text_threshold;
    @Parameter(persist = false) private double nms;
    @Parameter(persist = false) private boolean fill_holes;
    @Parameter(persist = false) private int islands;
    @Parameter(persist = false) private int smooth;
    @Parameter(persist = false) private int grow;
    @Parameter(persist = false) private File model;
    @Parameter(persist = false) private File detector;
    @Parameter(persist = false) private String points;
    @Parameter(persist = false) private String box;
    @Parameter(persist = false) private String choose;
    @Parameter(persist = false) private String text;

    /** Null until a dialog has made sure of it. */
    private Runnable prepared;

    SelectionCommand(final Vocabulary<SelectionRequest> keys) {
        super(keys);
        // SciJava runs no command with an input that is null
        final Map<String, String> others = SelectionRequest.KEYS.texts(SelectionRequest.of(Map.of()));
        others.keySet().retainAll(strangers());
        new Fields(this, SelectionRequest.KEYS).write(others);
    }

    @Override
    protected final List<String> strangers() {
        return SelectionRequest.KEYS.keys().stream().filter(key -> !keys().keys().contains(key)).toList();
    }

    @Override
    protected final List<String> forgotten() {
        return List.of("points", "box", "choose", "candidate");
    }

    /** The models used last, by whichever command. */
    @Override
    protected final void recalled() {
        offer("model", Kind.SEGMENTER);
        offer("detector", Kind.DETECTOR);
    }

    private void offer(final String key, final Kind kind) {
        if (keys().keys().contains(key))
            KnownModels.paths(kind).stream().findFirst().ifPresent(path -> assign(Map.of(key, path)));
    }

    @Override
    public final Map<String, String> offers(final String key) {
        return key.equals("model") ? Offers.models(Kind.SEGMENTER)
                : key.equals("detector") ? Offers.models(Kind.DETECTOR) : Map.of();
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
        KnownModels.remember(Kind.SEGMENTER, request.model());
        KnownModels.remember(Kind.DETECTOR, request.detector());
        ask.run();
    }

    /** Takes what is needed of the image, and says what is wrong with what was asked; the rest takes longer. */
    protected abstract Runnable prepare(SelectionRequest request);

    @Override
    protected final String remedy() {
        return "open the one in which something is to be selected.";
    }
}
