package org.inpaintj.inpaint.large;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.SampleType;

/**
 * What a {@link BlockImage} holds.
 *
 * @param width       columns
 * @param height      rows
 * @param type        of the samples
 * @param planes      planes of a position, each of one channel or of packed colours
 * @param slices      positions along z
 * @param frames      positions along t
 * @param blockWidth  columns of a block in which it is stored, at most those of the image
 * @param blockHeight rows of one
 * @param info        what is known beside the samples
 */
public record BlockLayout(int width, int height, SampleType type, int planes, int slices, int frames, int blockWidth,
        int blockHeight, ImageInfo info) {

    /** Whole numbers up to here have neighbours that a box may reach for. */
    private static final int MOST = 1 << 30;

    /** @throws InpaintException for sizes that positions cannot be counted in */
    public BlockLayout {
        if (width < 1 || height < 1 || width > MOST || height > MOST || planes < 1 || slices < 1 || frames < 1)
            throw new InpaintException("'" + info.title() + "' says that it is " + width + " x " + height
                    + " pixels in " + (long) planes * slices * frames + " planes: up to 2^30 a side can be worked on.");
        blockWidth = Math.max(1, Math.min(blockWidth, width));
        blockHeight = Math.max(1, Math.min(blockHeight, height));
    }

    public Box bounds() {
        return new Box(0, 0, width, height);
    }

    /** Channels in all. */
    public int channels() {
        return planes * type.channels();
    }

    /** @throws InpaintException if the image has no such position, saying which it has */
    public void check(final int slice, final int frame) {
        if (slice < 1 || slice > slices || frame < 1 || frame > frames)
            throw new InpaintException("'" + info.title() + "' has " + slices + " slices and " + frames
                    + " frames, so there is no slice " + slice + " in frame " + frame + ".");
    }
}
