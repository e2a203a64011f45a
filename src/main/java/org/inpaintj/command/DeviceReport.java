package org.inpaintj.command;

import org.inpaintj.image.Software;
import org.inpaintj.onnx.DeviceText;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.text.TextWindow;

/** Says on what networks run here, and why not on a graphics card. */
@Plugin(type = Command.class, menuPath = "Plugins>InpaintJ>Device Report", headless = true,
        description = "Says on which device networks run, with versions and memory")
public final class DeviceReport extends InpaintCommand<NoSettings> {

    public DeviceReport() {
        super(NoSettings.KEYS);
    }

    @Override
    protected void perform(final NoSettings settings) {
        final String report = DeviceText.report(Software.versions());
        if (interactive())
            new TextWindow(title(), report, 760, 360);
        else
            IJ.log(report);
    }
}
