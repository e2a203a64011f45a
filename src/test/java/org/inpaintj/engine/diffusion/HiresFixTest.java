package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.sampling.NoiseLevel;

/** Pictures larger than a model: reduced, painted, enlarged and refined through windows. */
class HiresFixTest {

    private static final DiffusionModel MODEL = DiffusionModel.read(ModelFixture.of("sd15").folder());
    private static final DiffusionEngine ENGINE = new DiffusionEngine();
    private static final int SIZE = MODEL.size();

    @Test
    void onlyWhatExceedsTheModelIsRefined() {
        final Box whole = new Box(0, 0, 3 * SIZE, 3 * SIZE), masked = new Box(SIZE, SIZE, SIZE, 2 * SIZE);
        final List<HiresPass> two = passes(request(), whole, masked);
        assertEquals(2, two.size());
        assertEquals(whole, two.get(0).box());
        assertEquals(1 / 3., two.get(0).canvas().scale(), 1e-9);
        assertFalse(two.get(0).windows());
        assertEquals(0.75, two.get(0).strength());
        assertTrue(two.get(1).windows());
        assertEquals(2 / 3., two.get(1).canvas().scale(), 0.01);
        assertEquals(0.4, two.get(1).strength());
        assertEquals(DiffusionParameters.Content.ORIGINAL, two.get(1).content());
        assertEquals(0.3, passes(request().with("strength", 0.3).with("content", "fill"), whole, masked).get(1)
                .strength());

        for (final Request once : List.of(request().with("passes", 1), request().with("width", SIZE),
                request().with("height", SIZE), request().with("strength", 0)))
            assertEquals(1, passes(once, whole, masked).size());
        assertEquals(1, passes(request(), new Box(0, 0, SIZE, SIZE), new Box(5, 5, 9, 9)).size());
        assertEquals(1,
                passes(request().with("passes", 2), new Box(0, 0, SIZE / 2, SIZE / 2), new Box(5, 5, 9, 9)).size());
    }

    @Test
    void aWeakChangeComposesNothingAndIsMadeLargeAtOnce() {
        final Box whole = new Box(0, 0, 3 * SIZE, 3 * SIZE), masked = new Box(SIZE, SIZE, SIZE, 2 * SIZE);
        final List<HiresPass> weak = passes(request().with("strength", 0.3), whole, masked);
        assertEquals(1, weak.size());
        assertTrue(weak.get(0).windows());
        assertEquals(0.3, weak.get(0).strength());
        assertEquals(2, passes(request().with("strength", 0.3).with("passes", 2), whole, masked).size());
    }

    @Test
    void fewStepsDoNotStartFromPureNoise() {
        final Box whole = new Box(0, 0, 3 * SIZE, 3 * SIZE), masked = new Box(SIZE, SIZE, SIZE, 2 * SIZE);
        assertTrue(passes(request().with("steps", 2), whole, masked).get(1).exactly());
        assertFalse(passes(request().with("steps", 20), whole, masked).get(1).exactly());
    }

    @Test
    void anySelectionOfAnySizeIsWithinBounds() {
        final Random random = new Random(4);
        for (int run = 0; run < 400; run++) {
            final Box whole = new Box(0, 0, 1 + random.nextInt(1 << 1 + random.nextInt(13)),
                    1 + random.nextInt(1 << 1 + random.nextInt(13)));
            final int x = random.nextInt(whole.width()), y = random.nextInt(whole.height());
            final Box masked = new Box(x, y, 1 + random.nextInt(whole.width() - x), 1
                    + random.nextInt(whole.height() - y));
            final List<HiresPass> passes = passes(request(), whole, masked);
            for (final HiresPass pass : passes) {
                final String what = whole + " " + masked + " " + pass;
                final ProcessingCanvas canvas = pass.canvas();
                assertEquals(0, canvas.width() % MODEL.multiple() + canvas.height() % MODEL.multiple(), what);
                assertEquals(masked, masked.intersect(pass.box()), what);
                assertEquals(pass.box(), pass.box().intersect(whole), what);
                final double most = pass.windows() ? 4 : 2.25;
                assertTrue((double) canvas.width() * canvas.height() <= 3 * most * SIZE * SIZE, what);
            }
            if (passes.size() == 2)
                assertTrue(passes.get(1).canvas().scale() > passes.get(0).canvas().scale(), whole + " " + masked);
        }
    }

