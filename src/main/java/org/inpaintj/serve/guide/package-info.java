/**
 * Another, smaller HTTP interface, that of guide B: one route makes a picture of a prompt and a style, one gives it
 * once more. {@link org.inpaintj.serve.guide.GuideRoutes} gives both.
 * <pre>{@code
 * List<Route> routes = GuideRoutes.of(context);        // POST /generate-image, GET /images/NAME
 * }</pre>
 * <ul>
 * <li>The prompt is made longer by {@link org.inpaintj.enhance.PromptEnhancer}, from templates on this machine; nobody
 * else is asked.
 * <li>A picture is found by a name that nobody can guess, for an hour, and is in memory alone; of many the oldest go.
 * <li>Failures are objects with {@code success} and {@code error}, whatever is wrong.
 * </ul>
 * What the picture is painted by is {@link org.inpaintj.serve.work.PaintWork}, as for the WebUI's interface.
 * <p>
 * Internal, but for the two routes.
 */
package org.inpaintj.serve.guide;
