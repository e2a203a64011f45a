package org.inpaintj.raster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
