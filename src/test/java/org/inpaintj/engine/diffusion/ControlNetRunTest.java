package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.InpaintedPatches;
import org.inpaintj.inpaint.Inpainter;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.params.MacroLine;
import org.inpaintj.raster.Mask;

/** ControlNets in whole runs: tasks, passes, windows, candidates, crops, the record. */
class ControlNetRunTest {

    private static final int SIZE = 64;
    private static final Box IMAGE = new Box(0, 0, SIZE, SIZE), BOX = new Box(20, 24, 24, 16);
    private static final Path MODEL = ModelFixture.of("controlnet").folder();
    private static final String NET = "controlnet=[" + MODEL.resolve("controls/scaled.onnx") + "]";
    private static final String SECOND = "controlnet2=[" + MODEL.resolve("controls/plain.onnx") + "]";

    private final Map<String, RandomAccessibleInterval<FloatType>> stages = new LinkedHashMap<>();

    private static Img<UnsignedByteType> image(final int width, final int height) {
        final byte[] values = new byte[width * height * 3];
        new Random(3).nextBytes(values);
        return ArrayImgs.unsignedBytes(values, width, height, 3);
    }

    private static Img<FloatType> control(final int width, final int height, final int seed) {
        final float[] values = new float[width * height * 3];
        final Random random = new Random(seed);
        for (int i = 0; i < values.length; i++)
            values[i] = random.nextInt(256) / 255f;
        return ArrayImgs.floats(values, width, height, 3);
    }

    private InpaintedPatches made(final int width, final int height, final Optional<Mask> mask, final String line) {
        Request request = Engines.found().request(Map.of("engine", "diffusion", "model", MODEL.toString()));
        for (final String part : List.of("seed=5 steps=3 device=cpu blur=0 prompt=[a cell]", line))
            for (final Map.Entry<String, String> e : MacroLine.parse(part).entrySet())
                request = request.with(e.getKey(), e.getValue());
        final Inpainter inpainter = new Inpainter().stages(stages::put)
                .input(SceneInput.control(1), control(width, height, 1))
                .input(SceneInput.control(2), control(width, height, 2));
        return mask.isPresent() ? inpainter.inpaint(image(width, height), mask.get(), request)
                : inpainter.imageToImage(image(width, height), Mask.full(new Box(0, 0, width, height)), request);
    }

    private InpaintedPatches made(final String line) {
        return made(SIZE, SIZE, Optional.empty(), line);
    }

    private float[] stage(final String name) {
        final RandomAccessibleInterval<FloatType> image = stages.get(name);
        final float[] out = new float[(int) Views.flatIterable(image).size()];
        final int[] at = new int[1];
        Views.flatIterable(image).forEach(v -> out[at[0]++] = v.get());
        return out;
    }

    private float[] latent(final String line) {
        stages.clear();
        made(line);
        return stage("latent");
    }

    /** A UNet that could be steered and is not, and a ControlNet whose time has not come or that weighs nothing. */
    @Test
    void withoutAnActiveNetworkNothingIsSteered() {
        final float[] plain = latent("");
        assertArrayEquals(plain, latent("control=a.png control_start=0.9 " + NET));
        assertArrayEquals(plain, latent("control=a.png control_weight=0 " + NET));
        assertArrayEquals(plain, latent("control=a.png"));
        assertFalse(Arrays.equals(plain, latent("control=a.png " + NET)));
        assertTrue(made("control=a.png control_weight=0 " + NET).notes().contains(
                "The key controlnet has no effect with control_weight=0."));
        assertEquals("The key control has no effect with no controlnet.", made("control=a.png").notes().get(0));
        assertTrue(made("control_weight=0.5").notes().contains("The key control_weight has no effect with no "
                + "controlnet."));
    }

    @Test
    void modesWeightsAndSharesDiffer() {
        final List<float[]> all = List.of("", "control_mode=prompt", "control_mode=control", "control_mode=guess",
                "control_weight=0.5", "control_end=0.7", "preprocessor=canny", "preprocessor=colour_grid").stream()
                .map(line -> latent("control=a.png " + NET + " " + line)).toList();
        for (int i = 0; i < all.size(); i++)
            for (int k = 0; k < i; k++)
                assertFalse(Arrays.equals(all.get(i), all.get(k)), i + " is as " + k);
        assertArrayEquals(all.get(0), latent("control=a.png " + NET + " preprocessor=tile"));
        final float[] shown = latent("control=shown " + NET);
        assertFalse(Arrays.equals(all.get(0), shown));
        final float[] seen = stage("control"), scene = stage("scene");
        for (int i = 0; i < seen.length; i++)
            assertEquals(Math.max(0, Math.min(1, scene[i])), seen[i]);
    }

