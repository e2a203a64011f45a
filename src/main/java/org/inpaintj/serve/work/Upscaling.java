package org.inpaintj.serve.work;

import java.util.Optional;

import org.inpaintj.inpaint.upscale.UpscaleRequest;

/**
 * A picture that is to be enlarged.
 *
 * @param picture  that is enlarged
 * @param with     the upscalers; empty to leave the picture as it is
 * @param factor   how many times as wide and high; 0 for a size
 * @param width    of the result without a factor, px
 * @param height   of the result without a factor, px
 * @param cropping whether a picture of other proportions is cut to that size; else it fits into it
 */
public record Upscaling(RgbPicture picture, Optional<UpscaleRequest> with, double factor, int width, int height,
        boolean cropping) {

    /** How many times the picture is enlarged before anything is cut. */
    double scale() {
        final double across = (double) width / picture.width(), down = (double) height / picture.height();
        return factor > 0 ? factor : cropping ? Math.max(across, down) : Math.min(across, down);
    }

    boolean cuts() {
        return factor == 0 && cropping;
    }
}
