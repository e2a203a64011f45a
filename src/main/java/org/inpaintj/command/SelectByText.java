package org.inpaintj.command;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.imagej.image.ImageSnapshot;
import org.inpaintj.params.Parameters;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.segment.text.TextSearch;
import org.inpaintj.ui.form.ParameterDialog;
import org.inpaintj.ui.select.SelectByTextTask;

/** The command Select by Text selects what a text names. */
@Plugin(type = Command.class, label = "Select by Text...", visible = false, headless = true,
        description = "Selects what a text names; needs a GroundingDINO model, and a Segment Anything model for "
                + "outlines")
public final class SelectByText extends SelectionCommand {

    private static final Parameters<SelectionRequest> KEYS = new Parameters<>(SelectionRequest.of(Map.of()),
            Set.of("points", "box"));

    public SelectByText() {
        super(KEYS);
    }

    @Override
    public List<String> shown() {
        return ParameterDialog.firstPage(keys(), "select-by-text");
    }

    @Override
    protected String prefsKey() {
        return "inpaintj.select_by_text";
    }

    @Override
    protected Runnable prepare(final SelectionRequest request) {
        TextSearch.check(request);
        final SelectByTextTask finding = new SelectByTextTask(title(), ImageSnapshot.of(image()), request, mirror());
        return interactive() ? finding::start : finding::await;
    }
}
