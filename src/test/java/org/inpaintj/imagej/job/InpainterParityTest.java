package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.Type;
import net.imglib2.view.Views;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.ImagePlus;
import ij.gui.OvalRoi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.roi.RoiToMask;
import org.inpaintj.inpaint.InpaintedPatches;
import org.inpaintj.inpaint.Inpainter;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.inpaint.samples.Samples;

/** The same samples and the same request give the same patches with ImageJ and without. */
class InpainterParityTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    private static final List<Map<String, String>> REQUESTS = List.of(
            Map.of("engine", "patch", "seed", "2", "padding", "8"),
            Map.of("engine", "noise", "seed", "5", "candidates", "2", "blur", "2", "spill", "2", "tone", "display"),
            Map.of("engine", "noise-rgb", "seed", "9", "grow", "1", "area", "whole"));

    @ParameterizedTest
    @EnumSource(TestImages.class)
    void patchesAreThoseOfImageJ(final TestImages kind) {
        for (final Map<String, String> values : REQUESTS) {
            final ImagePlus imp = kind.make(31, 27, new SplittableRandom(7 + kind.ordinal()));
            imp.setRoi(new OvalRoi(9, 8, 10, 9));
            final StackPosition position = StackPosition.shown(imp);
            final ImageSource source = new ImageSource(imp, position);
            compare(imp, Engines.found().request(values), source, image(source));
        }
    }

    @SuppressWarnings({ "unchecked", "rawtypes" })
    private static void compare(final ImagePlus imp, final Request asked, final ImageSource source,
            final RandomAccessibleInterval<?> image) {
        final InpaintResult there;
        try {
            there = InpaintJob.of(imp, asked).paint(Progress.NONE);
        } catch (final InpaintException e) {
            return;
        }
        final InpaintedPatches here =
                new Inpainter().info(source.info()).inpaint((RandomAccessibleInterval<Type>) image,
                RoiToMask.of(imp), asked);
        assertEquals(there.notes(), here.notes());
        assertEquals(there.candidates().size(), here.candidates().size());
        for (int k = 0; k < here.candidates().size(); k++) {
            final Patch one = there.candidates().get(k), two = here.candidates().get(k);
            assertEquals(one.box(), two.box());
            assertArrayEquals(one.painted(), two.painted());
            final Provenance p = one.provenance(), q = two.provenance();
            assertEquals(p.patchSha256(), q.patchSha256());
            assertEquals(p.cropSha256(), q.cropSha256());
            assertEquals(p.maskSha256(), q.maskSha256());
            assertEquals(p.tones(), q.tones());
            assertEquals(p.request(), q.request());
            assertEquals(p.facts(), q.facts());
            assertEquals(p.depth(), q.depth());
            assertEquals(p.macro(), q.macro());
            assertEquals(p.software().get("java"), q.software().get("java"));
        }
        written(imp, source, there.candidates().get(0), here.patch(), image);
    }

    /** Writing into the planes and writing into the ImgLib2 image leaves the same samples. */
    @SuppressWarnings({ "unchecked", "rawtypes" })
    private static void written(final ImagePlus imp, final ImageSource source, final Patch there, final Patch here,
            final RandomAccessibleInterval<?> image) {
        final List<Object> planes = new ArrayList<>();
        source.planes().forEach(plane -> planes.add(source.type().copy(plane)));
        there.write(planes, imp.getWidth(), imp.getHeight());
        final RandomAccessibleInterval alone = here.over((RandomAccessibleInterval) image);
        final Samples expected = Samples.read(source.type(),
                planes, imp.getWidth(), there.box());
        assertArrayEquals(expected.bytes(), Samples.of(alone, there.box()).bytes());
    }

    /** The planes of the position as one image; what is shared is the arrays. */
    @SuppressWarnings({ "unchecked", "rawtypes" })
    private static RandomAccessibleInterval<?> image(final ImageSource source) {
        final long width = source.bounds().width(), height = source.bounds().height();
        final List images = new ArrayList<>();
        for (final Object plane : source.planes())
            images.add(plane instanceof byte[] bytes ? ArrayImgs.unsignedBytes(bytes, width, height)
                    : plane instanceof short[] shorts ? ArrayImgs.unsignedShorts(shorts, width, height)
                    : plane instanceof int[] ints ? ArrayImgs.argbs(ints, width, height)
                    : ArrayImgs.floats((float[]) plane, width, height));
        return images.size() == 1 ? (RandomAccessibleInterval<?>) images.get(0) : Views.stack(images);
    }
}
