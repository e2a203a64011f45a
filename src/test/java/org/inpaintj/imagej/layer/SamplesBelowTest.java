package org.inpaintj.imagej.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.io.FileSaver;

import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.job.InpaintJobs;
import org.inpaintj.imagej.job.TestImages;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.inpaint.TestEngine;

/** The user is told of strokes that a visible layer covers, and of nothing else. */
class SamplesBelowTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    private static final Roi HERE = new Roi(5, 4, 5, 4);

    @TempDir
    Path folder;

    @AfterEach
    void forgetCurrentImage() {
        WindowManager.setTempCurrentImage(null);
    }

    private static List<String> notes(final ImagePlus imp, final String target) {
        imp.setRoi(HERE);
        return InpaintJobs.paint(imp, "target", target).notes().stream()
                .filter(note -> note.contains("changed below")).toList();
    }

    private static void stroke(final ImagePlus imp) {
        for (final Object plane : ImageSource.planes(imp, StackPosition.shown(imp)))
            ImageJTypes.processor(ImageJTypes.of(imp), imp.getWidth(), imp.getHeight(), plane).set(7, 6, 1);
    }

    @ParameterizedTest
    @EnumSource(value = TestImages.class, mode = EnumSource.Mode.EXCLUDE, names = { "VIRTUAL16", "VIRTUAL_HYPER" })
    void strokesBelowAVisibleLayerAreSaid(final TestImages kind) {
        final ImagePlus made = InpaintJobs.image(kind);
        InpaintJobs.deliver(made);
        final String path = folder.resolve("below.tif").toString();
        assertTrue(made.getStackSize() > 1 ? new FileSaver(made).saveAsTiffStack(path)
                : new FileSaver(made).saveAsTiff(path));
        final ImagePlus opened = IJ.openImage(path);
        opened.setPosition(made.getChannel(), made.getSlice(), made.getFrame());
        for (final ImagePlus imp : List.of(made, opened)) {
            assertEquals(List.of(), notes(imp, "layer"));
            assertEquals(List.of(), LayerFlattener.notes(imp));
            stroke(imp);
            final String said = "The image was changed below the visible layer 1 of '" + imp.getTitle() + "' (noise, "
                    + "seed 7) since that layer was made; it covers the change, which is neither shown nor seen by an "
                    + "engine: hide or discard the layer to see it.";
            assertEquals(List.of(said), notes(imp, "layer"));
            assertEquals(List.of(said), notes(imp, "image"));
            assertEquals(List.of(said), LayerFlattener.notes(imp));
            Layer.revive(imp);
            assertEquals(List.of(said), LayerFlattener.notes(imp));
            Layer.of(imp).get(0).hide();
            assertEquals(List.of(), notes(imp, "layer"));
            assertEquals(List.of(), LayerFlattener.notes(imp));
        }
    }

    @Test
    void whatIsPaintedElsewhereIsNot() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp);
        imp.getProcessor().set(0, 0, 1);
        assertEquals(List.of(), notes(imp, "layer"));
        Layer.of(imp).get(0).roi().setLocation(3, 3);
        assertEquals(List.of(), notes(imp, "layer"));
    }

    @Test
    void anAcceptedLayerBelowIsNoStroke() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp);
        imp.setRoi(HERE);
        InpaintJobs.deliver(imp, "seed", "8");
        Layer.of(imp).get(0).accept();
        assertEquals(List.of(), LayerFlattener.notes(imp));
        LayerHistory.undo(imp);
        assertEquals(List.of(), LayerFlattener.notes(imp));
        stroke(imp);
        assertEquals(2, LayerFlattener.notes(imp).size());
    }
}