    @Test
    void windowsCoverTheMaskAndOverlap() {
        final Random random = new Random(6);
        for (int run = 0; run < 200; run++) {
            final int width = 8 + random.nextInt(60), height = 8 + random.nextInt(60);
            final float[] mask = new float[width * height];
            for (int k = 0; k < 1 + random.nextInt(4); k++) {
                final int x = random.nextInt(width), y = random.nextInt(height);
                for (int i = 0; i < mask.length; i++)
                    if (Math.hypot(i % width - x, i / width - y) <= random.nextInt(12))
                        mask[i] = 1;
                mask[y * width + x] = 1;
            }
            final List<Box> boxes = MultiDiffusion.over(new Plane(mask, width, height), 8, 8);
            final boolean[] seen = new boolean[mask.length];
            for (final Box box : boxes) {
                assertEquals(box, box.intersect(new Box(0, 0, width, height)));
                boolean any = false;
                for (int r = 0; r < 8; r++)
                    for (int c = 0; c < 8; c++) {
                        seen[(box.y() + r) * width + box.x() + c] = true;
                        any |= mask[(box.y() + r) * width + box.x() + c] > 0;
                    }
                assertTrue(any, "a window without work");
            }
            for (int i = 0; i < mask.length; i++)
                assertTrue(seen[i] || mask[i] == 0, "not covered");
        }
        final List<Box> row = MultiDiffusion.over(Plane.filled(1, 21, 8), 8, 8);
        assertEquals(List.of(0, 4, 9, 13), row.stream().map(Box::x).toList());
    }

    /** What every window says of a sample alone comes through; what none sees is the picture. */
    @Test
    void predictionsAreAveraged() {
        final int width = 20, height = 13;
        final float[] mask = new float[width * height];
        for (int i = 0; i < mask.length; i++)
            mask[i] = i % width < 12 && i / width < 9 ? 1 : 0;
        final float[] x = noise(2 * 3 * width * height, 1), clean = noise(3 * width * height, 2);
        final List<Box> boxes = MultiDiffusion.over(new Plane(mask, width, height), 6, 5);
        final List<Box> asked = new ArrayList<>();
        final float[] out = new MultiDiffusion((part, level) -> {
            final float[] twice = part.clone();
            for (int i = 0; i < twice.length; i++)
                twice[i] *= 2;
            return twice;
        }, asked::add, boxes, width, height, clean).clean(x, NoiseLevel.CLEAN);
        assertEquals(boxes, asked);
        for (int i = 0; i < x.length; i++) {
            final int at = i % mask.length;
            final boolean covered = boxes.stream().anyMatch(b -> at % width >= b.x() && at % width < b.x() + 6
                    && at / width >= b.y() && at / width < b.y() + 5);
            assertEquals(covered ? 2 * x[i] : clean[i % clean.length], out[i], 1e-6);
            assertTrue(covered || mask[at] == 0);
        }
        final float[] steps = new MultiDiffusion((part, level) -> {
            final float[] same = new float[part.length];
            Arrays.fill(same, asked.size());
            return same;
        }, asked::add, MultiDiffusion.over(Plane.filled(1, 11, 4), 8, 4), 11, 4, null)
                .clean(new float[44], NoiseLevel.CLEAN);
        for (int i = 1; i < 11; i++)
            assertTrue(steps[i] - steps[i - 1] >= 0 && steps[i] - steps[i - 1] < 0.5, "a seam: "
                    + Arrays.toString(steps));
    }

    @ParameterizedTest
    @ValueSource(strings = { "sd15-inpaint", "sdxl", "sd3" })
    void bothPassesAreCountedShownRecordedAndRepeatable(final String model) {
        final Request request = request(model).with("candidates", 2);
        final Scene scene = scene(request);
        final List<Integer> done = new ArrayList<>(), totals = new ArrayList<>();
        final List<String> words = new ArrayList<>();
        final List<long[]> previews = new ArrayList<>();
        final Result result = ENGINE.run(request, scene, new Progress() {
            @Override
            public void step(final int now, final int total, final String what) {
                done.add(now);
                totals.add(total);
                if (!words.contains(what))
                    words.add(what);
            }

            @Override
            public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
                previews.add(pixels.get().dimensionsAsLongArray());
            }
        });
        assertEquals(List.of("Reading the model", "Reading the prompt", "Reading the picture",
                "Diffusion, candidate 1 of 2, pass 1 of 2", "Decoding",
                "Refining, candidate 1 of 2, pass 2 of 2, 4 windows a step", "Diffusion, candidate 2 of 2, pass 1 of 2",
                "Refining, candidate 2 of 2, pass 2 of 2, 4 windows a step"), words);
        assertEquals(1, totals.stream().skip(1).distinct().count());
        assertEquals(totals.get(1), done.get(done.size() - 1));
        assertEquals(done.stream().sorted().toList(), done);
        assertTrue(previews.size() > 4);
        assertTrue(previews.stream().allMatch(p -> p[0] == scene.width() && p[1] == scene.height()));
        assertEquals("0.4", result.facts().get("refining_strength"));
        assertTrue(Integer.parseInt(result.facts().get("refining_windows")) > 1, result.facts().toString());
        assertNotEquals(result.facts().get("processing_size"), result.facts().get("refining_processing_size"));

