package org.inpaintj.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.imagej.job.SelectionRefiner;
import org.inpaintj.params.Parameters;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.ui.form.OutlineMemory;
import org.inpaintj.ui.select.RefineTask;

/** Replaces the selection by the object that Segment Anything finds there. */
@Plugin(type = Command.class, label = "Refine Selection...", visible = false, headless = true,
        description = "Fits the selection to the object it surrounds or points at; needs a Segment Anything model")
public final class RefineSelection extends SelectionCommand {

    private static final Parameters<SelectionRequest> KEYS = new Parameters<>(SelectionRequest.of(Map.of()),
            Set.of("shape", "output", "box_threshold", "text_threshold", "nms", "detector", "choose", "text"));

    public RefineSelection() {
        super(KEYS);
    }

    @Override
    public List<String> shown() {
        // the window of the candidates asks for the rest
        return List.of("model");
    }

    @Override
    public Optional<String> obstacle() {
        return image().getRoi() != null ? Optional.empty() : Optional.of("Nothing is selected in '" + image().getTitle()
                + "': draw a rectangle or a rough outline around the object, or points or a line on it.");
    }

    @Override
    protected String memory() {
        return OutlineMemory.PLACE;
    }

    @Override
    protected Runnable prepare(final SelectionRequest request) {
        final RefineTask refining = new RefineTask(title(), SelectionRefiner.of(image(), request), request,
                mirror());
        return interactive() ? refining::start : refining::await;
    }
}
