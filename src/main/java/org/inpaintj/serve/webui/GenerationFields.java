package org.inpaintj.serve.webui;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonElement;

import org.inpaintj.serve.http.BodyFields;
import org.inpaintj.serve.http.Field;
import org.inpaintj.serve.http.Field.Kind;
import org.inpaintj.serve.http.FieldTable;

/** The fields of {@code txt2img} and {@code img2img}, with the defaults of the WebUI's interface, not of its pages. */
final class GenerationFields {

    /** Pictures of one request. */
    static final int MOST_PICTURES = 16;
    static final int MOST_STEPS = 150;
    private static final int LEAST_SIDE = 8, LARGEST_SIDE = 4096;
    private static final double ANY = 1e9, LAST_SEED = 4294967295.0;

    private static final FieldTable BOTH = FieldTable.of(Field.text("prompt", ""), Field.text("negative_prompt", ""),
            Field.of("styles", Kind.TEXTS), Field.whole("seed", -1, -1, LAST_SEED),
            Field.whole("subseed", -1, -1, LAST_SEED), Field.number("subseed_strength", 0, 0, 1),
            Field.whole("seed_resize_from_h", -1, -1, 16384), Field.whole("seed_resize_from_w", -1, -1, 16384),
            Field.text("sampler_name", null), Field.text("sampler_index", "Euler"), Field.text("scheduler", null),
            Field.whole("batch_size", 1, 1, MOST_PICTURES), Field.whole("n_iter", 1, 1, MOST_PICTURES),
            Field.whole("steps", 50, 1, MOST_STEPS), Field.number("cfg_scale", 7, 0, 100),
            Field.whole("width", 512, LEAST_SIDE, LARGEST_SIDE), Field.whole("height", 512, LEAST_SIDE, LARGEST_SIDE),
            Field.number("denoising_strength", 0.75, 0, 1), Field.flag("restore_faces", null),
            Field.flag("tiling", null), Field.flag("do_not_save_samples", false),
            Field.flag("do_not_save_grid", false), Field.number("eta", null, -ANY, ANY),
            Field.number("s_churn", null, -ANY, ANY), Field.number("s_tmin", null, -ANY, ANY),
            Field.number("s_tmax", null, -ANY, ANY), Field.number("s_noise", null, -ANY, ANY),
            Field.number("s_min_uncond", null, -ANY, ANY), Field.of("override_settings", Kind.OBJECT),
            Field.flag("override_settings_restore_afterwards", true), Field.text("refiner_checkpoint", null),
            Field.number("refiner_switch_at", null, -ANY, ANY), Field.flag("disable_extra_networks", false),
            Field.text("script_name", null), Field.of("script_args", Kind.LIST),
            Field.of("alwayson_scripts", Kind.OBJECT), Field.flag("send_images", true),
            Field.flag("save_images", false), Field.text("force_task_id", null), Field.text("infotext", null),
            Field.of("comments", Kind.OBJECT));

    static final FieldTable TXT2IMG = BOTH.with(Field.flag("enable_hr", false), Field.number("hr_scale", 2, 1, 8),
            Field.text("hr_upscaler", null), Field.whole("hr_second_pass_steps", 0, 0, MOST_STEPS),
            Field.whole("hr_resize_x", 0, 0, LARGEST_SIDE), Field.whole("hr_resize_y", 0, 0, LARGEST_SIDE),
            Field.text("hr_checkpoint_name", null), Field.text("hr_sampler_name", null),
            Field.text("hr_scheduler", null), Field.text("hr_prompt", ""), Field.text("hr_negative_prompt", ""),
            Field.whole("firstphase_width", 0, 0, LARGEST_SIDE),
            Field.whole("firstphase_height", 0, 0, LARGEST_SIDE));

    static final FieldTable IMG2IMG = BOTH.with(Field.of("init_images", Kind.PICTURES), Field.of("mask", Kind.PICTURE),
            Field.of("latent_mask", Kind.PICTURE), Field.number("mask_blur", null, 0, 1000),
            Field.number("mask_blur_x", 4, 0, 1000), Field.number("mask_blur_y", 4, 0, 1000),
            Field.flag("mask_round", true), Field.whole("inpainting_fill", 0, 0, 3),
            Field.flag("inpaint_full_res", true), Field.whole("inpaint_full_res_padding", 0, 0, 4096),
            Field.flag("inpainting_mask_invert", false), Field.number("initial_noise_multiplier", null, 0, 1.5),
            Field.whole("resize_mode", 0, 0, 3), Field.number("image_cfg_scale", null, -ANY, ANY),
            Field.flag("include_init_images", false));

    /** What has no effect here, and the value that has none in the WebUI either. */
    private static final Map<String, String> IDLE = Map.ofEntries(Map.entry("restore_faces", "false"),
            Map.entry("tiling", "false"), Map.entry("eta", ""), Map.entry("s_churn", "0.0"), Map.entry("s_tmin", "0.0"),
            Map.entry("s_tmax", "0.0"), Map.entry("s_noise", "1.0"), Map.entry("s_min_uncond", "0.0"),
            Map.entry("refiner_checkpoint", ""), Map.entry("refiner_switch_at", "0.0"),
            Map.entry("disable_extra_networks", "false"), Map.entry("infotext", ""), Map.entry("latent_mask", ""),
            Map.entry("hr_checkpoint_name", ""), Map.entry("hr_sampler_name", ""), Map.entry("hr_scheduler", ""),
            Map.entry("hr_prompt", ""), Map.entry("hr_negative_prompt", ""), Map.entry("firstphase_width", "0"),
            Map.entry("firstphase_height", "0"), Map.entry("comments", "{}"));

    private GenerationFields() {}

    /** The names of what was sent and has no effect here. */
    static List<String> idle(final BodyFields fields) {
        final List<String> idle = new ArrayList<>();
        for (final String name : fields.given())
            if (IDLE.containsKey(name) && !text(fields.raw(name)).equals(IDLE.get(name))
                    && (!name.startsWith("hr_") || fields.flag("enable_hr")))
                idle.add(name);
        idle.addAll(fields.unknown().stream().map(name -> name.length() > 60 ? name.substring(0, 60) : name).limit(20)
                .toList());
        return idle;
    }

    private static String text(final JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }
}
