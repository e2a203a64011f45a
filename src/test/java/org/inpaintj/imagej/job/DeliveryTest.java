package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.Undo;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.TestEngine;

class DeliveryTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    @AfterEach
    void forgetCurrentImage() {
        WindowManager.setTempCurrentImage(null);
    }

    @ParameterizedTest
    @EnumSource(value = TestImages.class, mode = EnumSource.Mode.EXCLUDE, names = { "VIRTUAL16", "VIRTUAL_HYPER" })
    void inPlaceIsWhatALayerFlattensToAndIsUndone(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        final String before = InpaintJobs.digest(imp);
        final ImagePlus twin = InpaintJobs.image(kind);
        InpaintJobs.deliver(twin, "candidates", "2");
        assertSame(imp, InpaintJobs.deliver(imp, "target", "inplace", "candidates", "2"));
        assertEquals(InpaintJobs.digest(LayerFlattener.flatten(twin, false)), InpaintJobs.digest(imp));
        assertEquals(List.of(false), Layer.of(imp).stream().map(Layer::visible).toList());
        assertTrue(imp.getInfoProperty().startsWith("taken on a Monday\nInpaintJ provenance: {"));
        WindowManager.setTempCurrentImage(imp);
        Undo.undo();
        assertEquals(before, InpaintJobs.digest(imp));
        assertEquals(ImageState.luts(twin), ImageState.luts(imp));
    }

    @Test
    void inPlaceGoesToThePlaneItWasAskedFor() {
        final ImagePlus imp = InpaintJobs.image(TestImages.STACK8);
        final InpaintResult result = InpaintJobs.paint(imp, "target", "inplace");
        final ImageState before = new ImageState(imp);
        final int asked = imp.getCurrentSlice();
        imp.setSlice(asked % 4 + 1);
        Delivery.deliver(result);
        for (int i = 1; i <= 4; i++)
            if (i != asked)
                before.assertPlane(i, imp.getStack().getPixels(i), k -> false, "other planes");
        assertEquals(asked, imp.getCurrentSlice());
        WindowManager.setTempCurrentImage(imp);
        Undo.undo();
        before.assertPlane(asked, imp.getStack().getPixels(asked), k -> false, "undone");
    }

    @Test
    void aSliceThatMovedIsFound() {
        final ImagePlus imp = InpaintJobs.image(TestImages.STACK8);
        imp.setSlice(2);
        final InpaintResult result = InpaintJobs.paint(imp);
        imp.getStack().deleteSlice(1);
        imp.setStack(imp.getStack(), 1, 3, 1);
        Delivery.deliver(result);
        assertEquals(1, Layer.of(imp).get(0).slice());
    }

    @ParameterizedTest
    @EnumSource(TestImages.class)
    void aClosedImageComesBackAsANewOne(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        final ImagePlus twin = InpaintJobs.image(kind);
        final List<String> luts = ImageState.luts(imp);
        final String calibration = ImageState.calibration(imp);
        final InpaintResult result = InpaintJobs.paint(imp, "candidates", "2");
        imp.flush();
        assertNull(imp.getProcessor());
        final ImagePlus out = Delivery.deliver(result);
        assertNotSame(imp, out);
        assertEquals(kind.name().toLowerCase() + "-inpainted", out.getTitle());
        assertEquals(kind.channels, out.getStackSize());
        assertEquals(luts, ImageState.luts(out));
        assertEquals(calibration, ImageState.calibration(out));
        InpaintJobs.deliver(twin);
        final ImagePlus flat = LayerFlattener.flatten(twin, false);
        final StackPosition position = StackPosition.shown(flat);
        for (int c = 1; c <= kind.channels; c++)
            ImageState.assertSamePixels(flat.getStack().getPixels(flat.getStackIndex(c, position.z(), position.t())),
                    out.getStack().getPixels(c), k -> false, "channel " + c);
        assertEquals(List.of(false), Layer.of(out).stream().map(Layer::visible).toList());
        assertTrue(out.getInfoProperty().contains(Provenance.GENERATED));
    }

    @Test
    void anImageThatBecameAnotherIsLeftAlone() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        final InpaintResult result = InpaintJobs.paint(imp);
        imp.setProcessor(imp.getProcessor().resize(8, 8));
        final String now = InpaintJobs.digest(imp);
        final ImagePlus out = Delivery.deliver(result);
        assertNotSame(imp, out);
        assertEquals(16, out.getWidth());
        assertEquals(now, InpaintJobs.digest(imp));
        assertNull(imp.getOverlay());
    }

    @Test
    void whatHappensToImageAndSelectionMeanwhileDoesNotMatter() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8), twin = InpaintJobs.image(TestImages.GRAY8);
        final InpaintJob job = InpaintJob.of(imp, InpaintJobs.request("engine", TestEngine.NETWORK.id()));
        imp.setRoi(0, 0, 2, 2);
        imp.getProcessor().invert();
        final Patch patch = job.paint(Progress.NONE).candidates().get(0);
        final Patch expected = InpaintJobs.paint(twin, "engine", TestEngine.NETWORK.id()).candidates().get(0);
        assertEquals(expected.provenance().patchSha256(), patch.provenance().patchSha256());
        assertEquals(expected.box(), patch.box());
    }

    @ParameterizedTest
    @EnumSource(TestImages.class)
    void aNewImageKeepsEverythingElse(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        imp.setOverlay(new Overlay(new Roi(1, 1, 2, 2)));
        final ImageState before = new ImageState(imp);
        final ImagePlus out = InpaintJobs.deliver(imp, "target", "image", "candidates", "2");
        before.assertSamplesUntouched(kind.toString());
        before.assertRestUntouched(kind.toString());
        assertNotSame(imp, out);
        assertFalse(out.getStack().isVirtual());
        assertEquals(kind.isVirtual() ? kind.channels : imp.getStackSize(), out.getStackSize());
        if (!kind.isVirtual()) {
            assertEquals(Arrays.toString(imp.getDimensions()), Arrays.toString(out.getDimensions()));
            assertEquals(imp.getStack().getSliceLabel(1), out.getStack().getSliceLabel(1));
            assertEquals(2, out.getOverlay().size());
        }
        assertEquals(imp.isComposite(), out.isComposite());
        if (imp.isComposite())
            assertEquals(imp.getDisplayMode(), out.getDisplayMode());
        assertTrue(out.getInfoProperty().startsWith("taken on a Monday\n"));
        assertTrue(Provenance.of(out.getInfoProperty().substring(out.getInfoProperty().indexOf('{'))).seed() == 7);
    }

    @Test
    void visibleLayersAreFlattenedIntoANewImage() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp);
        imp.setRoi(0, 0, 16, 4);
        final ImagePlus layered = imp.duplicate();
        layered.setRoi(0, 0, 16, 4);
        final ImagePlus out = InpaintJobs.deliver(imp, "target", "image");
        InpaintJobs.deliver(layered);
        assertEquals(InpaintJobs.digest(LayerFlattener.flatten(layered, false)), InpaintJobs.digest(out));
        assertNull(out.getOverlay());
    }

    @Test
    void visibleLayersAreNotLostWithAClosedImage() {
        for (final TestImages kind : List.of(TestImages.RGB, TestImages.HYPER16, TestImages.VIRTUAL16)) {
            final ImagePlus imp = InpaintJobs.image(kind), twin = InpaintJobs.image(kind);
            for (final ImagePlus each : List.of(imp, twin)) {
                InpaintJobs.deliver(each);
                each.setRoi(0, 0, 16, 4);
            }
            final InpaintResult result = InpaintJobs.paint(imp, "target", "image", "seed", "3");
            if (!kind.isVirtual())
                imp.flush();
            final ImagePlus out = Delivery.deliver(result);
            InpaintJobs.deliver(twin, "seed", "3");
            final ImagePlus flat = LayerFlattener.flatten(twin, false);
            final StackPosition position = StackPosition.shown(twin);
            for (int c = 1; c <= kind.channels; c++)
                ImageState.assertSamePixels(flat.getStack().getPixels(
                        flat.getStackIndex(c, position.z(), position.t())), out.getStack().getPixels(c), k -> false,
                        kind.toString());
        }
    }

    @Test
    void newSlicesGoBehindTheirOwn() {
        for (final TestImages kind : List.of(TestImages.GRAY8, TestImages.RGB, TestImages.STACK8, TestImages.STACK16,
                TestImages.COMPOSITE16, TestImages.COLOUR16, TestImages.HYPER16)) {
            final ImagePlus imp = InpaintJobs.image(kind);
            final StackPosition position = StackPosition.shown(imp);
            final int size = imp.getStackSize();
            final int index = imp.getStackIndex(kind.channels, position.z(), position.t());
            final Overlay overlay = new Overlay(new Roi(1, 1, 2, 2));
            overlay.get(0).setPosition(size);
            imp.setOverlay(overlay);
            final Object[] before = Arrays.copyOf(imp.getStack().getImageArray(), size);
            final List<String> luts = ImageState.luts(imp);
            final ImagePlus twin = InpaintJobs.image(kind);
            InpaintJobs.deliver(twin);
            final ImagePlus flat = LayerFlattener.flatten(twin, false);
            assertSame(imp, InpaintJobs.deliver(imp, "target", "slice", "candidates", "2"));
            final boolean time = kind == TestImages.STACK16;
            assertEquals(kind.channels, imp.getNChannels(), kind.toString());
            assertEquals(kind.slices + (time ? 0 : 2), imp.getNSlices());
            assertEquals(kind.frames + (time ? 2 : 0), imp.getNFrames());
            for (int i = 0; i < size; i++)
                assertSame(before[i], imp.getStack().getPixels(i < index ? i + 1 : i + 1 + 2 * kind.channels));
            for (int c = 1; c <= kind.channels; c++)
                ImageState.assertSamePixels(
                        flat.getStack().getPixels(flat.getStackIndex(c, position.z(), position.t())),
                        imp.getStack().getPixels(index + c), k -> false, kind.toString());
            assertEquals("Generated by InpaintJ, noise, seed 8",
                    imp.getStack().getSliceLabel(index + 2 * kind.channels));
            assertEquals(luts, ImageState.luts(imp), kind.toString());
            assertEquals(size > index ? size + 2 * kind.channels : size, overlay.get(0).getPosition());
            assertEquals(time ? new StackPosition(1, position.t() + 1)
                    : new StackPosition(position.z() + 1, position.t()),
                    StackPosition.shown(imp));
            assertTrue(imp.getInfoProperty().contains("\"seed\": 8"));
        }
    }

    @Test
    void layersOfASingleImageStayOnItsSlice() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        InpaintJobs.deliver(imp);
        InpaintJobs.deliver(imp, "target", "slice");
        imp.setSlice(2);
        assertEquals(1, Layer.of(imp).get(0).slice());
        imp.setSlice(1);
        assertEquals(1, Layer.of(imp).get(0).slice());
    }

    @Test
    void aNewImageDoesNotBecomeTheCurrentOneOfTheThread() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        final ImagePlus out = InpaintJobs.deliver(imp, "target", "image");
        ij.macro.Interpreter.batchMode = true;
        try {
            Delivery.show(out);
            assertSame(out, WindowManager.getImage("gray8-inpainted"));
            assertNull(WindowManager.getTempCurrentImage());
        } finally {
            ij.macro.Interpreter.removeBatchModeImage(out);
            ij.macro.Interpreter.batchMode = false;
        }
    }

    @Test
    void whatAnImageCannotTakeIsRefusedAtOnce() {
        assertEquals("'virtual16.tif' is a virtual stack, whose files are never written to: duplicate it first, or "
                + "take a layer or a new image instead.", refused(TestImages.VIRTUAL16, "inplace"));
        assertEquals("'virtual_hyper.tif' is a virtual stack, which cannot take a new slice: duplicate it first, or "
                + "take a layer or a new image instead.", refused(TestImages.VIRTUAL_HYPER, "slice"));
        assertEquals("'hyper8.tif' has slices and frames, so a single new slice does not fit in: take a layer or a new "
                + "image instead.", refused(TestImages.HYPER8, "slice"));
        final ImagePlus virtual = InpaintJobs.image(TestImages.VIRTUAL16);
        InpaintJobs.deliver(virtual);
        assertThrows(InpaintException.class, () -> LayerFlattener.flatten(virtual, true));
        assertThrows(InpaintException.class, () -> Layer.of(virtual).get(0).accept());
        assertEquals(1, Layer.of(virtual).size());
        final ImagePlus covered = InpaintJobs.image(TestImages.GRAY8);
        InpaintJobs.deliver(covered);
        assertEquals("A visible layer of 'gray8.tif' covers the selection and would hide what is written below it: "
                + "write it into the image, hide or discard it first, or take a layer as the result (target=layer).",
                assertThrows(InpaintException.class,
                        () -> InpaintJob.of(covered, InpaintJobs.request("target", "inplace"))).getMessage());
    }

    private static String refused(final TestImages kind, final String target) {
        final ImagePlus imp = InpaintJobs.image(kind);
        return assertThrows(InpaintException.class, () -> InpaintJob.of(imp, InpaintJobs.request("target", target)))
                .getMessage();
    }

    @Test
    void flattenInPlaceWritesAllPositionsAndKeepsHiddenLayers() {
        final ImagePlus imp = InpaintJobs.image(TestImages.STACK8);
        for (int z = 1; z <= 3; z++) {
            imp.setSlice(z);
            InpaintJobs.deliver(imp, "seed", Integer.toString(z));
        }
        Layer.of(imp).get(1).hide();
        final String flat = InpaintJobs.digest(LayerFlattener.flatten(imp, false));
        assertNotEquals(flat, InpaintJobs.digest(imp));
        assertSame(imp, LayerFlattener.flatten(imp, true));
        assertEquals(flat, InpaintJobs.digest(imp));
        assertEquals(List.of("noise, seed 2"), Layer.of(imp).stream().map(Layer::title).toList());
    }

    @Test
    void compositesInOtherModesAreUndoneToo() {
        final ImagePlus imp = InpaintJobs.image(TestImages.COLOUR16);
        for (final int mode : new int[] { IJ.GRAYSCALE, IJ.COLOR, IJ.COMPOSITE }) {
            ((CompositeImage) imp).setMode(mode);
            final String before = InpaintJobs.digest(imp);
            InpaintJobs.deliver(imp, "target", "inplace");
            assertNotEquals(before, InpaintJobs.digest(imp));
            assertEquals(mode, imp.getDisplayMode());
            WindowManager.setTempCurrentImage(imp);
            Undo.undo();
            assertEquals(before, InpaintJobs.digest(imp));
        }
    }
}
