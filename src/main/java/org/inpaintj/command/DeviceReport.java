package org.inpaintj.command;

import java.util.stream.Collectors;

import org.inpaintj.image.Software;
import org.inpaintj.onnx.DeviceText;
import org.inpaintj.ui.Message;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.text.TextWindow;

/** Says on what networks run here, and why not on a graphics card. */
@Plugin(type = Command.class, label = "Device Report", visible = false, headless = true,
        description = "Says on which device networks run, with versions and memory")
public final class DeviceReport extends InpaintCommand<NoSettings> {

    /** For scripts. */
    @Parameter(type = ItemIO.OUTPUT) private String report;

    public DeviceReport() {
        super(NoSettings.KEYS);
    }

    @Override
    protected void perform(final NoSettings settings) {
        final String text = DeviceText.report(Software.versions());
        if (scripted())
            report = text;
        else if (interactive())
            // its lines do not wrap by themselves
            new TextWindow(title(), text.lines().map(Message::wrap).collect(Collectors.joining("\n")), 760, 420);
        else
            IJ.log(text);
    }
}