        final float[] second = values(result.candidates().get(1));
        assertArrayEquals(second,
                values(run(request.with("candidates", 1).with("seed", 6), scene).candidates().get(0)));
        assertFalse(Arrays.equals(second, values(run(request.with("candidates", 1).with("seed", 6).with("passes", 1),
                scene).candidates().get(0))));
        for (final float v : second)
            assertTrue(v >= 0 && v <= 1);
    }

    @Test
    void itMayEndAnywhereAndBeMadeAgain() {
        final Request request = request("sd15");
        final Scene scene = scene(request);
        final int[] all = { 0 };
        ENGINE.run(request, scene, (done, total, what) -> all[0] = total);
        final List<Integer> ends = new ArrayList<>();
        for (int at = 1; at < all[0]; at += 3) {
            final Result cut = run(request.with("stop", at), scene);
            final Map<String, String> keys = cut.candidates().get(0).keys();
            if (keys.containsKey("stop")) {
                final int stopped = Integer.parseInt(keys.get("stop"));
                assertTrue(stopped >= at, "earlier than asked for");
                ends.add(stopped);
                assertArrayEquals(values(cut.candidates().get(0)),
                        values(run(request.with("stop", stopped), scene).candidates().get(0)));
            }
        }
        assertTrue(ends.contains(1) && ends.size() > 2 && ends.get(ends.size() - 1) > all[0] / 2, ends
                + " of " + all[0]);
    }

    @Test
    void cancelWorksWhileRefining() {
        final String[] now = { "" };
        assertThrows(CancelledException.class, () -> ENGINE.run(request("sd15"), scene(request("sd15")),
                new Progress() {
                    @Override
                    public void step(final int done, final int total, final String what) {
                        now[0] = what;
                    }

                    @Override
                    public boolean cancelled() {
                        return now[0].startsWith("Refining");
                    }
                }));
    }

    @Test
    void aSecondPassThatIsNotMadeIsTold() {
        final Request request = request("sd15").with("passes", 2).with("width", SIZE).with("steps", 1);
        assertTrue(run(request, scene(request)).notes().contains("There is no second pass: the picture is not larger "
                + "than the model works at, or a width or height was asked for, or the model takes one "
                + "size only."));
    }

    @Test
    void aWholeImageIsRefinedToo() {
        final Request request = request("sd15");
        final Scene scene = scene(request);
        final Result result = run(request, new Scene(scene.pixels(), scene.mask(), scene.valid(), scene.box(),
                Task.IMAGE_TO_IMAGE));
        assertEquals("0.4", result.facts().get("refining_strength"));
        assertArrayEquals(scene(request).pixels().dimensionsAsLongArray(),
                result.candidates().get(0).pixels().dimensionsAsLongArray());
    }

    private static List<HiresPass> passes(final Request request, final Box whole, final Box masked) {
        return HiresFix.of(MODEL, request, Task.INPAINT, whole, Optional.of(masked));
    }

    private static Request request() {
        return Engines.found().request(Map.of());
    }

    private static Request request(final String fixture) {
        return Engines.found().request(Map.of("engine", "diffusion", "model",
                ModelFixture.of(fixture).folder().toString(), "seed", "5",
                "steps", "4", "sampler", "Euler", "prompt", "a cat"));
    }

    /** An L of half the picture's width in two and a half times the size that the model was trained at. */
    private static Scene scene(final Request request) {
        final int size = DiffusionModel.read(java.nio.file.Path.of(request.model())).size() * 5 / 2;
        final float[] mask = new float[size * size];
        for (int i = 0; i < mask.length; i++) {
            final double x = (double) (i % size) / size, y = (double) (i / size) / size;
            mask[i] = x > 0.2 && x < 0.8 && y > 0.2 && y < 0.8 && (x < 0.4 || y > 0.6) ? 1 : 0;
        }
        final float[] pixels = noise(3 * size * size, 3);
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = 0.5f + 0.2f * pixels[i];
        return new Scene(ArrayImgs.floats(pixels, size, size, 3), ArrayImgs.floats(mask, size, size),
                ArrayImgs.floats(new float[mask.length], size, size), new Box(0, 0, size, size));
    }

    private static Result run(final Request request, final Scene scene) {
        return ENGINE.run(request, scene, Progress.NONE);
    }

    private static float[] noise(final int n, final int seed) {
        final Random random = new Random(seed);
        final float[] noise = new float[n];
        for (int i = 0; i < n; i++)
            noise[i] = (float) random.nextGaussian();
        return noise;
    }

    private static float[] values(final Result.Candidate candidate) {
        final float[] out = new float[(int) Views.iterable(candidate.pixels()).size()];
        int i = 0;
        for (final FloatType v : Views.flatIterable(candidate.pixels()))
            out[i++] = v.get();
        return out;
    }
}
