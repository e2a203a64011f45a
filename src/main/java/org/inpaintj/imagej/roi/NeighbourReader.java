package org.inpaintj.imagej.roi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;

import org.inpaintj.engine.Request;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.raster.Mask;

/** Reads the slices or frames beside a position of a stack, from which an engine may copy. */
public final class NeighbourReader {

    private NeighbourReader() {}

    /** The key that asks for neighbours. */
    public static final String KEY = "neighbours";

    /**
     * Which positions lie beside another, and what is to be repainted in them.
     *
     * @param frames   along the frames instead of the slices
     * @param repaints whether the selection is that of the neighbours too, for all are repainted with it
     */
    public record Axis(boolean frames, boolean repaints) {

        /** Of a position that is repainted alone: its slices, or its frames if there is one slice. */
        public static Axis of(final ImagePlus imp) {
            return new Axis(imp != null && imp.getNSlices() == 1, false);
        }
    }

    /**
     * A neighbour as it is now, without layers.
     *
     * @param position where it is
     * @param planes   one a channel; the stack's own, if it is in memory
     * @param mask     what is to be repainted there, before it is inverted or grown; empty if nothing is
     */
    public record Neighbour(StackPosition position, List<Object> planes, Optional<Mask> mask) {
    }

    /**
     * The neighbours of a position, the nearest first, and of two the one before it.
     *
     * @param request says how many on each side, and names the mask
     * @param own     what is selected at the position itself
     * @throws org.inpaintj.core.InpaintException if the mask cannot be read
     */
    public static List<Neighbour> of(final ImagePlus imp, final StackPosition at, final Request request, final Mask own,
            final Axis axis) {
        final List<Neighbour> all = new ArrayList<>();
        final String name = request.mask().strip();
        final Optional<ImagePlus> masks = name.isEmpty() || name.equals(Request.PAINTED) ? Optional.empty()
                : MaskReader.stack(name, imp);
        for (final StackPosition position : beside(imp, at, count(request), axis)) {
            final Optional<Mask> mask = masks.isPresent()
                    ? MaskReader.at(masks.get(), imp.getStackIndex(imp.getChannel(), position.z(), position.t()))
                    : axis.repaints ? Optional.of(own) : Optional.empty();
            all.add(new Neighbour(position, ImageSource.planes(imp, position), mask));
        }
        return all;
    }

    /** How many neighbours on each side a request asks for; 0 where no engine has such a key. */
    public static int count(final Request request) {
        return request.has(KEY) ? Integer.parseInt(request.text(KEY)) : 0;
    }

    private static List<StackPosition> beside(final ImagePlus imp, final StackPosition at, final int count,
            final Axis axis) {
        final List<StackPosition> all = new ArrayList<>();
        for (int distance = 1; distance <= count; distance++)
            for (final int step : new int[] { -distance, distance }) {
                final StackPosition beside = axis.frames ? new StackPosition(at.z(), at.t() + step)
                        : new StackPosition(at.z() + step, at.t());
                if (beside.z() >= 1 && beside.t() >= 1 && beside.isIn(imp))
                    all.add(beside);
            }
        return all;
    }
}
