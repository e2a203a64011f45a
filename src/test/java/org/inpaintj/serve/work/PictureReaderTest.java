package org.inpaintj.serve.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;

import org.inpaintj.serve.http.ApiException;

/** Pictures of requests: JPEG beside PNG, and what is none. */
class PictureReaderTest {

    private static final PictureReader READER = new PictureReader();

    private static byte[] jpeg() throws IOException {
        final BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
        final Random random = new Random(1);
        for (int i = 0; i < 24 * 16; i++)
            image.setRGB(i % 24, i / 24, 10 * i + random.nextInt(40));
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, "jpeg", out));
        return out.toByteArray();
    }

    private static String said(final String text) {
        return assertThrows(ApiException.class, () -> READER.read("mask", text)).getMessage();
    }

    @Test
    void aJpegIsRead() throws IOException {
        final byte[] file = jpeg();
        final RgbPicture read = READER.read("image", "data:image/jpeg;base64,"
                + Base64.getEncoder().encodeToString(file));
        final BufferedImage known = ImageIO.read(new ByteArrayInputStream(file));
        // readers differ in how they enlarge the colours, of which there is one for four pixels
        for (int i = 0; i < 24 * 16; i++)
            for (int shift = 0; shift < 24; shift += 8)
                assertEquals(known.getRGB(i % 24, i / 24) >> shift & 0xff, read.argb()[i] >> shift & 0xff, 24,
                        "at " + i);
        final Random random = new Random(2);
        for (int i = 0; i < 100; i++) {
            final byte[] bad = Arrays.copyOf(file, 3 + random.nextInt(file.length - 3));
            for (int k = 0; k < 4; k++)
                bad[2 + random.nextInt(bad.length - 2)] = (byte) random.nextInt();
            try {
                READER.read("image", Base64.getEncoder().encodeToString(bad));
            } catch (final ApiException e) {
                assertEquals(422, e.reply().status());
            }
        }
    }

    @Test
    void whatIsNoPictureIsSaid() {
        final String webp = Base64.getEncoder().encodeToString("RIFF1234WEBPVP8 ".getBytes());
        assertEquals("is a WebP, which is not read here: send a PNG", said(webp));
        for (final String none : List.of("", "   ", "/etc/passwd", "http://localhost:1/a.png", "file:///a", "%%%%",
                "data:image/png;base64,"))
            assertTrue(said(none).contains("send"), none);
    }

    /** As the WebUI reads masks: luma, or alpha where anything is transparent. */
    @Test
    void aMaskIsLumaOrAlpha() {
        final RgbPicture grey = new RgbPicture(3, 1, new int[] { 0xff000000, 0xff0000ff, 0xffffffff });
        assertArrayEquals(new float[] { 0, 29 / 255f, 1 }, grey.mask().values());
        final RgbPicture clear = new RgbPicture(3, 1, new int[] { 0x00ffffff, 0x80ffffff, 0x81000000 });
        assertArrayEquals(new float[] { 0, 0, 1 }, clear.mask().values());
        assertArrayEquals(new int[] { 0xffffffff, 0xffffffff, 0xff7e7e7e },
                (int[]) clear.samples().planes().get(0));
    }
}
