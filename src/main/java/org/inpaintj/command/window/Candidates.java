package org.inpaintj.command.window;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.command.ImageCommand;
import org.inpaintj.params.NoParameters;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.candidates.CandidateWindow;

/** The command Candidates opens the strip of an image's candidates. */
@Plugin(type = Command.class, label = "Candidates...", visible = false, headless = true,
        description = "Shows the candidates of the image beside each other, to look at, choose from and paint more of")
public final class Candidates extends ImageCommand<NoParameters> {

    public Candidates() {
        super(Parameters.of(NoParameters.class));
    }

    @Override
    protected void perform(final NoParameters settings) {
        needDisplay();
        CandidateWindow.open(image(), new CommandStarter());
        result(image());
    }
}
