package org.inpaintj.serve;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.Versions;
import org.inpaintj.serve.guide.GuideRoutes;
import org.inpaintj.serve.http.ApiReply;
import org.inpaintj.serve.http.ApiServer;
import org.inpaintj.serve.http.OpenApi;
import org.inpaintj.serve.http.Route;
import org.inpaintj.serve.http.RouteTable;
import org.inpaintj.serve.webui.WebuiContext;
import org.inpaintj.serve.webui.WebuiRoutes;
import org.inpaintj.serve.work.LibraryModels;
import org.inpaintj.serve.work.PictureReader;
import org.inpaintj.serve.work.ResultFolder;
import org.inpaintj.serve.work.ServedModels;
import org.inpaintj.serve.work.WorkQueue;

/** The server with all its routes. */
public final class InpaintServer implements AutoCloseable {

    private final WorkQueue queue;
    private final ServedModels models;
    private final RouteTable routes;
    private final ApiServer server;

    /**
     * Looks for models, binds the port and answers from then on.
     *
     * @throws InpaintException if a folder cannot be used, or the port is taken
     */
    public InpaintServer(final ServeSettings settings) {
        models = settings.models().<ServedModels>map(LibraryModels::new).orElse(ServedModels.NONE);
        queue = new WorkQueue(settings.waiting());
        final WebuiContext context = new WebuiContext(queue, models, new PictureReader(),
                settings.results().map(ResultFolder::new), Map.of());
        final List<Route> all = new ArrayList<>(WebuiRoutes.of(context));
        all.addAll(GuideRoutes.of(context));
        all.add(Route.get("/", "this page", request -> page(all)));
        all.add(Route.get("/docs", "this page", request -> page(all)));
        all.add(Route.get("/openapi.json", "the interface for programs",
                request -> ApiReply.json(OpenApi.of(all, Versions.version()))));
        routes = new RouteTable(all);
        server = new ApiServer(settings.http(), routes).start();
    }

    private static ApiReply page(final List<Route> routes) {
        return ApiReply.html(OpenApi.page(routes, Versions.version()));
    }

    /** Where clients find it. */
    public String address() {
        return server.address();
    }

    public int port() {
        return server.port();
    }

    public ServedModels models() {
        return models;
    }

    /** All that it answers. */
    public List<Route> routes() {
        return routes.routes();
    }

    /** How many threads answer requests at this moment. */
    public int busy() {
        return server.busy();
    }

    /**
     * Turns away what comes and what waits, lets the job that runs end by itself for a while, answers it, and stops.
     *
     * @return whether that job has ended; else it was broken off
     */
    public boolean close(final Duration patience) {
        final boolean ended = queue.close(patience);
        server.close();
        models.close();
        return ended;
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
