package org.inpaintj.command.window;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.command.ParameterCommand;
import org.inpaintj.params.NoParameters;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.models.ModelManagerWindow;

/** The command Model Manager opens the list of models. */
@Plugin(type = Command.class, label = "Model Manager...", visible = false, headless = true,
        description = "Lists models: get one with its licence shown, set it in all commands, check, remove")
public final class ModelManager extends ParameterCommand<NoParameters> {

    public ModelManager() {
        super(Parameters.of(NoParameters.class));
    }

    @Override
    protected void perform(final NoParameters settings) {
        needDisplay();
        ModelManagerWindow.open();
    }
}
