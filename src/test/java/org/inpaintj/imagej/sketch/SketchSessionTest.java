package org.inpaintj.imagej.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.io.FileSaver;
import ij.process.ColorProcessor;
import ij.process.ImageConverter;
import ij.process.ImageProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.job.InpaintJobs;
import org.inpaintj.imagej.job.TestImages;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerHistory;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.inpaint.Strokes;
import org.inpaintj.inpaint.TestEngine;

/** Sketching on images of every kind, without a screen. */
class SketchSessionTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    @TempDir
    Path folder;

    /** Paints a block of 3 x 2 pixels as ImageJ's tools do: into the processor that is shown. */
    private static void paint(final ImagePlus imp, final int x, final int y) {
        final ImageProcessor ip = imp.getProcessor();
        for (int i = 0; i < 6; i++)
            if (imp.getBitDepth() == 32)
                ip.setf(x + i % 3, y + i / 3, ip.getf(x + i % 3, y + i / 3) == 77 ? 78 : 77);
            else
                ip.set(x + i % 3, y + i / 3, ip.get(x + i % 3, y + i / 3) ^ 0x5a);
        imp.updateAndDraw();
    }

    private static Strokes painted(final ImagePlus imp) {
        return PaintLayer.strokes(imp, StackPosition.shown(imp)).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(TestImages.class)
    void whatIsPaintedBecomesALayerAndNoSampleOfTheImageChanges(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        final String before = InpaintJobs.digest(imp);
        final SketchSession session = SketchSession.begin(imp);
        assertEquals(imp.getBitDepth(), session.copy().getBitDepth());
        assertEquals(imp.getNChannels(), session.copy().getStackSize(), "the position alone");
        paint(session.copy(), 2, 3);
        session.done();
        assertFalse(session.isOpen());
        assertEquals(before, InpaintJobs.digest(imp));
        final Layer layer = Layer.of(imp).get(0);
        assertTrue(layer.isSketch() && layer.visible() && layer.isUsable());
        assertEquals(StackPosition.shown(imp), layer.position());
        assertEquals(new Box(2, 3, 3, 2), painted(imp).box());
        // the channel that is shown, and no other
        final List<Object> planes = ImageSource.planes(imp, StackPosition.shown(imp));
        for (int c = 0; c < planes.size(); c++)
            assertEquals(c == imp.getChannel() - 1, differs(planes.get(c), imp, layer, c), "channel " + c);
        assertEquals("sketch", layer.provenance().title());
        assertTrue(layer.provenance().json().contains("painted by hand"), layer.provenance().json());
        assertThrows(InpaintException.class, layer::macro);
    }

    private static boolean differs(final Object plane, final ImagePlus imp, final Layer layer, final int c) {
        final Strokes strokes = Strokes.of(layer.patch());
        final Object own = strokes.samples().planes().get(c);
        for (int i = 0; i < 6; i++) {
            final int at = (3 + i / 3) * imp.getWidth() + 2 + i % 3;
            if (plane instanceof byte[] bytes ? bytes[at] != ((byte[]) own)[i]
                    : plane instanceof short[] shorts ? shorts[at] != ((short[]) own)[i]
                    : plane instanceof int[] ints ? ints[at] != ((int[]) own)[i]
                    : Float.floatToIntBits(((float[]) plane)[at]) != Float.floatToIntBits(((float[]) own)[i]))
                return true;
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource(value = TestImages.class, names = { "GRAY16", "RGB", "COMPOSITE32", "PALETTE", "HYPER8" })
    void itIsSavedWithTheImageAndGoneOnWith(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        final SketchSession session = SketchSession.begin(imp);
        paint(session.copy(), 2, 3);
        session.done();
        final String file = folder.resolve("sketched.tif").toString();
        assertTrue(new FileSaver(imp).saveAsTiff(file));
        final ImagePlus opened = IJ.openImage(file);
        opened.setPosition(imp.getChannel(), imp.getSlice(), imp.getFrame());
        assertEquals(painted(imp).digest(), painted(opened).digest());
        final SketchSession more = SketchSession.begin(opened);
        paint(more.copy(), 9, 8);
        more.done();
        assertEquals(1, Layer.of(opened).size());
        assertEquals(new Box(2, 3, 10, 7), painted(opened).box());
        final SketchSession none = SketchSession.begin(opened);
        none.clear();
        none.done();
        assertEquals(List.of(), Layer.of(opened), "nothing is painted");
        LayerHistory.undo(opened);
        assertEquals(new Box(2, 3, 10, 7), painted(opened).box(), "the layer comes back");
    }

    @Test
    void strokesAreTakenBackOneByOne() {
        final ImagePlus imp = InpaintJobs.image(TestImages.RGB);
        final SketchSession session = SketchSession.begin(imp);
        final String[] states = new String[5];
        states[0] = InpaintJobs.digest(session.copy());
        for (int k = 1; k < 5; k++) {
            paint(session.copy(), k, 2 * k);
            assertTrue(session.take());
            assertFalse(session.take(), "nothing more");
            states[k] = InpaintJobs.digest(session.copy());
        }
        for (int k = 3; k >= 0; k--) {
            session.undo();
            assertEquals(states[k], InpaintJobs.digest(session.copy()), "after undo to " + k);
        }
        assertFalse(session.canUndo());
        session.undo();
        for (int k = 1; k < 5; k++) {
            session.redo();
            assertEquals(states[k], InpaintJobs.digest(session.copy()), "after redo to " + k);
        }
        assertFalse(session.canRedo());
        session.clear();
        assertEquals(states[0], InpaintJobs.digest(session.copy()));
        session.undo();
        assertEquals(states[4], InpaintJobs.digest(session.copy()), "clearing is a step");
        session.undo();
        paint(session.copy(), 9, 9);
        session.take();
        assertFalse(session.canRedo(), "another stroke came instead");
        assertFalse(session.copy().changes, "nobody is asked to save the working copy");
        session.discard();
    }

    @Test
    void discardingLeavesTheSketchThatWasThere() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        SketchSession session = SketchSession.begin(imp);
        paint(session.copy(), 1, 1);
        session.discard();
        assertEquals(List.of(), Layer.of(imp));
        session = SketchSession.begin(imp);
        paint(session.copy(), 2, 3);
        session.done();
        final String digest = painted(imp).digest();
        Layer.of(imp).get(0).hide();
        session = SketchSession.begin(imp);
        session.clear();
        paint(session.copy(), 7, 7);
        session.discard();
        assertEquals(digest, painted(imp).digest());
        assertFalse(Layer.of(imp).get(0).visible());
    }

    @Test
    void aVisibleResultIsPaintedOnAndStaysWhatItIs() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp);
        final String digest = Layer.of(imp).get(0).provenance().patchSha256();
        final SketchSession session = SketchSession.begin(imp);
        final ImagePlus flat = LayerFlattener.flatten(imp, false);
        assertEquals(InpaintJobs.digest(flat), InpaintJobs.digest(session.copy()), "what is seen");
        paint(session.copy(), 6, 5);
        session.done();
        assertEquals(2, Layer.of(imp).size());
        assertTrue(Layer.of(imp).get(1).isSketch(), "on top");
        assertEquals(digest, Layer.of(imp).get(0).provenance().patchSha256());
        final ImagePlus after = LayerFlattener.flatten(imp, false);
        assertEquals(InpaintJobs.digest(flat), InpaintJobs.digest(after), "a sketch is not flattened");
        assertEquals(1, Layer.of(after).size());
        assertTrue(Layer.of(after).get(0).isSketch(), "it stays a layer of the copy");
        Layer.of(imp).get(1).accept();
        assertNotEquals(0, imp.getProcessor().get(6, 5) ^ flat.getProcessor().get(6, 5), "unless it is asked for");
    }

    @Test
    void theSelectionGoesThereAndBack() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        final SketchSession session = SketchSession.begin(imp);
        assertEquals(imp.getRoi(), session.copy().getRoi());
        session.copy().setRoi(1, 2, 3, 4);
        paint(session.copy(), 2, 3);
        session.done();
        assertEquals(new java.awt.Rectangle(1, 2, 3, 4), imp.getRoi().getBounds());
    }

    @Test
    void aWorkingCopyThatIsClosedKeepsWhatWasPainted() {
        final ImagePlus imp = InpaintJobs.image(TestImages.COMPOSITE8);
        final SketchSession session = SketchSession.begin(imp);
        paint(session.copy(), 2, 3);
        session.copy().close();
        session.copy().flush();
        session.closed();
        assertEquals(new Box(2, 3, 3, 2), painted(imp).box());
        // nobody was told that another one was closed
        final SketchSession lost = SketchSession.begin(imp);
        paint(lost.copy(), 9, 8);
        lost.copy().close();
        SketchSession.begin(imp).discard();
        assertEquals(new Box(2, 3, 10, 7), painted(imp).box());
    }

    @Test
    void aSketchOnAnImageThatIsGoneStaysAnImage() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        final SketchSession session = SketchSession.begin(imp);
        paint(session.copy(), 2, 3);
        imp.flush();
        assertTrue(assertThrows(InpaintException.class, session::done).getMessage().startsWith("'gray8.tif' was closed "
                + "or has become another image, so the sketch has no place on it: 'gray8.tif sketch' stays open"));
        assertFalse(session.isOpen());
        assertTrue(session.copy().changes && session.copy().getProcessor() != null);
    }

    @Test
    void aWorkingCopyOfAnotherTypeIsRefused() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        final SketchSession session = SketchSession.begin(imp);
        paint(session.copy(), 2, 3);
        session.take();
        new ImageConverter(session.copy()).convertToRGB();
        assertTrue(assertThrows(InpaintException.class, session::done).getMessage().startsWith("'gray8.tif sketch' has "
                + "become another type or size of image than 'gray8.tif'"));
        assertTrue(session.isOpen());
        session.closed();
        assertEquals(new Box(2, 3, 3, 2), painted(imp).box(), "what was painted before");
    }

    @Test
    void aBrushThatPaintsOnTheOverlayPaintsTheSketch() {
        final ImagePlus imp = InpaintJobs.image(TestImages.RGB);
        final SketchSession session = SketchSession.begin(imp);
        final ColorProcessor brush = new ColorProcessor(16, 12);
        brush.set(5, 6, 0xff123456);
        final ImageRoi roi = new ImageRoi(0, 0, brush);
        roi.setName("[Brush]");
        session.copy().setOverlay(new Overlay(roi));
        session.done();
        assertEquals(new Box(5, 6, 1, 1), painted(imp).box());
        assertEquals(0x123456, ((int[]) painted(imp).samples().planes().get(0))[0] & 0xffffff);
    }
}
