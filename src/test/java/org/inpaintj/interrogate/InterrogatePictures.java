package org.inpaintj.interrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.segment.RgbImage;

/** The pictures of {@code models/tools/tiny_interrogators.py}. */
final class InterrogatePictures {

    private InterrogatePictures() {}

    static RgbImage rgb(final int width, final int height) {
        final byte[] rgb = new byte[3 * width * height];
        for (int y = 0, i = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int c = 0; c < 3; c++)
                    rgb[i++] = (byte) ((3 * x * x + 5 * y * y + x * y * (c + 1) + 40 * c) / 16);
        return new RgbImage(width, height, rgb);
    }

    /** @param size such as 97x61 */
    static RgbImage rgb(final String size) {
        return rgb(Integer.parseInt(size.split("x")[0]), Integer.parseInt(size.split("x")[1]));
    }

    /** Every 97th value is that of the golden. */
    static void assertSame(final String name, final Tensor golden, final Tensor input, final double tolerance) {
        assertEquals((input.size() + 96) / 97, golden.size(), name);
        for (int i = 0; i < golden.size(); i++)
            assertEquals(golden.get(i), input.get(97 * i), tolerance, name + " " + i);
    }

    static void assertFails(final String reason, final Executable what) {
        final String text = assertThrows(InpaintException.class, what).getMessage();
        assertTrue(text.contains(reason), text);
    }
}
