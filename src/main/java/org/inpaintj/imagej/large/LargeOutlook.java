package org.inpaintj.imagej.large;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

import org.inpaintj.core.Box;
import org.inpaintj.core.FileCopy;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.InpaintPlan;
import org.inpaintj.inpaint.large.BlockImage;
import org.inpaintj.inpaint.large.BlockLayout;
import org.inpaintj.repair.Region;

/**
 * What would come of a job on a large image.
 *
 * @param layout  what the image holds
 * @param kind    of file: TIFF, BigTIFF or OME-Zarr
 * @param regions how many are repainted
 * @param largest the one of them that takes the most memory
 * @param masks   bytes of all of them together
 * @param disk    bytes of the copy, fewer where it has holes
 */
public record LargeOutlook(BlockLayout layout, String kind, int regions, Box largest, long masks, long disk) {

    static LargeOutlook of(final Path in, final BlockLayout layout, final List<Region> regions) throws IOException {
        final Box largest = regions.stream().map(region -> region.mask().box())
                .max(Comparator.comparingLong(LargeOutlook::pixels)).orElse(new Box(0, 0, 0, 0));
        return new LargeOutlook(layout, LargeFiles.kind(in), regions.size(), largest,
                Float.BYTES * regions.stream().mapToLong(region -> pixels(region.mask().box())).sum(),
                // a folder of many files is looked through only where something comes of it
                regions.isEmpty() ? 0 : FileCopy.size(in));
    }

    /**
     * What is known before it is said where the image is to be repainted: no regions, no bytes.
     *
     * @throws InpaintException if it cannot be opened
     */
    public static LargeOutlook of(final Path in) {
        try (BlockImage image = LargeFiles.open(in, String.valueOf(in.getFileName()), false)) {
            return of(in, image.layout(), List.of());
        } catch (final IOException e) {
            throw new InpaintException("'" + in + "' cannot be read (" + e.getMessage() + ").", e);
        }
    }

    private static long pixels(final Box box) {
        return (long) box.width() * box.height();
    }

    /**
     * Bytes that a request takes at the most, in Java's memory and beside it, estimated.
     *
     * @param request with models by their paths
     * @throws InpaintException if it does not fit
     */
    public long memory(final Request request) {
        final Engine engine = Engines.found().of(request, Task.INPAINT);
        final Box crop = InpaintPlan.region(Task.INPAINT, request, engine, largest, layout.bounds());
        return crop.isEmpty() ? masks : masks + HeapCheck.bytes(crop, Math.max(3, layout.channels()), 1)
                + engine.memory(request, Task.INPAINT, crop, largest).orElse(0);
    }

    /**
     * It in a line.
     *
     * @param request with models by their paths
     */
    public String line(final Request request) {
        return layout.width() + " x " + layout.height() + " px, " + layout.type().bits() + " bit, block by block; "
                + Engines.found().of(request, Task.INPAINT).id() + ", " + regions
                + (regions == 1 ? " region" : " regions");
    }
}
