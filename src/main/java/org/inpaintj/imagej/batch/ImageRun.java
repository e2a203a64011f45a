package org.inpaintj.imagej.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;

import org.inpaintj.batch.BatchKeys.Each;
import org.inpaintj.core.Box;
import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Request.Target;
import org.inpaintj.engine.Task;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.image.ImageTitles;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.imagej.job.InpaintResult;
import org.inpaintj.imagej.job.JobOutlook;
import org.inpaintj.imagej.job.PaintJob;
import org.inpaintj.imagej.job.RegionBatch;
import org.inpaintj.imagej.roi.MaskReader;
import org.inpaintj.imagej.roi.NeighbourReader;
import org.inpaintj.imagej.roi.RoiFiles;
import org.inpaintj.inpaint.Provenance;

/** The work on one open image of a batch: its positions one after the other, or its channels. Used by one thread. */
final class ImageRun {

    private final ImagePlus imp;
    private final ImageOrder order;
    private final Request request;
    private final Each each;
    private final List<StackPosition> positions;
    private final boolean several;
    private final AxisSeeds seeds;
    private final Object imagej;
    private final Set<String> notes = new LinkedHashSet<>();
    private Provenance first;
    private long engineTime;

    /**
     * @param imp    the image, whose samples and overlay are changed if the result goes there
     * @param out    the name of the result
     * @param imagej guards what ImageJ's readers share
     * @throws InpaintException if the order does not fit the image or the name
     */
    ImageRun(final ImagePlus imp, final ImageOrder order, final Path out, final Object imagej) {
        this.imp = imp;
        this.order = order;
        this.imagej = imagej;
        each = each(order.places().getOrDefault("each", "image"));
        final List<StackPosition> named = positions(order.number("slice", 1), order.number("frame", 1));
        several = (each == Each.CHANNELS ? imp.getNChannels() : named.size()) > 1;
        positions = several && each != Each.CHANNELS ? masked(named) : named;
        final Target target = order.request().target();
        if (several && target == Target.SLICE)
            throw new InpaintException("target=slice works at one position of a stack, and each=" + each.word()
                    + " names several: choose another target.");
        if (each == Each.CHANNELS && imp.getNChannels() > 1 && target == Target.LAYER)
            throw new InpaintException("Layers lie on all channels, so each=channels needs target=image or inplace.");
        ImageFiles.checkHolds(out, imp, target, order.request().candidates());
        // a new image of the whole stack is this one, once all of it is done
        request = several && target == Target.IMAGE ? order.request().with("target", "inplace") : order.request();
        seeds = new AxisSeeds(request, order.number("noise_span", 0));
        if (repaintsNeighbours() && NeighbourReader.count(request) > 0 && (request.refine() == Request.Refine.SAM
                || request.mask().strip().equals(Request.PAINTED)))
            throw new InpaintException("What is to be repainted in the neighbouring slices is not known before they "
                    + "are, with refine or mask=" + Request.PAINTED + ": leave neighbours out, or give a mask for each "
                    + "slice.");
    }

    private static Each each(final String word) {
        for (final Each each : Each.values())
            if (each.word().equalsIgnoreCase(word.strip()))
                return each;
        throw new InpaintException("each=" + word + " is none of image, slices, frames, positions, channels.");
    }

    /** The slices of the first frame first. */
    private List<StackPosition> positions(final int slice, final int frame) {
        if (slice < 1 || slice > imp.getNSlices() || frame < 1 || frame > imp.getNFrames())
            throw new InpaintException("'" + imp.getTitle() + "' has " + imp.getNSlices() + " slices and "
                    + imp.getNFrames() + " frames, so there is no slice " + slice + " in frame " + frame + ".");
        final List<StackPosition> all = new ArrayList<>();
        for (int t = 1; t <= imp.getNFrames(); t++)
            for (int z = 1; z <= imp.getNSlices(); z++)
                if (switch (each) {
                    case IMAGE, CHANNELS -> z == slice && t == frame;
                    case SLICES -> t == frame;
                    case FRAMES -> z == slice;
                    case POSITIONS -> true;
                })
                    all.add(new StackPosition(z, t));
        return all;
    }

    /** Those that a mask with a plane for each position selects something of; all if there is no such mask. */
    private List<StackPosition> masked(final List<StackPosition> named) {
        final String mask = order.request().mask().strip();
        final Optional<ImagePlus> masks = mask.isEmpty() || mask.equals(Request.PAINTED) || order.repairs()
                ? Optional.empty() : MaskReader.stack(mask, imp);
        final List<StackPosition> left = masks.isEmpty() ? named : named.stream().filter(position -> MaskReader.at(
                masks.get(), imp.getStackIndex(imp.getChannel(), position.z(), position.t())).isPresent()).toList();
        if (left.isEmpty())
            throw new InpaintException("The mask '" + FileNames.last(mask) + "' is black in all slices: paint white "
                    + "what is to be repainted.");
        if (left.size() < named.size())
            notes.add("The mask is black in " + (named.size() - left.size()) + " of " + named.size()
                    + " slices, which stay as they are.");
        return left;
    }

    private int parts() {
        return each == Each.CHANNELS ? imp.getNChannels() : positions.size();
    }

    /** True if the neighbours of a position are repainted too. */
    private boolean repaintsNeighbours() {
        return each == Each.SLICES || each == Each.FRAMES || each == Each.POSITIONS;
    }

