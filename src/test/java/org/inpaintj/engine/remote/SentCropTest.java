package org.inpaintj.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Scene;
import org.inpaintj.png.PngBytes;
import org.inpaintj.raster.Letterbox;
import org.inpaintj.raster.PillowResampler;

class SentCropTest {

    private static final Request REQUEST = Request.COMMON.parse(Map.of());

    private static SentCrop crop(final Sizes sizes) {
        return SentCrop.of(REQUEST, RemoteScenes.scene(), sizes);
    }

    @Test
    void whatComesBackUnchangedIsTheCrop() {
        final SentCrop crop = crop(Sizes.LATENT);
        assertEquals(List.of(600, 504), List.of(crop.width(), crop.height()));
        final SentCrop.Taken taken = crop.take(crop.picture(), "s");
        assertEquals("", taken.drift());
        assertTrue(taken.residual() < 0.6, "" + taken.residual());
        assertEquals("", taken.note());
    }

    /** A server that answers at twice the size and with other tones is no drift. */
    @Test
    void anotherSizeIsBroughtBack() {
        final SentCrop crop = crop(Sizes.LATENT);
        final List<Plane> twice = ServerPicture.read(crop.picture(), "s").stream()
                .map(plane -> PillowResampler.LANCZOS.resize(plane, 1200, 1008).clamp()).toList();
        final SentCrop.Taken taken = crop.take(PngBytes.of(twice), "s");
        assertEquals("", taken.drift());
        assertTrue(taken.residual() < 1, "" + taken.residual());
    }

    @ParameterizedTest
    @CsvSource({ "0.6, -0.4", "2.5, 1.25", "-3, 0" })
    void driftIsFoundAndTakenBack(final double right, final double down) {
        final List<Plane> moved = new ArrayList<>();
        for (final Plane plane : RemoteScenes.picture(right, down)) {
            final Plane high = new Plane(600, 504);
            for (int y = 0; y < 504; y++)
                System.arraycopy(plane.values(), Math.min(499, y) * 600, high.values(), y * 600, 600);
            for (int i = 0; i < high.values().length; i++)
                high.values()[i] = high.values()[i] * 0.9f + 0.03f;
            RemoteScenes.fill(high, RemoteScenes.HOLE, 0.9f);
            moved.add(high);
        }
        final List<Plane> sent = RemoteScenes.picture(0, 0);
        final boolean[] known = new boolean[600 * 500];
        Arrays.fill(known, true);
        for (int y = 170; y < 310; y++)
            Arrays.fill(known, y * 600 + 190, y * 600 + 360, false);
        final Alignment found = Alignment.of(sent, moved.stream().map(plane -> plane.crop(new Box(0, 0, 600, 500)))
                .toList(), known);
        assertEquals(right, found.right(), 0.03);
        assertEquals(down, found.down(), 0.03);
        assertEquals(0, found.grown(), 1e-3);
        assertTrue(!crop(Sizes.LATENT).take(PngBytes.of(moved), "s").drift().isEmpty());
    }

    @Test
    void growthIsFound() {
        final List<Plane> sent = RemoteScenes.picture(0, 0), grown = new ArrayList<>();
        for (final Plane plane : sent)
            grown.add(PillowResampler.CUBIC.resize(plane, 612, 510).crop(new Box(6, 5, 600, 500)));
        final boolean[] known = new boolean[600 * 500];
        Arrays.fill(known, true);
        assertEquals(0.02, Alignment.of(sent, grown, known).grown(), 1e-3);
    }

    @Test
    void anotherPictureIsNoDriftButANote() {
        final SentCrop crop = crop(Sizes.LATENT);
        final Plane noise = new Plane(600, 504);
        final Random random = new Random(3);
        for (int i = 0; i < noise.values().length; i++)
            noise.values()[i] = random.nextFloat();
        final SentCrop.Taken taken = crop.take(PngBytes.of(List.of(noise, noise, noise)), "s");
        assertEquals("", taken.drift());
        assertTrue(taken.note().startsWith("Outside the mask the picture of the server differs from the image by "));
    }

    @ParameterizedTest
    @CsvSource({ "600, 500, 0, 0, 600, 504", "100, 50, 0, 0, 728, 368", "3000, 2000, 0, 0, 1256, 840",
        "600, 500, 512, 0, 512, 432", "600, 500, 512, 512, 512, 512" })
    void sizesSuitTheModels(final int width, final int height, final int wide, final int high, final int sentWidth,
            final int sentHeight) {
        final Letterbox box = Sizes.LATENT.place(width, height, wide, high);
        assertEquals(List.of(sentWidth, sentHeight), List.of(box.canvas().width(), box.canvas().height()));
    }

    @Test
    void fixedSizesKeepTheShape() {
        final Sizes sizes = new Sizes(1, 0, 0, List.of(List.of(1024, 1024), List.of(1536, 1024)));
        final Letterbox box = sizes.place(600, 300, 0, 0);
        assertEquals(new Box(0, 0, 1536, 1024), box.canvas());
        assertEquals(new Box(0, 0, 1536, 768), box.inner());
        final SentCrop crop = crop(sizes);
        assertTrue(crop.take(crop.picture(), "s").residual() < 1);
    }

    @Test
    void transparentIsWhatIsRepainted() {
        final byte[] png = crop(Sizes.LATENT).transparent();
        assertEquals(6, png[25]);
        assertEquals(600, ServerPicture.read(png, "s").get(0).width());
    }

    @Test
    void anEmptyMaskIsSaid() {
        final Plane empty = new Plane(8, 8);
        final Scene scene = new Scene(Plane.image(List.of(empty, empty, empty)), empty.image(),
                Plane.filled(1, 8, 8).image(), new Box(0, 0, 8, 8));
        assertThrows(InpaintException.class, () -> SentCrop.of(REQUEST, scene, Sizes.LATENT));
    }
}
