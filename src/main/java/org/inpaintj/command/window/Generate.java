package org.inpaintj.command.window;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import ij.WindowManager;
import ij.plugin.frame.Recorder;

import org.inpaintj.command.ParameterCommand;
import org.inpaintj.core.InpaintException;
import org.inpaintj.params.NoParameters;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.panel.InpaintPanelWindow;

/**
 * The command Generate does what the panel's button does, on the active image and with what the panel holds, be it open
 * or not. The recorder writes the command that runs, with all its keys; macros and scripts run that.
 */
@Plugin(type = Command.class, label = "Generate", visible = false, headless = true,
        description = "Paints with what the InpaintJ Panel holds, as its button does")
public final class Generate extends ParameterCommand<NoParameters> {

    public Generate() {
        super(Parameters.of(NoParameters.class));
    }

    @Override
    protected void perform(final NoParameters settings) {
        if (!interactive())
            throw new InpaintException("Generate is for the keyboard and the mouse, for it paints with what the "
                    + "InpaintJ Panel holds: in a macro, give the keys to Inpaint Selection..., as the recorder writes "
                    + "them.");
        Recorder.disableCommandRecording();
        InpaintPanelWindow.generate(new PanelAccess(), WindowManager.getCurrentImage());
    }
}
