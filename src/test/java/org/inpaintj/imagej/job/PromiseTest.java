package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Request.Target;
import org.inpaintj.engines.Engines;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.imagej.roi.RoiToMask;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.inpaint.samples.SampleDigest;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;

/**
 * Nothing outside the selection changes: every kind of image and selection, random parameters, and an engine that
 * writes noise everywhere.
 */
class PromiseTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    private static final int ROUNDS = 12;

    @Test
    void nothingOutsideTheSelectionChanges() {
        final SplittableRandom random = new SplittableRandom(20260101);
        int done = 0, painted = 0;
        for (int round = 0; round < ROUNDS; round++)
            for (final TestImages kind : TestImages.values())
                for (final TestSelections selection : TestSelections.values()) {
                    final int width = random.nextInt(8, 28), height = random.nextInt(8, 28);
                    final ImagePlus imp = kind.make(width, height, random);
                    imp.setRoi(selection.make(width, height, random));
                    decorate(imp, random);
                    final Map<String, String> values = parameters(random);
                    final String what = kind + " " + selection + " " + values;
                    final ImageState before = new ImageState(imp);
                    try {
                        painted += run(imp, Engines.found().request(values), before, what) ? 1 : 0;
                        done++;
                    } catch (final InpaintException e) {
                        assertTrue(isFair(e.getMessage()), what + ": " + e.getMessage());
                        before.assertSamplesUntouched(what);
                        before.assertRestUntouched(what);
                    }
                }
        // the rest are selections outside the image, whole images, and targets that the image has not got
        assertTrue(done > 2000, "only " + done + " cases ran");
        assertTrue(painted > 0.95 * done, "only " + painted + " of " + done + " cases painted anything");
    }

    /** @return true if a sample changed where it may */
    private static boolean run(final ImagePlus imp, final Request request, final ImageState before, final String what) {
        final IntPredicate free = allowed(imp, request);
        final int index = imp.getCurrentSlice();
        final StackPosition position = StackPosition.shown(imp);
        final Target target = request.target();
        final ImagePlus out = Delivery.deliver(InpaintJob.of(imp, request).paint(Progress.NONE));
        if (target != Target.INPLACE && target != Target.SLICE)
            before.assertSamplesUntouched(what);
        if (target != Target.SLICE)
            before.assertRestUntouched(what);
        final ImagePlus result = target == Target.LAYER ? LayerFlattener.flatten(out, false) : out;
        final boolean alone = target != Target.LAYER && out != imp && imp.getStack().isVirtual();
        int extra = 0;
        for (int i = 1; i <= before.size(); i++) {
            final boolean here = StackPosition.of(result.getStackSize() == before.size() ? result : imp, i)
                    .equals(position)
                    && target != Target.SLICE;
            if (alone)
                continue;
            if (target == Target.SLICE && i > imp.getStackIndex(imp.getNChannels(), position.z(), position.t()))
                extra = request.candidates() * imp.getNChannels();
            before.assertPlane(i, result.getStack().getProcessor(i + extra).getPixels(), k -> here && free.test(k),
                    what);
        }
        boolean changed = false;
        for (int c = 1; c <= imp.getNChannels(); c++) {
            final Object was = before.plane((index - 1) / imp.getNChannels() * imp.getNChannels() + c);
            final int at = alone ? c : target == Target.SLICE
                    ? imp.getStackIndex(imp.getNChannels(), position.z(), position.t()) + c
                    : result.getStackIndex(c, position.z(), position.t());
            final Object now = result.getStack().getProcessor(at).getPixels();
            ImageState.assertSamePixels(was, now, free, what + ", repainted channel " + c);
            changed |= !SampleDigest.of(samples(imp, was)).equals(SampleDigest.of(samples(imp, now)));
        }
        assertEquals(ImageState.luts(imp), ImageState.luts(result), what);
        assertEquals(ImageState.calibration(imp), ImageState.calibration(result), what);
        return changed;
    }

    private static Samples samples(final ImagePlus imp, final Object plane) {
        return new Samples(ImageJTypes.of(imp), imp.getWidth(), imp.getHeight(), java.util.List.of(plane));
    }

    /** Where samples may change, by the words of the vocabulary and by brute force. */
    private static IntPredicate allowed(final ImagePlus imp, final Request r) {
        final int width = imp.getWidth(), height = imp.getHeight();
        final Mask selected = RoiToMask.of(imp);
        boolean[] set = new boolean[width * height];
        for (int i = 0; i < set.length; i++)
            set[i] = selected.at(i % width, i / width) > 0 != r.invert();
        set = within(set, r.grow(), width, height);
        final boolean[] free = within(set, r.spill(), width, height);
        return i -> free[i];
    }

    private static boolean[] within(final boolean[] set, final int radius, final int width, final int height) {
        final boolean[] out = set.clone();
        for (int i = 0; i < set.length; i++)
            for (int j = 0; j < set.length && radius != 0; j++)
                if (set[j] == radius > 0
                        && Math.hypot(i % width - j % width, i / width - j / width) <= Math.abs(radius))
                    out[i] = radius > 0;
        return out;
    }

    private static Map<String, String> parameters(final SplittableRandom random) {
        final Map<String, String> values = new LinkedHashMap<>();
        values.put("engine", random.nextBoolean() ? TestEngine.PLAIN.id() : TestEngine.NETWORK.id());
        values.put("seed", Integer.toString(random.nextInt(1000)));
        values.put("candidates", Integer.toString(random.nextInt(1, 3)));
        values.put("blur", random.nextBoolean() ? "0" : Double.toString(random.nextInt(1, 12) / 2.0));
        values.put("invert", Boolean.toString(random.nextInt(6) == 0));
        values.put("area", random.nextBoolean() ? "masked" : "whole");
        values.put("padding", Integer.toString(random.nextInt(12)));
        values.put("grow", Integer.toString(random.nextInt(3) == 0 ? random.nextInt(-1, 4) : 0));
        values.put("spill", Integer.toString(random.nextBoolean() ? 0 : random.nextInt(4)));
        values.put("target", Target.values()[random.nextInt(4)].name().toLowerCase());
        values.put("tone", Request.Tone.values()[random.nextInt(4)].name().toLowerCase());
        return values;
    }

    /** What others keep in the overlay. */
    private static void decorate(final ImagePlus imp, final SplittableRandom random) {
        if (random.nextBoolean())
            return;
        final Overlay overlay = new Overlay(new OvalRoi(1, 1, 5, 5));
        final Roi named = new Roi(2, 2, 3, 3);
        named.setName("cell 1");
        named.setProperty("note", "mine");
        overlay.add(named);
        imp.setOverlay(overlay);
    }

    private static boolean isFair(final String message) {
        return message.contains("does not cover any pixel") || message.contains("nothing is left to")
                || message.contains("leaves nothing to repaint") || message.contains("there is nothing to learn from")
                || message.contains("virtual stack") || message.contains("a single new slice does not fit");
    }
}
