package org.inpaintj.imagej.region;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import ij.ImagePlus;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Facts;
import org.inpaintj.imagej.image.LutRenderer;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RecentModels.Kind;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.repair.Region;
import org.inpaintj.repair.RegionRequest;
import org.inpaintj.segment.RgbImage;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.segment.text.TextSearch;

/**
 * This source gives the regions that a text names, to be looked for on a worker thread in what the image shows now, its
 * layers included.
 */
public final class TextRegions {

    private final RgbImage rgb;
    private final SelectionRequest request;

    /**
     * @param imp       the image that shows the samples
     * @param samples   of one position of it, as they are seen
     * @param segmenter folder of the model that outlines what is found; empty for boxes
     * @throws InpaintException if the text or a model is missing or unusable
     */
    public TextRegions(final ImagePlus imp, final Samples samples, final RegionRequest how, final String segmenter) {
        request = SelectionRequest.of(Map.of("text", how.text(),
                "detector", RecentModels.find(Kind.DETECTOR, how.detector()),
                "model", segmenter, "shape", segmenter.isBlank() ? "box" : "mask",
                "box_threshold", Double.toString(how.confidence()),
                "text_threshold", Double.toString(how.text_threshold()), "nms", Double.toString(how.nms())));
        TextSearch.check(request);
        rgb = RgbImage.of(samples.width(), samples.height(), (int[]) LutRenderer.render(imp, samples).getPixels());
    }

    /**
     * Surest first.
     *
     * @param notes what the user should know is added to it
     * @throws CancelledException once {@code progress} says so
     * @throws InpaintException   if nothing is found, or a network cannot be run
     */
    public List<Region> find(final Progress progress, final Collection<String> notes) {
        final TextSearch.Found found = TextSearch.find(rgb, request, progress);
        final TextSearch.Outlined outlined = TextSearch.outline(rgb, found,
                IntStream.range(0, found.detections().size()).boxed().toList(), request, progress);
        notes.addAll(found.detector().notes());
        notes.addAll(outlined.notes());
        final Map<String, String> facts = new TreeMap<>();
        facts.put(Facts.REGION + " detector sha256", found.detector().digest());
        outlined.model().ifPresent(model -> model.digests().forEach(
                (part, digest) -> facts.put(Facts.REGION + " " + part + " sha256", digest)));
        final List<Region> regions = new ArrayList<>();
        for (final TextSearch.Outline each : outlined.outlines())
            regions.add(new Region(each.detection().phrase(), each.detection().score(),
                    each.detection().bounds().pixels(rgb.width(), rgb.height()), each.mask(), facts));
        return regions;
    }
}
