package org.inpaintj.serve.webui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.params.Parameters;
import org.inpaintj.raster.ResizeMode;
import org.inpaintj.serve.http.ApiException;
import org.inpaintj.serve.http.BodyFields;
import org.inpaintj.serve.work.Painting;
import org.inpaintj.serve.work.RgbPicture;
import org.inpaintj.serve.work.ServedModels.Served;
import org.inpaintj.upscale.Upscalers;

/** Reads a request of {@code txt2img} or {@code img2img} as what the engines are asked for. */
final class GenerationRequest {

    private static final int CROP = 1, FILL = 2, LATENT = 3;
    private static final List<String> CONTENTS = List.of("fill", "original", "noise", "nothing");

    private final WebuiContext context;
    private final BodyFields fields;
    private final ServerOptions.Values options;
    private final SamplerChoice sampler;
    private final List<String> ignored;

    /**
     * @param options with those that the request overrides
     * @throws ApiException 422 for what there is not
     */
    GenerationRequest(final WebuiContext context, final BodyFields fields, final ServerOptions.Values options) {
        this.context = context;
        this.fields = fields;
        this.options = options;
        sampler = SamplerChoice.of(fields.given("sampler_name").orElse(fields.text("sampler_index")),
                fields.text("scheduler"));
        ignored = new ArrayList<>(GenerationFields.idle(fields));
        fields.given("script_name").filter(name -> !name.equalsIgnoreCase("None")).ifPresent(name -> {
            throw ApiException.invalid("script_name", "there are no scripts of that kind here: leave it out");
        });
        if (pictures() > GenerationFields.MOST_PICTURES)
            throw ApiException.invalid("n_iter", "batch_size times n_iter must be at most "
                    + GenerationFields.MOST_PICTURES);
        if (fields.flag("save_images") && context.results().isEmpty())
            ignored.add("save_images");
        if (!options.fields().text("samples_format").equalsIgnoreCase("png"))
            ignored.add("samples_format");
    }

    SamplerChoice sampler() {
        return sampler;
    }

    BodyFields fields() {
        return fields;
    }

    ServerOptions.Values options() {
        return options;
    }

    /** The names of what has no effect here. */
    List<String> ignored() {
        return List.copyOf(ignored);
    }

    private int pictures() {
        return fields.whole("batch_size") * fields.whole("n_iter");
    }

    /** @throws ApiException 422 for what cannot be done */
    Painting textToImage() {
        final Map<String, String> keys = keys();
        keys.putAll(SoftScript.keys(fields.object("alwayson_scripts"), false));
        if (fields.flag("enable_hr"))
            keys.putAll(hires());
        return painting(keys, Optional.empty());
    }

    /** @throws ApiException 422 for what cannot be done */
    Painting imageToImage() {
        final List<String> images = fields.texts("init_images");
        if (images.isEmpty())
            throw ApiException.of(404, "Init image not found");
        if (images.size() > 1)
            throw ApiException.invalid("init_images", "must be one picture: send a request for each");
        final RgbPicture picture = context.pictures().read("init_images", images.get(0));
        final Optional<RgbPicture> mask = fields.given("mask").map(sent -> context.pictures().read("mask", sent));
        final Map<String, String> keys = keys();
        keys.put("strength", Double.toString(fields.real("denoising_strength")));
        keys.put("noise_multiplier", Double.toString(fields.raw("initial_noise_multiplier").isJsonNull()
                ? options.fields().real("initial_noise_multiplier") : fields.real("initial_noise_multiplier")));
        if (!fields.raw("image_cfg_scale").isJsonNull())
            keys.put("image_guidance", Double.toString(Math.max(1, Math.min(100, fields.real("image_cfg_scale")))));
        keys.put("exactly", Boolean.toString(options.fields().flag("img2img_fix_steps")));
        keys.put("colour_correction", Boolean.toString(options.fields().flag("img2img_color_correction")));
        keys.put("extra_noise", Double.toString(options.fields().real("img2img_extra_noise")));
        final Map<String, String> scripts = SoftScript.keys(fields.object("alwayson_scripts"), true);
        final boolean crop = mask.isPresent() && fields.flag("inpaint_full_res");
        keys.put("blur", "0");
        if (mask.isPresent()) {
            keys.putAll(masked(crop));
            keys.putAll(scripts);
            if (!fields.flag("mask_round") && !"true".equals(scripts.get("soft")))
                ignored.add("mask_round");
        }
        final int mode = fields.whole("resize_mode");
        return painting(keys, Optional.of(new Painting.Start(picture, mask, crop, mode == CROP ? ResizeMode.CROP
                : mode == FILL ? ResizeMode.FILL : ResizeMode.JUST, mode == LATENT, new UpscalerNames(context.models())
                        .find("upscaler_for_img2img", options.fields().text("upscaler_for_img2img"))
                        .map(Upscalers::named))));
    }

