package org.inpaintj.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.imagej.job.SelectionRefiner;
import org.inpaintj.params.Parameters;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.ui.form.OutlineMemory;
import org.inpaintj.ui.form.ParameterDialog;
import org.inpaintj.ui.select.RefineTask;

/** The command Refine Selection replaces the selection by the object that Segment Anything finds there. */
@Plugin(type = Command.class, label = "Refine Selection...", visible = false, headless = true,
        description = "Fits the selection to the object it surrounds or points at; needs a Segment Anything model")
public final class RefineSelection extends SelectionCommand {

    public RefineSelection() {
        super(withoutText());
    }

    /** All but those of a text and of what several things become. */
    private static Parameters<SelectionRequest> withoutText() {
        final Parameters<SelectionRequest> all = SelectionRequest.KEYS;
        return new Parameters<>(all.parse(Map.of()), all.keys().stream().filter(key -> key.equals("output")
                || key.equals("text") || all.describe(key).when().equals("text")).collect(Collectors.toSet()));
    }

    @Override
    public List<String> shown() {
        // the window of the candidates asks for the rest
        return ParameterDialog.firstPage(keys(), "refine");
    }

    @Override
    public Optional<String> obstacle() {
        return image().getRoi() != null ? Optional.empty() : Optional.of("Nothing is selected in '" + image().getTitle()
                + "': draw a rectangle or a rough outline around the object, or points or a line on it.");
    }

    @Override
    protected String prefsKey() {
        return OutlineMemory.PLACE;
    }

    @Override
    protected Runnable prepare(final SelectionRequest request) {
        final RefineTask task = new RefineTask(title(), SelectionRefiner.of(image(), request), request,
                mirror());
        return interactive() ? task::start : task::await;
    }
}
