package org.inpaintj.serve.webui;

import java.util.List;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

import org.inpaintj.serve.http.ApiReply;
import org.inpaintj.serve.http.FieldTable;
import org.inpaintj.serve.http.Route;
import org.inpaintj.serve.work.ServedModels;

/** The routes of the settings and of what the server itself is. */
final class OptionRoutes {

    private final ServerOptions options;
    private final ServedModels models;

    OptionRoutes(final ServerOptions options, final ServedModels models) {
        this.options = options;
        this.models = models;
    }

    List<Route> routes() {
        return List.of(
                Route.get(WebuiRoutes.BASE + "options", "the settings",
                        request -> ApiReply.json(options.values().json())),
                Route.post(WebuiRoutes.BASE + "options", "changes some settings", ServerOptions.TABLE, request -> {
                    options.change(request.body().orElseGet(JsonObject::new));
                    return ApiReply.json(JsonNull.INSTANCE);
                }),
                Route.get(WebuiRoutes.BASE + "cmd-flags", "how the server was started", request -> flags()),
                Route.get(WebuiRoutes.BASE + "memory", "the memory that there is, bytes", request -> memory()),
                refresh("refresh-checkpoints"), refresh("refresh-vae"), refresh("refresh-loras"),
                refresh("refresh-embeddings"), nothing("unload-checkpoint"), nothing("reload-checkpoint"));
    }

    private Route refresh(final String name) {
        return Route.post(WebuiRoutes.BASE + name, "looks again which models there are", FieldTable.NONE, request -> {
            models.rescan();
            return ApiReply.json(JsonNull.INSTANCE);
        });
    }

    /** Models are loaded when they are asked for, and let go when memory is short. */
    private static Route nothing(final String name) {
        return Route.post(WebuiRoutes.BASE + name, "known to clients; models come and go by themselves here",
                FieldTable.NONE, request -> ApiReply.json(new JsonObject()));
    }

    private static ApiReply flags() {
        final JsonObject json = new JsonObject();
        json.addProperty("api", true);
        return ApiReply.json(json);
    }

    private static ApiReply memory() {
        final Runtime java = Runtime.getRuntime();
        final long used = java.totalMemory() - java.freeMemory();
        final JsonObject ram = new JsonObject();
        ram.addProperty("free", java.maxMemory() - used);
        ram.addProperty("used", used);
        ram.addProperty("total", java.maxMemory());
        final JsonObject cuda = new JsonObject();
        cuda.addProperty("error", "unavailable");
        final JsonObject json = new JsonObject();
        json.add("ram", ram);
        json.add("cuda", cuda);
        return ApiReply.json(json);
    }
}