    private Map<String, String> masked(final boolean crop) {
        final Map<String, String> keys = new LinkedHashMap<>();
        final double across = fields.real("mask_blur_x"), down = fields.real("mask_blur_y");
        if (fields.raw("mask_blur").isJsonNull() && across != down)
            ignored.add("mask_blur_" + (across < down ? "x" : "y"));
        keys.put("blur", Double.toString(fields.raw("mask_blur").isJsonNull() ? Math.max(across, down)
                : fields.real("mask_blur")));
        keys.put("content", CONTENTS.get(fields.whole("inpainting_fill")));
        keys.put("invert", Boolean.toString(fields.flag("inpainting_mask_invert")));
        keys.put("area", crop ? "masked" : "whole");
        if (crop)
            keys.put("padding", Integer.toString(fields.whole("inpaint_full_res_padding")));
        keys.put("conditioning", Double.toString(options.fields().real("inpainting_mask_weight")));
        return keys;
    }

    /** The second, larger pass. */
    private Map<String, String> hires() {
        final Map<String, String> keys = new LinkedHashMap<>();
        final int wide = fields.whole("hr_resize_x"), high = fields.whole("hr_resize_y");
        final double across = (double) wide / fields.whole("width"), down = (double) high / fields.whole("height");
        if (wide > 0 && high > 0 && Math.abs(across - down) > 0.01)
            throw ApiException.invalid("hr_resize_x", "both sides must grow by the same factor: give hr_scale");
        keys.put("hires", Double.toString(wide > 0 ? across : high > 0 ? down : fields.real("hr_scale")));
        keys.put("hires_count", Integer.toString(fields.whole("hr_second_pass_steps")));
        keys.put("hires_denoising", Double.toString(Math.max(0.01, fields.real("denoising_strength"))));
        final String upscaler = fields.text("hr_upscaler");
        keys.put("hires_with", upscaler.isEmpty() ? "latent" : LatentModes.key(upscaler)
                .or(() -> new UpscalerNames(context.models()).find("hr_upscaler", upscaler)).orElse("latent"));
        return keys;
    }

    /** What both kinds of requests say. */
    private Map<String, String> keys() {
        final Map<String, String> keys = new LinkedHashMap<>(new PromptKeys(context.models()).of(fields.text("prompt"),
                fields.text("negative_prompt"), fields.texts("styles")));
        final Optional<Served> checkpoint = options.checkpoint();
        checkpoint.ifPresentOrElse(model -> keys.put("model", model.path().toString()),
                () -> keys.put("engine", Engines.found().embedded().id()));
        options.vae().ifPresent(vae -> keys.put("vae", vae.path().toString()));
        keys.put("sampler", sampler.sampler());
        keys.put("schedule", sampler.schedule());
        keys.put("steps", Integer.toString(fields.whole("steps")));
        keys.put("cfg", Double.toString(fields.real("cfg_scale")));
        keys.put("variation", Double.toString(fields.real("subseed_strength")));
        keys.put("seed_resize_from_w", Integer.toString(Math.max(0, fields.whole("seed_resize_from_w"))));
        keys.put("seed_resize_from_h", Integer.toString(Math.max(0, fields.whole("seed_resize_from_h"))));
        keys.put("skip", Integer.toString(options.fields().whole("CLIP_stop_at_last_layers")));
        keys.put("ensd", options.fields().raw("eta_noise_seed_delta").getAsString());
        keys.put("width", Integer.toString(fields.whole("width")));
        keys.put("height", Integer.toString(fields.whole("height")));
        return keys;
    }

    private Painting painting(final Map<String, String> keys, final Optional<Painting.Start> start) {
        final Parameters<Request> known = Engines.found().keys();
        keys.keySet().removeIf(key -> !known.has(key));
        final String task = fields.given("force_task_id").map(id -> id.length() > 200 ? id.substring(0, 200) : id)
                .orElseGet(() -> "task(" + UUID.randomUUID() + ")");
        return new Painting(task, keys, seed("seed"), seed("subseed"), fields.whole("batch_size"),
                fields.whole("n_iter"), fields.whole("width"), fields.whole("height"), start);
    }

    /** The one that was sent, or one that is drawn. */
    private long seed(final String name) {
        final long last = Request.lastSeed(pictures()), sent = fields.number(name, -1);
        if (sent > last)
            throw ApiException.invalid(name, "must be at most " + last + " for so many pictures");
        return sent < 0 ? ThreadLocalRandom.current().nextLong(last + 1) : sent;
    }
}
