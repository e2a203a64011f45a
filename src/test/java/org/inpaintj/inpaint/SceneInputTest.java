package org.inpaintj.inpaint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engines.Engines;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.raster.Mask;

/** Pictures beside the pixels, and opacities that an engine gives, to the pixel. */
class SceneInputTest {

    @RegisterExtension
    static final WithEngines ENGINES = new WithEngines(new OpacityEngine());

    private static final Box HOLE = new Box(5, 4, 9, 6);

    private static Img<UnsignedByteType> grey(final int value) {
        final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(24, 18);
        image.forEach(pixel -> pixel.set(value));
        return image;
    }

    private static Request request(final String... keysAndValues) {
        Request request = Engines.found().request(Map.of("engine", OpacityEngine.ID, "seed", "1"));
        for (int i = 0; i < keysAndValues.length; i += 2)
            request = request.with(keysAndValues[i], keysAndValues[i + 1]);
        return request;
    }

    private static boolean inside(final int x, final int y, final int spill) {
        final int dx = Math.max(0, Math.max(5 - x, x - 13)), dy = Math.max(0, Math.max(4 - y, y - 9));
        return Math.hypot(dx, dy) <= spill;
    }

    @Test
    void theCandidatesOpacityTakesThePlaceOfTheFeather() {
        for (final int spill : new int[] { 0, 2 }) {
            final Img<UnsignedByteType> image = grey(55);
            final InpaintedPatches made = new Inpainter().inpaint(image, Mask.full(HOLE),
                    request("blur", "2", "spill", Integer.toString(spill)));
            made.patch().write(image);
            for (int y = 0; y < 18; y++)
                for (int x = 0; x < 24; x++)
                    assertEquals(inside(x, y, spill) ? Math.round(55 + 200 * OpacityEngine.at(x)) : 55,
                            image.getAt(x, y).get(),
                            x + ", " + y + " with spill " + spill);
        }
    }

    @Test
    void aCandidateWithoutOpacityPaintsNothing() {
        final Img<UnsignedByteType> image = grey(55);
        final Patch none = new Inpainter().inpaint(image, Mask.full(HOLE), request()).candidates().get(1);
        assertEquals(HOLE, none.box());
        for (final boolean painted : none.painted())
            assertFalse(painted);
        none.write(image);
        image.forEach(pixel -> assertEquals(55, pixel.get()));
    }

    @Test
    void baseAndControlPicturesArriveInTheCrop() {
        final Img<UnsignedByteType> image = grey(55), base = grey(0);
        final Img<FloatType> control = ArrayImgs.floats(24, 18, 1);
        for (int y = 0; y < 18; y++)
            for (int x = 0; x < 24; x++) {
                base.getAt(x, y).set(10 * x);
                control.getAt(x, y, 0).set(y % 2);
            }
        final Map<String, RandomAccessibleInterval<FloatType>> stages = new LinkedHashMap<>();
        new Inpainter().input(SceneInput.BASE, base).input(SceneInput.control(2), control).stages(stages::put)
                .inpaint(image, Mask.full(HOLE), request("padding", "5")).patch().write(image);
        for (int y = 0; y < 18; y++)
            for (int x = 0; x < 24; x++)
                assertEquals(inside(x, y, 0) && y % 2 == 1 ? 10 * x : 55, image.getAt(x, y).get(), x + ", " + y);
        assertEquals(55 / 255f, stages.get("scene").getAt(3, 3, 0).get());
    }

    @Test
    void picturesThatDoNotFitAreRefused() {
        final Img<UnsignedByteType> image = grey(55);
        assertEquals("The engine 'patch' takes no base picture: leave it out, or choose another engine.",
                said(new Inpainter().input(SceneInput.BASE, image), request("engine", "patch")));
        assertEquals("The engine 'opacity' takes no reference picture: leave it out, or choose another engine.",
                said(new Inpainter().input(SceneInput.reference(1), image), request()));
        assertEquals("The base picture has 1 channels of 16 bits and the image 1 of 8, or their values have another "
                + "range: "
                + "give one of the image's type.",
                said(new Inpainter().input(SceneInput.BASE, ArrayImgs.unsignedShorts(24, 18)), request()));
        assertEquals("The control picture 1 covers 9 x 9 px at 0, 0 and not all of what the engine looks at, 24 x 18 "
                + "px at "
                + "0, 0: give one of the size of the image.",
                said(new Inpainter().input(SceneInput.control(1), ArrayImgs.unsignedBytes(9, 9)), request()));
        assertThrows(IllegalArgumentException.class, () -> SceneInput.control(0));
    }

    private static String said(final Inpainter inpainter, final Request request) {
        return assertThrows(InpaintException.class,
                () -> inpainter.inpaint(grey(55), Mask.full(HOLE), request)).getMessage();
    }
}
