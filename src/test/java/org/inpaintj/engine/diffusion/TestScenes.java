package org.inpaintj.engine.diffusion;

import java.util.Random;

import net.imglib2.img.array.ArrayImgs;

import org.inpaintj.core.Box;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;

/** Scenes for whole runs. */
final class TestScenes {

    private TestScenes() {}

    /** Random colours, with the left half to be repainted if something is. */
    static Scene of(final int width, final int height, final Task task) {
        final Random random = new Random(4);
        final float[] pixels = new float[width * height * 3], mask = new float[width * height];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = random.nextFloat();
        for (int i = 0; i < mask.length; i++)
            mask[i] = i % width < width / 2 ? 1 : 0;
        return new Scene(ArrayImgs.floats(pixels, width, height, 3), ArrayImgs.floats(mask, width, height),
                ArrayImgs.floats(new float[mask.length], width, height), new Box(0, 0, width, height), task);
    }
}
