package org.inpaintj.engine.remote.service;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.inpaintj.engine.remote.FakeServer;
import org.inpaintj.engine.remote.FakeServer.Got;
import org.inpaintj.engine.remote.FakeServer.Reply;
import org.inpaintj.engine.remote.RemoteScenes;

/** Stand-ins that answer as the services are documented to; each paints what it gets with one painter. */
final class FakeServices {

    static final float GREY = 0.25f;
    static final String ID = "8c1f6f0a-5d5e-4f3e-9a55-0123456789ab", MODEL = "ann/fill",
            VERSION = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    /** As the API of Replicate gives one, with words that stand elsewhere. */
    static final String SCHEMA = """
            {"url": "u", "owner": "ann", "name": "fill", "latest_version": {"id": "%s", "openapi_schema": {"components":
            {"schemas": {"Input": {"type": "object", "required": ["image", "prompt"], "properties": {
              "image": {"type": "string", "format": "uri"}, "mask": {"type": "string", "format": "uri"},
              "prompt": {"type": "string"}, "seed": {"type": "integer"},
              "steps": {"type": "integer", "minimum": 1, "maximum": 50, "default": 28},
              "go_fast": {"type": "boolean"},
              "output_format": {"allOf": [{"$ref": "#/components/schemas/output_format"}], "default": "webp"}}},
            "output_format": {"type": "string", "enum": ["webp", "jpg", "png"]}}}}}}
            """.formatted(VERSION);

    private FakeServices() {}

    static byte[] grey(final byte[] image, final byte[] mask) {
        return RemoteScenes.painted(image, mask, GREY);
    }

    static JsonObject json(final Got got) {
        return JsonParser.parseString(new String(got.body(), StandardCharsets.UTF_8)).getAsJsonObject();
    }

    static byte[] decoded(final String text) {
        return Base64.getDecoder().decode(text.replaceFirst("^data:image/png;base64,", ""));
    }

    static String encoded(final byte[] png) {
        return Base64.getEncoder().encodeToString(png);
    }

    /**
     * All of them on one server.
     *
     * @param painter makes the picture that a service answers with, of a PNG and of a grey mask
     */
    static FakeServer all(final FakeServer server, final BinaryOperator<byte[]> painter) {
        stability(server, painter);
        replicate(server, painter);
        bfl(server, painter);
        fal(server, painter);
        final FakeServer with = server.on("POST /v1/images/edits", got -> {
            final Map<String, byte[]> form = FakeForm.of(got);
            return new Reply(200, Map.of("x-request-id", "req_1"), ("{\"created\":1,\"data\":[{\"b64_json\":\""
                    + encoded(painter.apply(form.get("image"),
                    RemoteScenes.holes(form.get("mask")))) + "\"}],\"usage\":{"
                    + "\"input_tokens\":400,\"output_tokens\":1056,\"total_tokens\":1456}}").getBytes(
                            StandardCharsets.UTF_8));
        });
        return with.on("POST /draw", got -> Reply.json("{\"data\":{\"url\":\"" + server.address() + "/drawn.png\"}}"))
                .on("GET /drawn.png", got -> Reply.png(RemoteScenes.grey(1024, 1024, GREY)));
    }

    private static void stability(final FakeServer server, final BinaryOperator<byte[]> painter) {
        for (final String what : new String[] { "inpaint", "erase" })
            server.on("POST /v2beta/stable-image/edit/" + what, got -> {
                final Map<String, byte[]> form = FakeForm.of(got);
                return new Reply(200, Map.of("Content-Type", "image/png", "finish-reason", "SUCCESS", "seed", "11",
                        "x-request-id", "stab-1"), painter.apply(form.get("image"), form.get("mask")));
            });
        server.on("POST /v1/generation/stable-diffusion-xl-1024-v1-0/image-to-image/masking", got -> {
            final Map<String, byte[]> form = FakeForm.of(got);
            return Reply.json("{\"artifacts\":[{\"base64\":\"" + encoded(painter.apply(form.get("init_image"),
                    form.get("mask_image"))) + "\",\"seed\":11,\"finishReason\":\"SUCCESS\"}]}");
        }).on("GET /v1/user/balance", got -> Reply.json("{\"credits\":" + (server.got("/v1/generation").isEmpty()
                ? "7.25" : "7.05") + "}"));
    }

