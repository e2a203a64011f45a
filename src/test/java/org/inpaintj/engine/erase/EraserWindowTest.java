package org.inpaintj.engine.erase;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.EraserModel;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.raster.Letterbox;

class EraserWindowTest {

    private static final Request MASKED = Engines.found().request(Map.of()), WHOLE = MASKED.with("area", "whole");

    private static EraserModel eraser(final String name) {
        return EraserModel.read(ModelFixture.of("erasers").folder().resolve(name + ".onnx"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "lama-fixed", "lama-free", "migan-bytes" })
    void theWindowHoldsTheHoleAndLiesInTheScene(final String model) {
        final Random random = new Random(4);
        final EraserModel eraser = eraser(model);
        for (int i = 0; i < 300; i++) {
            final int width = 1 + random.nextInt(3000), height = 1 + random.nextInt(3000);
            final int wide = 1 + random.nextInt(width), high = 1 + random.nextInt(height);
            final Box hole = new Box(random.nextInt(width - wide + 1), random.nextInt(height - high + 1), wide, high);
            final EraserWindow eraserWindow = EraserWindow.of(eraser, MASKED, hole, width, height);
            final Box window = eraserWindow.window();
            assertEquals(hole, hole.intersect(window));
            assertEquals(window, window.intersect(new Box(0, 0, width, height)));
            final Box inner = eraserWindow.letterbox().inner();
            assertTrue(inner.width() <= eraserWindow.width() && inner.height() <= eraserWindow.height());
            assertTrue(inner.width() <= window.width() && inner.height() <= window.height());
            assertTrue(eraser.width() > 0
                    ? eraserWindow.width() == eraser.width() && eraserWindow.height() == eraser.height()
                    : eraserWindow.width() % eraser.multiple() == 0 && eraserWindow.height() % eraser.multiple() == 0);
        }
    }

    @Test
    void aSmallHoleIsSeenAtFullSizeInALargeImage() {
        final EraserWindow window = EraserWindow.of(eraser("lama-free"), MASKED, new Box(5, 900, 20, 10), 1500, 1000);
        assertEquals(new Box(0, 488, 512, 512), window.window());
        assertFalse(window.letterbox().resizes());
        final EraserWindow whole = EraserWindow.of(eraser("lama-free"), WHOLE, new Box(5, 900, 20, 10), 1500, 1000);
        assertEquals(window(new Box(0, 0, 1500, 1000), 1024, 683, 1024, 704), whole);
        assertEquals(window(new Box(0, 0, 1500, 1000), 96, 64, 96, 64),
                EraserWindow.of(eraser("lama-free"), WHOLE.with("width", 96), new Box(5, 900, 20, 10), 1500, 1000));
    }

    @Test
    void whatTheCanvasAddsIsTheMirrorImage() {
        final EraserWindow window = window(new Box(1, 0, 2, 2), 2, 2, 7, 3);
        final Plane placed = window.place(new Plane(new float[] { 9, 1, 2, 9, 3, 4 }, 3, 2));
        assertArrayEquals(new float[] { 1, 2, 2, 1, 1, 2, 2, 3, 4, 4, 3, 3, 4, 4, 3, 4, 4, 3, 3, 4, 4 },
                placed.values());
        final float[] scene = { 7, 0, 0, 8, 0, 0 };
        window.take(placed, new Plane(scene, 3, 2));
        assertArrayEquals(new float[] { 7, 1, 2, 8, 3, 4 }, scene);
    }

    private static EraserWindow window(final Box window, final int wide, final int high, final int width,
            final int height) {
        return new EraserWindow(window, Letterbox.topLeft(window.width(), window.height(), wide, high, width, height));
    }

    /** Whatever a pixel of the canvas shows of the hole, it is part of the hole there. */
    @Test
    void noPartOfTheHoleIsLostInAReduction() {
        final EraserWindow window = EraserWindow.of(eraser("lama-fixed"), WHOLE, new Box(0, 0, 1, 1), 151, 97);
        for (int i = 0; i < 151 * 97; i += 61) {
            final float[] hole = new float[151 * 97];
            hole[i] = 1;
            final float[] placed = window.placeHole(new Plane(hole, 151, 97)).values();
            final int x = (int) ((i % 151 + 0.5) * window.letterbox().inner().width() / 151),
                    y = (int) ((i / 151 + 0.5) * window.letterbox().inner().height() / 97);
            assertEquals(1, placed[y * window.width() + x], "pixel " + i);
        }
        final float[] all = new float[151 * 97];
        Arrays.fill(all, 0.01f);
        for (final float v : window.placeHole(new Plane(all, 151, 97)).values())
            assertEquals(1, v);
    }

    @Test
    void sizesThatCannotBeAreRefused() {
        assertThrows(InpaintException.class, () -> EraserWindow.check(eraser("migan-raw"), MASKED.with("height", 128)));
        EraserWindow.check(eraser("migan-raw"), MASKED.with("height", 64));
        final String message = assertThrows(InpaintException.class, () -> EraserWindow.of(eraser("lama-free"),
                WHOLE.with("width", 16384), new Box(0, 0, 1, 1), 100, 100)).getMessage();
        assertEquals("The model lama-free.onnx would have to work on 16384 x 16384 px: select less, take the masked "
                + "area (area=masked), or set a smaller width and height.", message);
    }
}
