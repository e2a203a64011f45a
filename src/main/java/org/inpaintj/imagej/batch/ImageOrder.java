package org.inpaintj.imagej.batch;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import ij.gui.Roi;

import org.inpaintj.batch.BatchItem;
import org.inpaintj.batch.BatchRequest;
import org.inpaintj.batch.FilePattern;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.large.LargeFiles;
import org.inpaintj.imagej.large.LargeJob;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.RoiFiles;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;
import org.inpaintj.repair.RegionRequest;
import org.inpaintj.repair.RegionRequest.Source;
import org.inpaintj.repair.RepairRequest;

/**
 * What is done to one image of a batch: its keys, those of the batch below, with all names filled in. Several regions
 * are repaired one by one where {@code labels}, {@code text}, {@code defects} or {@code source} says so, or
 * {@code rois} is a {@code .zip}; else one is inpainted. Immutable.
 *
 * @param values  keys to values as given
 * @param places  the same of {@link BatchRequest#PLACES}
 * @param request of inpainting, or of each of several regions
 * @param regions null where one region is inpainted
 */
record ImageOrder(Map<String, String> values, Map<String, String> places, Request request, RegionRequest regions) {

    /**
     * @param common keys of the whole batch
     * @param here   the folder that paths in these are relative to
     * @param base   the same of the item's own keys
     * @throws InpaintException for an unknown key, a bad value, or what batches do not do
     */
    static ImageOrder of(final BatchItem item, final Map<String, String> common, final Path here,
            final Path base) {
        final Map<String, String> values = new TreeMap<>(), places = new TreeMap<>();
        common.forEach((key, value) -> (BatchRequest.PLACES.contains(key) ? places : values).put(key,
                below(here, key, filled(key, value, item))));
        item.values().forEach((key, value) -> (BatchRequest.PLACES.contains(key) ? places : values).put(key,
                below(base, key, filled(key, value, item))));
        if (item.out().endsWith(".png"))
            values.putIfAbsent("target", "image");
        final boolean several = isGiven(values, "labels") || isGiven(values, "text") || isGiven(values, "defects")
                || values.containsKey("source") || ImageWork.isZip(places);
        if (!several) {
            final Parameters<Request> keys = Engines.found().keys();
            return new ImageOrder(values, places, keys.parse(keys.expand(values)), null);
        }
        values.putIfAbsent("source", isGiven(values, "labels") ? "labels" : isGiven(values, "text") ? "text"
                : isGiven(values, "defects") ? "defects" : "overlay");
        final RepairRequest repair = RepairRequest.of(values);
        if (Set.of(Source.MACRO, Source.MANAGER).contains(repair.regions().source()))
            throw new InpaintException("source=" + repair.regions().source().word() + " does not work in a batch of "
                    + "files: give labels, text, or rois.");
        return new ImageOrder(values, places, repair.request(), repair.regions());
    }

    private static boolean isGiven(final Map<String, String> values, final String key) {
        return !values.getOrDefault(key, "").isBlank();
    }

    private static String filled(final String key, final String value, final BatchItem item) {
        return path(key) == Key.Path.NONE || !FilePattern.isPattern(value) ? value
                : FilePattern.fill(value, item.path(), item.name(), item.number());
    }

    /** Files are named from a folder, such as that of the table, or models by their names. */
    private static String below(final Path base, final String key, final String value) {
        try {
            final Path file = base.resolve(value);
            return path(key) == Key.Path.NONE || !Files.exists(file) ? value : file.normalize().toString();
        } catch (final InvalidPathException e) {
            return value;
        }
    }

    /** What a key is the path of. */
    static Key.Path path(final String key) {
        if (key.equals("rois"))
            return Key.Path.FILE;
        if (RegionRequest.KEYS.has(key))
            return RegionRequest.KEYS.describe(key).path();
        final Parameters<Request> keys = Engines.found().keys();
        return keys.has(key) ? keys.describe(key).path() : Key.Path.NONE;
    }

    /** Whether each region is repaired by itself. */
    boolean repairs() {
        return regions != null;
    }

    /**
     * The same for an image that is worked on block by block.
     *
     * @throws InpaintException if that cannot do it
     */
    LargeJob large(final Path image) {
        final String each = places.getOrDefault("each", "image"), rois = places.getOrDefault("rois", "").strip();
        if (!each.equalsIgnoreCase("image") || number("noise_span", 0) != 0)
            throw new InpaintException("'" + image.getFileName() + "' is worked on block by block, at one position: "
                    + "leave out each and noise_span, and give a row for each slice and frame.");
        final int slice = number("slice", 1), frame = number("frame", 1);
        final String roi = places.getOrDefault("roi", "");
        if (repairs()) {
            final RegionRequest named = rois.isEmpty() ? regions
                    : RegionRequest.KEYS.with(regions, Map.of("source", Source.LABELS.word(), "labels", rois));
            return LargeJob.repair(image, slice, frame, new RepairRequest(named, request));
        }
        return LargeJob.inpaint(image, slice, frame, rois.isEmpty() ? request : request.with("mask", rois),
                roi.isBlank() ? null : RoiFiles.rectangle(roi));
    }

    /** A whole number from a least one on, which it is by default. */
    int number(final String place, final int least) {
        final String text = places.getOrDefault(place, Integer.toString(least));
        if (!text.matches("\\d{1,9}"))
            throw new InpaintException(place + "=" + text + " is no whole number from " + least + ".");
        return Integer.parseInt(text);
    }

    /** The id of the engine that will run. */
    String engine() {
        return Engines.found().of(found(), Task.INPAINT).id();
    }

    /** With the paths of models that are given by their names. */
    Request found() {
        return RecentModels.found(request);
    }

    /** Keys to values where they differ from their defaults, paths by their last names. */
    Map<String, String> changes() {
        final Map<String, String> changes = new LinkedHashMap<>(places);
        changes.putAll(request.keys().changes(request));
        if (repairs())
            changes.putAll(RegionRequest.KEYS.changes(regions));
        changes.replaceAll((key, value) -> path(key) == Key.Path.NONE ? value
                : Provenance.withoutFolders("mask", value));
        return changes;
    }

    /** The files that are read beside the image and the models, by their keys. */
    Map<String, Path> inputs() {
        final Map<String, Path> files = new TreeMap<>();
        final Map<String, String> all = new LinkedHashMap<>(values);
        all.putAll(places);
        all.forEach((key, value) -> {
            final boolean read = path(key) == Key.Path.IMAGE || path(key) == Key.Path.FILE;
            if (read && !value.isBlank() && (Files.isRegularFile(ImageWork.path(value))
                    || Files.isDirectory(ImageWork.path(value)) && LargeFiles.isZarr(ImageWork.path(value))))
                files.put(key, ImageWork.path(value));
        });
        return files;
    }

    /** The selections of {@code rois}, if it is given. */
    Optional<List<Roi>> rois() {
        return isGiven(places, "rois") ? Optional.of(RoiFiles.read(ImageWork.path(places.get("rois"))))
                : Optional.empty();
    }
}
