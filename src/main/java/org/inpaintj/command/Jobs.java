package org.inpaintj.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.params.NoParameters;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.help.HelpKeys;

/** The command Jobs opens the list of jobs. */
@Plugin(type = Command.class, label = "Jobs...", visible = false, headless = true,
        description = "Lists what waits, runs and has ended, to cancel it or to run it again")
public final class Jobs extends ParameterCommand<NoParameters> {

    public Jobs() {
        super(Parameters.of(NoParameters.class));
    }

    @Override
    protected void perform(final NoParameters settings) {
        needDisplay();
        JobsWindow.open(window -> HelpKeys.install(window, title()));
    }
}
