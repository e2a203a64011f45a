package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.InpaintedPatches;
import org.inpaintj.inpaint.Inpainter;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.params.MacroLine;
import org.inpaintj.raster.Mask;
import org.inpaintj.sampling.schedule.SamplerName;

/** A strength for each pixel, with real networks, from samples to samples. */
class DifferentialDiffusionTest {

    private static final int SIZE = 64;
    private static final Box IMAGE = new Box(0, 0, SIZE, SIZE), BOX = new Box(8, 16, 48, 24);
    private static final String LINE = "area=whole steps=4 strength=1 cfg=1 prompt=[a cat] device=cpu seed=3 blur=0 ";

    private final Map<String, RandomAccessibleInterval<FloatType>> stages = new LinkedHashMap<>();

    private static Img<UnsignedByteType> image() {
        final Random random = new Random(5);
        final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(SIZE, SIZE);
        image.forEach(pixel -> pixel.set(60 + random.nextInt(90)));
        return image;
    }

    /** A map of values from the left to the right, of equal widths. */
    private static Img<FloatType> columns(final double... values) {
        final Img<FloatType> map = ArrayImgs.floats(SIZE, SIZE);
        final Cursor<FloatType> cursor = map.localizingCursor();
        while (cursor.hasNext())
            cursor.next().set((float) values[cursor.getIntPosition(0) * values.length / SIZE]);
        return map;
    }

    private InpaintedPatches made(final String model, final Optional<Mask> mask, final Optional<Img<FloatType>> map,
            final String line) {
        Request request = Engines.found().request(Map.of("engine", "diffusion", "model",
                ModelFixture.of(model).folder().toString()));
        for (final String part : List.of(LINE, line))
            for (final Map.Entry<String, String> e : MacroLine.parse(part).entrySet())
                request = request.with(e.getKey(), e.getValue());
        Inpainter inpainter = new Inpainter().stages(stages::put);
        if (map.isPresent())
            inpainter = inpainter.input(SceneInput.STRENGTH_MAP, map.get());
        return mask.isPresent() ? inpainter.inpaint(image(), mask.get(), request)
                : inpainter.imageToImage(image(), Mask.full(IMAGE), request);
    }

    private float[] latent() {
        final RandomAccessibleInterval<FloatType> image = stages.get("latent");
        final float[] out = new float[(int) Views.flatIterable(image).size()];
        final int[] at = new int[1];
        Views.flatIterable(image).forEach(v -> out[at[0]++] = v.get());
        return out;
    }

    private static int[] written(final InpaintedPatches made) {
        final Img<UnsignedByteType> image = image();
        if (made != null)
            made.patch().write(image);
        final int[] out = new int[SIZE * SIZE], at = new int[1];
        Views.flatIterable(image).forEach(v -> out[at[0]++] = v.get());
        return out;
    }

    /** White is what there is without a map; black stays to the bit, whatever the sampler and the family. */
    @ParameterizedTest
    @EnumSource(value = SamplerName.class, mode = EnumSource.Mode.EXCLUDE, names = "FLOW_MATCH_EULER")
    void blackStaysWithAnySampler(final SamplerName sampler) {
        checkBlack("sd15", "sampler=[" + sampler.label() + "]");
    }

    @ParameterizedTest
    @CsvSource({ "sd15-inpaint,Model", "sd15,Model", "sdxl,Automatic", "sd3,Automatic", "sd3,Model", "lcm,Model" })
    void blackStaysWithAnyFamily(final String model, final String schedule) {
        checkBlack(model, "schedule=" + schedule);
    }

    private void checkBlack(final String model, final String line) {
        final int[] before = written(null), after = written(made(model, Optional.empty(), Optional.of(
                columns(0, 0.5, 1, 1)), line));
        int changed = 0;
        for (int i = 0; i < before.length; i++)
            if (i % SIZE < SIZE / 4)
                assertEquals(before[i], after[i]);
            else
                changed += before[i] == after[i] ? 0 : 1;
        assertTrue(changed > 500, "changed " + changed);
    }

