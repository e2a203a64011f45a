package org.inpaintj.command;

import java.util.stream.Collectors;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.text.TextWindow;

import org.inpaintj.imagej.image.HostVersions;
import org.inpaintj.onnx.device.DeviceSummary;
import org.inpaintj.params.NoParameters;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.UserErrors;

/** The command Device Report says on which device networks run here, and why not on a graphics card. */
@Plugin(type = Command.class, label = "Device Report", visible = false, headless = true,
        description = "Says on which device networks run, with versions and memory")
public final class DeviceReport extends ParameterCommand<NoParameters> {

    /** For scripts. */
    @Parameter(type = ItemIO.OUTPUT) private String report;

    public DeviceReport() {
        super(Parameters.of(NoParameters.class));
    }

    @Override
    protected void perform(final NoParameters settings) {
        final String text = DeviceSummary.report(HostVersions.report());
        if (scripted())
            report = text;
        else if (interactive())
            // its lines do not wrap by themselves
            new TextWindow(title(), text.lines().map(UserErrors::wrap).collect(Collectors.joining("\n")), 760, 520);
        else
            IJ.log(text);
    }
}
