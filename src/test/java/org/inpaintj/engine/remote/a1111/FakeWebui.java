package org.inpaintj.engine.remote.a1111;

import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.inpaintj.engine.remote.FakeServer;
import org.inpaintj.engine.remote.FakeServer.Got;
import org.inpaintj.engine.remote.FakeServer.Reply;
import org.inpaintj.engine.remote.RemoteScenes;

/** Answers as a WebUI is documented to. */
public final class FakeWebui {

    /** What it paints. */
    public static final float GREY = 0.25f;

    private FakeWebui() {}

    /** What was asked for. */
    public static JsonObject body(final Got got) {
        return JsonParser.parseString(got.text()).getAsJsonObject();
    }

    public static byte[] picture(final JsonObject body) {
        return Base64.getDecoder().decode(body.getAsJsonArray("init_images").get(0).getAsString());
    }

    public static byte[] mask(final JsonObject body) {
        return Base64.getDecoder().decode(body.get("mask").getAsString());
    }

    /** Paints what is white in one grey. */
    public static Reply paint(final Got got) {
        final JsonObject body = body(got);
        return reply(RemoteScenes.painted(picture(body), mask(body), GREY), "DPM++ 2M");
    }

    public static Reply reply(final byte[] png, final String sampler) {
        final JsonObject info = new JsonObject(), reply = new JsonObject();
        info.addProperty("seed", 11);
        info.addProperty("sampler_name", sampler);
        info.addProperty("sd_model_name", "dreamy");
        info.addProperty("sd_model_hash", "0123456789");
        info.addProperty("version", "v1.10.1");
        reply.add("images", new com.google.gson.JsonArray());
        reply.getAsJsonArray("images").add(Base64.getEncoder().encodeToString(png));
        reply.add("parameters", new JsonObject());
        reply.addProperty("info", info.toString());
        return Reply.json(reply.toString());
    }

    /** One that waits until the test lets it paint, but no longer than a quarter of a minute. */
    public static FakeServer waiting(final FakeServer server, final CountDownLatch until) {
        return server.on("POST /sdapi/v1/img2img", got -> {
            try {
                until.await(15, TimeUnit.SECONDS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return paint(got);
        });
    }
}
