package org.inpaintj.command.window;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.command.ParameterCommand;
import org.inpaintj.params.NoParameters;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.servers.ServersWindow;

/** The command Servers opens the list of servers that paint. */
@Plugin(type = Command.class, label = "Servers...", visible = false, headless = true,
        description = "Lists the servers that can paint: add, test, remove")
public final class Servers extends ParameterCommand<NoParameters> {

    public Servers() {
        super(Parameters.of(NoParameters.class));
    }

    @Override
    protected void perform(final NoParameters settings) {
        needDisplay();
        ServersWindow.open();
    }
}
