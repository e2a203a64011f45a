package org.inpaintj.imagej.large;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.FileCopy;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PartCopy;
import org.inpaintj.core.PartFile;
import org.inpaintj.core.PartFolder;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.image.HostVersions;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.inpaint.large.BlockImage;
import org.inpaintj.inpaint.large.BlockLayout;
import org.inpaintj.inpaint.large.LargeInpainter;
import org.inpaintj.inpaint.large.LargeRecord;
import org.inpaintj.params.Key;
import org.inpaintj.repair.Region;
import org.inpaintj.repair.RegionFilter;
import org.inpaintj.repair.RegionRequest;
import org.inpaintj.repair.RegionRequest.Source;
import org.inpaintj.repair.RepairRequest;

/**
 * This job repaints regions of an image that may be larger than memory: the file is copied, the regions are repainted
 * in the copy, block by block, and the copy gets its name when all is done. Immutable.
 *
 * @param in      the image
 * @param slice   z, 1-based
 * @param frame   t, 1-based
 * @param request with what regions are repainted
 * @param regions which regions count, and how they share the prompt; null where each part of the mask is repainted as
 *                it is
 * @param roi     left, top, width and height; null where the mask or the labels of the request say what is repainted
 */
public record LargeJob(Path in, int slice, int frame, Request request, RegionRequest regions, int[] roi) {

    /** What is said of an image that is worked on so. */
    public static final String NOTE = "The image is worked on block by block: the result is a copy of the file with "
            + "the regions repainted in it, without layers, and each connected part of the mask is a region.";

    /** What keys that name pictures beside the image begin with. */
    private static final List<String> NEED_PICTURES = List.of("sketch", "strength_map", "control");
    /** Keys that say how a result is shown or delivered. */
    private static final List<String> IDLE = List.of("target", "background");

    /** One that repaints each part of the request's mask, or a rectangle. */
    public static LargeJob inpaint(final Path in, final int slice, final int frame, final Request request,
            final int[] roi) {
        return new LargeJob(in, slice, frame, request, null, roi);
    }

    /** One that repairs the regions of a label image, or of the file that it names. */
    public static LargeJob repair(final Path in, final int slice, final int frame, final RepairRequest repair) {
        return new LargeJob(in, slice, frame, repair.request().with("refine", "none").with("invert", false)
                .with("grow", 0).with("mask", "").with("candidates", 1), repair.regions(), null);
    }

    /**
     * Does it. Until it is done, and if it fails or is cancelled, nothing is left and what lay there before stays.
     *
     * @param out      the copy, of the kind of the image
     * @param progress told how far it is, asked whether to go on
     * @throws CancelledException once the progress says so
     * @throws InpaintException   if it cannot be done, saying why
     */
    public LargeInpainter.Done run(final Path out, final Progress progress) {
        LargeFiles.checkFormat(in, out);
        if (out.toAbsolutePath().normalize().startsWith(in.toAbsolutePath().normalize()))
            throw new InpaintException("'" + out + "' is '" + in + "' itself or lies in it, which is never changed: "
                    + "give the result another name.");
        final String name = String.valueOf(in.toAbsolutePath().normalize().getFileName());
        final List<String> notes = new ArrayList<>(List.of(NOTE));
        final Request known = checked(name, notes);
        try {
            final List<Region> all;
            try (BlockImage image = LargeFiles.open(in, name, false)) {
                image.layout().check(slice, frame);
                all = regions(image.layout(), progress);
            }
            try (PartCopy part = LargeFiles.isZarr(in) ? new PartFolder(out) : new PartFile(out, ".tif")) {
                if (LargeFiles.isZarr(in))
                    FileCopy.folder(in, part.path(), progress);
                else
                    FileCopy.file(in, part.path(), progress);
                return paint(part, out, name, known, all, progress, notes);
            }
        } catch (final IOException e) {
            throw ImageFiles.unwritten(out, e);
        }
    }

