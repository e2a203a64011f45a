package org.inpaintj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.sketch.SketchSession;

/** The command Sketch... as a script runs it. */
class SketchTest {

    private ImagePlus imp;

    @BeforeEach
    void open() {
        imp = IJ.createImage("a", "8-bit ramp", 64, 48, 1);
        WindowManager.setTempCurrentImage(imp);
    }

    @AfterEach
    void close() {
        SketchSession.on(imp).ifPresent(SketchSession::discard);
        WindowManager.setTempCurrentImage(null);
    }

    private static void run(final String action) {
        final Sketch sketch = new Sketch();
        sketch.give("action", action);
        sketch.run();
    }

    private static String refused(final String action) {
        return assertThrows(InpaintException.class, () -> run(action)).getMessage();
    }

    @Test
    void itStartsAndEnds() {
        run("auto");
        final ImagePlus copy = SketchSession.on(imp).orElseThrow().copy();
        assertEquals("a sketch", copy.getTitle());
        copy.getProcessor().set(3, 4, 200);
        run("undo");
        assertEquals(imp.getProcessor().get(3, 4), copy.getProcessor().get(3, 4));
        run("redo");
        assertEquals(200, copy.getProcessor().get(3, 4));
        run("clear");
        run("undo");
        WindowManager.setTempCurrentImage(copy);
        assertEquals("'a sketch' is a sketch itself: end it first.", refused("start"));
        run("auto");
        assertTrue(SketchSession.on(imp).isEmpty());
        assertTrue(Layer.of(imp).get(0).isSketch());
        WindowManager.setTempCurrentImage(imp);
        assertEquals("'a' is not being sketched on: run Sketch... to start.", refused("done"));
        WindowManager.setTempCurrentImage(null);
        assertEquals("There is no image open: open the one to be painted on.", refused("start"));
    }

    @Test
    void otherCommandsDoNotTakeTheWorkingCopyForTheImage() {
        run("start");
        WindowManager.setTempCurrentImage(SketchSession.on(imp).orElseThrow().copy());
        final InpaintSelection other = new InpaintSelection();
        other.give("engine", "patch");
        assertEquals("'a sketch' is a sketch on 'a': end it with Sketch... first.",
                assertThrows(InpaintException.class, other::run).getMessage());
    }
}
