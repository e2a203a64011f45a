package org.inpaintj.serve.webui;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

import org.inpaintj.sampling.schedule.SamplerName;
import org.inpaintj.sampling.schedule.ScheduleName;
import org.inpaintj.serve.http.ApiReply;
import org.inpaintj.serve.http.Route;
import org.inpaintj.serve.work.ServedModels;
import org.inpaintj.serve.work.ServedModels.Kind;
import org.inpaintj.serve.work.ServedModels.Served;

/** The routes that list what clients may name. */
final class ListRoutes {

    /** By what upscalers that interpolate enlarge, for clients that ask. */
    private static final int SCALE = 4;

    private final ServedModels models;
    private final UpscalerNames upscalers;
    private final PromptKeys prompts;

    ListRoutes(final ServedModels models) {
        this.models = models;
        upscalers = new UpscalerNames(models);
        prompts = new PromptKeys(models);
    }

    List<Route> routes() {
        return List.of(
                list("sd-models", "checkpoints", () -> array(models.of(Kind.CHECKPOINT), ListRoutes::checkpoint)),
                list("sd-vae", "VAEs", () -> array(models.of(Kind.VAE), ListRoutes::vae)),
                list("loras", "LoRA files", () -> array(models.of(Kind.LORA), ListRoutes::lora)),
                list("embeddings", "textual inversions", this::embeddings),
                list("samplers", "samplers", () -> array(SamplerChoice.samplers(), ListRoutes::sampler)),
                list("schedulers", "noise schedules", () -> array(SamplerChoice.schedules(), ListRoutes::schedule)),
                list("upscalers", "upscalers", this::upscalers),
                list("latent-upscale-modes", "ways to enlarge latents",
                        () -> array(LatentModes.NAMES, ListRoutes::named)),
                list("realesrgan-models", "upscalers that are files", () -> array(upscalers.all().stream()
                        .filter(UpscalerNames.Named::file).toList(), ListRoutes::realesrgan)),
                list("prompt-styles", "styles", () -> array(prompts.styles(), this::style)),
                list("scripts", "scripts by name", ListRoutes::scripts),
                list("script-info", "scripts with their arguments", () -> array(List.of(SoftScript.info()), i -> i)),
                list("hypernetworks", "none", JsonArray::new), list("face-restorers", "none", JsonArray::new),
                Route.get("/controlnet/model_list", "none", request -> ApiReply.json(keyed("model_list",
                        new JsonArray()))),
                Route.get("/controlnet/module_list", "none", request -> ApiReply.json(keyed("module_list",
                        new JsonArray()))),
                Route.get("/controlnet/control_types", "none", request -> ApiReply.json(keyed("control_types",
                        new JsonObject()))));
    }

    /** Makes the list anew each time. */
    @FunctionalInterface
    private interface Listing {

        JsonElement make();
    }

    private static Route list(final String name, final String summary, final Listing listing) {
        return Route.get(WebuiRoutes.BASE + name, summary, request -> ApiReply.json(listing.make()));
    }

    private static <T> JsonArray array(final List<T> all, final Function<T, JsonElement> element) {
        final JsonArray array = new JsonArray();
        all.forEach(one -> array.add(element.apply(one)));
        return array;
    }

    private static JsonObject keyed(final String name, final JsonElement value) {
        final JsonObject json = new JsonObject();
        json.add(name, value);
        return json;
    }

    private static JsonObject named(final String name) {
        final JsonObject json = new JsonObject();
        json.addProperty("name", name);
        return json;
    }

    private static JsonObject checkpoint(final Served model) {
        final JsonObject json = new JsonObject();
        json.addProperty("title", model.name());
        json.addProperty("model_name", model.modelName());
        json.add("hash", JsonNull.INSTANCE);
        json.add("sha256", JsonNull.INSTANCE);
        json.addProperty("filename", model.name());
        json.add("config", JsonNull.INSTANCE);
        return json;
    }

    private static JsonObject vae(final Served vae) {
        final JsonObject json = new JsonObject();
        json.addProperty("model_name", vae.name());
        json.addProperty("filename", vae.name());
        return json;
    }

    private static JsonObject lora(final Served lora) {
        final JsonObject json = named(lora.stem());
        json.addProperty("alias", lora.stem());
        json.addProperty("path", lora.name());
        json.add("metadata", new JsonObject());
        return json;
    }

    private JsonObject embeddings() {
        final JsonObject loaded = new JsonObject();
        for (final Served one : models.of(Kind.EMBEDDING)) {
            final JsonObject about = new JsonObject();
            for (final String fact : List.of("step", "sd_checkpoint", "sd_checkpoint_name", "shape", "vectors"))
                about.add(fact, JsonNull.INSTANCE);
            loaded.add(one.stem(), about);
        }
        final JsonObject json = keyed("loaded", loaded);
        json.add("skipped", new JsonObject());
        return json;
    }

    private static JsonObject sampler(final SamplerName sampler) {
        final JsonObject json = named(sampler.label());
        final JsonArray aliases = new JsonArray();
        aliases.add("k_" + sampler.label().toLowerCase(Locale.ROOT).replace("++", "pp").replace(' ', '_'));
        json.add("aliases", aliases);
        json.add("options", new JsonObject());
        return json;
    }

    private static JsonObject schedule(final ScheduleName schedule) {
        final JsonObject json = named(SamplerChoice.word(schedule));
        json.addProperty("label", schedule.label());
        json.add("aliases", JsonNull.INSTANCE);
        json.addProperty("default_rho", schedule == ScheduleName.KARRAS ? 7
                : schedule == ScheduleName.POLYEXPONENTIAL ? 1 : -1);
        json.addProperty("need_inner_model", false);
        return json;
    }

    private JsonArray upscalers() {
        final JsonArray all = new JsonArray();
        all.add(upscaler(UpscalerNames.NONE, 1));
        upscalers.all().forEach(one -> all.add(upscaler(one.name(), SCALE)));
        return all;
    }

    private static JsonObject upscaler(final String name, final int scale) {
        final JsonObject json = named(name);
        for (final String absent : List.of("model_name", "model_path", "model_url"))
            json.add(absent, JsonNull.INSTANCE);
        json.addProperty("scale", scale);
        return json;
    }

    private static JsonObject realesrgan(final UpscalerNames.Named one) {
        final JsonObject json = named(one.name());
        json.addProperty("path", one.name());
        json.addProperty("scale", SCALE);
        return json;
    }

    private JsonObject style(final String name) {
        final JsonObject json = named(name);
        json.addProperty("prompt", prompts.words(name));
        json.addProperty("negative_prompt", "");
        return json;
    }

    private static JsonObject scripts() {
        final JsonArray soft = new JsonArray();
        soft.add(SoftScript.NAME);
        final JsonObject json = keyed("txt2img", new JsonArray());
        json.add("img2img", soft);
        return json;
    }
}
