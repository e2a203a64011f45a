package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.LUT;

import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.imagej.layer.LayerCodec;

/** Everything of an image that a job must leave alone. */
final class ImageState {

    private final ImagePlus imp;
    private final List<Object> planes = new ArrayList<>();
    private final Roi roi;
    private final String roiText;
    private final List<Roi> elements;
    private final List<String> elementTexts;
    private final String calibration;
    private final List<String> luts;
    private final int position;

    ImageState(final ImagePlus imp) {
        this.imp = imp;
        final ImageStack stack = imp.getStack();
        for (int i = 1; i <= stack.size(); i++)
            planes.add(ImageJTypes.of(imp).copy(stack.getProcessor(i).getPixels()));
        roi = imp.getRoi();
        roiText = text(roi);
        elements = imp.getOverlay() == null ? List.of() : List.of(imp.getOverlay().toArray());
        elementTexts = elements.stream().map(ImageState::text).toList();
        calibration = calibration(imp);
        luts = luts(imp);
        position = imp.getCurrentSlice();
    }

    /** The copy of a plane as it was; the index is 1-based. */
    Object plane(final int index) {
        return planes.get(index - 1);
    }

    int size() {
        return planes.size();
    }

    void assertSamplesUntouched(final String what) {
        for (int i = 1; i <= planes.size(); i++)
            assertPlane(i, imp.getStack().getProcessor(i).getPixels(), k -> false, what);
    }

    /** @param free where a sample may differ */
    void assertPlane(final int index, final Object now, final IntPredicate free, final String what) {
        assertSamePixels(plane(index), now, free, what + ", plane " + index);
    }

    void assertRestUntouched(final String what) {
        assertSame(roi, imp.getRoi(), what);
        assertEquals(roiText, text(imp.getRoi()), what);
        final List<Roi> now = imp.getOverlay() == null ? List.of()
                : Arrays.stream(imp.getOverlay().toArray()).filter(r -> !LayerCodec.isLayer(r)).toList();
        assertEquals(elements, now, what);
        assertEquals(elementTexts, now.stream().map(ImageState::text).toList(), what);
        assertEquals(calibration, calibration(imp), what);
        assertEquals(luts, luts(imp), what);
        assertEquals(position, imp.getCurrentSlice(), what);
    }

    static void assertSamePixels(final Object before, final Object now, final IntPredicate free, final String what) {
        if (before instanceof byte[] a) {
            final byte[] b = ((byte[]) now).clone();
            for (int i = 0; i < a.length; i++)
                b[i] = free.test(i) ? a[i] : b[i];
            assertArrayEquals(a, b, what);
        } else if (before instanceof short[] a) {
            final short[] b = ((short[]) now).clone();
            for (int i = 0; i < a.length; i++)
                b[i] = free.test(i) ? a[i] : b[i];
            assertArrayEquals(a, b, what);
        } else if (before instanceof int[] a) {
            final int[] b = ((int[]) now).clone();
            for (int i = 0; i < a.length; i++)
                b[i] = free.test(i) ? a[i] : b[i];
            assertArrayEquals(a, b, what);
        } else {
            final float[] a = (float[]) before, b = (float[]) now;
            for (int i = 0; i < a.length; i++)
                if (!free.test(i))
                    // bits, since 0 and -0 and all NaN are to be told apart
                    assertEquals(Float.floatToRawIntBits(a[i]), Float.floatToRawIntBits(b[i]), what + " at " + i);
        }
    }

    static String calibration(final ImagePlus imp) {
        final Calibration c = imp.getCalibration();
        return c.toString().replaceAll("@[0-9a-f]+", "") + c.xOrigin + c.yOrigin + Arrays.toString(c.getCoefficients());
    }

    static List<String> luts(final ImagePlus imp) {
        final List<String> out = new ArrayList<>();
        if (imp instanceof CompositeImage)
            for (final LUT lut : imp.getLuts())
                out.add(Arrays.hashCode(lut.getBytes()) + " " + lut.min + " " + lut.max);
        else if (imp.getBitDepth() != 24)
            out.add(imp.getProcessor().getColorModel() + " " + imp.getDisplayRangeMin() + " "
                    + imp.getDisplayRangeMax());
        return out;
    }

    private static String text(final Roi roi) {
        return roi == null ? "" : roi + " " + roi.getName() + " " + roi.getProperties() + " " + roi.getCPosition() + " "
                + roi.getZPosition() + " " + roi.getTPosition() + " " + roi.getPosition();
    }
}
