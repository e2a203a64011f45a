package org.inpaintj.segment;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.raster.Letterbox;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.TorchBicubic;
import org.inpaintj.raster.TorchBilinear;

/**
 * This transform tells how an image lies in the square that an encoder looks at, and how masks come back from there.
 *
 * @param letterbox of the image on the square; what the image leaves free is right of it or below
 * @param cubic     true if masks come back by cubic interpolation, false if by linear
 */
public record ResizeTransform(Letterbox letterbox, boolean cubic) {

    /** Proportions kept: the longer side fills the square, what is left over is padded. */
    public static ResizeTransform fit(final int width, final int height, final int side) {
        final double scale = (double) side / Math.max(width, height);
        return new ResizeTransform(Letterbox.topLeft(width, height, Letterbox.scaled(width, scale),
                Letterbox.scaled(height, scale), side, side), false);
    }

    /** The image is stretched to the whole square. */
    public static ResizeTransform stretch(final int width, final int height, final int side, final boolean cubic) {
        return new ResizeTransform(Letterbox.topLeft(width, height, side, side, side, side), cubic);
    }

    /** Of the image, px. */
    public int width() {
        return letterbox.width();
    }

    /** Of the image, px. */
    public int height() {
        return letterbox.height();
    }

    /** Of the square, px. */
    public int side() {
        return letterbox.canvas().width();
    }

    /** Columns of the square that the image fills, from the left. */
    public int across() {
        return letterbox.inner().width();
    }

    /** Rows of the square that the image fills, from the top. */
    public int down() {
        return letterbox.inner().height();
    }

    /**
     * The pixels of the image whose interpolated logit is above 0, over their bounding box: of the padded square first
     * at its full size, then the image's part at the image's; of a stretched square at once.
     */
    public Mask mask(final MaskLogits logits) {
        final Plane plane = logits.plane();
        if (cubic)
            return mask(out -> TorchBicubic.resize(plane, width(), height(), out));
        final int side = side(), across = across(), down = down();
        if (across == side && down == side)
            return mask(out -> new TorchBilinear(plane.width(), plane.height(), width(), height()).resize(plane, out));
        final Plane square = plane.width() == side && plane.height() == side ? plane
                : new TorchBilinear(plane.width(), plane.height(), side, side).resize(plane);
        return mask(out -> new TorchBilinear(across, down, width(), height()).resize(square, out));
    }

    private interface Source {
        void to(TorchBilinear.Rows rows);
    }

    private Mask mask(final Source source) {
        final int width = width(), height = height();
        final byte[] inside = new byte[Math.multiplyExact(width, height)];
        final int[] edge = { width, -1, -1, -1 };
        source.to((y, values) -> {
            int first = -1, last = -1;
            for (int x = 0; x < width; x++)
                if (values[x] > 0) {
                    inside[y * width + x] = 1;
                    first = first < 0 ? x : first;
                    last = x;
                }
            if (first >= 0) {
                edge[0] = Math.min(edge[0], first);
                edge[1] = Math.max(edge[1], last);
                edge[2] = edge[2] < 0 ? y : edge[2];
                edge[3] = y;
            }
        });
        if (edge[1] < 0)
            return new Mask(new Box(0, 0, 0, 0), new float[0]);
        final Box box = new Box(edge[0], edge[2], edge[1] - edge[0] + 1, edge[3] - edge[2] + 1);
        final float[] values = new float[box.width() * box.height()];
        for (int i = 0; i < values.length; i++)
            values[i] = inside[(box.y() + i / box.width()) * width + box.x() + i % box.width()];
        return new Mask(box, values);
    }

    /** A mask of the image as logits on a grid of the square: by the share of each cell that is in the mask. */
    public MaskLogits logits(final Mask mask, final int size, final float certain) {
        final float[] values = new float[size * size];
        final double step = (double) side() / size;
        final int width = width(), height = height(), across = across(), down = down();
        for (int row = 0; row < size; row++)
            for (int column = 0; column < size; column++)
                values[row * size + column] = certain * (2 * share(mask, column * step * width / across,
                        row * step * height / down, (column + 1) * step * width / across,
                        (row + 1) * step * height / down) - 1);
        return new MaskLogits(size, size, values);
    }

    /** Mean of the mask over the pixels whose centres lie in a rectangle, or at its centre if there are none. */
    private float share(final Mask mask, final double left, final double top, final double right,
            final double bottom) {
        final int x0 = (int) Math.ceil(left - 0.5), x1 = Math.min(width(), (int) Math.ceil(right - 0.5));
        final int y0 = (int) Math.ceil(top - 0.5), y1 = Math.min(height(), (int) Math.ceil(bottom - 0.5));
        if (x0 >= x1 || y0 >= y1)
            return mask.at((int) Math.floor((left + right) / 2), (int) Math.floor((top + bottom) / 2));
        double sum = 0;
        for (int y = y0; y < y1; y++)
            for (int x = x0; x < x1; x++)
                sum += mask.at(x, y);
        return (float) (sum / ((double) (x1 - x0) * (y1 - y0)));
    }
}
