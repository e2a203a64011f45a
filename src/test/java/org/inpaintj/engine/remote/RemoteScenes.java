package org.inpaintj.engine.remote;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.imageio.ImageIO;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.params.Parameters;
import org.inpaintj.png.PngBytes;

/** Scenes, requests and pictures for the tests of engines on servers. */
public final class RemoteScenes {

    public static final int WIDTH = 600, HEIGHT = 500;

    /** What is masked. */
    public static final Box HOLE = new Box(200, 180, 150, 120);

    /** Where nobody keeps a key. */
    public static final SecretStore NO_KEYS = new SecretStore(name -> null, Optional.empty());

    private RemoteScenes() {}

    /** Three channels with structure of all scales. */
    public static List<Plane> picture(final double right, final double down) {
        final List<Plane> planes = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            final Plane plane = new Plane(WIDTH, HEIGHT);
            for (int y = 0; y < HEIGHT; y++)
                for (int x = 0; x < WIDTH; x++) {
                    final double u = x - right, v = y - down;
                    plane.values()[y * WIDTH + x] = (float) (0.5 + 0.2 * Math.sin(u / (9 + c)) * Math.cos(v / 13)
                            + 0.2 * Math.sin((u + 2 * v) / 41));
                }
            planes.add(plane);
        }
        return planes;
    }

    public static Scene scene() {
        final Plane mask = new Plane(WIDTH, HEIGHT);
        fill(mask, HOLE, 1);
        return new Scene(Plane.image(picture(0, 0)), mask.image(), Plane.filled(1, WIDTH, HEIGHT).image(),
                new Box(0, 0, WIDTH, HEIGHT));
    }

    /** All of a picture, to be changed or to be made. */
    public static Scene whole(final Task task, final int width, final int height) {
        final Plane all = Plane.filled(1, width, height);
        final List<Plane> pixels = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            final Plane plane = new Plane(width, height);
            for (int i = 0; i < plane.values().length; i++)
                plane.values()[i] = 0.2f + 0.6f * (i % width) / width;
            pixels.add(plane);
        }
        return new Scene(Plane.image(pixels), all.image(), all.image(), new Box(0, 0, width, height), task);
    }

    /** A picture with its tones turned round. */
    public static byte[] negative(final byte[] sent) {
        final List<Plane> picture = ServerPicture.read(sent, "test");
        for (final Plane plane : picture)
            for (int i = 0; i < plane.values().length; i++)
                plane.values()[i] = 1 - plane.values()[i];
        return PngBytes.of(picture);
    }

    public static void fill(final Plane plane, final Box box, final float value) {
        for (int y = box.y(); y < box.y() + box.height(); y++)
            for (int x = box.x(); x < box.x() + box.width(); x++)
                plane.values()[y * plane.width() + x] = value;
    }

    /** A request for an engine, with keys of its own. */
    public static Request request(final Engine engine, final String... keys) {
        final Parameters<Request> all = Request.keys(List.of(engine.parameters()));
        Request request = all.parse(Map.of("engine", engine.id(), "seed", "11"));
        for (int i = 0; i < keys.length; i += 2)
            request = request.with(keys[i], keys[i + 1]);
        return request;
    }

    /** What was sent with the hole painted in one grey, as a server would: of the size of what it got. */
    public static byte[] painted(final byte[] sent, final byte[] mask, final float grey) {
        final List<Plane> picture = ServerPicture.read(sent, "test"), white = ServerPicture.read(mask, "test");
        for (final Plane plane : picture)
            for (int i = 0; i < plane.values().length; i++)
                if (white.get(0).values()[i] > 0.5)
                    plane.values()[i] = grey;
        return PngBytes.of(picture);
    }

    /** A picture of one value. */
    public static byte[] grey(final int width, final int height, final float value) {
        final Plane plane = Plane.filled(value, width, height);
        return PngBytes.of(List.of(plane, plane, plane));
    }

    /** The same as a JPEG. */
    public static byte[] jpeg(final int width, final int height, final float value) {
        final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        final int level = Math.round(255 * value);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                image.setRGB(x, y, 0x10101 * level);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", out);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A grey mask, white where a picture is transparent. */
    public static byte[] holes(final byte[] png) {
        try {
            final BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            final Plane plane = new Plane(image.getWidth(), image.getHeight());
            for (int y = 0; y < plane.height(); y++)
                for (int x = 0; x < plane.width(); x++)
                    plane.values()[y * plane.width() + x] = image.getRGB(x, y) >>> 24 == 0 ? 1 : 0;
            return PngBytes.of(List.of(plane));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A picture as a server sends it whose model drifts: the whole moved and grown about its middle, with a colour
     * cast, and the hole in one grey.
     */
    public static byte[] drifted(final byte[] sent, final byte[] mask, final double right, final double down,
            final double grown) {
        final List<Plane> moved = new ArrayList<>();
        for (final Plane plane : ServerPicture.read(painted(sent, mask, 0.25f), "test")) {
            final double midX = (plane.width() - 1) / 2.0, midY = (plane.height() - 1) / 2.0;
            final Plane out = new Plane(plane.width(), plane.height());
            for (int y = 0; y < out.height(); y++)
                for (int x = 0; x < out.width(); x++)
                    out.values()[y * out.width() + x] = 0.85f * between(plane, midX + (x - right - midX) / (1 + grown),
                            midY + (y - down - midY) / (1 + grown)) + 0.05f;
            moved.add(out);
        }
        return PngBytes.of(moved);
    }

    private static float between(final Plane plane, final double x, final double y) {
        final double u = Math.max(0, Math.min(plane.width() - 1.001, x)), v = Math.max(0,
                Math.min(plane.height() - 1.001,
                y));
        final int left = (int) u, top = (int) v;
        return (float) ((1 - v + top) * ((1 - u + left) * plane.at(left, top) + (u - left) * plane.at(left + 1, top))
                + (v - top) * ((1 - u + left) * plane.at(left, top + 1) + (u - left) * plane.at(left + 1, top + 1)));
    }

    /** The value in the middle of the hole. */
    public static float inHole(final Result result) {
        return Plane.of(result.candidates().get(0).pixels(), 0).at(HOLE.x() + HOLE.width() / 2,
                HOLE.y() + HOLE.height() / 2);
    }
}
