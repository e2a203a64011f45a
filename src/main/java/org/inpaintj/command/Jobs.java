package org.inpaintj.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.params.NoParameters;
import org.inpaintj.ui.JobsWindow;

/** Opens the list of jobs. */
@Plugin(type = Command.class, label = "Jobs...", visible = false, headless = true,
        description = "Lists what waits, runs and has ended, to cancel it or to run it again")
public final class Jobs extends ParameterCommand<NoParameters> {

    public Jobs() {
        super(NoParameters.KEYS);
    }

    @Override
    protected void perform(final NoParameters settings) {
        needDisplay();
        JobsWindow.open();
    }
}
