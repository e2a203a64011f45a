package org.inpaintj.command.window;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.command.ParameterCommand;
import org.inpaintj.params.NoParameters;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.tutorial.TutorialWindow;

/** The command Tutorial goes through inpainting with the user, one step at a time. */
@Plugin(type = Command.class, label = "Tutorial...", visible = false, headless = true,
        description = "Goes with you through the six steps from an image to an inpainted one")
public final class Tutorial extends ParameterCommand<NoParameters> {

    public Tutorial() {
        super(Parameters.of(NoParameters.class));
    }

    @Override
    protected void perform(final NoParameters settings) {
        needDisplay();
        TutorialWindow.open();
    }
}
