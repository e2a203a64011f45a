package org.inpaintj.imagej.job;

import java.awt.Rectangle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ij.ImagePlus;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.region.DefectRegions;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.InpaintPlan;
import org.inpaintj.inpaint.resize.ImageToImageRequest;
import org.inpaintj.inpaint.resize.ResizeKeys;
import org.inpaintj.outpaint.OutpaintRequest;
import org.inpaintj.outpaint.Outpainter;
import org.inpaintj.raster.Mask;
import org.inpaintj.repair.Region;
import org.inpaintj.repair.RegionRequest;
import org.inpaintj.repair.RepairRequest;
import org.inpaintj.upscale.TileGrid;

/**
 * What would come of a request, told before anything is done: for dialogs, while their inputs are typed. Reads no
 * samples and no mask, only what the files of a model say of themselves.
 *
 * @param line   the size and the steps, in a few words; empty if there is nothing to say
 * @param region what the engine would see of the image, in its pixels; empty if that is all of it, or not known yet
 * @param found  what was found in the image and would be repainted
 */
public record JobOutlook(String line, Optional<Box> region, Optional<Mask> found) {

    JobOutlook(final String line, final Optional<Box> region) {
        this(line, region, Optional.empty());
    }


    /** Pixels of an image in which defects are looked for while a dialog is open: some seconds. */
    private static final long MOST_PREVIEWED = 6_000_000;

    private static final long GIGABYTE = 1 << 30;

    /** Nothing is known. */
    public static final JobOutlook NONE = new JobOutlook("", Optional.empty());

    /**
     * Of inpainting the selection, or of changing it or the whole image.
     *
     * @param imp null where there is none
     * @throws InpaintException if no engine can do it
     */
    public static JobOutlook of(final Task task, final Request asked, final ImagePlus imp) {
        final Engine engine = Engines.found().of(asked, task);
        final Request request = RecentModels.found(asked);
        if (task == Task.TEXT_TO_IMAGE || imp == null)
            return task == Task.TEXT_TO_IMAGE ? ofText(engine, request) : NONE;
        final boolean whole = task == Task.IMAGE_TO_IMAGE && (imp.getRoi() == null || !imp.getRoi().isArea());
        if (task == Task.INPAINT && (imp.getRoi() == null || !request.mask().isBlank()))
            return NONE;
        final Box image = new Box(0, 0, imp.getWidth(), imp.getHeight());
        final Rectangle bounds = whole ? new Rectangle(0, 0, imp.getWidth(), imp.getHeight())
                : imp.getRoi().getBounds();
        final Box selected = new Box(bounds.x, bounds.y, bounds.width, bounds.height).intersect(image);
        final Box region = InpaintPlan.region(task, request, engine, selected, image);
        return region.isEmpty() ? NONE : new JobOutlook(forecast(engine, request, task, region, selected),
                region.equals(image) ? Optional.empty() : Optional.of(region));
    }

    /** Of repairing defects, which are looked for; of no others, for a network would have to run. */
    public static JobOutlook of(final RepairRequest asked, final ImagePlus imp) {
        if (imp == null || asked.regions().source() != RegionRequest.Source.DEFECTS)
            return NONE;
        if ((long) imp.getWidth() * imp.getHeight() > MOST_PREVIEWED)
            return new JobOutlook("what is found shows when it is repaired: the image is too large for a preview",
                    Optional.empty());
        final List<Region> found = RegionBatch.defects(imp, asked);
        final Mask all = new Mask(new Box(0, 0, imp.getWidth(), imp.getHeight()),
                new float[imp.getWidth() * imp.getHeight()]);
        for (final Region region : found)
            put(region.mask(), all);
        return new JobOutlook(found.isEmpty() ? "nothing is found" : DefectRegions.count(found), Optional.empty(),
                found.isEmpty() ? Optional.empty() : Optional.of(all));
    }

    private static void put(final Mask part, final Mask all) {
        final Box box = part.box();
        for (int i = 0; i < part.values().length; i++)
            if (part.values()[i] >= 0.5f)
                all.values()[(box.y() + i / box.width()) * all.box().width() + box.x() + i % box.width()] = 1;
    }

