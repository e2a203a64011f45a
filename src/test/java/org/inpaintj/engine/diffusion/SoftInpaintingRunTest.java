package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.InpaintedPatches;
import org.inpaintj.inpaint.Inpainter;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.params.MacroLine;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.MaskBlur;
import org.inpaintj.sampling.schedule.SamplerName;

/** Soft inpainting with real networks, from samples to samples. */
class SoftInpaintingRunTest {

    private static final int SIZE = 64;
    private static final Box BOX = new Box(22, 18, 20, 27), IMAGE = new Box(0, 0, SIZE, SIZE);
    private static final String LINE = "area=whole steps=4 strength=0.8 prompt=[a cat] device=cpu seed=3 ";

    private final Map<String, RandomAccessibleInterval<FloatType>> stages = new LinkedHashMap<>();

    private static Img<UnsignedShortType> image() {
        final Random random = new Random(5);
        final Img<UnsignedShortType> image = ArrayImgs.unsignedShorts(SIZE, SIZE);
        image.forEach(pixel -> pixel.set(20000 + random.nextInt(9000)));
        return image;
    }

    private InpaintedPatches made(final String model, final Mask mask, final String line) {
        return new Inpainter().stages(stages::put).inpaint(image(), mask,
                request(model, line));
    }

    private static Request request(final String model, final String line) {
        Request request = Engines.found().request(Map.of("engine", "diffusion", "model",
                ModelFixture.of(model).folder().toString()));
        for (final String part : new String[] { LINE, line })
            for (final Map.Entry<String, String> e : MacroLine.parse(part).entrySet())
                request = request.with(e.getKey(), e.getValue());
        return request;
    }

    private float[] stage(final String name) {
        final RandomAccessibleInterval<FloatType> image = stages.get(name);
        final float[] out = new float[(int) Views.flatIterable(image).size()];
        final int[] at = new int[1];
        Views.flatIterable(image).forEach(v -> out[at[0]++] = v.get());
        return out;
    }

    /** Writes the result over the image and counts what differs from it outside a box. */
    private static int changed(final InpaintedPatches made, final Box except) {
        final Img<UnsignedShortType> before = image(), after = image();
        made.patch().write(after);
        int changed = 0;
        for (int y = 0; y < SIZE; y++)
            for (int x = 0; x < SIZE; x++)
                if (new Box(x, y, 1, 1).intersect(except).isEmpty()
                        && before.getAt(x, y).get() != after.getAt(x, y).get())
                    changed++;
        return changed;
    }

    private static final Box NOTHING = new Box(0, 0, 0, 0);

    /** The promise, with every sampler, both ways to keep, and noise levels of any parametrisation. */
    @ParameterizedTest
    @EnumSource(value = SamplerName.class, mode = EnumSource.Mode.EXCLUDE, names = "FLOW_MATCH_EULER")
    void nothingOutsideChangesWithAnySampler(final SamplerName sampler) {
        final String line = "blur=3 steps=3 sampler=[" + sampler.label() + "] ";
        made("sd15", Mask.full(BOX), line);
        final float[] hard = stage("latent");
        checkPromise("sd15", line + "soft");
        final float[] soft = stage("latent");
        checkPromise("sd15", line + "soft keep=noise");
        assertFalse(Arrays.equals(hard, soft));
        assertFalse(Arrays.equals(soft, stage("latent")));
    }

    @ParameterizedTest
    @CsvSource({ "sd15-inpaint,Automatic", "sd2,Model", "sdxl,Automatic", "sdxl-inpaint,Model", "sd3,Automatic",
        "sd3,Model", "lcm,Automatic", "lcm,Model" })
    void nothingOutsideChangesWithAnyFamily(final String model, final String schedule) {
        checkPromise(model, "soft blur=3 cfg=1 strength=1 schedule=" + schedule);
    }

    private void checkPromise(final String model, final String line) {
        final InpaintedPatches made = made(model, Mask.full(BOX), line);
        assertEquals(0, changed(made, BOX));
        assertTrue(changed(made, NOTHING) > 50, "changed " + changed(made, NOTHING));
        for (final float v : stage("latent"))
            assertTrue(Float.isFinite(v) && Math.abs(v) < 1000, "latent " + v);
        for (final float v : stage("opacity"))
            assertTrue(v >= 0 && v <= 1, "opacity " + v);
    }

    @Test
    void theModelSeesTheBlurredMask() {
        made("sd15", Mask.full(BOX), "soft blur=3");
        assertArrayEquals(MaskBlur.blur(Mask.full(BOX), 3, IMAGE).over(IMAGE).values(), stage("mask"));
        made("sd15", Mask.full(BOX), "blur=3");
        assertArrayEquals(Mask.full(BOX).over(IMAGE).values(), stage("mask"));
    }

    /** The crop reaches as far as the blur, then comes the padding. */
    @Test
    void theCropHoldsTheBlurredMask() {
        made("sd15", Mask.full(BOX), "soft blur=2 area=masked padding=4");
        final Box seen = MaskBlur.blur(Mask.full(BOX), 2, IMAGE).box().grow(4);
        assertEquals(seen.width(), stages.get("mask").dimension(0));
        assertEquals(seen.height(), stages.get("mask").dimension(1));
    }

