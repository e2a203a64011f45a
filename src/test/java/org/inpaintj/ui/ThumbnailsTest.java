package org.inpaintj.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThumbnailsTest {

    @TempDir
    private Path folder;

    private Path picture(final int width, final int height) throws IOException {
        final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width / 2; x++)
            for (int y = 0; y < height; y++)
                image.setRGB(x, y, 0xff0000);
        final Path file = folder.resolve(width + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void picturesFitIntoTheSquare() throws IOException {
        final BufferedImage small = (BufferedImage) Thumbnails.read(picture(1000, 500), 48).orElseThrow();
        assertEquals(48, small.getWidth());
        assertEquals(24, small.getHeight());
        assertEquals(0xffff0000, small.getRGB(5, 12));
        assertEquals(0xff000000, small.getRGB(43, 12));
        final Image tiny = Thumbnails.read(picture(10, 7), 48).orElseThrow();
        assertEquals(10, tiny.getWidth(null));
    }

    @Test
    void whatIsNoPictureIsNone() throws IOException {
        final byte[] whole = Files.readAllBytes(picture(300, 200));
        assertTrue(Thumbnails.read(Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, 60)), 48).isEmpty());
        assertTrue(Thumbnails.read(Files.writeString(folder.resolve("text.png"), "no picture"), 48).isEmpty());
        assertTrue(Thumbnails.read(folder, 48).isEmpty());
        assertTrue(Thumbnails.read(folder.resolve("absent.png"), 48).isEmpty());
        // 65535 x 65535 px by its header, which would be 13 GB
        final byte[] giant = whole.clone();
        for (final int at : new int[] { 16, 20 }) {
            giant[at] = giant[at + 1] = 0;
            giant[at + 2] = giant[at + 3] = (byte) 0xff;
        }
        assertTrue(Thumbnails.read(Files.write(folder.resolve("giant.png"), giant), 48).isEmpty());
    }
}
