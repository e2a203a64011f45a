package org.inpaintj.engine.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ConstantUtils;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.RunningJava;
import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engines.Engines;

class PatchEngineTest {

    /** Every mask that takes another way through the engine. */
    private static PatchScenes[] scenes() {
        final PatchScenes scratches = new PatchScenes(120, 100, 1, 5);
        for (int k = 0; k < 9; k++)
            scratches.hole(12 * k + 3, 0, 2, 100);
        final PatchScenes dots = new PatchScenes(90, 80, 3, 6);
        final Random random = new Random(1);
        for (int i = 0; i < dots.mask.length; i++)
            dots.mask[i] = random.nextInt(3) == 0 ? 1 : 0;
        return new PatchScenes[] { new PatchScenes(150, 130, 3, 1).hole(50, 40, 44, 40),
                new PatchScenes(140, 120, 1, 2).hole(0, 0, 40, 50),
                new PatchScenes(128, 96, 5, 3).hole(90, 0, 38, 96), scratches, dots };
    }

    @Test
    void itIsTheFirstEngine() {
        assertEquals("patch", Engines.found().ids().get(0));
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        for (final PatchScenes s : scenes()) {
            final float[] one = s.fill(7, 1);
            assertArrayEquals(one, s.fill(7, 2));
            assertArrayEquals(one, s.fill(7, 8));
        }
    }

    /** A shore across a hole goes on, and the disc in the sky stays where it is. */
    @Test
    void linesGoOnAndNothingFloatsIn() {
        final PatchScenes s = new PatchScenes(192, 192, 1, 8);
        final Random random = new Random(3);
        for (int i = 0; i < s.pixels.length; i++) {
            final int x = i % 192, y = i / 192;
            final boolean disc = Math.hypot(x - 40, y - 40) < 12;
            s.pixels[i] = (disc ? 0.95f : y < 88 ? 0.35f : y < 100 ? 0.1f : 0.55f)
                    + 0.01f * (float) random.nextGaussian();
        }
        s.hole(100, 60, 64, 64);
        for (long seed = 1; seed <= 3; seed++) {
            final float[] fill = s.fill(seed, 2);
            int off = 0;
            for (int i = 0; i < fill.length; i++)
                off += Math.abs(fill[i] - s.pixels[i]) > 0.1 ? 1 : 0;
            // a row of the shore
            assertTrue(off < 64 * 64 / 50, "seed " + seed + ": " + off + " of 4096 pixels are off");
        }
    }

    @Test
    void theSeedDecides() {
        // in the others one solution is best, and every seed finds it
        for (final PatchScenes s : Arrays.copyOf(scenes(), 2)) {
            final float[] one = s.fill(1, 2);
            assertArrayEquals(one, s.fill(1, 2));
            assertFalse(Arrays.equals(one, s.fill(2, 2)));
        }
    }

    /**
     * Where trials show that the surroundings tell what is in the hole, and only there, the fill starts without
     * diffusion.
     */
    @Test
    void onSmoothGroundThereIsNoDiffusion() {
        final PatchScenes noise = new PatchScenes(100, 100, 1, 4).hole(30, 30, 40, 40),
                ramp = new PatchScenes(100, 100, 1, 4).hole(30, 30, 40, 40);
        for (int i = 0; i < ramp.pixels.length; i++)
            ramp.pixels[i] = (i % 100 + i / 100) / 200f;
        final Result ofNoise = noise.run(1, 2, Progress.NONE), ofRamp = ramp.run(1, 2, Progress.NONE);
        assertTrue(Integer.parseInt(ofNoise.facts().get("patch_diffusion_steps")) > 0);
        assertEquals("0", ofRamp.facts().get("patch_diffusion_steps"));
        assertEquals(List.of(), ofRamp.notes());
    }

