package org.inpaintj.command.window;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.command.ParameterCommand;
import org.inpaintj.params.NoParameters;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.history.HistoryWindow;

/** The command History opens the list of what was run. */
@Plugin(type = Command.class, label = "History...", visible = false, headless = true,
        description = "Lists what you have run: search, use the settings, run again, copy as a macro, find the layer")
public final class History extends ParameterCommand<NoParameters> {

    public History() {
        super(Parameters.of(NoParameters.class));
    }

    @Override
    protected void perform(final NoParameters settings) {
        needDisplay();
        HistoryWindow.open(new CommandStarter(), new CommandDialogs());
    }
}
