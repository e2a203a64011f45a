package org.inpaintj.command;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.image.KnownModels;
import org.inpaintj.image.KnownModels.Kind;
import org.inpaintj.image.Series;
import org.inpaintj.segment.regions.Repair;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;

/** Finds objects and repaints each by itself, as a layer of its own. */
@Plugin(type = Command.class, label = "Repair Detections...", visible = false, headless = true,
        description = "Finds objects by text, selections, labels or a macro, and repaints each by itself")
public final class RepairDetections extends RequestFields<Repair> {

    private static final List<String> SHOWN = List.of("source", "confidence", "smallest", "largest", "most", "order",
            "dilate", "join", "labels", "macro", "detector", "segmenter", "text");
    /** Keys of the request that would make the first page higher than screens are. */
    private static final List<String> SECOND_PAGE = List.of("sampler", "schedule", "blur", "content", "styles", "stylebook");

    @Parameter(required = false, persist = false)
    private String source, confidence, smallest, largest, most, rank, order, right, up, dilate, join, power,
            sameseed, text_threshold, nms, labels, macro, detector, text, main;

    public RepairDetections() {
        super(Repair.KEYS, Task.INPAINT);
    }

    @Override
    public List<String> shown() {
        final List<String> own = meaningful();
        return keys().keys().stream().filter(key -> SHOWN.contains(key) || own.contains(key) && !SECOND_PAGE.contains(key))
                .toList();
    }

    @Override
    protected String memory() {
        return "inpaintj.repair";
    }

    @Override
    protected Request request(final Repair settings) {
        return settings.request();
    }

    @Override
    protected int results(final Repair settings) {
        return settings.regions().sameseed() ? 1 : Series.MOST;
    }

    @Override
    protected List<String> leftovers(final Repair settings, final KeyUse use) {
        // the dialog shows the fields of all sources
        final List<String> keys = new ArrayList<>(settings.ofOtherSources());
        super.leftovers(settings, use).stream().filter(key -> !key.equals("segmenter")).forEach(keys::add);
        return keys;
    }

    @Override
    protected void perform(final Repair settings) {
        IJ.showStatus(title().replace("...", "") + ": reading the image and the model");
        final Series series = Series.of(image(), settings.regions(), settings.request());
        KnownModels.remember(Kind.DETECTOR, settings.regions().detector());
        submit(series, settings.request());
    }
}
