package org.inpaintj.serve.guide;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import com.google.gson.JsonObject;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.enhance.EnhanceKeys;
import org.inpaintj.enhance.PromptEnhancer;
import org.inpaintj.serve.http.ApiException;
import org.inpaintj.serve.http.ApiReply;
import org.inpaintj.serve.http.ApiRequest;
import org.inpaintj.serve.http.BodyFields;
import org.inpaintj.serve.http.Field;
import org.inpaintj.serve.http.FieldTable;
import org.inpaintj.serve.http.Route;
import org.inpaintj.serve.webui.PromptKeys;
import org.inpaintj.serve.webui.WebuiContext;
import org.inpaintj.serve.work.PaintWork;
import org.inpaintj.serve.work.Painted;
import org.inpaintj.serve.work.Painting;
import org.inpaintj.serve.work.ServedModels.Kind;
import org.inpaintj.serve.work.ServedModels.Served;

/**
 * The routes of guide B: {@code POST /generate-image} makes one picture of a prompt, with the words of a style, and
 * {@code GET /images/NAME} gives it once more.
 */
public final class GuideRoutes {

    private static final String IMAGES = "/images/";
    private static final int LONGEST_PROMPT = 2000;
    private static final FieldTable FIELDS = FieldTable.of(Field.text("prompt", ""), Field.text("style", null));

    private final WebuiContext context;
    private final PromptKeys prompts;
    private final ImageStore images = new ImageStore(System::nanoTime);

    private GuideRoutes(final WebuiContext context) {
        this.context = context;
        prompts = new PromptKeys(context.models());
    }

    public static List<Route> of(final WebuiContext context) {
        final GuideRoutes routes = new GuideRoutes(context);
        return List.of(Route.post("/generate-image", "paints a picture of a prompt and a style", FIELDS,
                routes::generate), Route.get(IMAGES, "a picture that was painted within the last hour", routes::image));
    }

    private ApiReply generate(final ApiRequest request) {
        try {
            return made(request.fields(FIELDS));
        } catch (final ApiException e) {
            throw failed(e.reply().status(), e.getMessage());
        } catch (final InpaintException e) {
            throw failed(422, context.models().withoutPaths(e.getMessage()));
        }
    }

    private static ApiException failed(final int status, final String error) {
        final JsonObject json = new JsonObject();
        json.addProperty("success", false);
        json.addProperty("error", error);
        return ApiException.of(error, ApiReply.json(status, json));
    }

    private ApiReply made(final BodyFields fields) {
        final String prompt = fields.text("prompt").strip(), style = fields.text("style").strip();
        if (prompt.isEmpty() || prompt.length() > LONGEST_PROMPT)
            throw ApiException.of(422, "The prompt must have 1 to " + LONGEST_PROMPT + " letters.");
        if (!style.isEmpty() && !prompts.styles().contains(style))
            throw ApiException.of(422, "There is no such style: take one of "
                    + String.join(", ", prompts.styles()) + ".");
        final Served model = context.models().of(Kind.CHECKPOINT).stream().findFirst()
                .orElseThrow(() -> ApiException.of(503, "The server has no model that paints pictures of a text: "
                        + "start it with --models DIR."));
        final String enhanced = PromptEnhancer.enhance(EnhanceKeys.of(Map.of("prompt", prompt, "style", style,
                "stylebook", style.isEmpty() ? "" : prompts.stylebook())));
        final Painted made = context.queue().run(new PaintWork(painting(enhanced, model), context.host()));
        final Optional<Painted.Picture> picture = made.pictures().stream().findFirst();
        final byte[] file = picture.map(Painted.Picture::png)
                .orElseThrow(() -> ApiException.of(503, "It was interrupted."));
        context.results().ifPresent(folder -> folder.keep(file, picture.get().made().seed()));
        final JsonObject json = new JsonObject();
        json.addProperty("success", true);
        json.addProperty("image_base64", Base64.getEncoder().encodeToString(file));
        json.addProperty("image_url", IMAGES + images.keep(file));
        json.addProperty("enhanced_prompt", enhanced);
        return ApiReply.json(json);
    }

    /** At the model's own size, with the defaults of Text to Image. */
    private Painting painting(final String prompt, final Served model) {
        final Map<String, String> keys = new LinkedHashMap<>(prompts.of(prompt, "", List.of()));
        keys.put("model", model.path().toString());
        final Request request = Engines.found().request(keys);
        final int side = Engines.found().of(request, Task.TEXT_TO_IMAGE).defaultSize(request);
        return new Painting("task(" + UUID.randomUUID() + ")", keys,
                ThreadLocalRandom.current().nextLong(Request.lastSeed(1) + 1), 0, 1, 1, side, side, Optional.empty());
    }

    private ApiReply image(final ApiRequest request) {
        return images.get(request.path().substring(IMAGES.length())).map(ApiReply::png)
                .orElseThrow(() -> ApiException.of(404, "Not Found"));
    }
}
