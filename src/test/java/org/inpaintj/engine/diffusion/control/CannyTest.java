package org.inpaintj.engine.diffusion.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Plane;

/** Edges and colour grids against OpenCV's (models/tools/canny_golden.py). */
class CannyTest {

    private static List<String> lines(final String name) {
        try (var in = CannyTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pictures of the script, 0..1. */
    private static List<Plane> picture(final int width, final int height, final String kind) {
        final List<Plane> planes = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            final Plane plane = new Plane(width, height);
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++)
                    plane.values()[y * width + x] = value(x, y, c, width, height, kind) / 255f;
            planes.add(plane);
        }
        return planes;
    }

    private static int value(final int x, final int y, final int c, final int width, final int height,
            final String kind) {
        final int dx = x - width / 3, dy = y - height / 2, radius = height / 3;
        return switch (kind) {
            case "shapes" -> 30 + (dx * dx + dy * dy < radius * radius ? 60 : 0) + (x > 2 * width / 3 ? 80 : 0)
                    + y * (c + 1) / 8 % 40;
            case "waves" -> (3 * x * x + 5 * y * y + x * y * (c + 1)) / 64 + 7 * x + 40 * c & 255;
            default -> (x * 7919 + y * 104729 + c * 1299709 + x * y * 31) % 251 / 2 + 60 * (x / 9 + y / 7 & 1);
        };
    }

    /** As OpenCV turns colours into greys of 8 bits, in 15-bit fixed point (RGB to grey of 4.11). */
    private static Plane grey(final List<Plane> picture) {
        final Plane grey = new Plane(picture.get(0).width(), picture.get(0).height());
        for (int i = 0; i < grey.values().length; i++)
            grey.values()[i] = (byteAt(picture, 0, i) * 9798 + byteAt(picture, 1, i) * 19235
                    + byteAt(picture, 2, i) * 3735 + (1 << 14) >> 15) / 255f;
        return grey;
    }

    private static int byteAt(final List<Plane> picture, final int c, final int i) {
        return Math.round(picture.get(c).values()[i] * 255);
    }

    @Test
    void edgesAreThoseOfOpenCv() {
        int edges = 0;
        for (final String line : lines("canny.txt")) {
            final Scanner told = new Scanner(line);
            final int width = told.nextInt(), height = told.nextInt(), low = told.nextInt(), high = told.nextInt();
            final List<Plane> picture = picture(width, height, told.next());
            final Plane made = CannyEdges.of(told.next().equals("grey") ? List.of(grey(picture)) : picture, low, high);
            int at = 0;
            for (int value = 0; told.hasNextInt(); value = 1 - value)
                for (int n = told.nextInt(); n > 0; n--, edges += value)
                    assertEquals(value, made.values()[at++], line.substring(0, Math.min(60, line.length())));
            assertEquals(width * height, at);
        }
        assertTrue(edges > 1000);
    }

    @Test
    void coloursAreThoseOfOpenCv() {
        for (final String line : lines("colour_grid.txt")) {
            final Scanner told = new Scanner(line);
            final int width = told.nextInt(), height = told.nextInt();
            final List<Plane> picture = picture(width, height, told.next());
            final List<Plane> small = picture.stream().map(ColourGrid::reduced).toList();
            for (int i = 0; told.hasNextInt(); i++)
                // OpenCV rounds the weights of its taps to 11 bits
                assertEquals(told.nextInt(), small.get(i % 3).values()[i / 3] * 255, 1.01, line);
            final Plane grid = ColourGrid.of(picture.get(0));
            assertEquals(small.get(0).values()[0], grid.values()[0]);
            assertEquals(small.get(0).at(small.get(0).width() - 1, small.get(0).height() - 1),
                    grid.at(width - 1, height - 1));
        }
    }
}
