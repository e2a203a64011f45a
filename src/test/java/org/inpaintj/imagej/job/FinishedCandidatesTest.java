package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.Progress;
import org.inpaintj.imagej.image.LutRenderer;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.samples.Planes;
import org.inpaintj.model.folder.ModelFixture;

/** Candidates are told of as soon as they are finished, as the image shows them. */
class FinishedCandidatesTest {

    private record Told(int number, long seed, int at, RandomAccessibleInterval<FloatType> picture) {
    }

    private static final class Steps implements Progress {
        private final List<Told> told = new ArrayList<>();
        private int steps;

        @Override
        public void step(final int done, final int total, final String what) {
            steps++;
        }

        @Override
        public void finished(final int number, final long seed,
                final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
            told.add(new Told(number, seed, steps, pixels.get()));
        }
    }

    static Stream<List<String>> engines() {
        return Stream.of(List.of("engine", "patch"), List.of("engine", "diffusion", "model",
                ModelFixture.of("sd15").folder().toString(), "steps", "3", "device", "cpu"));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void eachIsToldWhenItIsFinished(final List<String> keys) {
        final List<String> all = new ArrayList<>(keys);
        all.addAll(List.of("candidates", "3", "seed", "4"));
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        final Steps steps = new Steps();
        final List<Patch> made = InpaintJob.of(imp, InpaintJobs.request(all.toArray(new String[0]))).paint(steps)
                .candidates();
        assertEquals(List.of("1 4", "2 5", "3 6"), steps.told.stream().map(t -> t.number + " " + t.seed).toList());
        assertEquals(3, steps.told.stream().map(Told::at).distinct().count(), "between them something was done");
        for (int k = 0; k < 3; k++) {
            final Patch patch = made.get(k);
            final Box box = patch.box();
            final RandomAccessibleInterval<FloatType> picture = steps.told.get(k).picture;
            assertEquals(box, new Box((int) picture.min(0), (int) picture.min(1), (int) picture.dimension(0),
                    (int) picture.dimension(1)));
            assertEquals(4 * patch.painted().length, Intervals.numElements(picture));
            final ColorProcessor shown = LutRenderer.render(imp, patch.samples(), patch.painted());
            final int[] argb = Planes.argb(picture);
            for (int i = 0; i < argb.length; i++)
                if (patch.painted()[i])
                    assertEquals(shown.get(i) & 0xffffff, argb[i] & 0xffffff, "candidate " + k + ", pixel " + i);
        }
    }

    @Test
    void oneAloneIsNotTold() {
        final Steps steps = new Steps();
        InpaintJob.of(InpaintJobs.image(TestImages.GRAY16), InpaintJobs.request("engine", "patch", "seed", "4"))
                .paint(steps);
        assertEquals(0, steps.told.size());
    }
}
