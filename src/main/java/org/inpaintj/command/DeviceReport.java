package org.inpaintj.command;

import java.awt.EventQueue;
import java.awt.Window;
import java.util.List;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;

import org.inpaintj.imagej.image.HostVersions;
import org.inpaintj.onnx.device.DeviceSummary;
import org.inpaintj.onnx.gpu.GpuAction;
import org.inpaintj.onnx.gpu.GpuKeys;
import org.inpaintj.onnx.gpu.GpuSetup;
import org.inpaintj.ui.BackgroundTask;
import org.inpaintj.ui.DeviceWindow;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.help.HelpKeys;

/**
 * The command Device Report says on which device networks run here, and why not on a graphics card. Its window, or the
 * key {@code gpu}, sets up, tries or removes what an NVIDIA card needs.
 */
@Plugin(type = Command.class, label = "Device Report", visible = false, headless = true,
        description = "Says on which device networks run, with versions and memory; sets up an NVIDIA card")
public final class DeviceReport extends ParameterCommand<GpuKeys> {

    /** For scripts. */
    @Parameter(type = ItemIO.OUTPUT) private String report;

    public DeviceReport() {
        super(GpuKeys.KEYS);
    }

    @Override
    protected void perform(final GpuKeys keys) {
        final String done = keys.equals(GpuKeys.KEYS.parse(Map.of())) ? "" : task(keys).await();
        final DeviceSummary.Report made = DeviceSummary.report(HostVersions.report());
        final String text = done.isEmpty() ? made.text() : done + '\n' + made.text();
        if (scripted())
            report = text;
        else if (interactive())
            help(DeviceWindow.open(title(), text, made.actions(), this::start));
        else
            IJ.log(text);
    }

    /** What a button of the window does: asks if there is something to ask, and goes on in the background. */
    private void start(final GpuAction action) {
        final GpuSetup gpu = GpuSetup.own();
        if (action == GpuAction.SETUP)
            DeviceWindow.ask(gpu, this::help).ifPresent(keys -> task(keys).start());
        else
            task(new GpuKeys(action, false, "")).start();
    }

    private void help(final Window window) {
        EventQueue.invokeLater(() -> HelpKeys.install(window, title()));
    }

    private BackgroundTask<String> task(final GpuKeys keys) {
        return new BackgroundTask<>(title(), null, progress -> GpuSetup.own().perform(keys, progress),
                text -> UserErrors.tell(title(), List.of(text)), mirror());
    }
}