    /** Without guidance there is no answer to a negative prompt to be left alone. */
    @Test
    void severalUnitsAreAdded() {
        final float[] first = latent("control=a.png " + NET), both = latent("control=a.png control2=b.png " + NET + " "
                + SECOND);
        assertFalse(Arrays.equals(first, both));
        assertTrue(stages.containsKey("control2"));
        assertArrayEquals(latent("control2=b.png " + SECOND), latent("control2=b.png control=a.png control_weight=0 "
                + NET + " " + SECOND));
    }

    /** Candidates that share a call of the networks, and the same one by one. */
    @Test
    void eachCandidateIsAsAlone() {
        final InpaintedPatches two = made("candidates=2 cfg=4 control_mode=guess control=a.png " + NET);
        final InpaintedPatches alone = made("seed=6 cfg=4 control_mode=guess control=a.png " + NET);
        assertEquals(2, two.candidates().size());
        final Img<UnsignedByteType> a = image(SIZE, SIZE), b = image(SIZE, SIZE);
        two.candidates().get(1).write(a);
        alone.patch().write(b);
        assertArrayEquals(bytes(b), bytes(a));
    }

    private static int[] bytes(final Img<UnsignedByteType> image) {
        final int[] out = new int[(int) image.size()], at = new int[1];
        Views.flatIterable(image).forEach(v -> out[at[0]++] = v.get());
        return out;
    }

    /** Nothing outside of the selection changes, and the picture is cropped as the image is. */
    @Test
    void aSelectionSeesItsPartOfThePicture() {
        final InpaintedPatches made = made(SIZE, SIZE, Optional.of(Mask.full(BOX)), "area=masked padding=8 width=64 "
                + "control=a.png preprocessor=inpaint " + NET);
        final Img<UnsignedByteType> image = image(SIZE, SIZE);
        made.patch().write(image);
        final int[] before = bytes(image(SIZE, SIZE)), after = bytes(image);
        int changed = 0;
        for (int i = 0; i < before.length; i++) {
            final int x = i % SIZE, y = i / SIZE % SIZE;
            if (new Box(x, y, 1, 1).intersect(BOX).isEmpty())
                assertEquals(before[i], after[i]);
            else
                changed += before[i] == after[i] ? 0 : 1;
        }
        assertTrue(changed > 500);
        final float[] seen = stage("control"), mask = stage("mask");
        assertEquals(64, stages.get("control").dimension(0));
        int hidden = 0;
        for (final float value : seen)
            hidden += value == -1 ? 1 : 0;
        assertTrue(hidden > 3 * mask.length / 4, "hidden " + hidden);
    }

    /** A second pass through windows: each sees its own part of the control picture, at the size of that pass. */
    @ParameterizedTest
    @ValueSource(strings = { "strength=0.3", "strength=0.8 passes=2" })
    void largePicturesAreSteeredThroughWindows(final String line) {
        final int wide = 160;
        made(wide, 96, Optional.empty(), line + " control=a.png " + NET);
        final float[] steered = stage("latent");
        made(wide, 96, Optional.empty(), line);
        assertFalse(Arrays.equals(stage("latent"), steered));
    }

    @Test
    void theRecordTellsNetworksAndPictures() {
        final InpaintedPatches made = made("control=a.png control_weight=0.7 " + NET);
        final Map<String, String> facts = made.patch().provenance().facts();
        assertEquals(64, facts.get("controlnet_sha256").length());
        assertEquals(64, facts.get("control_sha256").length());
        final String macro = made.patch().provenance().macro();
        assertTrue(macro.contains("control_weight=0.7") && macro.contains("controlnet=scaled.onnx")
                && macro.contains("control=a.png"), macro);
        final String other = made("control=shown " + NET).patch().provenance().facts().get("control_sha256");
        assertFalse(other.equals(facts.get("control_sha256")));
    }

    @Test
    void whatCannotBeIsSaid() {
        Request request = Engines.found().request(Map.of("engine", "diffusion", "model", MODEL.toString()));
        for (final Map.Entry<String, String> e : MacroLine.parse("seed=5 control=a.png " + NET).entrySet())
            request = request.with(e.getKey(), e.getValue());
        final Request asked = request;
        assertEquals("The control picture 'a.png' did not come with the image: give it as input 1, or set control to "
                + "shown.", assertThrows(InpaintException.class, () -> new Inpainter().imageToImage(image(SIZE, SIZE),
                        Mask.full(IMAGE), asked)).getMessage());
        assertEquals("control=shown means the picture that is changed, and an image of a prompt alone has none: name "
                + "an open image or a file.", assertThrows(InpaintException.class, () -> new DiffusionEngine().run(
                        asked.with("control", "shown"), TestScenes.of(SIZE, SIZE,
                                Task.TEXT_TO_IMAGE), Progress.NONE))
                        .getMessage());
        assertTrue(made("control=shown preprocessor=inpaint " + NET).notes().contains(
                "With preprocessor=inpaint nothing is hidden, for there is no mask."));
        assertEquals(3, Plane.channels(stages.get("control")).size());
    }
}
