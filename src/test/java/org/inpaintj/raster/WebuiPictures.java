package org.inpaintj.raster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.inpaintj.core.Plane;

/** The pictures that {@code models/tools/webui_sizes_golden.py} made with the libraries of the WebUI. */
public final class WebuiPictures {

    private static final Map<String, Picture> ALL = new TreeMap<>();

    /**
     * One of them.
     *
     * @param rgb red, green and blue, side by side
     */
    public record Picture(int width, int height, byte[] rgb) {

        /** Red, green and blue, 0..1. */
        public List<Plane> planes() {
            final List<Plane> planes = new ArrayList<>();
            for (int c = 0; c < 3; c++) {
                final Plane plane = new Plane(width, height);
                for (int i = 0; i < width * height; i++)
                    plane.values()[i] = (rgb[3 * i + c] & 0xff) / 255f;
                planes.add(plane);
            }
            return planes;
        }

        /** As ImageJ packs them. */
        public int[] packed() {
            final int[] packed = new int[width * height];
            for (int i = 0; i < packed.length; i++)
                packed[i] = 0xff << 24 | (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8
                        | rgb[3 * i + 2] & 0xff;
            return packed;
        }
    }

    private WebuiPictures() {}

    /** The pixels of the large picture of the guide, 1344 x 1008, as ImageJ packs them. */
    public static int[] guide() {
        final int[] packed = new int[1344 * 1008];
        for (int i = 0; i < packed.length; i++) {
            final int x = i % 1344, y = i / 1344;
            packed[i] = 0xff << 24 | (x * x + 3 * y) % 256 << 16 | (x ^ y) % 256 << 8 | (5 * x + y * y) % 251;
        }
        return packed;
    }

    /** The digest of red, green and blue, side by side. */
    public static String sha256(final int[] packed) {
        final byte[] rgb = new byte[3 * packed.length];
        for (int i = 0; i < rgb.length; i++)
            rgb[i] = (byte) (packed[i / 3] >> 16 - 8 * (i % 3));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rgb));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static synchronized Map<String, Picture> all() {
        if (ALL.isEmpty())
            try (var in = WebuiPictures.class.getResourceAsStream("webui-sizes.txt")) {
                new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().map(line -> line.split(" "))
                        .forEach(word -> ALL.put(word[0], new Picture(Integer.parseInt(word[1]),
                                Integer.parseInt(word[2]), HexFormat.of().parseHex(word[3]))));
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        return ALL;
    }
}
