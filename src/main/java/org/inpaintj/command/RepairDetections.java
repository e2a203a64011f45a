package org.inpaintj.command;

import java.util.List;
import java.util.stream.Stream;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.imagej.job.PaintJob;
import org.inpaintj.imagej.job.RegionBatch;
import org.inpaintj.repair.RepairRequest;

/** Finds objects and repaints each by itself, as a layer of its own. */
@Plugin(type = Command.class, label = "Repair Detections...", visible = false, headless = true,
        description = "Finds objects by text, selections, labels or a macro, and repaints each by itself")
public final class RepairDetections extends PaintCommand<RepairRequest> {

    private static final List<String> SHOWN = List.of("source", "confidence", "smallest", "largest", "most", "order",
            "dilate", "join", "labels", "macro", "detector", "segmenter", "text");
    /** They would make the first page higher than screens are. */
    private static final List<String> SECOND_PAGE = List.of("sampler", "schedule", "blur", "content", "styles", "stylebook");
    @Parameter(required = false, persist = false)
    private String source, confidence, smallest, largest, most, rank, order, right, up, dilate, join, power,
            sameseed, text_threshold, nms, labels, macro, detector, text, main;

    public RepairDetections() {
        super(RepairRequest.keys(), Task.INPAINT);
    }

    @Override
    public List<String> shown() {
        return page(meaningful()).filter(keys().parse(values())::heeds).toList();
    }

    @Override
    public List<String> page() {
        return page(possible()).toList();
    }

    private Stream<String> page(final List<String> own) {
        return keys().keys().stream().filter(key -> SHOWN.contains(key) || own.contains(key) && !SECOND_PAGE.contains(key));
    }

    @Override
    protected boolean heeds(final RepairRequest settings, final String key) {
        return settings.heeds(key);
    }

    @Override
    protected String memory() {
        return "inpaintj.repair";
    }

    @Override
    protected Request request(final RepairRequest settings) {
        return settings.request();
    }

    @Override
    protected int results(final RepairRequest settings) {
        return settings.regions().sameseed() ? 1 : RegionBatch.MOST;
    }

    @Override
    protected PaintJob commission(final RepairRequest settings) {
        return RegionBatch.of(image(), settings.regions(), settings.request());
    }

    @Override
    protected String remedy() {
        return "open the one in which something is to be repaired.";
    }
}
