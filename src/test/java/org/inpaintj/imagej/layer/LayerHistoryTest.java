package org.inpaintj.imagej.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.Executer;
import ij.ImagePlus;
import ij.Undo;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.job.InpaintJobs;
import org.inpaintj.imagej.job.TestImages;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/** What is done with layers is taken back in the opposite order. */
class LayerHistoryTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    @AfterEach
    void forgetCurrentImage() {
        WindowManager.setTempCurrentImage(null);
    }

    /** What the entry of the menu does. */
    private static void undo(final ImagePlus imp) {
        WindowManager.setTempCurrentImage(imp);
        new Executer("Undo").run();
    }

    private static List<Long> seeds(final ImagePlus imp) {
        return Layer.of(imp).stream().map(layer -> layer.provenance().seed()).toList();
    }

    @ParameterizedTest
    @EnumSource(value = TestImages.class, mode = EnumSource.Mode.EXCLUDE, names = { "VIRTUAL16", "VIRTUAL_HYPER" })
    void acceptThenDiscardComeBackInOrder(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        final String before = InpaintJobs.digest(imp), info = imp.getInfoProperty();
        InpaintJobs.deliver(imp, "candidates", "2");
        final Roi first = Layer.of(imp).get(1).roi(), second = Layer.of(imp).get(0).roi();
        final String flat = InpaintJobs.digest(LayerFlattener.flatten(imp, false));
        Layer.of(imp).get(1).accept();
        assertEquals(flat, InpaintJobs.digest(imp));
        assertTrue(imp.getInfoProperty().contains(Provenance.GENERATED));
        Layer.of(imp).get(0).discard();
        assertEquals(0, Layer.of(imp).size());

        undo(imp);
        assertEquals(List.of(8L), seeds(imp));
        assertSame(second, imp.getOverlay().get(0));
        assertFalse(Layer.of(imp).get(0).visible());
        assertEquals(flat, InpaintJobs.digest(imp));
        undo(imp);
        assertEquals(List.of(8L, 7L), seeds(imp));
        assertSame(first, imp.getOverlay().get(1));
        assertEquals(before, InpaintJobs.digest(imp));
        assertEquals(info, imp.getInfoProperty());
        undo(imp);
        assertEquals(List.of(), seeds(imp));
        assertFalse(LayerHistory.canUndo(imp));
    }

    @Test
    void hidingAndShowingIsTakenBackToo() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        InpaintJobs.deliver(imp);
        final Layer layer = Layer.of(imp).get(0);
        layer.hide();
        layer.hide();
        layer.show();
        undo(imp);
        assertFalse(layer.visible());
        undo(imp);
        assertTrue(layer.visible(), "hiding what is hidden is no step");
    }

    @Test
    void allOfAStepGoesTogetherAndOthersElementsStay() {
        final ImagePlus imp = InpaintJobs.image(TestImages.RGB);
        imp.setOverlay(new Overlay(new Roi(0, 0, 2, 2)));
        InpaintJobs.deliver(imp, "candidates", "3");
        LayerHistory.step(imp, () -> Layer.of(imp).forEach(Layer::discard));
        final Roi other = new Roi(3, 3, 1, 1);
        imp.getOverlay().add(other);
        undo(imp);
        assertEquals(List.of(9L, 8L, 7L), seeds(imp));
        assertSame(other, imp.getOverlay().get(imp.getOverlay().size() - 1));
        undo(imp);
        assertEquals(2, imp.getOverlay().size());
        assertFalse(LayerCodec.isLayer(imp.getOverlay().get(0)) || LayerCodec.isLayer(imp.getOverlay().get(1)));
    }

    /** ImageJ's Undo belongs to whoever came last; the step before stays for {@link LayerHistory#undo}. */
    @Test
    void aFilterIsUndoneFirst() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp);
        Layer.of(imp).get(0).hide();
        final String before = InpaintJobs.digest(imp);
        final ImageProcessor ip = imp.getProcessor();
        ip.snapshot();
        Undo.setup(Undo.FILTER, imp);
        ip.invert();
        assertNotEquals(before, InpaintJobs.digest(imp));
        undo(imp);
        assertEquals(before, InpaintJobs.digest(imp));
        assertFalse(Layer.of(imp).get(0).visible());
        LayerHistory.undo(imp);
        assertTrue(Layer.of(imp).get(0).visible());
    }

    @Test
    void samplesThatHaveChangedAreNotTakenBack() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        InpaintJobs.deliver(imp, "candidates", "2");
        Layer.of(imp).get(1).accept();
        imp.getProcessor().invert();
        final String inverted = InpaintJobs.digest(imp);
        assertEquals("The layer that was written into 'gray8.tif' cannot be taken back: samples in its place have "
                + "changed since.", assertThrows(InpaintException.class, () -> LayerHistory.undo(imp)).getMessage());
        assertEquals(inverted, InpaintJobs.digest(imp));
        assertEquals(List.of(8L), seeds(imp));
    }

    @Test
    void aHiddenLayerIsNotWritten() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        InpaintJobs.deliver(imp, "candidates", "2");
        final String before = InpaintJobs.digest(imp);
        assertEquals(
                "Layer 1 of 'gray8.tif' is hidden, so it is not written into the image: show it first, or discard it.",
                assertThrows(InpaintException.class, () -> Layer.of(imp).get(0).accept()).getMessage());
        assertEquals(before, InpaintJobs.digest(imp));
        assertEquals(List.of(8L, 7L), seeds(imp));
    }

    @Test
    void whatFailsIsTakenBack() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp, "candidates", "2");
        final String before = InpaintJobs.digest(imp);
        assertThrows(InpaintException.class, () -> LayerHistory.step(imp, () -> {
            Layer.of(imp).get(1).accept();
            throw new InpaintException("no more");
        }));
        assertEquals(before, InpaintJobs.digest(imp));
        assertEquals(List.of(8L, 7L), seeds(imp));
    }

    @ParameterizedTest
    @EnumSource(value = TestImages.class, mode = EnumSource.Mode.EXCLUDE, names = { "VIRTUAL16", "VIRTUAL_HYPER" })
    void orderNameAndOpacityAreTakenBack(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        InpaintJobs.deliver(imp, "candidates", "3");
        final List<Long> before = seeds(imp);
        final String pixels = InpaintJobs.digest(imp);
        Layer.of(imp).get(0).move(3);
        assertEquals(List.of(before.get(1), before.get(2), before.get(0)), seeds(imp));
        Layer.of(imp).get(1).rename("  the\n good one ");
        assertEquals("the good one", Layer.of(imp).get(1).label());
        Layer.of(imp).get(1).setOpacity(0.25);
        assertEquals(0.25, Layer.of(imp).get(1).roi().getOpacity(), 0.01);
        Layer.of(imp).get(1).hide();
        assertFalse(Layer.of(imp).get(1).visible());
        Layer.of(imp).get(1).show();
        assertEquals(0.25, Layer.of(imp).get(1).opacity(), "showing it again keeps the opacity");
        undo(imp);
        undo(imp);
        assertEquals(0.25, Layer.of(imp).get(1).roi().getOpacity(), 0.01);
        undo(imp);
        assertEquals(1, Layer.of(imp).get(1).opacity());
        assertEquals("the good one", Layer.of(imp).get(1).label());
        undo(imp);
        assertEquals("", Layer.of(imp).get(1).label());
        undo(imp);
        assertEquals(before, seeds(imp));
        assertEquals(pixels, InpaintJobs.digest(imp));
    }

    /** What is written is what is seen: a mixture, rounded to the type, that the record tells of. */
    @ParameterizedTest
    @EnumSource(value = TestImages.class, mode = EnumSource.Mode.EXCLUDE, names = { "VIRTUAL16", "VIRTUAL_HYPER" })
    void aLayerIsWrittenAtItsOpacity(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        InpaintJobs.deliver(imp);
        final Layer layer = Layer.of(imp).get(0);
        final String pixels = InpaintJobs.digest(imp);
        final Patch own = layer.patch();
        final Samples below = LayerStack.composed(new ImageSource(imp, layer.position()), own.box(), List.of());
        layer.setOpacity(0.25);
        final String flat = InpaintJobs.digest(LayerFlattener.flatten(imp, false));
        layer.accept();
        assertEquals(flat, InpaintJobs.digest(imp));
        assertTrue(imp.getInfoProperty().contains("\"opacity\": \"0.25\""), imp.getInfoProperty());
        final Samples after = LayerStack.composed(new ImageSource(imp, layer.position()), own.box(), List.of());
        int changed = 0;
        for (int c = 0; c < after.channels(); c++)
            for (int i = 0; i < own.painted().length; i++) {
                final double low = below.get(c, i), high = own.samples().get(c, i);
                final double mixed = own.painted()[i] ? low + 0.25 * (high - low) : low;
                assertEquals(own.painted()[i] && Double.isNaN(mixed) ? high : mixed, after.get(c, i),
                        below.type().storage() == SampleType.Storage.FLOATS
                                ? Double.isNaN(mixed) ? 1 : Math.max(1e-3, (Math.abs(high) + Math.abs(low)) * 1e-6)
                                : 0.5);
                changed += after.get(c, i) == low ? 0 : 1;
            }
        assertTrue(changed > 10, changed + " samples changed");
        undo(imp);
        assertEquals(pixels, InpaintJobs.digest(imp));
    }
}
