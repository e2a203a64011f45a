/**
 * A server on this machine that paints for other programs, over HTTP: the interface of the Stable Diffusion WebUI, and
 * that of guide B, over the engines here. {@link org.inpaintj.serve.InpaintServer} is all of it.
 * <pre>{@code
 * try (InpaintServer server = new InpaintServer(ServeSettings.local().models(Path.of("models")))) {
 *     System.out.println(server.address());        // http://127.0.0.1:40321
 * }
 * }</pre>
 * Below it, {@code http} is the server and its guard, {@code work} the queue and the painting, {@code webui} and {@code
 * guide} the interfaces.
 * <ul>
 * <li>It listens on this machine alone and lets no web page in; others reach it only if that is asked for, with a key.
 * <li>What it paints is, pixel for pixel, what {@link org.inpaintj.inpaint.Inpainter} makes of the same request.
 * <li>It knows no ImageJ and opens no window. It contacts nobody.
 * <li>Ending it turns away what waits and lets the job that runs end.
 * </ul>
 * Another interface is another package beside {@code webui}, whose routes {@code InpaintServer} adds.
 * <p>
 * Internal, but for the interfaces.
 */
package org.inpaintj.serve;
