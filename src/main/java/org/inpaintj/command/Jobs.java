package org.inpaintj.command;

import org.inpaintj.ui.JobsWindow;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Opens the list of jobs. */
@Plugin(type = Command.class, label = "Jobs...", visible = false, headless = true,
        description = "Lists what waits, runs and has ended, to cancel it or to run it again")
public final class Jobs extends InpaintCommand<NoSettings> {

    public Jobs() {
        super(NoSettings.KEYS);
    }

    @Override
    protected void perform(final NoSettings settings) {
        needDisplay();
        JobsWindow.open();
    }
}
