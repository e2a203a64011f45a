package org.inpaintj.serve.webui;

import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;

import org.inpaintj.infotext.Infotext;
import org.inpaintj.inpaint.record.PngTexts;
import org.inpaintj.serve.http.ApiException;
import org.inpaintj.serve.http.ApiReply;
import org.inpaintj.serve.http.ApiRequest;
import org.inpaintj.serve.http.Field;
import org.inpaintj.serve.http.FieldTable;
import org.inpaintj.serve.http.Route;
import org.inpaintj.serve.work.PictureReader;

/** The routes that say what is in a picture. */
final class PictureRoutes {

    private static final FieldTable IMAGE = FieldTable.of(Field.of("image", Field.Kind.PICTURE)),
            INTERROGATE = IMAGE.with(Field.text("model", "clip"));

    private final PictureReader pictures;

    PictureRoutes(final PictureReader pictures) {
        this.pictures = pictures;
    }

    List<Route> routes() {
        return List.of(
                Route.post(WebuiRoutes.BASE + "png-info", "the texts in a PNG", IMAGE, this::info),
                Route.post(WebuiRoutes.BASE + "interrogate", "known to clients; there is no model for it here",
                        INTERROGATE, request -> {
                            throw ApiException.of(404, "Model not found");
                        }));
    }

    private ApiReply info(final ApiRequest request) {
        final String image = request.fields(IMAGE).given("image")
                .orElseThrow(() -> ApiException.invalid("image", "must be given: the picture as base64 text"));
        final Map<String, String> texts = pictures.texts("image", image);
        final JsonObject items = new JsonObject(), parameters = new JsonObject();
        texts.forEach(items::addProperty);
        final String text = texts.getOrDefault(PngTexts.PARAMETERS, "");
        if (!text.isEmpty()) {
            final Infotext parsed = Infotext.parse(text);
            parameters.addProperty("Prompt", parsed.prompt());
            parameters.addProperty("Negative prompt", parsed.negative());
            parsed.values().forEach(parameters::addProperty);
        }
        final JsonObject json = new JsonObject();
        json.addProperty("info", text);
        json.add("items", items);
        json.add("parameters", parameters);
        return ApiReply.json(json);
    }
}
