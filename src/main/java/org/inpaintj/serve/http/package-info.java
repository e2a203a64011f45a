/**
 * HTTP for {@code serve}: {@link org.inpaintj.serve.http.ApiServer} is the JDK's server behind a guard, {@link
 * org.inpaintj.serve.http.Route} what it answers, {@link org.inpaintj.serve.http.FieldTable} what a body may hold, and
 * {@link org.inpaintj.serve.http.OpenApi} the description of all of it.
 * <pre>{@code
 * RouteTable routes = new RouteTable(List.of(Route.get("/version", "the version", request -> ApiReply.json(...))));
 * try (ApiServer server = new ApiServer(HttpSettings.local(), routes).start()) { ... }
 * }</pre>
 * What it guarantees:
 * <ul>
 * <li>It listens on this machine alone unless it is told otherwise, and then only with a key, which counts on every
 * route.
 * <li>Names that the server is not known by, and web pages of other origins, are turned away before a body is read.
 * <li>Bodies are JSON, of at most 64 MB, 32 levels and so many at a time; fields are checked one by one, and all that
 * is wrong is said at once, in the form of FastAPI.
 * <li>Clients that send or read slowly are cut off. An error in a route ends no thread; neither bodies nor keys get
 * into a log.
 * </ul>
 * It knows nothing of pictures. Another route needs nothing here.
 * <p>
 * Internal.
 */
package org.inpaintj.serve.http;