    /** With and without a diffusion: nothing of a candidate is left to the next one. */
    @Test
    void candidatesCountUpFromTheSeed() {
        final PatchScenes dots = scenes()[4];
        for (final PatchScenes s : new PatchScenes[] { new PatchScenes(100, 100, 3, 4).hole(30, 30, 40, 40), dots }) {
            final Result three = new PatchEngine(2).run(Engines.found().request(Map.of("seed", "5", "candidates",
                    "3")), s.scene(), Progress.NONE);
            assertEquals(s == dots, "0".equals(three.facts().get("patch_diffusion_steps")));
            for (int k = 0; k < 3; k++) {
                assertEquals(5 + k, three.candidates().get(k).seed());
                assertArrayEquals(s.fill(5 + k, 2), PatchScenes.samples(three, k));
            }
        }
    }

    @Test
    void onlyTheHoleChangesAndStaysInTheRangeOfWhatIsKnown() {
        for (final PatchScenes s : scenes()) {
            final int area = s.width * s.height;
            final float[] fill = s.fill(3, 2);
            for (int c = 0; c < s.channels; c++) {
                float least = 2, most = -1;
                for (int i = 0; i < area; i++)
                    if (s.mask[i] == 0) {
                        least = Math.min(least, s.pixels[c * area + i]);
                        most = Math.max(most, s.pixels[c * area + i]);
                        assertEquals(s.pixels[c * area + i], fill[c * area + i]);
                    }
                for (int i = 0; i < area; i++)
                    assertTrue(fill[c * area + i] >= least && fill[c * area + i] <= most);
            }
        }
    }

    @Test
    void whatIsUnderTheMaskHasNoInfluence() {
        final PatchScenes a = new PatchScenes(96, 96, 3, 8).hole(30, 20, 30, 40),
                b = new PatchScenes(96, 96, 3, 8).hole(30, 20, 30, 40);
        for (int i = 0; i < b.pixels.length; i++)
            if (b.mask[i % b.mask.length] > 0)
                b.pixels[i] = i;
        assertArrayEquals(a.fill(1, 2), b.fill(1, 2));
    }

    @ParameterizedTest
    @CsvSource({ "1,1", "1,40", "40,1", "2,2", "2,50", "3,3", "3,64", "4,5", "5,5", "6,7", "11,11", "12,30", "25,24" })
    void anySizeWorks(final int width, final int height) {
        for (int channels = 1; channels <= 4; channels++) {
            final PatchScenes some = new PatchScenes(width, height, channels, 1)
                    .hole(width / 3, height / 3, width / 3 + 1, height / 3 + 1);
            for (final float v : some.fill(1, 2))
                assertTrue(v >= 0 && v <= 1);
        }
    }

    @Test
    void aHoleWithoutSurroundingsBecomesMiddleGreyAndSaysSo() {
        final Result result = new PatchScenes(30, 20, 2, 1).hole(0, 0, 30, 20).run(1, 2, Progress.NONE);
        for (final float v : PatchScenes.samples(result, 0))
            assertEquals(0.5f, v);
        assertTrue(result.notes().get(0).startsWith("Nothing of the image is left to learn from"));
    }

    @Test
    void aHugeHoleEndsAndSaysThatLittleIsLeft() {
        final PatchScenes s = new PatchScenes(200, 200, 3, 3).hole(0, 0, 200, 180);
        final Result result = s.run(1, 2, Progress.NONE);
        assertEquals("Only 10 % of what the engine sees is left to learn from, so the fill repeats it: select less or "
                + "raise the padding.", result.notes().get(0));
        final float[] fill = PatchScenes.samples(result, 0);
        assertTrue(deviation(fill, 0, 40 * 200) > 0.5 * deviation(s.pixels, 180 * 200, 200 * 200), "not flat");
        assertTrue(new PatchScenes(200, 200, 3, 3).hole(0, 0, 200, 160).run(1, 2, Progress.NONE).notes().isEmpty());
    }

