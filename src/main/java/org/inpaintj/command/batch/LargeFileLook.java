package org.inpaintj.command.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import org.inpaintj.core.FileCopy;
import org.inpaintj.core.FileStamp;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.job.JobOutlook;
import org.inpaintj.imagej.large.LargeFiles;
import org.inpaintj.imagej.large.LargeJob;
import org.inpaintj.imagej.large.LargeKeys.Regions;
import org.inpaintj.imagej.large.LargeOutlook;
import org.inpaintj.imagej.large.LargeRequest;
import org.inpaintj.imagej.large.VirtualImages;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.language.Translation;

/** What a dialog for a file that is not opened proposes, and says of it before the start. Thread-safe. */
final class LargeFileLook {

    private static final long GIGABYTE = 1 << 30;

    /** What the last look at the files told, for regions of a large mask take a while to count. */
    private Seen seen;

    private record Seen(List<Object> of, LargeOutlook outlook) {
    }

    /** The file, the position and the selection of an image that shows such a file. */
    static Map<String, String> proposed(final ImagePlus imp) {
        final Optional<Path> file = VirtualImages.file(imp);
        if (file.isEmpty())
            return Map.of();
        final Map<String, String> proposed = new LinkedHashMap<>();
        final StackPosition shown = StackPosition.shown(imp);
        proposed.put("file", file.get().toString());
        proposed.put("output", free(file.get()).toString());
        proposed.put("slice", Integer.toString(shown.z()));
        proposed.put("frame", Integer.toString(shown.t()));
        proposed.put("regions", (imp.getRoi() != null ? Regions.SELECTION : managed().isEmpty() ? Regions.FILE
                : Regions.MANAGER).word());
        return proposed;
    }

    /** A name beside a file that is not taken. */
    private static Path free(final Path file) {
        final Matcher name = Pattern.compile("(.*?)((?:\\.ome)?\\.(?:tiff?|zarr))?", Pattern.CASE_INSENSITIVE)
                .matcher(String.valueOf(file.getFileName()));
        final String ending = name.matches() && name.group(2) != null ? name.group(2)
                : LargeFiles.isZarr(file) ? ".zarr" : ".tif";
        for (int i = 0;; i++) {
            final Path free = file.resolveSibling(name.group(1) + "-inpainted" + (i == 0 ? "" : "-" + i) + ending);
            if (Files.notExists(free))
                return free;
        }
    }

    private static List<Roi> managed() {
        final RoiManager manager = RoiManager.getInstance2();
        return manager == null ? List.of() : Arrays.stream(manager.getRoisAsArray()).map(roi -> (Roi) roi.clone())
                .toList();
    }

    /** Copies of the selections that are meant, for they may change meanwhile. */
    static List<Roi> rois(final LargeRequest settings, final ImagePlus imp) {
        return switch (settings.large().regions()) {
            case FILE -> List.of();
            case SELECTION -> imp == null || imp.getRoi() == null ? List.of() : List.of((Roi) imp.getRoi().clone());
            case MANAGER -> managed();
        };
    }

    /** Size and kind of the file, and of how many regions there are as much as is known. */
    JobOutlook outlook(final LargeRequest settings, final ImagePlus imp) {
        final LargeOutlook image = LargeOutlook.of(settings.in());
        final String size = Translation.of("{0}, {1} x {2} px, {3} bit", image.kind(), image.layout().width(),
                image.layout().height(), image.layout().type().bits());
        String rest;
        try {
            final LargeOutlook all = look(settings, imp);
            final Request found = RecentModels.found(settings.request());
            rest = Translation.of("regions: {0}; {1}; about {2} of memory and {3} of disk", all.regions(),
                    Engines.found().of(found, Task.INPAINT).id(), bytes(all.memory(found)), bytes(all.disk()));
        } catch (final InpaintException e) {
            rest = Translation.message(e.getMessage());
        }
        return new JobOutlook(size + "; " + rest, Optional.empty(), Optional.empty());
    }

    private static String bytes(final long bytes) {
        return bytes < GIGABYTE ? Math.max(1, bytes >> 20) + " MB"
                : String.format(Locale.ROOT, "%.1f GB", bytes / (double) GIGABYTE);
    }

    /** One look at a time, so that those that come meanwhile get what it tells. */
    private synchronized LargeOutlook look(final LargeRequest settings, final ImagePlus imp) {
        final LargeJob job = settings.job(rois(settings, imp));
        final List<Object> of = List.of(settings.large().regions(), settings.large().roi(), settings.large().slice(),
                settings.large().frame(), settings.regions(), settings.request().mask(), FileStamp.of(settings.in()),
                FileStamp.of(settings.read()));
        if (seen == null || !seen.of().equals(of))
            seen = new Seen(of, job.outlook(Progress.NONE));
        return seen.outlook();
    }

    /** @throws InpaintException if it cannot be done, saying why */
    void check(final LargeRequest settings, final ImagePlus imp) {
        LargeFiles.checkFree(settings.in(), settings.read(), settings.out(), settings.large().overwrite());
        final LargeOutlook all = look(settings, imp);
        // which says what is too large
        all.memory(RecentModels.found(settings.request()));
        try {
            FileCopy.checkRoom(settings.out().toAbsolutePath().getParent(), all.disk());
        } catch (final IOException e) {
            throw new InpaintException("The folder of '" + settings.out() + "' cannot be looked at (" + e.getMessage()
                    + ").", e);
        }
    }
}
