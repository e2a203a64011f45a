package org.inpaintj.command;

import java.io.File;
import java.util.List;
import java.util.Map;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.image.Commission;
import org.inpaintj.image.KnownModels;
import org.inpaintj.image.KnownModels.Kind;
import org.inpaintj.image.Series;
import org.inpaintj.segment.regions.Repair;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Finds objects and repaints each by itself, as a layer of its own. */
@Plugin(type = Command.class, menuPath = "Plugins>InpaintJ>Repair Detections...", headless = true,
        description = "Finds objects by text, selections, labels or a macro, and repaints each by itself")
public final class RepairDetections extends RequestFields<Repair> {

    private static final List<String> SHOWN = List.of("source", "confidence", "smallest", "largest", "most", "order",
            "dilate", "join", "labels", "macro", "detector", "segmenter", "text");
    /** Keys of the request that would make the first page higher than screens are. */
    private static final List<String> SECOND_PAGE = List.of("sampler", "schedule", "blur", "content", "styles", "stylebook");
    /** Keys that mean something for regions of one source only. */
    private static final Map<String, String> OF_A_SOURCE = Map.of("confidence", "text", "text_threshold", "text", "nms", "text",
            "detector", "text", "segmenter", "text", "text", "text", "labels", "labels", "macro", "macro");

    @Parameter(persist = false) private String source;
    @Parameter(persist = false) private double confidence;
    @Parameter(persist = false) private double smallest;
    @Parameter(persist = false) private double largest;
    @Parameter(persist = false) private int most;
    @Parameter(persist = false) private String rank;
    @Parameter(persist = false) private String order;
    @Parameter(persist = false) private int right;
    @Parameter(persist = false) private int up;
    @Parameter(persist = false) private int dilate;
    @Parameter(persist = false) private String join;
    @Parameter(persist = false) private double power;
    @Parameter(persist = false) private boolean sameseed;
    @Parameter(persist = false) private double text_threshold;
    @Parameter(persist = false) private double nms;
    @Parameter(persist = false) private String labels;
    @Parameter(persist = false) private File macro;
    @Parameter(persist = false) private File detector;
    @Parameter(persist = false) private String text;
    @Parameter(persist = false) private String main;

    public RepairDetections() {
        super(Repair.KEYS, Task.INPAINT);
    }

    @Override
    public List<String> shown() {
        final List<String> own = meaningful();
        return page().stream().filter(key -> means(key) && (SHOWN.contains(key) || own.contains(key))).toList();
    }

    @Override
    public List<String> page() {
        final List<String> own = possible();
        return keys().keys().stream().filter(key -> SHOWN.contains(key) || own.contains(key) && !SECOND_PAGE.contains(key))
                .toList();
    }

    @Override
    public List<String> rest(final List<String> firstPage) {
        return super.rest(firstPage).stream().filter(this::means).toList();
    }

    /** Whether a key says something about regions from the source that is chosen. */
    private boolean means(final String key) {
        return OF_A_SOURCE.getOrDefault(key, source).equals(source);
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
    protected Commission commission(final Repair settings) {
        final Series series = Series.of(image(), settings.regions(), settings.request());
        KnownModels.remember(Kind.DETECTOR, settings.regions().detector());
        return series;
    }

    @Override
    protected String remedy() {
        return "open the one in which something is to be repaired.";
    }
}
