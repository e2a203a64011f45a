package org.inpaintj.engine.remote;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.upscale.TileGrid;
import org.inpaintj.upscale.TileJoin;

/**
 * A whole picture in pieces no larger than a server works at, which overlap and fade into each other. Immutable.
 *
 * @param whole what is to be changed
 * @param grid  over it; of one piece where that will do
 */
record PicturePieces(Scene whole, TileGrid grid) {

    private static final int OVERLAP = 64;

    /**
     * Of one piece for a selection and for an image of its own, and where a size is asked for: who asks wants all of it
     * at that size.
     */
    static PicturePieces of(final Request request, final Scene scene, final Sizes sizes) {
        final boolean apart = scene.task() == Task.IMAGE_TO_IMAGE && request.width() == 0 && request.height() == 0
                && sizes.fixed().isEmpty() && (long) scene.width() * scene.height() > sizes.most();
        final int side = apart ? Math.max(2 * OVERLAP, (int) Math.sqrt(sizes.most()) / sizes.step() * sizes.step())
                : Math.max(scene.width(), scene.height());
        return new PicturePieces(scene, TileGrid.of(scene.width(), scene.height(), side, side, OVERLAP));
    }

    int count() {
        return grid.count();
    }

    /** What is said of it; empty for one piece. */
    Optional<String> note() {
        return count() == 1 ? Optional.empty() : Optional.of("The picture is larger than the server works at, so it "
                + "was changed in " + count() + " pieces of " + grid.width() + " x " + grid.height() + " px, each by "
                + "itself: give a width and a height to have it changed at once.");
    }

    /** A piece as a scene of its own, counted from 0. */
    Scene piece(final int index) {
        if (count() == 1)
            return whole;
        final Box box = grid.tile(index);
        final List<Plane> pixels = Plane.channels(whole.pixels()).stream().map(plane -> plane.crop(box)).toList();
        return new Scene(Plane.image(pixels), Plane.of(whole.mask()).crop(box).image(),
                Plane.of(whole.valid()).crop(box).image(), new Box(whole.box().x() + box.x(), whole.box().y() + box.y(),
                        box.width(), box.height()), whole.task());
    }

    /** The picture of its pieces, all of three channels. */
    RandomAccessibleInterval<FloatType> joined(final List<RandomAccessibleInterval<FloatType>> pieces) {
        if (count() == 1)
            return pieces.get(0);
        final TileJoin join = new TileJoin(grid, 3);
        for (final RandomAccessibleInterval<FloatType> piece : pieces) {
            final FloatBuffer all = FloatBuffer.allocate(3 * grid.width() * grid.height());
            Plane.channels(piece).forEach(plane -> all.put(plane.values()));
            join.add(all.flip(), grid.width(), grid.height());
        }
        return join.picture();
    }
}
