package org.inpaintj.serve.webui;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.serve.http.Route;

/** All routes of the WebUI's interface. */
public final class WebuiRoutes {

    /** What the paths begin with, but for a few that extensions have. */
    static final String BASE = "/sdapi/v1/";

    private WebuiRoutes() {}

    public static List<Route> of(final WebuiContext context) {
        final ServerOptions options = new ServerOptions(context.models());
        final List<Route> routes = new ArrayList<>(new GenerationRoutes(context, options).routes());
        routes.addAll(new ExtrasRoutes(context).routes());
        routes.addAll(new PictureRoutes(context.pictures()).routes());
        routes.addAll(new ProgressRoutes(context.queue(), options).routes());
        routes.addAll(new OptionRoutes(options, context.models()).routes());
        routes.addAll(new ListRoutes(context.models()).routes());
        return routes;
    }
}
