package org.inpaintj.inpaint;

import org.inpaintj.core.Box;

/** The region around a mask that a model sees: what the WebUI calls the crop region of "only masked". */
final class CropRegion {

    private CropRegion() {}

    /**
     * Expands a region to the proportions of the size that it is worked on at, so that real pixels are seen there and
     * not continued edges. One axis grows, on both sides alike; at the image's border it is moved inwards, and where
     * the image ends, it ends.
     *
     * @param region in pixels of the image, not empty
     * @param width  of the processing size, above 0
     * @param height of the processing size, above 0
     * @param image  the columns and rows of the image
     */
    static Box expanded(final Box region, final int width, final int height, final Box image) {
        final boolean down = (double) region.width() / region.height() > (double) width / height;
        if (down) {
            final int[] rows = grown(region.y() - image.y(), region.height(),
                    region.width() / ((double) width / height), image.height());
            return new Box(region.x(), image.y() + rows[0], region.width(), rows[1]);
        }
        final int[] columns = grown(region.x() - image.x(), region.width(),
                region.height() * ((double) width / height), image.width());
        return new Box(image.x() + columns[0], region.y(), columns[1], region.height());
    }

    /** Where a stretch of an axis begins and how long it is, once it has been brought to a length if there is room. */
    private static int[] grown(final int start, final int length, final double wanted, final int all) {
        final int more = (int) (wanted - length);
        final int begin = start - Math.floorDiv(more, 2), end = start + length + more - Math.floorDiv(more, 2);
        final int back = Math.max(0, end - all);
        final int moved = Math.max(0, begin - back);
        return new int[] { moved, Math.min(all, end - back + moved - (begin - back)) - moved };
    }
}