    /** Where spill goes as far as the opacity, the WebUI's picture comes out: nothing is cut, no seam is closed. */
    @Test
    void withSpillTheResultIsTheWebUis() {
        final Img<FloatType> image = ArrayImgs.floats(SIZE, SIZE, 3);
        final Random random = new Random(6);
        image.forEach(v -> v.set(random.nextFloat()));
        for (final int spill : new int[] { 0, 50 }) {
            new Inpainter().info(ImageInfo.DEFAULT.coloured()).stages(stages::put).inpaint(image, Mask.full(BOX),
                    request("sd15", "soft blur=2 tone=full soft_threshold=4 spill=" + spill));
            final float[] scene = stage("scene"), engine = stage("engine"), opacity = stage("opacity"),
                    composite = stage("composite");
            int beyond = 0;
            for (int i = 0; i < scene.length; i++) {
                final int p = i % (SIZE * SIZE);
                final boolean inside = !new Box(p % SIZE, p / SIZE, 1, 1).intersect(BOX).isEmpty();
                beyond += !inside && opacity[p] > 0.05 ? 1 : 0;
                if (spill > 0)
                    assertEquals(scene[i] + opacity[p] * (engine[i] - scene[i]), composite[i], 1e-6f);
                else if (!inside)
                    assertEquals(scene[i], composite[i]);
            }
            assertTrue(beyond > 100, "seen beyond the mask: " + beyond);
        }
    }

    /** 0 to the power of 0: everything is painted anew in the latents, and still nothing outside changes. */
    @Test
    void aPreservationOfZeroKeepsNoLatent() {
        assertEquals(0, changed(made("sd15", Mask.full(BOX), "soft blur=3 soft_preservation=0"), BOX));
        final float[] kept = stage("latent");
        made("sd15", Mask.full(IMAGE), "blur=3");
        final float[] all = stage("latent");
        for (int i = 0; i < all.length; i++)
            assertEquals(all[i], kept[i], 1e-3f + 1e-3f * Math.abs(all[i]));
    }

    @Test
    void aMaskOfEverythingAndOneOfAPixel() {
        assertTrue(changed(made("sd15", Mask.full(IMAGE), "soft blur=3"), NOTHING) > 2000);
        final Box pixel = new Box(40, 9, 1, 1);
        assertEquals(0, changed(made("sd15", Mask.full(pixel), "soft blur=4"), pixel));
        made("sd15", Mask.full(pixel), "soft blur=0");
        assertTrue(Arrays.equals(Mask.full(pixel).over(IMAGE).values(), stage("mask")));
        assertEquals("A blur of 30.0 px leaves nothing of a selection of 1 x 1 px for soft inpainting: lower blur, "
                + "grow the selection, or leave out soft.", assertThrows(InpaintException.class,
                        () -> made("sd15", Mask.full(pixel), "soft blur=30")).getMessage());
        assertThrows(InpaintException.class, () -> made("sd15", new Mask(BOX, new float[BOX.width() * BOX.height()]),
                "soft"));
    }

    /** A mask in greys is mixed by them, not cut at one half. */
    @Test
    void theGreysOfAMaskReachTheModel() {
        final float[] faint = new float[BOX.width() * BOX.height()];
        Arrays.fill(faint, 0.3f);
        made("sd15", new Mask(BOX, faint), "soft blur=0 sampler=Euler");
        final float[] soft = stage("latent");
        assertEquals(0.3f, stage("mask")[30 * SIZE + 30]);
        made("sd15", Mask.full(BOX), "soft blur=0 sampler=Euler");
        assertFalse(Arrays.equals(soft, stage("latent")));
    }

    /** What either pass changed is seen. */
    @Test
    void bothPassesOfALargeImageAreMixed() {
        final Box box = new Box(40, 50, 70, 60);
        final Img<UnsignedShortType> before = ArrayImgs.unsignedShorts(160, 160);
        final Random random = new Random(7);
        before.forEach(pixel -> pixel.set(20000 + random.nextInt(9000)));
        final Img<UnsignedShortType> after = before.copy();
        final InpaintedPatches made = new Inpainter().stages(stages::put).inpaint(before, Mask.full(box),
                request("sd15", "soft blur=6 passes=2"));
        assertTrue(made.patch().provenance().facts().containsKey("refining_steps"),
                made.patch().provenance().facts().toString());
        made.patch().write(after);
        int changed = 0;
        for (int y = 0; y < 160; y++)
            for (int x = 0; x < 160; x++)
                if (new Box(x, y, 1, 1).intersect(box).isEmpty())
                    assertEquals(before.getAt(x, y).get(), after.getAt(x, y).get());
                else
                    changed += before.getAt(x, y).get() == after.getAt(x, y).get() ? 0 : 1;
        double most = 0;
        for (final float v : stage("opacity")) {
            assertTrue(v >= 0 && v <= 1, "opacity " + v);
            most = Math.max(most, v);
        }
        assertTrue(most > 0.1, "opacity of " + most);
        assertTrue(changed > 500, "changed " + changed);
    }

    @Test
    void whatWasMadeIsMadeAgain() {
        final InpaintedPatches once = made("sd15", Mask.full(BOX), "soft blur=3 candidates=2"),
                again = made("sd15", Mask.full(BOX), "soft blur=3 seed=4");
        final Img<UnsignedShortType> first = image(), second = image();
        once.candidates().get(1).write(first);
        again.patch().write(second);
        for (int y = 0; y < SIZE; y++)
            for (int x = 0; x < SIZE; x++)
                assertEquals(first.getAt(x, y).get(), second.getAt(x, y).get());
        assertEquals("true", again.patch().provenance().request().get("soft"));
    }
}
