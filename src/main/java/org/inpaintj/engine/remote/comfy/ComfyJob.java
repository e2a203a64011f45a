package org.inpaintj.engine.remote.comfy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.remote.Answer;
import org.inpaintj.engine.remote.Base64Picture;
import org.inpaintj.engine.remote.Call;
import org.inpaintj.engine.remote.MarkedJson;
import org.inpaintj.engine.remote.Multipart;
import org.inpaintj.engine.remote.Poll;
import org.inpaintj.engine.remote.RemoteClient;
import org.inpaintj.engine.remote.RemoteRun.Painted;
import org.inpaintj.engine.remote.Secret;
import org.inpaintj.engine.remote.SentCrop;
import org.inpaintj.engine.remote.ServerAddress;
import org.inpaintj.engine.remote.ServerError;

/** One graph on a ComfyUI: picture and mask are uploaded, it is queued, followed, and taken out there on cancel. */
final class ComfyJob {

    private static final Duration PAUSE = Duration.ofMillis(250), BRIEF = Duration.ofSeconds(5);
    private static final Duration UPLOAD = Duration.ofMinutes(2);
    private static final int PARTS = 1000;
    /** At every so many looks the history is asked, with the WebSocket and without. */
    private static final int RARELY = 20, OFTEN = 2;

    private final ServerAddress address;
    private final RemoteClient client;
    private final Secret secret;
    private final Map<String, String> headers;
    private final Duration patience;

