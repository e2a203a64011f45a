package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

import org.inpaintj.core.Box;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.diffusion.soft.SoftGoldens;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.Inpainter;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.raster.Mask;

/** Whole runs against the same put together in Python from k-diffusion's Euler and the WebUI's formulas. */
class SoftInpaintingParityTest {

    private static final int SIDE = 64;
    private static final Box BOX = new Box(22, 18, 25, 27);

    private final Map<String, RandomAccessibleInterval<FloatType>> stages = new LinkedHashMap<>();

    @Test
    void latentsAndOpacityAreTheReferences() {
        final JsonObject golden = SoftGoldens.of("runs").get(0);
        final Img<UnsignedByteType> image = image(SoftGoldens.floats(golden, "picture"));
        int cases = 0;
        for (final JsonElement element : golden.getAsJsonArray("cases")) {
            final JsonObject told = element.getAsJsonObject();
            stages.clear();
            run(told, image);
            assertArrayEquals(SoftGoldens.floats(told, "latents"), stage("latent"), 2e-5f, told.toString());
            if (told.has("opacity")) {
                final float[] wanted = SoftGoldens.floats(told, "opacity"), opacity = stage("opacity");
                for (int i = 0; i < wanted.length; i++)
                    assertEquals(wanted[i], 255 * opacity[i / 16 * 4 * SIDE + i % 16 * 4], 2.5, told + " " + i);
            }
            cases++;
        }
        assertEquals(4, cases);
    }

    private void run(final JsonObject told, final Img<UnsignedByteType> image) {
        Request request = Engines.found().request(Map.of("engine", "diffusion", "model",
                ModelFixture.of("sd15").folder().toString(), "area", "whole", "tone", "full", "device", "cpu"))
                        .with("sampler", "Euler").with("schedule", "Uniform").with("cfg", 1);
        for (final String key : new String[] { "steps", "strength", "blur", "seed" })
            request = request.with(key, told.get(key).getAsString());
        Inpainter inpainter = new Inpainter().info(ImageInfo.DEFAULT.coloured()).stages(stages::put);
        if (told.has("key")) {
            request = request.with("soft", true);
            for (final Map.Entry<String, JsonElement> key : told.getAsJsonObject("key").entrySet())
                request = request.with("soft_" + key.getKey(), key.getValue().getAsString());
            inpainter.inpaint(image, Mask.full(BOX), request);
            return;
        }
        final float[] columns = SoftGoldens.floats(told, "strengths");
        final float[] map = new float[SIDE * SIDE];
        for (int i = 0; i < map.length; i++)
            map[i] = columns[i % SIDE * columns.length / SIDE];
        inpainter = inpainter.input(SceneInput.STRENGTH_MAP, ArrayImgs.floats(map, SIDE, SIDE));
        inpainter.imageToImage(image, Mask.full(new Box(0, 0, SIDE, SIDE)), request);
    }

    /** Pixels of 4 x 4, given by y, x and channel. */
    private static Img<UnsignedByteType> image(final float[] levels) {
        final Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(SIDE, SIDE, 3);
        for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++)
                for (int c = 0; c < 3; c++)
                    image.getAt(x, y, c).set((int) levels[(y / 4 * 16 + x / 4) * 3 + c]);
        return image;
    }

    private float[] stage(final String name) {
        final RandomAccessibleInterval<FloatType> image = stages.get(name);
        final float[] out = new float[(int) Views.flatIterable(image).size()];
        final int[] at = new int[1];
        Views.flatIterable(image).forEach(v -> out[at[0]++] = v.get());
        return out;
    }
}
