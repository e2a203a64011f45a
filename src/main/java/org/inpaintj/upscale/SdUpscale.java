package org.inpaintj.upscale;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.SceneInput;

/**
 * The WebUI's script "SD upscale": an enlarged picture is cut into tiles, each is changed by itself as a picture of its
 * own (image-to-image), and the tiles are joined by ramps. So a model gives detail to pictures of any size at the size
 * that it was trained at. Tile i of candidate k has the seed {@link Request#seed()} + k + i.
 *
 * @param tile    side of the tiles, px of the enlarged picture; 0 = the side that the engine works at by itself
 * @param overlap of neighbouring tiles at least, and the width of the ramp between them, px
 */
public record SdUpscale(int tile, int overlap) {

    /** @throws InpaintException if tiles would not advance */
    public SdUpscale {
        if (tile > 0 && overlap >= tile)
            throw new InpaintException("Tiles of " + tile + " px that overlap by " + overlap
                    + " px never advance: take a smaller tile_overlap than tile.");
    }

    /**
     * The tiles of a picture.
     *
     * @param width  of the picture, px
     * @param height of the picture, px
     * @throws InpaintException if tiles would not advance
     */
    public TileGrid grid(final Engine engine, final Request request, final int width, final int height) {
        final int side = tile > 0 ? tile : engine.defaultSize(request);
        return TileGrid.of(width, height, side, side, overlap);
    }

    /**
     * Does what the engine's own {@link Engine#run} does, tile by tile.
     *
     * @param scene  the whole picture, enlarged
     * @param stages whether the result is to show each tile: {@code engine-1} and so on, and what the engine shows
     * @return of the size of the scene
     * @throws CancelledException once {@code progress} says so
     * @throws InpaintException   as the engine's, or if tiles would not advance
     */
    public Result run(final Engine engine, final Request request, final Scene scene, final boolean stages,
            final Progress progress) {
        final TileGrid grid = grid(engine, request, scene.width(), scene.height());
        final Request each =
                request.with("candidates", 1).with("width", grid.width()).with("height", grid.height());
        final Set<String> notes = new LinkedHashSet<>();
        final Map<String, String> facts = new LinkedHashMap<>();
        final Map<String, RandomAccessibleInterval<FloatType>> shown = new LinkedHashMap<>();
        final List<Result.Candidate> candidates = new ArrayList<>();
        for (int k = 0; k < request.candidates(); k++) {
            final TileJoin join = new TileJoin(grid, scene.channels());
            Result.Candidate last = null;
            boolean unchanged = true;
            for (int i = 0; i < grid.count(); i++) {
                final Box box = grid.tile(i);
                final Result made = engine.run(each.with("seed", request.seed() + k + i), cut(scene, box),
                        new TileProgress(progress, scene, box, k * grid.count() + i,
                                grid.count() * request.candidates()));
                progress.check();
                last = made.candidates().get(0);
                join.add(FloatBuffer.wrap(values(last.pixels())), grid.width(), grid.height());
                unchanged &= last.unchanged();
                notes.addAll(made.notes());
                made.facts().forEach(facts::putIfAbsent);
                if (stages && k == 0)
                    show(shown, made, i + 1);
            }
            final Result.Candidate joined =
                    new Result.Candidate(request.seed() + k, join.picture(), last.keys());
            candidates.add(unchanged ? joined.asUnchanged() : joined);
        }
        facts.put("sd_upscale_tiles", grid.count() + " of " + grid.width() + " x " + grid.height()
                + ", overlap " + overlap);
        return new Result(candidates, List.copyOf(notes), facts, shown);
    }

    private static void show(final Map<String, RandomAccessibleInterval<FloatType>> shown, final Result made,
            final int number) {
        shown.put("engine-" + number, made.candidates().get(0).pixels());
        made.stages().forEach((name, stage) -> shown.put(name + '-' + number, stage));
    }

    private static Scene cut(final Scene scene, final Box box) {
        final Map<SceneInput, RandomAccessibleInterval<FloatType>> inputs = new LinkedHashMap<>();
        scene.inputs().forEach((name, input) -> inputs.put(name, cut(input, box)));
        return new Scene(cut(scene.pixels(), box), cut(scene.mask(), box), cut(scene.valid(), box),
                new Box(scene.box().x() + box.x(), scene.box().y() + box.y(), box.width(), box.height()), scene.task(),
                inputs);
    }

    private static RandomAccessibleInterval<FloatType> cut(final RandomAccessibleInterval<FloatType> image,
            final Box box) {
        final long[] min = new long[image.numDimensions()], max = image.maxAsLongArray();
        min[0] = box.x();
        min[1] = box.y();
        max[0] = box.x() + box.width() - 1;
        max[1] = box.y() + box.height() - 1;
        return Views.zeroMin(Views.interval(image, min, max));
    }

    private static float[] values(final RandomAccessibleInterval<FloatType> image) {
        final float[] values = new float[Math.toIntExact(Views.iterable(image).size())];
        final Cursor<FloatType> cursor = Views.flatIterable(image).cursor();
        for (int i = 0; i < values.length; i++)
            values[i] = cursor.next().get();
        return values;
    }

    /** What the engine tells of a tile, as a part of the whole. */
    private static final class TileProgress implements Progress {

        private final Progress to;
        private final Scene scene;
        private final Box box;
        private final int part;
        private final int parts;

        TileProgress(final Progress to, final Scene scene, final Box box, final int part, final int parts) {
            this.to = to;
            this.scene = scene;
            this.box = box;
            this.part = part;
            this.parts = parts;
        }

        @Override
        public void step(final int done, final int total, final String what) {
            to.step(part * total + done, parts * total, "Tile " + (part + 1) + " of " + parts + ": " + what);
        }

        @Override
        public void share(final double done) {
            to.share((part + done) / parts);
        }

        @Override
        public boolean cancelled() {
            return to.cancelled();
        }

        @Override
        public boolean finishRequested() {
            return to.finishRequested();
        }

        @Override
        public void note(final String sentence) {
            to.note(sentence);
        }

        /** The tile on the picture as it was. */
        @Override
        public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
            to.preview(() -> {
                final RandomAccessibleInterval<FloatType> all = ArrayImgs.floats(values(scene.pixels()),
                        scene.pixels().dimensionsAsLongArray());
                final Cursor<FloatType> from = Views.flatIterable(pixels.get()).cursor();
                Views.flatIterable(cut(all, box)).forEach(pixel -> pixel.set(from.next()));
                return all;
            });
        }
    }
}