    /** Along which the parts lie. */
    private NeighbourReader.Axis axis() {
        return new NeighbourReader.Axis(each == Each.FRAMES || imp.getNSlices() == 1, repaintsNeighbours());
    }

    /** Does all parts, and gives the image that holds the result. */
    ImagePlus paint(final Progress progress) {
        ImagePlus result = imp;
        for (int i = 0; i < parts(); i++) {
            progress.check();
            final Progress part = new PartProgress(progress, i, parts());
            result = each == Each.CHANNELS && imp.getNChannels() > 1 ? channel(i + 1, part)
                    : position(imp, positions.get(i), part);
        }
        return result;
    }

    private ImagePlus position(final ImagePlus image, final StackPosition position, final Progress progress) {
        final PaintJob<InpaintResult> job;
        synchronized (imagej) {
            image.setPosition(image.getChannel(), position.z(), position.t());
            job = job(image, position);
        }
        final long begin = System.nanoTime();
        final InpaintResult result = job.paint(progress, sofar -> {});
        engineTime += System.nanoTime() - begin;
        notes.addAll(result.notes());
        if (first == null)
            first = result.candidates().get(0).provenance();
        synchronized (imagej) {
            return Delivery.deliver(result);
        }
    }

    /** A channel as an image of its own, whose samples then go back. */
    private ImagePlus channel(final int channel, final Progress progress) {
        final StackPosition position = positions.get(0);
        imp.setPosition(channel, position.z(), position.t());
        final ImageProcessor samples = imp.getProcessor().duplicate();
        final ImagePlus alone = new ImagePlus(imp.getTitle(), samples);
        alone.setCalibration(imp.getCalibration());
        alone.setRoi(imp.getRoi());
        alone.setOverlay(imp.getOverlay());
        position(alone, new StackPosition(1, 1), progress);
        // into the same array, for ImageJ keeps that of the plane shown
        System.arraycopy(alone.getProcessor().getPixels(), 0, imp.getProcessor().getPixels(), 0,
                samples.getPixelCount());
        ImageTitles.disclose(imp, first);
        return imp;
    }

    /** @throws InpaintException if it cannot be done */
    private PaintJob<InpaintResult> job(final ImagePlus image, final StackPosition position) {
        select(image);
        final StackPosition at = each == Each.CHANNELS ? positions.get(0) : position;
        final Request seeded = seeds.at(axis().frames() ? at.t() : at.z());
        return order.repairs() ? RegionBatch.of(image, order.regions(), seeded)
                : InpaintJob.of(image, seeded, axis());
    }

    private void select(final ImagePlus image) {
        final String rectangle = order.places().getOrDefault("roi", "");
        if (!rectangle.isBlank())
            RoiFiles.select(image, RoiFiles.rectangle(rectangle));
        order.rois().ifPresent(rois -> {
            if (order.repairs())
                image.setOverlay(overlay(rois));
            else
                image.setRoi(rois.get(0));
        });
        if (!order.repairs() && request.mask().isBlank() && image.getRoi() == null)
            throw new InpaintException("Nothing is selected in '" + image.getTitle() + "': give mask, labels, text, "
                    + "roi or rois, or save a selection with the TIFF.");
    }

    private static Overlay overlay(final Collection<Roi> rois) {
        final Overlay overlay = new Overlay();
        rois.forEach(overlay::add);
        return overlay;
    }

    /** What would be done, in a line. */
    String outlook() {
        final StackPosition position = positions.get(0);
        imp.setPosition(1, position.z(), position.t());
        final PaintJob<InpaintResult> job = job(imp, position);
        final String size = imp.getWidth() + " x " + imp.getHeight() + " px, " + imp.getBitDepth() + " bit"
                + (parts() > 1 ? ", " + parts() + " " + (each == Each.CHANNELS ? "channels" : "positions") : "");
        Request selected = request;
        if (!order.repairs() && !request.mask().isBlank() && !request.mask().equals(Request.PAINTED)) {
            final Box box = MaskReader.of(request.mask(), imp).bounds();
            imp.setRoi(box.x(), box.y(), box.width(), box.height());
            selected = request.with("mask", "");
        }
        final String line = order.repairs() ? "" : JobOutlook.of(Task.INPAINT, selected, imp).line();
        return size + "; " + job.engineName() + (job.details().isBlank() ? "" : ", " + job.details())
                + (line.isBlank() ? "" : "; " + line);
    }

    String engine() {
        return first.engine();
    }

    /** -1 if the engine leaves nothing to chance. */
    long seed() {
        return first.request().containsKey("seed") ? first.seed() : -1;
    }

    Map<String, String> facts() {
        return first.facts();
    }

    /** That engines worked, for all parts. */
    double seconds() {
        return engineTime / 1e9;
    }

    Set<String> notes() {
        return notes;
    }

    /** One part of several of the same length, as far as can be told. */
    private record PartProgress(Progress to, int index, int total) implements Progress {

        @Override
        public void step(final int done, final int steps, final String what) {
            to.step(index * steps + done, total * steps, what);
        }

        @Override
        public void share(final double done) {
            to.share((index + done) / total);
        }

        @Override
        public boolean cancelled() {
            return to.cancelled();
        }

        @Override
        public void note(final String sentence) {
            to.note(sentence);
        }
    }
}
