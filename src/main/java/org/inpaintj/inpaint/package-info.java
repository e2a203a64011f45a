/**
 * The product without ImageJ: samples, a mask and a {@link org.inpaintj.engine.Request} become patches of the image's
 * own type. {@link org.inpaintj.inpaint.Inpainter} is the way in; ImageJ's jobs, the command line, scripts and cluster
 * nodes are callers.
 * <p>
 * What it guarantees:
 * <ul>
 * <li>A patch paints no pixel outside the mask, after {@code invert} and {@code grow}, but for those that {@code spill}
 * allows; whatever the type of the samples and whatever the engine does, all others keep every bit.
 * <li>The samples of a patch have the full depth of the image's type, rounded and clamped to it.
 * <li>The same request on the same samples makes the same patch: the seed that was drawn is in the result.
 * <li>An image is only read, and only around the mask, so that the cost follows the mask and not the image.
 * <li>A record of how it was made comes with each patch, without a path and without anything about the user.
 * <li>Cancelling takes no longer than one network node; nothing is left half done.
 * </ul>
 * <pre>{@code
 * Mask mask = new Mask(new Box(40, 30, 64, 64), values);            // 0 = keep, 1 = repaint
 * Request request = Engines.found().request(Map.of("seed", "7"));
 * InpaintedPatches made = new Inpainter().inpaint(image, mask, request);
 * made.patch().write(image);
 * }</pre>
 * An {@link org.inpaintj.inpaint.Inpainter} is immutable and may be used by any number of threads.
 * {@link org.inpaintj.engine.Request}, {@link org.inpaintj.raster.Mask}, {@link org.inpaintj.inpaint.Samples} and
 * {@link org.inpaintj.inpaint.InpaintedPatches} are serialisable, so that a tile can be done on another machine.
 * <p>
 * API. Inside: a {@code TonedCrop} holds what is derived from the samples, an {@code InpaintRun} calls the engine, a
 * {@code Blender} makes patches of what it returns. Values flow one way; nothing calls back who made it.
 */
package org.inpaintj.inpaint;
