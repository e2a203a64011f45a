package org.inpaintj.serve.webui;

import java.util.List;

import org.inpaintj.core.InpaintException;
import org.inpaintj.serve.http.ApiException;
import org.inpaintj.serve.http.ApiReply;
import org.inpaintj.serve.http.ApiRequest;
import org.inpaintj.serve.http.BodyFields;
import org.inpaintj.serve.http.Route;
import org.inpaintj.serve.work.PaintWork;
import org.inpaintj.serve.work.Painted;
import org.inpaintj.serve.work.Painting;

/** The routes that paint. */
final class GenerationRoutes {

    private final WebuiContext context;
    private final ServerOptions options;

    GenerationRoutes(final WebuiContext context, final ServerOptions options) {
        this.context = context;
        this.options = options;
    }

    List<Route> routes() {
        return List.of(
                Route.post(WebuiRoutes.BASE + "txt2img", "paints pictures of a text", GenerationFields.TXT2IMG,
                        request -> generate(request, false)),
                Route.post(WebuiRoutes.BASE + "img2img", "changes a picture, or what a mask marks of it",
                        GenerationFields.IMG2IMG, request -> generate(request, true)));
    }

    private ApiReply generate(final ApiRequest asked, final boolean fromImage) {
        final BodyFields fields = asked.fields(fromImage ? GenerationFields.IMG2IMG : GenerationFields.TXT2IMG);
        if (!fields.flag("override_settings_restore_afterwards"))
            options.change(fields.object("override_settings"));
        final GenerationRequest request = new GenerationRequest(context, fields,
                options.values().with(fields.object("override_settings")));
        final Painting painting = fromImage ? request.imageToImage() : request.textToImage();
        final Painted made;
        try {
            made = context.queue().run(new PaintWork(painting, context.host()));
        } catch (final InpaintException e) {
            throw ApiException.invalid("", context.models().withoutPaths(e.getMessage()));
        }
        if (fields.flag("save_images"))
            context.results().ifPresent(folder -> made.pictures().forEach(picture -> folder.keep(picture.png(),
                    picture.made().seed())));
        return ApiReply.json(new GenerationReply(request, painting, made).json());
    }
}
