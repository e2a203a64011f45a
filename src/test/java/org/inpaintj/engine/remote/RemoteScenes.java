package org.inpaintj.engine.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
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
        final List<Plane> picture = PngPicture.read(sent, "test"), white = PngPicture.read(mask, "test");
        for (final Plane plane : picture)
            for (int i = 0; i < plane.values().length; i++)
                if (white.get(0).values()[i] > 0.5)
                    plane.values()[i] = grey;
        return PngBytes.of(picture);
    }

    /** The value in the middle of the hole. */
    public static float inHole(final Result result) {
        return Plane.of(result.candidates().get(0).pixels(), 0).at(HOLE.x() + HOLE.width() / 2,
                HOLE.y() + HOLE.height() / 2);
    }
}
