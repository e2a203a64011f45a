package org.inpaintj.imagej.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.io.FileSaver;

import org.inpaintj.imagej.job.InpaintJobs;
import org.inpaintj.imagej.job.TestImages;

/** What is drawn for a while changes nothing. */
class LayerViewTest {

    private static ImagePlus painted() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp, "engine", "patch", "seed", "1", "candidates", "2");
        imp.changes = false;
        return imp;
    }

    private static int[] flattened(final ImagePlus imp) {
        return (int[]) imp.flatten().getProcessor().getPixels();
    }

    private static List<ImageRoi> rois(final ImagePlus imp) {
        return Layer.of(imp).stream().map(Layer::roi).toList();
    }

    @Test
    void nothingIsChangedBySeeingItOtherwise() {
        final ImagePlus imp = painted();
        final Roi[] elements = imp.getOverlay().toArray();
        final int[] flat = flattened(imp);
        LayerView.hold(imp, true);
        LayerView.split(imp, OptionalDouble.of(3));
        LayerView.only(imp, rois(imp).get(0), rois(imp));
        assertArrayEquals(flat, flattened(imp), "a flattened copy has its layers");
        assertEquals(List.of(0.0, 1.0), rois(imp).stream().map(ImageRoi::getOpacity).toList());
        assertTrue(LayerStack.visible(imp).size() == 1 && !LayerHistory.canUndo(imp.duplicate()));
        LayerView.hold(imp, false);
        LayerView.split(imp, OptionalDouble.empty());
        assertNotNull(LayerView.of(imp), "one is still seen in place of the other");
        LayerView.asTheyAre(imp);
        assertNull(LayerView.of(imp));
        assertFalse(imp.changes);
        final Roi[] after = imp.getOverlay().toArray();
        for (int i = 0; i < elements.length; i++)
            assertSame(elements[i], after[i]);
        assertArrayEquals(flat, flattened(imp));
    }

    @Test
    void aLayerIsSeenAsTheViewSays() {
        final ImagePlus imp = painted();
        final LayerRoi hidden = (LayerRoi) rois(imp).get(0), shown = (LayerRoi) rois(imp).get(1);
        LayerView.only(imp, hidden, rois(imp));
        assertEquals(1, LayerView.of(imp).opacity(hidden));
        assertEquals(0, LayerView.of(imp).opacity(shown));
        Layer.of(imp).get(0).setOpacity(0.4);
        Layer.of(imp).get(0).hide();
        assertEquals(0.4, LayerView.of(imp).opacity(hidden), "at the opacity that it would be shown at");
        LayerView.hold(imp, true);
        assertEquals(0, LayerView.of(imp).opacity(hidden));
        LayerView.asTheyAre(imp);
        assertEquals(0, LayerView.of(imp).opacity(shown));
        LayerView.hold(imp, false);
        assertNull(LayerView.of(imp), "nothing is left of it");
    }

    /** Of a file they are pictures, until they are asked for. */
    @Test
    void layersOfAFileAreHeldBackToo(@TempDir final Path folder) {
        final String path = folder.resolve("layers.tif").toString();
        new FileSaver(painted()).saveAsTiff(path);
        final ImagePlus imp = IJ.openImage(path);
        assertTrue(rois(imp).stream().noneMatch(LayerRoi.class::isInstance));
        final int[] flat = flattened(imp);
        LayerView.hold(imp, true);
        assertTrue(rois(imp).stream().allMatch(LayerRoi.class::isInstance));
        assertTrue(Arrays.equals(flat, flattened(imp)) && !imp.changes);
        LayerView.hold(imp, false);
    }
}
