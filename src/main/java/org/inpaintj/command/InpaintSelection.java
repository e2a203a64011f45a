package org.inpaintj.command;

import java.util.Optional;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.job.PaintJob;

/** The command Inpaint Selection asks how, and repaints the selection of the active image. */
@Plugin(type = Command.class, label = "Inpaint Selection...", visible = false, headless = true,
        description = "Repaints the selection so that it fits its surroundings")
public final class InpaintSelection extends RequestCommand {

    public InpaintSelection() {
        super(Engines.found().keys(), Task.INPAINT);
    }

    @Override
    public Optional<String> obstacle() {
        return image().getRoi() != null || !now().mask().isBlank() || !now().sketch().isBlank() ? Optional.empty()
                : Optional.of("Nothing is selected in '" + image().getTitle() + "': draw a selection around what is to "
                        + "be repainted, or use a mask.");
    }

    @Override
    public String wayOut() {
        return "mask";
    }

    @Override
    protected PaintJob<?> paintJob(final Request request) {
        final PaintJob<?> job = super.paintJob(request);
        if (interactive())
            RemoveObject.use(request);
        return job;
    }

    @Override
    protected String remedy() {
        return "open one and select the region to repaint.";
    }
}