    private static void replicate(final FakeServer server, final BinaryOperator<byte[]> painter) {
        final Map<String, byte[]> files = new TreeMap<>();
        server.on("GET /v1/models/" + MODEL, got -> Reply.json(SCHEMA)).on("POST /v1/files", got -> {
            final String id = "f" + files.size();
            files.put(server.address() + "/v1/files/" + id, FakeForm.of(got).get("content"));
            return Reply.json(201, "{\"id\":\"" + id + "\",\"urls\":{\"get\":\"" + server.address() + "/v1/files/" + id
                    + "\"}}");
        }).on("POST /v1/predictions", got -> Reply.json(201, prediction(server, "starting", "null")))
                .on("GET /v1/predictions/p1", got -> Reply.json(server.got("/v1/predictions/p1").size() < 2
                        ? prediction(server, "processing", "null")
                        : prediction(server, "succeeded", "[\"" + server.address() + "/out-0.png\"]")))
                .on("POST /v1/predictions/p1/cancel", got -> Reply.json(prediction(server, "canceled", "null")))
                .on("GET /out-0.png", got -> {
                    final JsonObject input = json(server.got("/v1/predictions").get(0)).getAsJsonObject("input");
                    return Reply.png(painter.apply(file(files, input.get("image").getAsString()),
                            file(files, input.get("mask").getAsString())));
                });
    }

    private static byte[] file(final Map<String, byte[]> files, final String text) {
        return files.containsKey(text) ? files.get(text) : decoded(text);
    }

    static String prediction(final FakeServer server, final String status, final String output) {
        return "{\"id\":\"p1\",\"model\":\"" + MODEL + "\",\"version\":\"" + VERSION + "\",\"input\":{},\"logs\":\"\","
                + "\"error\":null,\"status\":\"" + status + "\",\"output\":" + output + ",\"urls\":{\"get\":\""
                + server.address() + "/v1/predictions/p1\",\"cancel\":\"" + server.address()
                + "/v1/predictions/p1/cancel\"},\"metrics\":{\"predict_time\":4.5}}";
    }

    private static void bfl(final FakeServer server, final BinaryOperator<byte[]> painter) {
        server.on("POST /v1/flux-pro-1.0-fill", got -> Reply.json("{\"id\":\"" + ID + "\",\"polling_url\":\""
                + server.address() + "/v1/get_result?id=" + ID + "\"}"))
                .on("GET /v1/get_result", got -> Reply.json(server.got("/v1/get_result").size() < 2
                        ? "{\"id\":\"" + ID + "\",\"status\":\"Pending\",\"result\":null,\"progress\":0.5}"
                        : "{\"id\":\"" + ID + "\",\"status\":\"Ready\",\"result\":{\"sample\":\"" + server.address()
                                + "/sample.png\"}}"))
                .on("GET /v1/credits", got -> Reply.json("{\"credits\":" + (server.got("/v1/flux").isEmpty() ? 100 : 95)
                        + "}"))
                .on("GET /sample.png", got -> {
                    final JsonObject body = json(server.got("/v1/flux").get(0));
                    return Reply.png(painter.apply(decoded(body.get("image").getAsString()),
                            decoded(body.get("mask").getAsString())));
                });
    }

    private static void fal(final FakeServer server, final BinaryOperator<byte[]> painter) {
        final String at = "/fal-ai/flux-pro/requests/r1";
        server.on("POST /fal-ai/flux-pro/v1/fill", got -> Reply.json("{\"request_id\":\"r1\",\"response_url\":\""
                + server.address() + at + "\",\"status_url\":\"" + server.address() + at + "/status\",\"cancel_url\":\""
                + server.address() + at + "/cancel\"}"))
                .on("GET " + at + "/status", got -> Reply.json(server.got(at + "/status").size() < 2
                        ? "{\"status\":\"IN_QUEUE\",\"queue_position\":3}"
                        : "{\"status\":\"COMPLETED\",\"metrics\":{\"inference_time\":2.5}}"))
                .on("PUT " + at + "/cancel", got -> Reply.json(202, "{\"status\":\"CANCELLATION_REQUESTED\"}"))
                .on("GET " + at, got -> Reply.json("{\"images\":[{\"url\":\"" + server.address() + "/fal.png\","
                        + "\"content_type\":\"image/png\"}],\"seed\":11,\"has_nsfw_concepts\":[false]}"))
                .on("GET /fal.png", got -> {
                    final JsonObject body = json(server.got("/fal-ai/flux-pro/v1/fill").get(0));
                    return Reply.png(painter.apply(decoded(body.get("image_url").getAsString()),
                            decoded(body.get("mask_url").getAsString())));
                });
    }
}
