package org.inpaintj.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.scijava.plugin.Plugin;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

class UpscalersTest {

    /** A plugin of somebody else, for three channels only, which forgets to enlarge. */
    @Plugin(type = Upscaler.class, priority = 10)
    public static final class Repeater implements Upscaler {

        @Override
        public String id() {
            return "repeat";
        }

        @Override
        public String title() {
            return "Repeat";
        }

        @Override
        public List<Integer> factors() {
            return List.of(2);
        }

        @Override
        public int channels() {
            return 3;
        }

        @Override
        public RandomAccessibleInterval<FloatType> upscale(final RandomAccessibleInterval<FloatType> pixels,
                final int factor, final Progress progress) {
            return pixels;
        }
    }

    /** One that needs what is not there. */
    @Plugin(type = Upscaler.class)
    public static final class Absent implements Upscaler {

        @Override
        public String id() {
            return "absent";
        }

        @Override
        public String title() {
            return "Absent";
        }

        @Override
        public List<Integer> factors() {
            return List.of(2);
        }

        @Override
        public int channels() {
            return 0;
        }

        @Override
        public Optional<String> unavailable() {
            return Optional.of("it has no model: download one.");
        }

        @Override
        public RandomAccessibleInterval<FloatType> upscale(final RandomAccessibleInterval<FloatType> pixels,
                final int factor, final Progress progress) {
            throw new IllegalStateException();
        }
    }

    /** One that takes a name that is taken. */
    @Plugin(type = Upscaler.class, priority = -20)
    public static final class Namesake implements Upscaler {

        private final Upscaler first = new LanczosUpscaler();

        @Override
        public String id() {
            return first.id();
        }

        @Override
        public String title() {
            return first.title();
        }

        @Override
        public List<Integer> factors() {
            return first.factors();
        }

        @Override
        public int channels() {
            return first.channels();
        }

        @Override
        public RandomAccessibleInterval<FloatType> upscale(final RandomAccessibleInterval<FloatType> pixels,
                final int factor, final Progress progress) {
            return first.upscale(pixels, factor, progress);
        }
    }

    /** One that cannot be made. */
    @Plugin(type = Upscaler.class, priority = -10)
    public abstract static class Broken implements Upscaler {
    }

    private static Img<FloatType> noise(final int width, final int height, final int channels) {
        final SplittableRandom random = new SplittableRandom(4);
        final Img<FloatType> image = ArrayImgs.floats(width, height, channels);
        image.forEach(pixel -> pixel.set((float) random.nextDouble()));
        return image;
    }

    private static String said(final String id, final RandomAccessibleInterval<FloatType> pixels, final int factor) {
        return assertThrows(InpaintException.class, () -> Upscalers.run(Upscalers.found().get(id), pixels, factor,
                Progress.NONE)).getMessage();
    }

    @Test
    void pluginsAreFoundBestFirst() {
        final Upscalers found = Upscalers.found();
        assertEquals(List.of("repeat", LanczosUpscaler.ID, BicubicUpscaler.ID, NearestUpscaler.ID, "absent"),
                found.ids());
        assertEquals(2, found.problems().size());
        assertEquals("The upscaler 'lanczos' (org.inpaintj.upscale.UpscalersTest$Namesake) is left out: another one of "
                + "that name "
                + "was found before it.", found.problems().get(1));
        assertEquals("Lanczos", found.get(LanczosUpscaler.ID).title());
        assertTrue(found.problems().get(0).startsWith("The upscaler org.inpaintj.upscale.UpscalersTest$Broken is left "
                + "out"),
                found.problems().get(0));
        assertEquals("There is no upscaler 'lancos': did you mean 'lanczos'?",
                assertThrows(InpaintException.class, () -> found.get("lancos")).getMessage());
        assertEquals("The upscaler 'absent' cannot run here: it has no model: download one.",
                assertThrows(InpaintException.class, () -> found.get("absent")).getMessage());
    }

    /** The sum over all taps in double precision, pixel by pixel. */
    @Test
    void lanczosIsTheWindowedSinc() {
        for (final int factor : new int[] { 2, 3, 4, 8 }) {
            final Img<FloatType> small = noise(7, 5, 2);
            final RandomAccessibleInterval<FloatType> large =
                    Upscalers.run(Upscalers.found().get(LanczosUpscaler.ID), small, factor, Progress.NONE);
            assertArrayEquals(new long[] { 7 * factor, 5 * factor, 2 }, large.dimensionsAsLongArray());
            for (int c = 0; c < 2; c++)
                for (int y = 0; y < 5 * factor; y++)
                    for (int x = 0; x < 7 * factor; x++) {
                        double sum = 0, weights = 0;
                        for (int v = 0; v < 5; v++)
                            for (int u = 0; u < 7; u++) {
                                final double w =
                                        lanczos((x + 0.5) / factor - u - 0.5) * lanczos((y + 0.5) / factor - v - 0.5);
                                sum += w * small.getAt(u, v, c).get();
                                weights += w;
                            }
                        assertEquals(Math.max(0, Math.min(1, sum / weights)), large.getAt(x, y, c).get(), 2e-6);
                    }
        }
    }

    private static double lanczos(final double x) {
        return x == 0 ? 1 : Math.abs(x) >= 3 ? 0
                : 3 * Math.sin(Math.PI * x) * Math.sin(Math.PI * x / 3) / (Math.PI * Math.PI * x * x);
    }

    @Test
    void aConstantStaysOne() {
        final Img<FloatType> flat = ArrayImgs.floats(4, 3, 1);
        flat.forEach(pixel -> pixel.set(0.25f));
        Views.flatIterable(Upscalers.run(new LanczosUpscaler(), flat, 4, Progress.NONE))
                .forEach(pixel -> assertEquals(0.25f, pixel.get(), 1e-6f));
    }

    @Test
    void whatBreaksTheContractIsSaid() {
        assertEquals("The upscaler 'lanczos' enlarges by 2 or 3 or 4 or 8 and not by 5: take one of these, or another "
                + "upscaler.", said(LanczosUpscaler.ID, noise(3, 3, 1), 5));
        assertEquals("The upscaler 'repeat' takes 3 channels and the picture has 1: convert it, or take another "
                + "upscaler.",
                said("repeat", noise(3, 3, 1), 2));
        assertEquals("The upscaler 'repeat' returned a picture of the wrong size, which is a fault of the upscaler: "
                + "use another "
                + "one.", said("repeat", noise(3, 3, 3), 2));
        assertTrue(said(LanczosUpscaler.ID, Views.interval(Views.extendZero(noise(1, 1, 1)), new long[3],
                new long[] { 99999, 99999, 0 }), 8)
                .startsWith("A picture of 100000 x 100000 pixels enlarged by 8 is more than Java can hold"));
    }

    @Test
    void progressTellsAndCancels() {
        final List<String> steps = new ArrayList<>();
        Upscalers.run(new LanczosUpscaler(), noise(3, 3, 3), 2, (done, total, what) -> steps.add(done + "/" + total));
        assertEquals(List.of("0/3", "1/3", "2/3", "3/3"), steps);
        final Progress stop = new Progress() {

            @Override
            public void step(final int done, final int total, final String what) {
                steps.add("more");
            }

            @Override
            public boolean cancelled() {
                return steps.size() > 5;
            }
        };
        assertThrows(CancelledException.class, () -> Upscalers.run(new LanczosUpscaler(), noise(3, 3, 3), 2, stop));
        assertEquals(6, steps.size());
    }
}
