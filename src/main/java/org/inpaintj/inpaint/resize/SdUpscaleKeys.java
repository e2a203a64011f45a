package org.inpaintj.inpaint.resize;

import java.io.Serializable;

import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.upscale.SdUpscale;

/**
 * Whether and how an enlarged picture is changed tile by tile: the WebUI's script "SD upscale".
 *
 * @param sd_upscale   whether it is
 * @param tile         side of the tiles, px
 * @param tile_overlap of neighbouring tiles, px
 */
public record SdUpscaleKeys(
        @Key(label = "SD upscale", after = "scale", first = "none", group = KeyGroup.SAMPLING, place = 131,
                help = "enlarges the picture, by scale=2 where nothing else is said, and changes it tile by tile, each "
                        + "with the next seed, so that a model adds detail to pictures of any size; the result is a "
                        + "new image") boolean sd_upscale,
        @Key(label = "Tile (px)", min = 0, max = 16384, when = "sd_upscale=true", first = "none",
                group = KeyGroup.SAMPLING, place = 132,
                help = "with sd_upscale, the side of the tiles, px of the enlarged picture; 0 = the size that the "
                        + "model works at by itself") int tile,
        @Key(label = "Tile overlap (px)", def = "64", min = 0, max = 4096, when = "sd_upscale=true", first = "none",
                group = KeyGroup.SAMPLING, place = 133,
                help = "with sd_upscale, how far neighbouring tiles overlap at least and fade into each other, px of "
                        + "the enlarged picture") int tile_overlap) implements Serializable {

    /** The tiles. */
    public SdUpscale tiles() {
        return new SdUpscale(tile, tile_overlap);
    }
}
