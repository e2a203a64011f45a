package org.inpaintj.outpaint;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;

/**
 * One run of an engine while an image is outpainted.
 *
 * @param name    of what is painted, a few words
 * @param place   what the engine is shown, in pixels of the canvas
 * @param start   the samples there, with what the engine is to start from
 * @param mask    what the WebUI's script calls the mask, over the place, 0 to 1
 * @param repaint what the engine is to paint, in pixels of the canvas, within the place; 0 or 1
 * @param seed    added to the seed of the request
 */
record OutpaintPass(String name, Box place, Samples start, Plane mask, Mask repaint, int seed) {
}
