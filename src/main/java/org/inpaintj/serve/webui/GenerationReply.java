package org.inpaintj.serve.webui;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import org.inpaintj.engine.Engine;
import org.inpaintj.inpaint.Versions;
import org.inpaintj.serve.http.BodyFields;
import org.inpaintj.serve.work.Painted;
import org.inpaintj.serve.work.Painting;
import org.inpaintj.serve.work.ServedModels.Served;

/** The answer to {@code txt2img} and {@code img2img}. */
final class GenerationReply {

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final int HASH = 10;
    private static final List<String> PICTURES = List.of("init_images", "mask", "latent_mask");

    private final GenerationRequest request;
    private final Painting asked;
    private final Painted made;

    GenerationReply(final GenerationRequest request, final Painting asked, final Painted made) {
        this.request = request;
        this.asked = asked;
        this.made = made;
    }

    JsonObject json() {
        final BodyFields fields = request.fields();
        final JsonArray images = new JsonArray();
        if (fields.flag("send_images"))
            made.pictures().forEach(picture -> images.add(Base64.getEncoder().encodeToString(picture.png())));
        final JsonObject parameters = fields.json();
        final boolean echoes = parameters.has("include_init_images") && fields.flag("include_init_images");
        for (final String picture : PICTURES)
            if (parameters.has(picture) && !echoes)
                parameters.add(picture, JsonNull.INSTANCE);
        final JsonObject json = new JsonObject();
        json.add("images", images);
        json.add("parameters", parameters);
        json.addProperty("info", new GsonBuilder().serializeNulls().disableHtmlEscaping().create().toJson(info()));
        return json;
    }

    private JsonObject info() {
        final BodyFields fields = request.fields();
        final boolean any = !made.pictures().isEmpty();
        final int count = any ? made.pictures().size() : asked.together() * asked.rounds();
        final JsonObject info = new JsonObject();
        final String prompt = resolved("prompt", fields.text("prompt")),
                negative = resolved("negative", fields.text("negative_prompt"));
        info.addProperty("prompt", prompt);
        info.add("all_prompts", repeated(prompt, count));
        info.addProperty("negative_prompt", negative);
        info.add("all_negative_prompts", repeated(negative, count));
        info.addProperty("seed", asked.seed());
        info.add("all_seeds", list(any ? made.pictures().stream().map(picture -> picture.made().seed()).toList()
                : asked.seeds(), JsonPrimitive::new));
        info.addProperty("subseed", asked.subseed());
        info.add("all_subseeds", list(asked.subseeds().subList(0, Math.min(count, asked.subseeds().size())),
                JsonPrimitive::new));
        info.addProperty("subseed_strength", fields.real("subseed_strength"));
        info.addProperty("width", any ? made.pictures().get(0).picture().width() : fields.whole("width"));
        info.addProperty("height", any ? made.pictures().get(0).picture().height() : fields.whole("height"));
        info.addProperty("sampler_name", resolved("sampler", request.sampler().sampler()));
        info.addProperty("cfg_scale", fields.real("cfg_scale"));
        info.addProperty("steps", fields.whole("steps"));
        info.addProperty("batch_size", fields.whole("batch_size"));
        info.addProperty("restore_faces", false);
        info.add("face_restoration_model", JsonNull.INSTANCE);
        model(info);
        info.addProperty("seed_resize_from_w", fields.whole("seed_resize_from_w"));
        info.addProperty("seed_resize_from_h", fields.whole("seed_resize_from_h"));
        info.add("denoising_strength", asked.start().isPresent() || fields.json().has("enable_hr")
                && fields.flag("enable_hr") ? fields.raw("denoising_strength") : JsonNull.INSTANCE);
        info.add("extra_generation_params", extra());
        info.addProperty("index_of_first_image", 0);
        info.add("infotexts", list(made.pictures().stream().map(Painted.Picture::infotext).toList(),
                JsonPrimitive::new));
        info.add("styles", fields.raw("styles").deepCopy());
        info.addProperty("job_timestamp", LocalDateTime.now().format(TIME));
        info.addProperty("clip_skip", request.options().fields().whole("CLIP_stop_at_last_layers"));
        info.addProperty("is_using_inpainting_conditioning", false);
        info.addProperty("version", "InpaintJ " + Versions.version());
        return info;
    }

    private void model(final JsonObject info) {
        final String hash = made.pictures().stream().findFirst()
                .map(picture -> picture.made().facts().getOrDefault(Engine.MODEL, "")).orElse("");
        info.addProperty("sd_model_name", request.options().checkpoint().map(Served::stem).orElse("embedded"));
        info.addProperty("sd_model_hash", hash.substring(0, Math.min(HASH, hash.length())));
        info.add("sd_vae_name", request.options().vae().<JsonElement>map(vae -> new JsonPrimitive(vae.name()))
                .orElse(JsonNull.INSTANCE));
        info.add("sd_vae_hash", JsonNull.INSTANCE);
    }

    /** What is beyond the WebUI's own fields: the engine, what was replaced and passed over, and what it has to say. */
    private JsonObject extra() {
        final JsonObject extra = new JsonObject();
        made.pictures().stream().findFirst().ifPresent(picture -> {
            final Map<String, String> used = picture.made().request();
            if (used.containsKey("schedule"))
                extra.addProperty("Schedule type", used.get("schedule"));
            extra.addProperty("InpaintJ engine", picture.made().engine());
        });
        if (!request.ignored().isEmpty())
            extra.addProperty("InpaintJ without effect", String.join(", ", request.ignored()));
        if (!request.sampler().replaced().isEmpty())
            extra.addProperty("InpaintJ replaced", String.join(" ", request.sampler().replaced()));
        if (!made.notes().isEmpty())
            extra.addProperty("InpaintJ notes", String.join(" ", made.notes()));
        return extra;
    }

    /** The value of a key that was really used. */
    private String resolved(final String key, final String absent) {
        return made.pictures().stream().findFirst().map(picture -> picture.made().request().get(key))
                .orElse(absent);
    }

    private static JsonArray repeated(final String text, final int count) {
        final JsonArray all = new JsonArray();
        for (int i = 0; i < count; i++)
            all.add(text);
        return all;
    }

    private static <T> JsonArray list(final List<T> values, final Function<T, JsonPrimitive> element) {
        final JsonArray all = new JsonArray();
        values.forEach(value -> all.add(element.apply(value)));
        return all;
    }
}
