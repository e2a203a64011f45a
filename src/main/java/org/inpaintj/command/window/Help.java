package org.inpaintj.command.window;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.command.ParameterCommand;
import org.inpaintj.params.NoParameters;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.help.HelpPages;
import org.inpaintj.ui.help.HelpWindow;

/** The command InpaintJ Help opens the pages of help. */
@Plugin(type = Command.class, label = "InpaintJ Help...", visible = false, headless = true,
        description = "Explains everything, with pictures and without a network; F1 in any window leads to its page")
public final class Help extends ParameterCommand<NoParameters> {

    public Help() {
        super(Parameters.of(NoParameters.class));
    }

    @Override
    protected void perform(final NoParameters settings) {
        needDisplay();
        HelpWindow.open(HelpPages.START);
    }
}