    private static double deviation(final float[] of, final int from, final int to) {
        double sum = 0, squares = 0;
        for (int i = from; i < to; i++) {
            sum += of[i];
            squares += of[i] * of[i];
        }
        return Math.sqrt(squares / (to - from) - sum / (to - from) * (sum / (to - from)));
    }

    @Test
    void withoutACleanPatchAMembraneIsSpannedAndTheUserTold() {
        final PatchScenes s = new PatchScenes(60, 50, 1, 3);
        for (int y = 0; y < 50; y++)
            for (int x = 0; x < 60; x++) {
                s.pixels[y * 60 + x] = x / 100f + y / 200f;
                s.mask[y * 60 + x] = x % 3 == 0 ? 1 : 0;
            }
        final Result result = s.run(1, 2, Progress.NONE);
        assertTrue(result.notes().get(0)
                .startsWith("No piece of the image of at least 3 x 3 pixels is free of the mask"));
        final float[] fill = PatchScenes.samples(result, 0);
        for (int i = 0; i < fill.length; i++)
            assertEquals(s.pixels[i], fill[i], 0.02f);
    }

    @Test
    void aStripIsContinuedFromItsEnds() {
        final PatchScenes s = new PatchScenes(60, 1, 1, 3);
        for (int x = 0; x < 60; x++)
            s.pixels[x] = x < 30 ? 0.2f : 0.8f;
        final float[] fill = s.hole(20, 0, 20, 1).fill(1, 1);
        assertEquals(0.2f, fill[20], 0.1f);
        assertEquals(0.5f, (fill[29] + fill[30]) / 2, 0.05f);
        assertEquals(0.8f, fill[39], 0.1f);
    }

    @Test
    void littleContrastIsRaised() {
        final PatchScenes s = new PatchScenes(110, 90, 1, 3).hole(30, 20, 40, 44),
                dim = new PatchScenes(110, 90, 1, 3).hole(30, 20, 40, 44);
        for (int i = 0; i < dim.pixels.length; i++) {
            s.pixels[i] /= 4;
            dim.pixels[i] = s.pixels[i] / 4096;
        }
        final float[] bright = s.fill(1, 2), dark = dim.fill(1, 2);
        for (int i = 0; i < dark.length; i++)
            dark[i] *= 4096;
        assertArrayEquals(bright, dark);
    }

