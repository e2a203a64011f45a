/**
 * Outpainting: an image becomes larger, and new ground goes on from it. {@link org.inpaintj.outpaint.Outpainter} is the
 * way in; {@link org.inpaintj.outpaint.OutpaintRequest} is what it is told, whose keys are macro keys and options of
 * the command line. The methods are those of the Stable Diffusion WebUI: Outpainting mk2 (shaped noise, a pass a side),
 * poor man's outpainting (tiles), mosaic outpainting (the mirrored image as tiles of colour), and {@code patch} for
 * engines that learn from the surroundings alone.
 * <p>
 * Guarantees: the image's own samples are in the enlarged one bit for bit, but as far as the key {@code spill} lets the
 * seam reach into them; the same samples and request give the same result; what engines start from has, in 8 bits, the
 * pixels of the original scripts. Nothing is half done: an expansion that cannot be is refused before anything is made.
 * </p>
 * <pre>{@code
 * OutpaintRequest request = OutpaintRequest.of(Map.of("directions", "right", "expand", "64"));
 * Outpainted made = new Outpainter().outpaint(samples, request).get(0);
 * }</pre>
 * <p>
 * API. Inside: an {@code OutpaintRun} lays out passes and prepares what they start from, an {@code OutpaintPainter}
 * paints each (an engine, or nobody for a look at what is prepared), {@code SeamBlend} brings it into the canvas.
 * </p>
 */
package org.inpaintj.outpaint;