    /** What would be done, in a line. */
    public String outlook() {
        final String name = String.valueOf(in.getFileName());
        final Request known = checked(name, new ArrayList<>());
        try (BlockImage image = LargeFiles.open(in, name, false)) {
            image.layout().check(slice, frame);
            final int count = regions(image.layout(), Progress.NONE).size();
            return image.layout().width() + " x " + image.layout().height() + " px, " + image.layout().type().bits()
                    + " bit, block by block; " + Engines.found().of(known, Task.INPAINT).id() + ", " + count
                    + (count == 1 ? " region" : " regions");
        } catch (final IOException e) {
            throw new InpaintException("'" + name + "' cannot be read (" + e.getMessage() + ").", e);
        }
    }

    private LargeInpainter.Done paint(final PartCopy part, final Path out, final String name, final Request known,
            final List<Region> all, final Progress progress, final List<String> notes) throws IOException {
        final LargeInpainter.Done done;
        final LargeRecord opened;
        try (BlockImage image = LargeFiles.open(part.path(), name, true)) {
            opened = new LargeRecord(LargeRecord.of(out), image.layout());
            try (LargeRecord record = opened) {
                done = new LargeInpainter(image, slice, frame, HostVersions.host()).run(all, how(), known,
                        regions == null ? "mask" : regions.source().word(), progress,
                        patch -> record.add(patch.provenance()));
                progress.check();
                record.commit(notes::add);
            }
        }
        part.commit(notes::add);
        notes.addAll(done.notes());
        return new LargeInpainter.Done(done.first(), done.regions(), List.copyOf(new LinkedHashSet<>(notes)));
    }

    private RegionRequest how() {
        return regions == null ? RegionRequest.KEYS.parse(Map.of()) : regions;
    }

    /** The request with models by their paths; what it asks for in vain is noted. */
    private Request checked(final String name, final List<String> notes) {
        if (request.refine() == Request.Refine.SAM || request.invert())
            throw new InpaintException((request.invert() ? "invert" : "refine") + " needs the whole image, and '" + name
                    + "' is worked on block by block: leave it out, or make the mask before.");
        if (request.candidates() != 1)
            throw new InpaintException("'" + name + "' is worked on block by block, which makes one candidate: leave "
                    + "candidates at 1.");
        for (final String key : request.keys().keys())
            if (NEED_PICTURES.stream().anyMatch(key::startsWith) && !request.text(key).isBlank()
                    && request.keys().describe(key).path() == Key.Path.IMAGE)
                throw new InpaintException(key + " names a picture beside the image, and '" + name
                        + "' is worked on block by block: leave it out.");
        if (regions != null && regions.source() != Source.LABELS)
            throw new InpaintException("'" + name + "' is worked on block by block, which repairs the regions of a "
                    + "label image or of a file of selections: give labels.");
        if (regions != null && regions.join() != RegionRequest.Join.NONE)
            throw new InpaintException("join needs the whole image, and '" + name
                    + "' is worked on block by block: leave it out.");
        final Request known = RecentModels.found(request);
        final KeyUse use = KeyUse.of(Engines.found().of(known, Task.INPAINT), Task.INPAINT);
        final Set<String> given = new LinkedHashSet<>(request.keys().changes(request).keySet());
        final List<String> idle = IDLE.stream().filter(given::contains).toList();
        if (!idle.isEmpty())
            notes.add(KeyUse.note(idle, "an image that is worked on block by block"));
        given.removeAll(IDLE);
        notes.addAll(use.notes(request, given));
        if (regions != null)
            notes.addAll(new RepairRequest(regions, request).notes(use.uses("prompt")));
        return known;
    }

    private List<Region> regions(final BlockLayout image, final Progress progress) throws IOException {
        if (roi != null)
            return LargeRegions.box(roi, image);
        final String file = regions == null ? request.mask() : regions.labels();
        if (file.isBlank() || file.equals(Request.PAINTED))
            throw new InpaintException("'" + image.info().title() + "' is worked on block by block, so a file must say "
                    + "what is repainted: give " + (regions == null ? "--mask FILE or --roi x,y,w,h" : "--labels FILE")
                    + ".");
        final List<Region> found = LargeRegions.of(Path.of(file.strip()), image, slice, frame, regions != null,
                progress);
        final List<Region> left = regions == null ? found : RegionFilter.apply(found, regions, image.bounds());
        if (left.isEmpty())
            throw new InpaintException("None of the " + found.size() + " regions found in '" + image.info().title()
                    + "' is left, so it stays as it is: look at confidence, smallest, largest and dilate.");
        return left;
    }
}
