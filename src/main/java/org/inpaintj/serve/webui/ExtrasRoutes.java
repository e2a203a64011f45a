package org.inpaintj.serve.webui;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.upscale.UpscaleRequest;
import org.inpaintj.serve.http.ApiException;
import org.inpaintj.serve.http.ApiReply;
import org.inpaintj.serve.http.ApiRequest;
import org.inpaintj.serve.http.BodyFields;
import org.inpaintj.serve.http.Field;
import org.inpaintj.serve.http.FieldTable;
import org.inpaintj.serve.http.Route;
import org.inpaintj.serve.work.RgbPicture;
import org.inpaintj.serve.work.UpscaleWork;
import org.inpaintj.serve.work.Upscaling;

/** The routes that enlarge pictures. */
final class ExtrasRoutes {

    private static final int MOST_PICTURES = 16, LARGEST_SIDE = 16384, TO_SIZE = 1;

    private static final FieldTable BOTH = FieldTable.of(Field.whole("resize_mode", 0, 0, 1),
            Field.flag("show_extras_results", true), Field.number("gfpgan_visibility", 0, 0, 1),
            Field.number("codeformer_visibility", 0, 0, 1), Field.number("codeformer_weight", 0, 0, 1),
            Field.number("upscaling_resize", 2, 0.05, 16), Field.whole("upscaling_resize_w", 512, 1, LARGEST_SIDE),
            Field.whole("upscaling_resize_h", 512, 1, LARGEST_SIDE), Field.flag("upscaling_crop", true),
            Field.text("upscaler_1", UpscalerNames.NONE), Field.text("upscaler_2", UpscalerNames.NONE),
            Field.number("extras_upscaler_2_visibility", 0, 0, 1), Field.flag("upscale_first", false));
    private static final FieldTable ONE = BOTH.with(Field.of("image", Field.Kind.PICTURE)),
            MANY = BOTH.with(Field.of("imageList", Field.Kind.LIST)),
            ENTRY = FieldTable.of(Field.of("data", Field.Kind.PICTURE), Field.text("name", ""));

    private final WebuiContext context;
    private final UpscalerNames names;

    ExtrasRoutes(final WebuiContext context) {
        this.context = context;
        names = new UpscalerNames(context.models());
    }

    List<Route> routes() {
        return List.of(
                Route.post(WebuiRoutes.BASE + "extra-single-image", "enlarges a picture", ONE, this::single),
                Route.post(WebuiRoutes.BASE + "extra-batch-images", "enlarges pictures", MANY, this::batch));
    }

    private ApiReply single(final ApiRequest request) {
        final BodyFields fields = request.fields(ONE);
        final RgbPicture picture = context.pictures().read("image", fields.text("image"));
        final JsonObject json = new JsonObject();
        json.addProperty("html_info", "");
        json.addProperty("image", upscaled(fields, List.of(picture)).get(0));
        return ApiReply.json(json);
    }

    private ApiReply batch(final ApiRequest request) {
        final BodyFields fields = request.fields(MANY);
        final JsonArray list = fields.raw("imageList").getAsJsonArray();
        if (list.isEmpty() || list.size() > MOST_PICTURES)
            throw ApiException.invalid("imageList", "must be a list of 1 to " + MOST_PICTURES + " pictures");
        final List<RgbPicture> pictures = new ArrayList<>();
        for (final JsonElement each : list) {
            if (!each.isJsonObject())
                throw ApiException.invalid("imageList", "must hold objects with 'data' and 'name'");
            pictures.add(context.pictures().read("imageList",
                    BodyFields.of(each.getAsJsonObject(), ENTRY).text("data")));
        }
        final JsonArray images = new JsonArray();
        upscaled(fields, pictures).forEach(images::add);
        final JsonObject json = new JsonObject();
        json.addProperty("html_info", "");
        json.add("images", images);
        return ApiReply.json(json);
    }

    private List<String> upscaled(final BodyFields fields, final List<RgbPicture> pictures) {
        for (final String faces : List.of("gfpgan_visibility", "codeformer_visibility"))
            if (fields.real(faces) > 0)
                throw ApiException.invalid(faces, "must be 0: no faces are restored here");
        final Optional<String> first = names.find("upscaler_1", fields.text("upscaler_1")),
                second = names.find("upscaler_2", fields.text("upscaler_2"));
        final Map<String, String> keys = new LinkedHashMap<>();
        first.ifPresent(id -> keys.put("upscaler", id));
        keys.put("visibility", Double.toString(fields.real("extras_upscaler_2_visibility")));
        second.ifPresent(id -> keys.put("upscaler2", id));
        final boolean sized = fields.whole("resize_mode") == TO_SIZE;
        final List<Upscaling> works = pictures.stream().map(picture -> new Upscaling(picture,
                first.map(id -> UpscaleRequest.KEYS.parse(keys)), sized ? 0 : fields.real("upscaling_resize"),
                fields.whole("upscaling_resize_w"), fields.whole("upscaling_resize_h"),
                fields.flag("upscaling_crop"))).toList();
        try {
            return context.queue().run(new UpscaleWork("task(" + UUID.randomUUID() + ")", works, context.host()))
                    .stream().map(Base64.getEncoder()::encodeToString).toList();
        } catch (final InpaintException e) {
            throw ApiException.invalid("", context.models().withoutPaths(e.getMessage()));
        }
    }
}
