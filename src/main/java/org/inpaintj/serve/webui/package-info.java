/**
 * The HTTP interface of the Stable Diffusion WebUI: its routes, fields, defaults and answers over the engines here, so
 * that existing clients work as they are. {@link org.inpaintj.serve.webui.WebuiRoutes} gives all routes.
 * <pre>{@code
 * List<Route> routes = WebuiRoutes.of(new WebuiContext(queue, models, pictures, Optional.empty(), host));
 * }</pre>
 * <ul>
 * <li>{@code GenerationFields} are the fields of {@code txt2img} and {@code img2img}; {@code GenerationRequest} reads
 * them as a {@link org.inpaintj.serve.work.Painting}, and {@code GenerationReply} answers.
 * <li>{@code ExtrasRoutes}, {@code PictureRoutes}, {@code ProgressRoutes}, {@code OptionRoutes} and {@code ListRoutes}
 * are the others.
 * </ul>
 * What it guarantees:
 * <ul>
 * <li>What is not honoured is refused in a sentence, or named in the answer's {@code extra_generation_params}.
 * <li>An unknown sampler or schedule is replaced as the WebUI does it, and the answer says by which.
 * <li>No route opens or writes a file that a client names; models, styles and upscalers are known by the names that are
 * listed.
 * </ul>
 * Another field is one more line of {@code GenerationFields} and what {@code GenerationRequest} makes of it.
 * <p>
 * Internal, but for the interface, which is the WebUI's.
 */
package org.inpaintj.serve.webui;
