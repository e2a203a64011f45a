package org.inpaintj.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;

class SdUpscaleTest {

    /** Paints each tile in the number of its seed, and remembers what it was asked. */
    private static final class SeedEngine implements Engine {

        private final List<Request> requests = new ArrayList<>();
        private final List<Box> boxes = new ArrayList<>();

        @Override
        public String id() {
            return "seeds";
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.of("Seeds");
        }

        @Override
        public int defaultSize(final Request request) {
            return 16;
        }

        @Override
        public Result run(final Request request, final Scene scene, final Progress progress) {
            requests.add(request);
            boxes.add(scene.box());
            progress.step(1, 2, "Painting");
            final Img<FloatType> flat = ArrayImgs.floats(scene.pixels().dimensionsAsLongArray());
            flat.forEach(pixel -> pixel.set(request.seed()));
            progress.preview(() -> flat);
            return new Result(List.of(new Result.Candidate(request.seed(), flat)), List.of("A note."),
                    Map.of("device", "CPU"), Map.of("latent", flat));
        }
    }

    private static Scene scene(final int width, final int height) {
        final float[] pixels = new float[3 * width * height];
        Arrays.fill(pixels, 0.5f);
        return new Scene(ArrayImgs.floats(pixels, width, height, 3), ArrayImgs.floats(width, height),
                ArrayImgs.floats(width, height), new Box(100, 200, width, height), Task.IMAGE_TO_IMAGE);
    }

    private static Request request(final int candidates) {
        return Engines.found().request(Map.of("seed", "40", "candidates", Integer.toString(candidates)));
    }

    @Test
    void eachTileIsAPictureOfItsOwnWithTheNextSeed() {
        final SeedEngine engine = new SeedEngine();
        final List<String> steps = new ArrayList<>();
        final List<Float> previews = new ArrayList<>();
        final Result result = new SdUpscale(0, 4).run(engine, request(2), scene(28, 20), true, new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {
                steps.add(done + "/" + total + ' ' + what);
            }

            @Override
            public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
                previews.add(pixels.get().getAt(27, 19, 0).get());
            }
        });
        // two columns of 16 from 0 and 12, two rows from 0 and 4, twice
        assertEquals(List.of(40L, 41L, 42L, 43L, 41L, 42L, 43L, 44L), engine.requests.stream().map(Request::seed)
                .toList());
        assertEquals(new Box(112, 204, 16, 16), engine.boxes.get(3));
        assertEquals(Set.of(16), new HashSet<>(engine.requests.stream().map(Request::width).toList()));
        assertEquals(1, engine.requests.get(0).candidates());
        assertEquals(List.of(40L, 41L), result.candidates().stream().map(Result.Candidate::seed).toList());
        final RandomAccessibleInterval<FloatType> made = result.candidates().get(0).pixels();
        assertArrayEquals(new long[] { 28, 20, 3 }, made.dimensionsAsLongArray());
        assertEquals(40, made.getAt(0, 0, 0).get());
        assertEquals(41, made.getAt(27, 0, 1).get());
        assertEquals(43, made.getAt(27, 19, 2).get());
        // half way through the ramp of four columns, whose mask has 8 bits
        assertEquals(40 + 127 / 255f, made.getAt(14, 0, 0).get(), 1e-5);
        assertEquals("1/16 Tile 1 of 8: Painting", steps.get(0));
        assertEquals("15/16 Tile 8 of 8: Painting", steps.get(7));
        assertEquals(List.of(0.5f, 0.5f, 0.5f, 43f), previews.subList(0, 4));
        assertEquals(List.of("A note."), result.notes());
        assertEquals("4 of 16 x 16, overlap 4", result.facts().get("sd_upscale_tiles"));
        assertEquals("CPU", result.facts().get("device"));
        assertTrue(result.stages().keySet().containsAll(List.of("engine-1", "latent-1", "engine-4", "latent-4")));
        assertEquals(8, result.stages().size());
    }

    @Test
    void aSmallPictureIsOneTileAndTilesMustAdvance() {
        final SeedEngine engine = new SeedEngine();
        final Result result = new SdUpscale(64, 8).run(engine, request(1), scene(28, 20), false, Progress.NONE);
        assertEquals(28, engine.requests.get(0).width());
        assertEquals(20, engine.requests.get(0).height());
        assertEquals(1, engine.requests.size());
        assertTrue(result.stages().isEmpty());
        Views.flatIterable(result.candidates().get(0).pixels()).forEach(pixel -> assertEquals(40, pixel.get()));
        assertEquals("Tiles of 64 px that overlap by 64 px never advance: take a smaller tile_overlap than tile.",
                assertThrows(InpaintException.class, () -> new SdUpscale(64, 64)).getMessage());
        assertEquals("Tiles of 16 px that overlap by 16 px never advance: take a smaller tile_overlap, or larger "
                + "tiles.", assertThrows(InpaintException.class, () -> new SdUpscale(0, 16).run(engine, request(1),
                        scene(28, 20), false, Progress.NONE)).getMessage());
    }
}
