package org.inpaintj.engine.patch;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import javax.imageio.ImageIO;

import org.inpaintj.core.Progress;
import org.inpaintj.engines.Engines;

/**
 * Draws what the embedded engine makes of the synthetic micrographs: before, mask, after, one row each; two columns of
 * rows. {@code java -cp ... org.inpaintj.engine.patch.ContactSheet docs/images/contact-sheet.png}
 */
public final class ContactSheet {

    private static final int SIZE = 256, GAP = 6, TITLE = 16;

    private ContactSheet() {}

    public static void main(final String[] args) throws IOException {
        final Map<String, TestPicture> specimens = PatchFixtures.all(SIZE, 1);
        final int rows = (specimens.size() + 1) / 2, width = 2 * (3 * (SIZE + GAP) + GAP), high = SIZE + GAP + TITLE;
        final BufferedImage sheet = new BufferedImage(width, rows * high + GAP, BufferedImage.TYPE_INT_RGB);
        final Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        int n = 0;
        for (final Map.Entry<String, TestPicture> e : specimens.entrySet()) {
            final TestPicture before = e.getValue();
            final boolean[] hole = hole(e.getKey(), n);
            final var result = new PatchEngine().run(Engines.found().request(Map.of("seed", "1")),
                    before.without(hole).scene(hole),
                    Progress.NONE);
            final TestPicture after = before.filled(result, hole);
            final int x = n % 2 * (width / 2) + GAP, y = n / 2 * high + TITLE;
            pen.setColor(Color.BLACK);
            pen.drawString(e.getKey(), x, y - 3);
            pen.drawImage(image(before), x, y, null);
            pen.drawImage(image(TestPicture.of(hole, SIZE)), x + SIZE + GAP, y, null);
            pen.drawImage(image(after), x + 2 * (SIZE + GAP), y, null);
            n++;
        }
        pen.dispose();
        final Path to = Path.of(args[0]);
        Files.createDirectories(to.toAbsolutePath().getParent());
        ImageIO.write(sheet, "png", to.toFile());
    }

    /** The annotation of the corner image; else a square or blobs in turn. */
    private static boolean[] hole(final String name, final int n) {
        final int[] box = name.equals("corner") ? PatchFixtures.annotation(SIZE) : new int[] { 90, 80, 80, 80 };
        if (n % 2 == 1 && !name.equals("corner"))
            return PatchFixtures.blobs(SIZE, 10, 0.15, 40 + n);
        final boolean[] hole = new boolean[SIZE * SIZE];
        for (int i = 0; i < hole.length; i++)
            hole[i] = i % SIZE >= box[0] && i % SIZE < box[0] + box[2] && i / SIZE >= box[1]
                    && i / SIZE < box[1] + box[3];
        return hole;
    }

    private static BufferedImage image(final TestPicture picture) {
        final BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIZE * SIZE; i++) {
            int rgb = 0;
            for (int c = 0; c < 3; c++)
                rgb = rgb << 8 | Math.round(255 * Math.max(0,
                        Math.min(1, picture.samples()[c % picture.channels() * SIZE * SIZE + i])));
            image.setRGB(i % SIZE, i / SIZE, rgb);
        }
        return image;
    }
}
