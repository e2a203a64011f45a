package org.inpaintj.imagej.large;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import ij.gui.Roi;

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
import org.inpaintj.inpaint.large.LargeJournal;
import org.inpaintj.inpaint.large.LargeRecord;
import org.inpaintj.inpaint.large.PatchedImage;
import org.inpaintj.params.Key;
import org.inpaintj.repair.Region;
import org.inpaintj.repair.RegionFilter;
import org.inpaintj.repair.RegionRequest;
import org.inpaintj.repair.RegionRequest.Source;
import org.inpaintj.repair.RepairRequest;

/**
 * This job repaints regions of an image that may be larger than memory, block by block, into a journal beside the
 * result; when all are done, the file is copied, the regions are written into the copy, and it gets its name. A job
 * that was ended goes on with what its journal has. Immutable.
 *
 * @param in      the image
 * @param slice   z, 1-based
 * @param frame   t, 1-based
 * @param request with what regions are repainted
 * @param regions which regions count, and how they share the prompt; null where each part of the mask is repainted as
 *                it is
 * @param roi     left, top, width and height; null where something else says what is repainted
 * @param rois    selections, each of which is a region; empty where something else says it
 */
public record LargeJob(Path in, int slice, int frame, Request request, RegionRequest regions, int[] roi,
        List<Roi> rois) {

    /** What is said of an image that is worked on so. */
    public static final String NOTE = "The image is worked on block by block: the result is a copy of the file with "
            + "the regions repainted in it, without layers, and each connected part of the mask is a region.";

    /** More regions than a job can have, each of which may have a seed of its own. */
    static final int MOST_SEEDS = 1 << 24;
    /** What keys that name pictures beside the image begin with. */
    private static final List<String> NEED_PICTURES = List.of("sketch", "strength_map", "control");
    /** Keys that say how a result is shown or delivered. */
    private static final List<String> IDLE = List.of("target", "background");

    /** One that repaints each part of the request's mask, or a rectangle. */
    public static LargeJob inpaint(final Path in, final int slice, final int frame, final Request request,
            final int[] roi) {
        return new LargeJob(in, slice, frame, request, null, roi, List.of());
    }

    /** One that repaints each of some selections. */
    public static LargeJob selections(final Path in, final int slice, final int frame, final Request request,
            final List<Roi> rois) {
        return new LargeJob(in, slice, frame, request, null, null, List.copyOf(rois));
    }

    /** One that repairs the regions of a label image, or of the file that it names. */
    public static LargeJob repair(final Path in, final int slice, final int frame, final RepairRequest repair) {
        return new LargeJob(in, slice, frame, repair.request().with("refine", "none").with("invert", false)
                .with("grow", 0).with("mask", "").with("candidates", 1), repair.regions(), null, List.of());
    }

    /**
     * Does it, or goes on where an earlier run was ended. Until it is done, and if it fails or is cancelled, what lay
     * in the place of the result stays, and a journal beside it has the regions that are done.
     *
     * @param out      the copy, of the kind of the image
     * @param progress told how far it is, asked whether to go on
     * @throws CancelledException once the progress says so
     * @throws InpaintException   if it cannot be done, saying why
     */
    public LargeInpainter.Done run(final Path out, final Progress progress) {
        LargeFiles.checkResult(in, out);
        final String name = name();
        final Set<String> notes = new LinkedHashSet<>(List.of(NOTE));
        final Request known = checked(name, notes);
        try (BlockImage image = LargeFiles.open(in, name, false)) {
            image.layout().check(slice, frame);
            final List<Region> all = regions(image.layout(), progress);
            FileCopy.checkRoom(out.toAbsolutePath().getParent(), FileCopy.size(in));
            final LargeJournal journal = journal(out, image.layout(), known, all);
            try {
                if (journal.earlier() > 0)
                    notes.add("It went on after " + journal.earlier() + " of " + all.size()
                            + " regions, which an earlier run had done.");
                new LargeInpainter(new PatchedImage(image, journal), slice, frame, HostVersions.host()).run(all, how(),
                        known.keys().with(known, journal.seeds()), regions == null ? "mask" : regions.source().word(),
                        progress, journal);
                notes.addAll(journal.notes());
                assemble(out, journal, progress, notes);
                if (!journal.remove())
                    notes.add("'" + LargeJournal.of(out) + "' could not be removed, and is needed no more.");
                return new LargeInpainter.Done(journal.first().orElseThrow(), journal.size(), List.copyOf(notes));
            } finally {
                leave(out, journal, all.size(), progress);
            }
        } catch (final IOException e) {
            throw ImageFiles.unwritten(out, e);
        }
    }

    private LargeJournal journal(final Path out, final BlockLayout layout, final Request known, final List<Region> all)
            throws IOException {
        final Request drawn = known.drawn(all.size());
        final Map<String, String> asked = new TreeMap<>(), used = new TreeMap<>();
        for (final String key : known.seeds())
            if (known.keys().unmet(key, known).isEmpty()) {
                asked.put(key, known.text(key));
                used.put(key, drawn.text(key));
            }
        return LargeJournal.open(out, layout, LargeIdentity.of(this, known, all), asked, used);
    }

    /** Copies the file, and writes all regions into the copy in the order in which they were done. */
    private void assemble(final Path out, final LargeJournal journal, final Progress progress, final Set<String> notes)
            throws IOException {
        try (PartCopy part = LargeFiles.isZarr(in) ? new PartFolder(out) : new PartFile(out, ".tif")) {
            if (LargeFiles.isZarr(in))
                FileCopy.folder(in, part.path(), progress);
            else
                FileCopy.file(in, part.path(), progress);
            try (BlockImage copy = LargeFiles.open(part.path(), name(), true);
                    LargeRecord record = new LargeRecord(LargeRecord.of(out), copy.layout())) {
                journal.forEach((box, samples, painted, line) -> {
                    progress.check();
                    copy.write(box, samples, painted, slice, frame);
                    record.add(line);
                });
                notes.addAll(copy.finish());
                progress.check();
                journal.placing();
                record.commit(notes::add);
            }
            part.commit(notes::add);
        }
    }

    /** Closes a journal that is still there, which stays if something is in it, and says so. */
    private static void leave(final Path out, final LargeJournal journal, final int all, final Progress progress) {
        if (!journal.isOpen())
            return;
        if (journal.size() == 0 && journal.remove())
            return;
        journal.close();
        progress.note("Nothing was written to '" + out + "'. The " + journal.size() + " of " + all
                + " regions that are done are in '" + LargeJournal.of(out).getFileName()
                + "' beside it: the same command goes on from there.");
    }

    /**
     * What would be done: reads the image's header and the whole mask.
     *
     * @throws InpaintException if it cannot be done
     */
    public LargeOutlook outlook(final Progress progress) {
        final String name = name();
        checked(name, new LinkedHashSet<>());
        try (BlockImage image = LargeFiles.open(in, name, false)) {
            image.layout().check(slice, frame);
            return LargeOutlook.of(in, image.layout(), regions(image.layout(), progress));
        } catch (final IOException e) {
            throw new InpaintException("'" + name + "' cannot be read (" + e.getMessage() + ").", e);
        }
    }

    private String name() {
        return String.valueOf(in.toAbsolutePath().normalize().getFileName());
    }

    private RegionRequest how() {
        return regions == null ? RegionRequest.KEYS.parse(Map.of()) : regions;
    }

    /** The request with models by their paths; what it asks for in vain is noted. */
    private Request checked(final String name, final Collection<String> notes) {
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
        if (!rois.isEmpty())
            return selected(image);
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

    private List<Region> selected(final BlockLayout image) {
        final List<Region> found = LargeRegions.of(rois.stream().filter(each -> lies(each, image)).toList(), image,
                slice);
        if (found.isEmpty())
            throw new InpaintException("None of the " + rois.size() + " selections lies in '" + image.info().title()
                    + "' at this position, so it stays as it is: select what is in the image.");
        return found;
    }

    /** Whether a selection lies at the position, or at all. */
    private boolean lies(final Roi each, final BlockLayout image) {
        if (image.slices() * (long) image.frames() == 1)
            return true;
        if (each.hasHyperStackPosition())
            return List.of(0, slice).contains(each.getZPosition()) && List.of(0, frame).contains(each.getTPosition());
        // numbered with the channels, as ImageJ does it
        final int plane = each.getPosition();
        final long first = ((frame - 1L) * image.slices() + slice - 1) * image.planes();
        return plane == 0 || plane > first && plane <= first + image.planes();
    }
}
