package org.inpaintj.engine.remote.a1111;

import java.util.List;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.soft.SoftInpainting;
import org.inpaintj.engine.remote.Base64Picture;
import org.inpaintj.engine.remote.SentCrop;

/**
 * The body of {@code /sdapi/v1/img2img} and {@code /sdapi/v1/txt2img}. Every field that matters is named, for the
 * defaults of the API are not those of the WebUI's pages. The mask's edge and the crop are this program's own: no blur
 * and no crop are asked for.
 */
final class PictureFields {

    private PictureFields() {}

    /**
     * @param task names the job, so that its own progress can be asked for
     * @param blur of the mask in the image, px; sent with soft inpainting only
     */
    static String json(final A1111Keys own, final Task wanted, final double blur, final SentCrop crop, final long seed,
            final String task) {
        final JsonObject body = new JsonObject();
        body.addProperty("prompt", own.prompts().prompt());
        body.addProperty("negative_prompt", own.prompts().negative());
        body.addProperty("seed", seed);
        body.addProperty("subseed", -1);
        body.addProperty("subseed_strength", 0);
        body.addProperty("sampler_name", own.sampling().namedSampler());
        body.addProperty("scheduler", own.sampling().schedule());
        body.addProperty("steps", own.sampling().steps());
        body.addProperty("cfg_scale", own.sampling().cfg());
        body.addProperty("width", crop.width());
        body.addProperty("height", crop.height());
        body.addProperty("batch_size", 1);
        body.addProperty("n_iter", 1);
        body.addProperty("send_images", true);
        body.addProperty("save_images", false);
        body.addProperty("do_not_save_samples", true);
        body.addProperty("do_not_save_grid", true);
        body.addProperty("force_task_id", task);
        body.add("override_settings", settings(own.place().checkpoint().strip()));
        body.addProperty("override_settings_restore_afterwards", true);
        if (wanted == Task.TEXT_TO_IMAGE)
            body.addProperty("enable_hr", false);
        else
            picture(body, own, crop);
        if (wanted == Task.INPAINT)
            mask(body, own, blur, crop);
        return body.toString();
    }

    private static void picture(final JsonObject body, final A1111Keys own, final SentCrop crop) {
        body.addProperty("denoising_strength", own.sampling().strength());
        body.addProperty("resize_mode", 0);
        body.addProperty("include_init_images", false);
        final JsonArray images = new JsonArray();
        images.add(Base64Picture.text(crop.picture()));
        body.add("init_images", images);
    }

    private static void mask(final JsonObject body, final A1111Keys own, final double blur, final SentCrop crop) {
        final SoftInpainting soft = own.softly();
        body.addProperty("mask_blur", soft.soft() ? (int) Math.round(blur) : 0);
        body.addProperty("mask_round", !soft.soft());
        body.addProperty("inpainting_fill", own.masked().content().ordinal());
        body.addProperty("inpaint_full_res", false);
        body.addProperty("inpaint_full_res_padding", 0);
        body.addProperty("inpainting_mask_invert", 0);
        body.addProperty("mask", Base64Picture.text(crop.mask()));
        if (soft.soft())
            body.add("alwayson_scripts", new Gson().toJsonTree(Map.of("Soft Inpainting", Map.of("args",
                    List.of(true, soft.soft_bias(), soft.soft_preservation(), soft.soft_contrast(),
                            soft.soft_influence(), soft.soft_threshold(), soft.soft_difference())))));
    }

    private static JsonObject settings(final String checkpoint) {
        final JsonObject settings = new JsonObject();
        settings.addProperty("samples_format", "png");
        if (!checkpoint.isEmpty())
            settings.addProperty("sd_model_checkpoint", checkpoint);
        return settings;
    }
}
