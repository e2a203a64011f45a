package org.inpaintj.upscale;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request.Device;

/**
 * How an upscaler that is a network works. Interpolations do not look at it.
 *
 * @param tile    side of the tiles that a picture is cut into, px of the picture that goes in; 0 = in one piece
 * @param overlap how much neighbouring tiles overlap at least, px; below {@code tile} unless that is 0
 * @param device  what the network runs on
 * @param denoise how much noise a network that comes in two trainings removes, 0..1
 */
public record UpscalerOptions(int tile, int overlap, Device device, double denoise) {

    /** What the WebUI sets out with ({@code ESRGAN_tile}, {@code ESRGAN_tile_overlap}). */
    public static final UpscalerOptions DEFAULT = new UpscalerOptions(192, 8, Device.AUTO);

    /** As much of the noise as it can. */
    public UpscalerOptions(final int tile, final int overlap, final Device device) {
        this(tile, overlap, device, 1);
    }

    /** @throws InpaintException if tiles would not advance, or there is no such strength */
    public UpscalerOptions {
        if (tile < 0 || overlap < 0)
            throw new InpaintException("Tiles of " + tile + " px that overlap by " + overlap
                    + " px are impossible: give 0 or more for both.");
        if (tile > 0 && overlap >= tile)
            throw new InpaintException("Tiles of " + tile + " px that overlap by " + overlap
                    + " px never advance: take a smaller tile_overlap than tile.");
        if (!(denoise >= 0 && denoise <= 1))
            throw new InpaintException("A denoise strength of " + denoise + " is impossible: give 0 to 1.");
    }
}