    @Test
    void whiteIsAsWithoutAMap() {
        for (final Optional<Mask> mask : List.of(Optional.<Mask>empty(), Optional.of(Mask.full(BOX)))) {
            final int[] plain = written(made("sd15", mask, Optional.empty(), "sampler=Heun"));
            final float[] latent = latent();
            assertArrayEquals(plain, written(made("sd15", mask, Optional.of(columns(1)), "sampler=Heun")));
            assertArrayEquals(latent, latent());
        }
    }

    /** A map of one grey is the run of that strength: its last steps, from the same noise. */
    @ParameterizedTest
    @CsvSource({ "0.5,0.5", "0.25,0.25", "0.75,0.75" })
    void oneGreyIsTheWeakerRun(final double grey, final double strength) {
        made("sd15", Optional.empty(), Optional.of(columns(grey)), "sampler=Euler schedule=Model steps=8");
        final float[] mapped = latent();
        // the latents are free after the step in which they were held back last
        made("sd15", Optional.empty(), Optional.empty(), "sampler=Euler schedule=Model steps=8 strength=" + (strength
                + 0.125));
        assertArrayEquals(latent(), mapped, 1e-4f);
    }

    /** The greys of a mask: all that is masked changes, and nothing outside. */
    @Test
    void theGreysOfTheMaskAreStrengths() {
        final float[] greys = new float[BOX.width() * BOX.height()];
        for (int i = 0; i < greys.length; i++)
            greys[i] = 0.3f + 0.7f * (i % BOX.width()) / BOX.width();
        final Mask mask = new Mask(BOX, greys);
        final int[] before = written(null), after = written(made("sd15", Optional.of(mask), Optional.empty(),
                "strength_map=selection"));
        int changed = 0;
        for (int i = 0; i < before.length; i++)
            if (new Box(i % SIZE, i / SIZE, 1, 1).intersect(BOX).isEmpty())
                assertEquals(before[i], after[i]);
            else
                changed += before[i] == after[i] ? 0 : 1;
        assertTrue(changed > 800, "changed " + changed);
        final float[] strong = latent();
        written(made("sd15", Optional.of(Mask.full(BOX)), Optional.empty(), "strength_map=selection"));
        assertFalse(Arrays.equals(strong, latent()));
        assertEquals("'Image to Image...' has no mask whose greys could be strengths: name an open image or a file for "
                + "the strength map.", said(() -> made("sd15", Optional.empty(), Optional.empty(),
                        "strength_map=selection")));
    }

    @Test
    void softInpaintingAndAMapGoTogether() {
        final int[] before = written(null), after = written(made("sd15", Optional.of(Mask.full(BOX)),
                Optional.of(columns(0, 0.4, 1, 1)), "soft blur=3"));
        for (int i = 0; i < before.length; i++)
            if (i % SIZE < SIZE / 4 || new Box(i % SIZE, i / SIZE, 1, 1).intersect(BOX).isEmpty())
                assertEquals(before[i], after[i]);
    }

    @Test
    void aMapThatDoesNotFitIsRefused() {
        assertEquals("The strength map is black wherever 'image' is to be changed, so nothing would change: make it "
                + "brighter there.", said(() -> made("sd15", Optional.of(Mask.full(new Box(0, 0, 8, 8))),
                        Optional.of(columns(0, 1)), "")));
        assertEquals("The strength map holds the value 1.5: give values from 0 (changes nothing) to 1 (changes as far "
                + "as strength says).", said(() -> made("sd15", Optional.empty(), Optional.of(columns(1.5)), "")));
        assertEquals("The strength map holds the value NaN: give values from 0 (changes nothing) to 1 (changes as far "
                + "as strength says).",
                said(() -> made("sd15", Optional.empty(), Optional.of(columns(Double.NaN)), "")));
        assertTrue(said(() -> made("sd15", Optional.empty(), Optional.of(ArrayImgs.floats(32, 64)), ""))
                .startsWith("The strength map 1 covers 32 x 64 px at 0, 0 and not all of what the engine looks at"));
        assertEquals("The strength map is in colour: give one in grey, white where it is to change as far as strength "
                + "says.", said(() -> made("sd15", Optional.empty(), Optional.of(ArrayImgs.floats(64, 64, 3)), "")));
    }

    private static String said(final Runnable run) {
        return assertThrows(InpaintException.class, run::run).getMessage();
    }
}
