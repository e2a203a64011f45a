/**
 * Enlarging the samples of images, of any type and number of planes, without ImageJ: what {@code Upscale Image...} does
 * with an {@link org.inpaintj.upscale.Upscaler}, which itself knows pictures of 0..1 only. Begin with
 * {@link org.inpaintj.inpaint.upscale.UpscaleRun}.
 * <ul>
 * <li>8-bit samples are enlarged as the WebUI enlarges them, others at their full depth.
 * <li>No sample of the result lies beyond the range of the samples that it was made from; NaN stays NaN.
 * <li>The record says which upscaler made the result, with its digest: enlarged samples are computed, not measured.
 * <li>Cancelling takes no longer than one node of a network, or one channel where no network runs.
 * </ul>
 * <pre>{@code
 * UpscaleRun run = new UpscaleRun(UpscaleRequest.KEYS.parse(Map.of("scale", "4")), width, height);
 * run.look(info, 1, 1, index -> plane);
 * Samples large = run.upscale(plane, 0, 1, Progress.NONE);
 * }</pre>
 * Internal, but for the keys.
 */
package org.inpaintj.inpaint.upscale;
