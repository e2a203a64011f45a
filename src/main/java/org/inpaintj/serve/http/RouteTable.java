package org.inpaintj.serve.http;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All routes of a server. Immutable. */
public final class RouteTable {

    private final List<Route> routes;

    public RouteTable(final List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    public List<Route> routes() {
        return routes;
    }

    /** @throws ApiException 404 if there is no such path, 405 if it knows other methods */
    Route find(final String method, final String path) {
        final List<Route> here = routes.stream().filter(route -> route.isFor(path)).toList();
        if (here.isEmpty())
            throw ApiException.of(404, "Not Found");
        return here.stream().filter(route -> route.method().equals(method)).findFirst()
                .orElseThrow(() -> ApiException.of(405, "Method Not Allowed", Map.of("Allow",
                        here.stream().map(Route::method).distinct().collect(Collectors.joining(", ")))));
    }
}
