package org.inpaintj.imagej.file;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;

/**
 * This check looks whether the samples that an image file promises are there, before ImageJ opens it. Of formats that
 * are not looked at, what ImageJ makes of them decides.
 */
final class FileCheck {

    private static final int START = 1 << 10;
    /** No deflated byte stands for more than this: what claims to is not unpacked, for it would take the memory. */
    private static final int DENSEST = 1032;

    private FileCheck() {}

    /**
     * @return how many bytes the samples take once they are read; 0 if the format is not looked at
     * @throws IOException if something is missing, saying what
     */
    static long check(final Path path) throws IOException {
        final byte[] start;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            start = in.readNBytes(START);
        }
        final String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("II*\0") || text.startsWith("MM\0*"))
            return TiffCheck.check(path);
        if (text.startsWith("\u00ff\u00d8\u00ff"))
            return JpegCheck.check(path);
        if (text.startsWith("GIF8"))
            return GifCheck.check(path);
        if (text.startsWith("\u0089PNG") && start.length >= 26)
            return png(ByteBuffer.wrap(start), Files.size(path));
        if (text.startsWith("BM") && start.length >= 54)
            return bmp(ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN), Files.size(path));
        if (text.matches("(?s)P[1-6][\\s#].*"))
            return pnm(text, Files.size(path));
        if (text.startsWith("SIMPLE  ="))
            return fits(path);
        return 0;
    }

    private static long png(final ByteBuffer in, final long length) throws IOException {
        final int width = in.getInt(16), height = in.getInt(20), depth = in.get(24), colour = in.get(25);
        if (width <= 0 || height <= 0)
            throw new IOException("its header says " + width + " x " + height + " pixels");
        final int channels = colour == 2 ? 3 : colour == 4 ? 2 : colour == 6 ? 4 : 1;
        if (product(width, height, channels) / 8 * depth / DENSEST > length)
            throw new EOFException("it holds too few samples");
        return product(width, height, channels * Math.max(1, depth / 8));
    }

    private static long bmp(final ByteBuffer in, final long length) throws IOException {
        final long offset = in.getInt(10) & 0xffffffffL, width = in.getInt(18), height = Math.abs((long) in.getInt(22));
        final int bits = in.getShort(28), compression = in.getInt(30);
        if (width <= 0 || height == 0 || bits <= 0 || bits > 32)
            throw new IOException("its header says " + width + " x " + height + " pixels of " + bits + " bits");
        final long row = (width * bits + 31) / 32 * 4;
        if (compression == 0 || compression == 3)
            checkLength(offset + row * height, length);
        return product(width, height, bits > 8 ? 4 : 1);
    }

    /**
     * Netpbm: kind, width, height and, but for bitmaps, the largest value, as texts between which comments may stand.
     */
    private static long pnm(final String start, final long length) throws IOException {
        final int kind = start.charAt(1) - '0';
        final long width, height, most;
        try (Scanner numbers = new Scanner(start.substring(2).replaceAll("#[^\n\r]*", ""))) {
            width = number(numbers);
            height = number(numbers);
            most = kind == 1 || kind == 4 ? 1 : number(numbers);
        }
        final int channels = kind == 3 || kind == 6 ? 3 : 1;
        if (width <= 0 || height <= 0)
            throw new IOException("its header says " + width + " x " + height + " pixels");
        final long samples = product(width, height, channels);
        // in texts a sample takes a character and, but in bitmaps, a space
        checkLength(kind == 4 ? (width + 7) / 8 * height : kind > 3 && most > 255 || kind == 2 || kind == 3
                ? 2 * samples
                : samples, length);
        return most > 255 ? 2 * samples : samples;
    }

    private static long number(final Scanner numbers) throws IOException {
        if (!numbers.hasNextInt())
            throw new IOException("its header is not one");
        return numbers.nextInt();
    }

    /** Cards of 80 bytes in blocks of 2880. */
    private static long fits(final Path path) throws IOException {
        long bytes = 0, bits = 0, axes = 0, samples = 1;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            final byte[] card = new byte[80];
            for (String text = ""; !text.startsWith("END     "); bytes += card.length) {
                if (in.readNBytes(card, 0, card.length) < card.length)
                    throw new EOFException("its header is cut off");
                text = new String(card, StandardCharsets.ISO_8859_1);
                final String value = text.length() > 10 ? text.substring(10).split("/")[0].strip() : "";
                if (text.startsWith("BITPIX  ="))
                    bits = Math.abs(whole(value));
                else if (text.matches("(?s)NAXIS[1-9]  =.*")) {
                    axes++;
                    samples = product(samples, whole(value), 1);
                }
            }
        }
        final long size = axes == 0 ? 0 : product(samples, bits / 8, 1);
        checkLength((bytes + 2879) / 2880 * 2880 + size, Files.size(path));
        return product(samples, 4, 1);
    }

    private static long whole(final String value) throws IOException {
        try {
            return Long.parseLong(value);
        } catch (final NumberFormatException e) {
            throw new IOException("its header says '" + value + "' where a number belongs", e);
        }
    }

    private static void checkLength(final long needed, final long length) throws EOFException {
        if (needed > length)
            throw new EOFException("it is cut off: " + needed + " bytes are needed and there are " + length);
    }

    /** @throws IOException if nothing could hold so many bytes */
    static long product(final long a, final long b, final long c) throws IOException {
        try {
            return Math.multiplyExact(Math.multiplyExact(a, b), c);
        } catch (final ArithmeticException e) {
            throw new IOException("its header says " + a + " x " + b + " pixels", e);
        }
    }
}
