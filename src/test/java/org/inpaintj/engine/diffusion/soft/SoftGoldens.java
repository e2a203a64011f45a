package org.inpaintj.engine.diffusion.soft;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.inpaintj.core.Plane;

/** What {@code models/tools/soft_inpainting_golden.py} computed. */
public final class SoftGoldens {

    private static final JsonObject ALL = read();

    private SoftGoldens() {}

    private static JsonObject read() {
        try (InputStreamReader in = new InputStreamReader(
                new GZIPInputStream(SoftGoldens.class.getResourceAsStream("golden.json.gz")), StandardCharsets.UTF_8)) {
            return new Gson().fromJson(in, JsonObject.class);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cases of one kind, at least one. */
    public static List<JsonObject> of(final String kind) {
        final List<JsonObject> all = new ArrayList<>();
        for (final JsonElement one : ALL.getAsJsonArray(kind))
            all.add(one.getAsJsonObject());
        return all;
    }

    public static float[] floats(final JsonObject from, final String name) {
        return new Gson().fromJson(from.get(name), float[].class);
    }

    /** An 8-bit picture as shares of white. */
    public static Plane picture(final JsonObject from, final String name) {
        final float[] levels = floats(from, name);
        for (int i = 0; i < levels.length; i++)
            levels[i] /= 255;
        final int width = from.get("width").getAsInt();
        return new Plane(levels, width, levels.length / width);
    }

    static SoftInpainting keys(final JsonObject from) {
        final JsonObject key = from.getAsJsonObject("key");
        return new SoftInpainting(true, key.get("bias").getAsDouble(), key.get("preservation").getAsDouble(),
                key.get("contrast").getAsDouble(), key.get("influence").getAsDouble(),
                key.get("threshold").getAsDouble(), key.get("difference").getAsDouble());
    }
}
