package org.inpaintj.command;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.engine.Engines;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Vocabulary;
import org.inpaintj.image.Capture;
import org.inpaintj.ui.Submission;
import org.scijava.plugin.Parameter;

/** A command that takes a whole request: its inputs are the keys of {@link Request#KEYS}, in their order. */
abstract class RequestCommand extends ImageCommand<Request> {

    private static final List<String> ALWAYS = List.of("engine", "seed", "candidates", "invert", "padding", "grow",
            "target", "background", "mask");
    private static final List<String> OF_A_MODEL = List.of("sampler", "schedule", "steps", "cfg", "strength", "blur",
            "content", "device", "negative", "prompt");

    @Parameter(persist = false) private String engine;
    @Parameter(persist = false) private String sampler;
    @Parameter(persist = false) private String schedule;
    @Parameter(persist = false) private int steps;
    @Parameter(persist = false) private boolean exactly;
    @Parameter(persist = false) private int stop;
    @Parameter(persist = false) private double cfg;
    @Parameter(persist = false) private int skip;
    @Parameter(persist = false) private double strength;
    @Parameter(persist = false) private long seed;
    @Parameter(persist = false) private int candidates;
    @Parameter(persist = false) private double blur;
    @Parameter(persist = false) private boolean invert;
    @Parameter(persist = false) private String content;
    @Parameter(persist = false) private String keep;
    @Parameter(persist = false) private double conditioning;
    @Parameter(persist = false) private String area;
    @Parameter(persist = false) private int padding;
    @Parameter(persist = false) private int grow;
    @Parameter(persist = false) private int spill;
    @Parameter(persist = false) private int width;
    @Parameter(persist = false) private int height;
    @Parameter(persist = false) private double memory;
    @Parameter(persist = false) private String target;
    @Parameter(persist = false) private String tone;
    @Parameter(persist = false) private String device;
    @Parameter(persist = false) private boolean background;
    @Parameter(persist = false) private String model;
    @Parameter(persist = false) private String vae;
    @Parameter(persist = false) private String mask;
    @Parameter(persist = false) private String negative;
    @Parameter(persist = false) private String prompt;

    RequestCommand(final Vocabulary<Request> keys) {
        super(keys);
    }

    /**
     * The keys that mean something here, without the expert's ones. Those of a model join once one is named, which the
     * next dialog remembers: who has none sees few.
     */
    final List<String> meaningful() {
        final Request now = keys().parse(values());
        final boolean models = Engines.available().stream().anyMatch(e -> e.capabilities().prompt());
        final boolean named = now.namesModel() || Engines.available().stream()
                .anyMatch(e -> e.id().equals(now.engine()) && e.capabilities().prompt());
        final List<String> shown = new ArrayList<>(now.values().keySet());
        shown.removeIf(key -> !ALWAYS.contains(key) && !(models && key.equals("model"))
                && !(models && named && OF_A_MODEL.contains(key)));
        return shown;
    }

    @Override
    protected final String memory() {
        return "inpaintj.inpaint";
    }

    @Override
    protected final List<String> forgotten() {
        return List.of("mask");
    }

    @Override
    protected final void perform(final Request request) {
        final Submission submission = new Submission(title(), image(), Capture.of(image(), request),
                TaskMirror.of(getContext()));
        if (interactive() && request.background())
            submission.start();
        else
            result(submission.await());
    }
}