    ComfyJob(final ServerAddress address, final Secret secret, final Duration patience) {
        this.address = address;
        this.secret = secret;
        this.patience = patience;
        client = new RemoteClient(address.name());
        headers = secret.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + secret.value());
    }

    /**
     * The model's name on the server.
     *
     * @param wanted empty for the first that it has
     * @throws InpaintException if it has none of that name, with those that it has
     */
    String checkpoint(final String wanted, final Progress progress) {
        final List<String> names = checkpoints(progress);
        if (names.isEmpty())
            throw new InpaintException("The ComfyUI server '" + address.name() + "' has no checkpoint: put one into "
                    + "its models/checkpoints.");
        if (wanted.isEmpty())
            return names.get(0);
        return names.stream().filter(wanted::equals).findFirst().or(() -> names.stream().filter(name -> name
                .replace('\\', '/').replaceFirst(".*/", "").replaceFirst("\\.[^.]*$", "").equalsIgnoreCase(wanted))
                .findFirst()).orElseThrow(() -> new InpaintException("The ComfyUI server '" + address.name()
                        + "' has no checkpoint '" + wanted + "': it has " + Answer.cut(String.join(", ", names))
                        + "."));
    }

    /** The names of all models that it paints with. */
    List<String> checkpoints(final Progress progress) {
        return names(good(client.send(Call.get(address.route("/object_info/CheckpointLoaderSimple")).with(headers),
                progress)).json().child("CheckpointLoaderSimple").child("input").child("required"));
    }

    /** Its version and the device that it computes on. */
    String version(final Progress progress) {
        final JsonConfig stats = good(client.send(Call.get(address.route("/system_stats")).with(headers), progress))
                .json();
        final String version = stats.child("system").text("comfyui_version", "");
        final List<JsonConfig> devices = stats.children("devices");
        return "ComfyUI" + (version.isEmpty() ? "" : " " + version)
                + (devices.isEmpty() ? "" : " on " + devices.get(0).text("name", "an unknown device"));
    }

    /** The words of the first input: a list of a list, or of a kind and what belongs to it. */
    private static List<String> names(final JsonConfig required) {
        if (!required.has("ckpt_name") || !required.raw("ckpt_name").isJsonArray())
            return List.of();
        final JsonArray input = required.raw("ckpt_name").getAsJsonArray();
        if (input.size() > 0 && input.get(0).isJsonArray())
            return input.get(0).getAsJsonArray().asList().stream().filter(JsonElement::isJsonPrimitive)
                    .map(JsonElement::getAsString).toList();
        return input.size() > 1 && input.get(1).isJsonObject() && input.get(1).getAsJsonObject().has("options")
                && input.get(1).getAsJsonObject().get("options").isJsonArray()
                ? input.get(1).getAsJsonObject().getAsJsonArray("options").asList().stream()
                        .filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsString).toList() : List.of();
    }

    /** @param values those of the marks but for picture and mask, which go there if the graph has marks for them */
    Painted paint(final JsonObject graph, final Map<String, Object> values, final SentCrop crop,
            final Progress progress) {
        final Map<String, Object> all = new LinkedHashMap<>(values);
        final Set<String> marks = MarkedJson.marks(graph);
        progress.step(0, PARTS, "Sending to " + address.name());
        if (marks.contains("image"))
            all.put("image", upload("picture", crop.picture(), progress));
        if (marks.contains("mask"))
            all.put("mask", upload("mask", crop.mask(), progress));
        if (marks.contains("image_text"))
            all.put("image_text", Base64Picture.text(crop.picture()));
        if (marks.contains("mask_text"))
            all.put("mask_text", Base64Picture.text(crop.mask()));
        final String clientId = UUID.randomUUID().toString();
        final JsonObject body = new JsonObject();
        body.add("prompt", MarkedJson.filled(graph, all));
        body.addProperty("client_id", clientId);
        try (ComfyEvents events = ComfyEvents.open(client, address, headers, clientId, progress)) {
            final List<String> notes = events.isLive() ? List.of() : List.of("The ComfyUI server '" + address.name()
                    + "' opened no WebSocket, so nothing was known of its progress until it was done.");
            final String id = good(client.send(Call.post(address.route("/prompt"), body.toString()).with(headers),
                    progress)).json().text("prompt_id", "");
            if (!id.matches("[A-Za-z0-9-]{1,64}"))
                throw new InpaintException("The ComfyUI server '" + address.name() + "' did not queue the graph: look "
                        + "into its own log for the reason.");
            return follow(id, events, crop, notes, progress);
        }
    }

    private Painted follow(final String id, final ComfyEvents events, final SentCrop crop, final List<String> notes,
            final Progress progress) {
        final String what = "Painting on " + address.name();
        final AtomicInteger looks = new AtomicInteger();
        try {
            progress.step(1, PARTS, what);
            final JsonConfig done = Poll.until(patience, PAUSE, progress, "The ComfyUI server '" + address.name()
                    + "' did not finish within " + patience.toSeconds() + " seconds: try again when it is less busy.",
                    () -> {
                        tell(id, events, crop, what, progress);
                        // a message may be lost, so the history has the last word
                        final int every = events.hasEnded(id) ? 1 : events.isLive() ? RARELY : OFTEN;
                        return looks.getAndIncrement() % every == 0 ? look(id, progress) : Optional.empty();
                    });
            progress.step(PARTS - 1, PARTS, what);
            final byte[] png = download(done, id, events, progress);
            progress.step(PARTS, PARTS, what);
            return new Painted(png, notes, Map.of("request_id", id));
        } catch (final CancelledException e) {
            stop(id);
            throw e;
        }
    }

    private void tell(final String id, final ComfyEvents events, final SentCrop crop, final String what,
            final Progress progress) {
        progress.step(1 + (int) (events.share(id) * (PARTS - 2)), PARTS, what);
        events.preview().ifPresent(picture -> {
            try {
                progress.preview(() -> crop.take(picture, address.name()).pixels());
            } catch (final InpaintException e) {
                // a picture in between that cannot be read is not worth a word
            }
        });
    }

    /** The name under which the server keeps a picture. */
    private String upload(final String what, final byte[] png, final Progress progress) {
        final Multipart form = new Multipart().field("type", "input").field("subfolder", "inpaintj")
                .field("overwrite", "false").png("image", what + "-" + UUID.randomUUID() + ".png", png);
        final JsonConfig kept = good(client.send(Call.post(address.route("/upload/image"), form).with(headers)
                .within(UPLOAD), progress)).json();
        final String folder = kept.text("subfolder", ""), name = kept.text("name", "");
        if (name.isEmpty())
            throw new InpaintException("The ComfyUI server '" + address.name() + "' did not keep the picture: look "
                    + "into its own log for the reason.");
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    /** What the history has of it; empty while it waits or runs. */
    private Optional<JsonConfig> look(final String id, final Progress progress) {
        final JsonConfig history = good(client.send(Call.get(address.route("/history/" + id)).with(headers),
                progress)).json();
        if (!history.isObject(id))
            return Optional.empty();
        final JsonConfig entry = history.child(id), status = entry.child("status");
        if (status.text("status_str", "").equals("error"))
            throw new InpaintException("The ComfyUI server '" + address.name() + "' could not run the graph"
                    + reason(status) + ": correct what it names, or look into its own log.");
        return status.flag("completed", true) ? Optional.of(entry) : Optional.empty();
    }

    /** What a node said of its failure. */
    private String reason(final JsonConfig status) {
        if (status.has("messages") && status.raw("messages").isJsonArray())
            for (final JsonElement each : status.raw("messages").getAsJsonArray())
                if (each.isJsonArray() && each.getAsJsonArray().size() > 1
                        && each.getAsJsonArray().get(1).isJsonObject()) {
                    final JsonObject data = each.getAsJsonArray().get(1).getAsJsonObject();
                    if (data.has("exception_message") && data.get("exception_message").isJsonPrimitive())
                        return " (" + (data.has("node_type") && data.get("node_type").isJsonPrimitive()
                                ? Answer.cut(data.get("node_type").getAsString()) + ": " : "")
                                + Answer.cut(secret.hide(data.get("exception_message").getAsString())) + ")";
                }
        return "";
    }

    /** The first picture that was saved, else the first that was shown. */
    private byte[] download(final JsonConfig entry, final String id, final ComfyEvents events,
            final Progress progress) {
        final JsonConfig outputs = entry.child("outputs");
        JsonConfig best = null;
        for (final String node : outputs.keys().stream().sorted().toList())
            for (final JsonConfig image : outputs.child(node).children("images"))
                if (best == null || image.text("type", "").equals("output")
                        && !best.text("type", "").equals("output"))
                    best = image;
        if (best == null)
            throw new InpaintException("The graph on the ComfyUI server '" + address.name() + "' left no picture: it "
                    + "needs a node that saves or previews one.");
        final String source = best.text("source", ""), key = best.text("id", "");
        if (source.equals("websocket"))
            return events.latest().orElseThrow(() -> new InpaintException("The graph on the ComfyUI server '"
                    + address.name() + "' sends its picture over a WebSocket, which did not bring it: let it save the "
                    + "picture."));
        if (source.equals("http") && key.matches("[A-Za-z0-9-]{1,64}"))
            return good(client.send(Call.get(address.route("/api/etn/image/" + key)).with(headers).within(UPLOAD),
                    progress)).body();
        return good(client.send(Call.get(address.route("/view?filename=" + coded(best.text("filename", ""))
                + "&subfolder=" + coded(best.text("subfolder", "")) + "&type=" + coded(best.text("type", "output"))))
                .with(headers).within(UPLOAD), progress)).body();
    }

    private static String coded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Takes it out of the queue, and interrupts it if it is the one that runs. */
    private void stop(final String id) {
        try {
            final Answer queue = client.send(brief(Call.get(address.route("/queue"))), Progress.NONE);
            client.send(brief(Call.post(address.route("/queue"), "{\"delete\":[\"" + id + "\"]}")), Progress.NONE);
            if (queue.isGood() && queue.json().has("queue_running")
                    && queue.json().raw("queue_running").toString().contains("\"" + id + "\""))
                client.send(brief(Call.post(address.route("/interrupt"), "{\"prompt_id\":\"" + id + "\"}")),
                        Progress.NONE);
        } catch (final InpaintException e) {
            // nothing more can be done about a server that does not listen
        }
    }

    private Call brief(final Call call) {
        return call.with(headers).within(BRIEF);
    }

    private Answer good(final Answer answer) {
        if (!answer.isGood())
            throw ServerError.of(answer, secret, "ComfyUI", "has no such interface or file: correct the address, or "
                    + "update it", "INPAINTJ_COMFYUI_KEY");
        return answer;
    }
}
