package org.inpaintj.command.window;

import java.util.Map;
import java.util.stream.Collectors;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;

import org.inpaintj.command.ParameterCommand;
import org.inpaintj.imagej.image.HostVersions;
import org.inpaintj.onnx.device.DeviceSummary;
import org.inpaintj.params.NoParameters;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.help.AboutText;
import org.inpaintj.ui.help.AboutWindow;

/** The command About InpaintJ says which versions run here, and under which licences. */
@Plugin(type = Command.class, label = "About InpaintJ...", visible = false, headless = true,
        description = "Says which versions run, of InpaintJ and its libraries, and under which licences")
public final class About extends ParameterCommand<NoParameters> {

    /** For scripts. */
    @Parameter(type = ItemIO.OUTPUT) private String report;

    public About() {
        super(Parameters.of(NoParameters.class));
    }

    @Override
    protected void perform(final NoParameters settings) {
        final String text = AboutText.of(HostVersions.report(), device());
        if (scripted())
            report = text;
        else if (interactive())
            AboutWindow.open(text);
        else
            IJ.log(text);
    }

    /** What the report of the device comes to. */
    private static String device() {
        return DeviceSummary.report(Map.of()).text().lines()
                .filter(line -> line.matches("(ONNX Runtime|Graphics card|device=auto): .*"))
                .collect(Collectors.joining("\n"));
    }
}