    @Test
    void thePreviewShowsTheSceneWithTheHolePresentlyFilled() {
        final PatchScenes s = new PatchScenes(110, 90, 2, 3).hole(30, 20, 40, 44);
        final AtomicInteger shown = new AtomicInteger();
        final List<Double> shares = new ArrayList<>();
        s.run(1, 2, new Progress() {

            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public void share(final double done) {
                shares.add(done);
            }

            @Override
            public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
                shown.incrementAndGet();
                final RandomAccess<FloatType> image = pixels.get().randomAccess();
                for (int c = 0; c < 2; c++)
                    for (int y = 0; y < 90; y++)
                        for (int x = 0; x < 110; x++) {
                            final float v = image.setPositionAndGet(x, y, c).get();
                            assertTrue(s.mask[y * 110 + x] > 0 ? v > -1 && v < 2
                                    : v == s.pixels[(c * 90 + y) * 110 + x]);
                        }
            }
        });
        assertTrue(shown.get() > 5);
        assertEquals(shares.stream().sorted().toList(), shares, "the share of the time never falls");
        assertTrue(shares.get(0) == 0 && shares.get(shares.size() - 1) > 0.5 && shares.get(shares.size() - 1) < 1,
                shares.toString());
    }

    @Test
    void standInsEverywhereStillGiveAFill() {
        final PatchScenes s = new PatchScenes(90, 80, 1, 5).hole(30, 30, 20, 20);
        final Random random = new Random(4);
        for (int i = 0; i < s.valid.length; i++)
            s.valid[i] = random.nextInt(3) == 0 ? 0 : 1;
        for (final float v : s.fill(1, 2))
            assertTrue(v >= 0 && v <= 1);
        Arrays.fill(s.valid, 0);
        for (final float v : s.fill(1, 2))
            assertTrue(v >= 0 && v <= 1);
    }

    @Test
    void constantSurroundingsStayConstant() {
        final float[] fill = new PatchScenes(100, 80, 3, 1).constant(0.3f).hole(30, 20, 40, 40).fill(1, 2);
        for (final float v : fill)
            assertEquals(0.3f, v, 1e-5f);
    }

    @Test
    void standInsAreNeverCopied() {
        final PatchScenes s = new PatchScenes(120, 120, 1, 9).hole(40, 40, 30, 30);
        for (int i = 0; i < s.valid.length; i++)
            if (i % 120 > 80) {
                s.valid[i] = 0;
                s.pixels[i] = 5;
            }
        final float[] fill = s.fill(1, 2);
        for (int i = 0; i < fill.length; i++)
            if (s.mask[i] > 0)
                assertTrue(fill[i] <= 1, "a stand-in was copied");
    }

    @Test
    void aSceneBeyondWhatAnArrayHoldsIsExplained() {
        final RandomAccessibleInterval<FloatType> plane =
                ConstantUtils.constantRandomAccessibleInterval(new FloatType(1),
                new FinalInterval(30000, 30000));
        final Scene scene = new Scene(Views.addDimension(plane, 0, 2), plane, plane, new Box(0, 0, 30000, 30000));
        assertEquals("The selection with its surroundings is 30000 x 30000 pixels, too large for the patch engine: "
                + "select less or lower the padding.", assertThrows(InpaintException.class, () -> new PatchEngine(1)
                        .run(Engines.found().request(Map.of("seed", "1")), scene, Progress.NONE)).getMessage());
    }

    @Test
    void anEmptyMaskIsExplained() {
        assertThrows(InpaintException.class, () -> new PatchScenes(20, 20, 1, 1).fill(1, 1));
    }

    /** In a process of its own, for a library once loaded stays; the file that it finds in its place is none. */
    @Test
    void withoutTheNativeLibraryItStillFillsAndSaysWhy(@TempDir final Path folder) throws Exception {
        Files.write(folder.resolve(System.mapLibraryName("onnxruntime")), new byte[100]);
        final String java = RunningJava.program();
        final Process process = new ProcessBuilder(java, "-Donnxruntime.native.path=" + folder, "-cp",
                System.getProperty("java.class.path"), WithoutRuntime.class.getName())
                .redirectErrorStream(true).start();
        final String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("filled\nThe fill started without diffusion of the coarse image. The native library "
                + "of ONNX Runtime could not be loaded"), said);
    }

    static final class WithoutRuntime {

        public static void main(final String[] args) {
            final Result result = new PatchScenes(150, 130, 3, 1).hole(50, 40, 44, 40).run(1, 2, Progress.NONE);
            System.out.print("filled\n" + String.join("\n", result.notes()));
        }
    }

    @Test
    void stepsCountUpToTheTotal() {
        for (final PatchScenes s : scenes()) {
            final AtomicInteger last = new AtomicInteger(-1), all = new AtomicInteger();
            s.run(1, 2, (done, total, what) -> {
                assertTrue(done >= last.get() && done <= total);
                last.set(done);
                all.set(total);
            });
            assertEquals(all.get(), last.get());
        }
    }

    @Test
    void cancelStopsIt() {
        final PatchScenes s = new PatchScenes(150, 130, 3, 1).hole(50, 40, 44, 40);
        for (int after = 1; after < 30; after += 4) {
            final int limit = after;
            final AtomicInteger steps = new AtomicInteger();
            assertThrows(CancelledException.class, () -> s.run(1, 2, new Progress() {

                @Override
                public void step(final int done, final int total, final String what) {
                    steps.incrementAndGet();
                }

                @Override
                public boolean cancelled() {
                    return steps.get() >= limit;
                }
            }));
            assertEquals(limit, steps.get());
        }
    }
}
