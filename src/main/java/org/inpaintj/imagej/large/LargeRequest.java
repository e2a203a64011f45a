package org.inpaintj.imagej.large;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import ij.gui.Roi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.large.LargeKeys.Regions;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RoiFiles;
import org.inpaintj.inpaint.large.LargeJournal;
import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;
import org.inpaintj.repair.RegionRequest;
import org.inpaintj.repair.RegionRequest.Source;
import org.inpaintj.repair.RepairRequest;

/**
 * Everything that repainting a file is told which is not opened.
 *
 * @param large   which file, where to
 * @param regions which of the regions count, where {@code labels} names them
 * @param request with what they are repainted
 */
public record LargeRequest(LargeKeys large, RegionRequest regions, Request request) {

    /** What a dialog asks for first. */
    public static final List<String> FIRST_PAGE = List.of("file", "output", "regions", "mask", "labels", "roi", "slice",
            "frame", "overwrite", "engine", "model", "prompt", "seed", "grow", "padding");

    /** What regions are looked for by in an image that is open. */
    private static final Set<String> OF_AN_IMAGE = Set.of("source", "confidence", "text_threshold", "nms",
            "sensitivity", "defect_size", "macro", "detector", "text", "defects", "join");
    /** What makes no sense block by block, and is refused or noted. */
    private static final Set<String> NOT_OFFERED = Set.of("candidates", "invert", "refine", "segmenter", "target",
            "background", "sketch", "strength_map", "transparency", "neighbours");

    /** The keys of all three, with those of the engines that were found. */
    public static Parameters<LargeRequest> keys() {
        return new Parameters<>(new LargeRequest(LargeKeys.KEYS.parse(Map.of()), RegionRequest.KEYS.parse(Map.of()),
                Engines.found().keys().parse(Map.of())), OF_AN_IMAGE);
    }

    /** The keys that a dialog may ask for, of some. */
    public static List<String> offered(final List<String> keys) {
        final Parameters<Request> known = Engines.found().keys();
        return keys.stream().filter(key -> !NOT_OFFERED.contains(key) && !(known.has(key) && !key.equals("mask")
                && known.describe(key).path() == Key.Path.IMAGE)).toList();
    }

    /**
     * The file.
     *
     * @throws InpaintException if none is named
     */
    public Path in() {
        return path("file", large.file(), "a TIFF, or the folder of an OME-Zarr");
    }

    /**
     * The result.
     *
     * @throws InpaintException if it has no name
     */
    public Path out() {
        return path("output", large.output(), "the name of the result");
    }

    private static Path path(final String key, final String text, final String what) {
        if (text.isBlank())
            throw new InpaintException("Nothing says which " + key + " is meant: set " + key + " to " + what + ".");
        try {
            return Path.of(text.strip());
        } catch (final InvalidPathException e) {
            throw new InpaintException("'" + text + "' cannot be the name of a file (" + e.getReason() + ").", e);
        }
    }

    /** The seeds that are left to chance, drawn; none where the engine leaves nothing to it. */
    public Map<String, String> drawn() {
        final Map<String, String> seeds = new LinkedHashMap<>();
        try {
            if (Engines.found().of(RecentModels.found(request), Task.INPAINT).capabilities().draws()) {
                // those of a run that goes on
                final Map<String, String> before = large.output().isBlank() ? Map.of() : LargeJournal.seeds(out());
                final Request drawn = request.drawn(LargeJob.MOST_SEEDS);
                request.seeds().stream().filter(key -> !request.text(key).equals(drawn.text(key)))
                        .forEach(key -> seeds.put(key, before.getOrDefault(key, drawn.text(key))));
            }
        } catch (final InpaintException e) {
            // what is wrong with the engine is told when it is to run
            return Map.of();
        }
        return seeds;
    }

    /** The files that are read beside the image, by the names of keys. */
    public List<Path> read() {
        return Stream.of(request.mask(), regions.labels()).filter(text -> !text.isBlank())
                .map(text -> path("mask", text, "a file")).toList();
    }

    /**
     * What is to be done.
     *
     * @param rois the selections that {@code regions} means; anything where it says {@code file}
     * @throws InpaintException if it is not told where to repaint, or in two ways
     */
    public LargeJob job(final List<Roi> rois) {
        final boolean file = large.regions() == Regions.FILE;
        final long ways = List.of(request.mask(), regions.labels(), large.roi()).stream()
                .filter(way -> !way.isBlank()).count() + (file ? 0 : 1);
        if (ways != 1)
            throw new InpaintException(ways == 0 ? "Nothing says where '" + in().getFileName()
                    + "' is to be repainted: set mask, labels, roi, or regions to selection or manager."
                    : "Where '" + in().getFileName() + "' is to be repainted is said in " + ways + " ways: give one of "
                            + "mask, labels and roi, or regions=" + large.regions().word() + " alone.");
        if (!regions.labels().isBlank())
            return LargeJob.repair(in(), large.slice(), large.frame(), repair());
        if (!file && rois.isEmpty())
            throw new InpaintException(large.regions() == Regions.MANAGER
                    ? "The ROI Manager holds no selection: add one, or say by mask, labels or roi what is repainted."
                    : "Nothing is selected in an open image: draw a selection, or say by mask, labels or roi what is "
                            + "repainted.");
        final int[] roi = large.roi().isBlank() ? null : RoiFiles.rectangle(large.roi());
        return file ? LargeJob.inpaint(in(), large.slice(), large.frame(), request, roi)
                : LargeJob.selections(in(), large.slice(), large.frame(), request, rois);
    }

    private RepairRequest repair() {
        final Map<String, String> values = request.keys().changes(request);
        final List<String> idle = values.keySet().stream().filter(key -> !RepairRequest.keys().has(key)).toList();
        if (!idle.isEmpty())
            throw new InpaintException("With labels there is no " + String.join(", ", idle)
                    + ": leave that out, or name the image as a mask.");
        final Map<String, String> all = new LinkedHashMap<>(RegionRequest.KEYS.changes(regions));
        all.putAll(values);
        all.put("source", Source.LABELS.word());
        return RepairRequest.of(all);
    }
}
