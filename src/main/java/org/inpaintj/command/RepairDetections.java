package org.inpaintj.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.imagej.job.JobOutlook;
import org.inpaintj.imagej.job.PaintJob;
import org.inpaintj.imagej.job.RegionBatch;
import org.inpaintj.repair.RepairRequest;

/** The command Repair Detections finds objects and repaints each by itself, as a layer of its own. */
@Plugin(type = Command.class, label = "Repair Detections...", visible = false, headless = true,
        description = "Finds objects by text, selections, labels or a macro, and repaints each by itself")
public final class RepairDetections extends PaintCommand<RepairRequest> {

    public RepairDetections() {
        super(RepairRequest.keys(), Task.INPAINT, "repair");
    }

    @Override
    protected boolean heeds(final RepairRequest settings, final String key) {
        return super.heeds(settings, key) && settings.heeds(key);
    }

    @Override
    protected Request request(final RepairRequest settings) {
        return settings.request();
    }

    @Override
    protected JobOutlook outlook(final RepairRequest settings) {
        return JobOutlook.of(settings, outlined());
    }

    @Override
    protected int results(final RepairRequest settings) {
        return settings.regions().sameseed() ? 1 : RegionBatch.MOST;
    }

    @Override
    protected PaintJob<?> paintJob(final RepairRequest settings) {
        return RegionBatch.of(image(), settings.regions(), settings.request());
    }

    @Override
    protected String remedy() {
        return "open the one in which something is to be repaired.";
    }
}
