package org.inpaintj.command.window;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.command.ParameterCommand;
import org.inpaintj.params.NoParameters;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.panel.InpaintPanelWindow;

/** The command InpaintJ Panel opens the window that stays beside the image. */
@Plugin(type = Command.class, label = "InpaintJ Panel", visible = false, headless = true,
        description = "Stays open beside the image: mode, prompt, model, Generate, and the queue of jobs")
public final class InpaintPanel extends ParameterCommand<NoParameters> {

    public InpaintPanel() {
        super(Parameters.of(NoParameters.class));
    }

    @Override
    protected void perform(final NoParameters settings) {
        needDisplay();
        InpaintPanelWindow.open(new PanelAccess());
    }
}
