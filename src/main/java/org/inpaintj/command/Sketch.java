package org.inpaintj.command;

import java.util.List;
import java.util.Optional;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.sketch.SketchSession;
import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.sketch.SketchActions;
import org.inpaintj.ui.sketch.SketchActions.Action;

/**
 * The command Sketch opens a working copy of what is seen of the image, to be painted on with ImageJ's tools; run
 * again, it ends that and keeps what was painted with the image.
 */
@Plugin(type = Command.class, label = "Sketch...", visible = false, headless = true,
        description = "Paints over the image with ImageJ's tools, for results that start from what is painted")
public final class Sketch extends ImageCommand<Sketch.Settings> {

    /** The settings of the command. */
    public record Settings(
            @Key(label = "Action", def = "auto",
                    help = "auto starts a sketch, or ends the one of the image; done keeps what is painted, discard "
                            + "does not; the others do what the window's buttons do")
            Action action) {
    }

    public Sketch() {
        super(Parameters.of(Settings.class));
    }

    @Override
    public List<String> shown() {
        return List.of();
    }

    @Override
    protected String remedy() {
        return "open the one to be painted on.";
    }

    @Override
    protected boolean takesSketches() {
        return true;
    }

    @Override
    protected void perform(final Settings settings) {
        final Optional<SketchSession> open = SketchSession.of(image()).or(() -> SketchSession.on(image()));
        if (settings.action() == Action.START || settings.action() == Action.AUTO && open.isEmpty()) {
            if (SketchSession.of(image()).isPresent())
                throw new InpaintException("'" + image().getTitle() + "' is a sketch itself: end it first.");
            final SketchSession session = SketchSession.begin(image());
            result(session.copy());
            SketchActions.watch(session, interactive());
        } else
            activate(SketchActions.run(open.orElseThrow(() -> new InpaintException("'" + image().getTitle()
                    + "' is not being sketched on: run Sketch... to start.")), settings.action()));
    }
}
