package org.inpaintj.imagej.large;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.inpaintj.core.Box;
import org.inpaintj.inpaint.large.BlockImage;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/** A square BigTIFF of 8 bits in tiles, which all have their place in the file but are holes where none was written. */
final class HoleyTiff {

    private HoleyTiff() {}

    /**
     * @param textured where there is a texture to repaint from
     * @param textures how many there are: one comes again after so many places
     */
    static void write(final Path file, final int side, final int tile, final List<Box> textured, final int textures)
            throws IOException {
        final int across = (side + tile - 1) / tile, count = across * across;
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(0);
            final ByteBuffer head = ByteBuffer.allocate(16 + 8 + 20 * 9 + 8).order(ByteOrder.LITTLE_ENDIAN);
            head.put((byte) 'I').put((byte) 'I').putShort((short) 43).putShort((short) 8).putShort((short) 0);
            head.putLong(16);
            head.putLong(9);
            final long arrays = head.capacity(), samples = (arrays + 16L * count + 4095) / 4096 * 4096;
            final long[][] entries = { { 256, 4, 1, side }, { 257, 4, 1, side }, { 258, 3, 1, 8 }, { 259, 3, 1, 1 },
                    { 262, 3, 1, 1 }, { 322, 4, 1, tile }, { 323, 4, 1, tile }, { 324, 16, count, arrays },
                    { 325, 16, count, arrays + 8L * count } };
            for (final long[] entry : entries)
                head.putShort((short) entry[0]).putShort((short) entry[1]).putLong(entry[2]).putLong(entry[3]);
            out.write(head.array());
            final ByteBuffer numbers = ByteBuffer.allocate(16 * count).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++)
                numbers.putLong(samples + (long) i * tile * tile);
            for (int i = 0; i < count; i++)
                numbers.putLong((long) tile * tile);
            out.write(numbers.array());
            out.setLength(samples + (long) count * tile * tile);
        }
        try (BlockImage image = LargeFiles.open(file, "holes", true)) {
            for (int n = 0; n < textured.size(); n++) {
                final Box box = textured.get(n);
                final Random random = new Random(n % textures);
                final Samples texture = Samples.blank(SampleType.BITS8, box.width(), box.height(), 1);
                final boolean[] all = new boolean[box.width() * box.height()];
                for (int i = 0; i < all.length; i++) {
                    texture.set(0, i, 100 + 40 * Math.sin(i % box.width() / 5.0) + i / box.width() % 30
                            + random.nextInt(12));
                    all[i] = true;
                }
                image.write(box, texture, all, 1, 1);
            }
        }
    }
}