    /**
     * How much memory inpainting the selection, or changing it or the whole image, takes at the most, in words; empty
     * where nothing is selected.
     *
     * @param imp null where there is none
     * @throws InpaintException if it does not fit, or no engine can do it
     */
    public static Optional<String> memory(final Task task, final Request asked, final ImagePlus imp) {
        if (imp == null || task == Task.INPAINT && imp.getRoi() == null)
            return Optional.empty();
        final Engine engine = Engines.found().of(asked, task);
        final Request request = RecentModels.found(asked);
        final Box image = new Box(0, 0, imp.getWidth(), imp.getHeight());
        final Rectangle bounds = imp.getRoi() == null ? new Rectangle(0, 0, imp.getWidth(), imp.getHeight())
                : imp.getRoi().getBounds();
        final Box selected = new Box(bounds.x, bounds.y, bounds.width, bounds.height).intersect(image);
        final Box region = InpaintPlan.region(task, request, engine, selected, image);
        if (region.isEmpty())
            return Optional.empty();
        final long heap = HeapCheck.bytes(region, Math.max(3, imp.getNChannels()), request.candidates());
        final long all = heap + engine.memory(request, task, region, selected).orElse(0);
        return Optional.of(all < GIGABYTE ? Math.max(1, all >> 20) + " MB"
                : String.format(Locale.ROOT, "%.1f GB", all / (double) GIGABYTE));
    }

    /** Empty while it cannot be done, such as without a model: that is said when the user is done. */
    private static String forecast(final Engine engine, final Request request, final Task task, final Box crop,
            final Box mask) {
        try {
            return engine.forecast(request, task, crop, mask);
        } catch (final InpaintException e) {
            return "";
        }
    }

    /** Of a larger image. */
    public static JobOutlook of(final OutpaintRequest asked, final ImagePlus imp) {
        if (imp == null)
            return NONE;
        final Box all = Outpainter.enlarged(imp.getWidth(), imp.getHeight(), asked.settled());
        return new JobOutlook("result " + all.width() + " x " + all.height() + " px", Optional.empty());
    }

    private static JobOutlook ofText(final Engine engine, final Request request) {
        final int width = request.width() > 0 ? request.width() : engine.defaultSize(request);
        final int height = request.height() > 0 ? request.height() : engine.defaultSize(request);
        final Request sized = request.with("width", width).with("height", height);
        final Box all = new Box(0, 0, engine.resultSide(sized, width), engine.resultSide(sized, height));
        return new JobOutlook(engine.forecast(sized, Task.TEXT_TO_IMAGE, all, all), Optional.empty());
    }

    /** Of image to image, whose result may have a size of its own; the region is then what is kept of the image. */
    public static JobOutlook of(final ImageToImageRequest asked, final ImagePlus imp) {
        if (imp == null || !asked.resizes())
            return of(Task.IMAGE_TO_IMAGE, asked.request(), imp);
        final ResizeKeys.Size size = asked.applied().size(asked.request(), imp.getWidth(), imp.getHeight());
        final Engine engine = Engines.found().of(asked.request(), Task.IMAGE_TO_IMAGE);
        final Box all = new Box(0, 0, size.width(), size.height());
        final Box inner = asked.applied().resize().pixels().inner(imp.getWidth(), imp.getHeight(), size.width(),
                size.height());
        final Request request = RecentModels.found(asked.request());
        final TileGrid grid = asked.tiling().sd_upscale()
                ? asked.tiling().tiles().grid(engine, request, size.width(), size.height())
                : TileGrid.of(size.width(), size.height(), size.width(), size.height(), 0);
        final Box tile = new Box(0, 0, grid.width(), grid.height());
        final String each = forecast(engine, request.with("width", tile.width()).with("height", tile.height()),
                Task.IMAGE_TO_IMAGE, tile, tile);
        final String forecast = grid.count() == 1 ? each : grid.count() + " tiles" + (each.isEmpty() ? ""
                : ", each " + each);
        return new JobOutlook("result " + size.width() + " x " + size.height() + " px"
                + (forecast.isEmpty() ? "" : "; " + forecast), kept(inner, all, imp));
    }

    /** What is left of an image whose sides are cut off. */
    private static Optional<Box> kept(final Box inner, final Box all, final ImagePlus imp) {
        if (inner.equals(inner.intersect(all)))
            return Optional.empty();
        final double across = (double) imp.getWidth() / inner.width(), down = (double) imp.getHeight() / inner.height();
        return Optional.of(new Box((int) Math.round(-inner.x() * across), (int) Math.round(-inner.y() * down),
                (int) Math.round(all.width() * across), (int) Math.round(all.height() * down)));
    }
}
