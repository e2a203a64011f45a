package org.inpaintj.engine.diffusion;

import java.util.Optional;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.raster.Letterbox;
import org.inpaintj.raster.PillowResampler;
import org.inpaintj.raster.ResizeMode;

/**
 * Where a picture lies on the canvas that a model works on: scaled with its proportions kept, in the middle, its edges
 * continued to the canvas's border.
 *
 * @param width         of the canvas, px
 * @param height        of the canvas, px
 * @param pictureWidth  of the picture in its own pixels
 * @param pictureHeight of the picture in its own pixels
 * @param scale         pixels of the canvas along a pixel of the picture
 * @param filled        where the picture lies if it was fitted into a size that was asked for, with edges that go on as
 *                      in the WebUI's "resize and fill"; empty for a picture at the scale, in the middle, whose
 *                      outermost pixels are continued
 */
record ProcessingCanvas(int width, int height, int pictureWidth, int pictureHeight, double scale,
        Optional<Box> filled) {

    /** A picture of between these shares of the area a model was trained at is not scaled. */
    private static final double SMALL = 0.75 * 0.75, LARGE = 1.5 * 1.5;

    /** One that is not filled. */
    ProcessingCanvas(final int width, final int height, final int pictureWidth, final int pictureHeight,
            final double scale) {
        this(width, height, pictureWidth, pictureHeight, scale, Optional.empty());
    }

    /**
     * The canvas for a picture.
     *
     * @param width   asked for, px; 0 follows the height and the picture's proportions
     * @param height  asked for, px; 0 follows the width; with both 0 the model's native range decides, or the only size
     *                it was exported for
     * @param enlarge whether it is a crop: one below the native range is enlarged, and one of a given size is filled
     * @throws InpaintException if the model cannot take the size
     */
    static ProcessingCanvas of(final DiffusionModel model, final int pictureWidth, final int pictureHeight,
            final int width,
            final int height, final boolean enlarge) {
        final int onlyWidth = model.onlyWidth(), onlyHeight = model.onlyHeight();
        if (width + height == 0 && onlyWidth > 0 && onlyHeight > 0)
            return new ProcessingCanvas(onlyWidth, onlyHeight, pictureWidth, pictureHeight,
                    Math.min((double) onlyWidth / pictureWidth, (double) onlyHeight / pictureHeight));
        final double across = (double) width / pictureWidth, down = (double) height / pictureHeight;
        final double scale = width > 0 && height > 0 ? Math.min(across, down)
                : width + height > 0 ? Math.max(across, down) : scale(model, pictureWidth, pictureHeight, enlarge);
        final int wide = multiple(model, width > 0 ? width : pictureWidth * scale);
        final int high = multiple(model, height > 0 ? height : pictureHeight * scale);
        final ProcessingCanvas canvas = new ProcessingCanvas(wide, high, pictureWidth, pictureHeight, scale,
                enlarge && width > 0 && height > 0
                        ? Optional.of(fitted(pictureWidth, pictureHeight, width, height, wide, high))
                        : Optional.empty());
        if (onlyWidth > 0 && canvas.width != onlyWidth || onlyHeight > 0 && canvas.height != onlyHeight)
            throw new InpaintException("The model in " + model.folder() + " was exported for a width of "
                    + (onlyWidth > 0 ? onlyWidth : canvas.width) + " and a height of "
                    + (onlyHeight > 0 ? onlyHeight : canvas.height) + " px, not for " + canvas.width + " x "
                            + canvas.height
                    + ": set width and height to these, or export it again with free axes.");
        if (Math.max(canvas.width, canvas.height) > model.largest())
            throw new InpaintException("The model in " + model.folder() + " works on at most " + model.largest() + " x "
                    + model.largest() + " px, not " + canvas.width + " x " + canvas.height
                    + ": set a smaller width and height.");
        return canvas;
    }

    /** A picture fitted into a size, in the middle of a canvas that may be larger. */
    private static Box fitted(final int pictureWidth, final int pictureHeight, final int width, final int height,
            final int wide, final int high) {
        final Box inner = ResizeMode.FILL.inner(pictureWidth, pictureHeight, width, height);
        return new Box(wide / 2 - inner.width() / 2, high / 2 - inner.height() / 2, inner.width(), inner.height());
    }

    /** The canvas for a picture at a scale; larger than the model's own, it is to be looked at through windows. */
    static ProcessingCanvas scaled(final DiffusionModel model, final int pictureWidth, final int pictureHeight,
            final double scale) {
        return new ProcessingCanvas(multiple(model, pictureWidth * scale), multiple(model, pictureHeight * scale),
                pictureWidth,
                pictureHeight, scale);
    }

    private static double scale(final DiffusionModel model, final int width, final int height, final boolean enlarge) {
        final double area = (double) width * height, trained = (double) model.size() * model.size();
        final boolean fits = area <= LARGE * trained && (!enlarge || area >= SMALL * trained);
        final int most = model.largest() / model.multiple() * model.multiple();
        final double scale = Math.min(fits ? 1 : Math.sqrt(trained / area), (double) most / Math.max(width, height));
        // a strip is filled up to the multiple, so that its length alone decides what it costs
        return Math.min(width, height) * scale >= model.multiple() ? scale
                : Math.min(scale, LARGE * trained / model.multiple() / Math.max(width, height));
    }

    private static int multiple(final DiffusionModel model, final double size) {
        return Math.max(1, (int) Math.ceil(size / model.multiple() - 1e-9)) * model.multiple();
    }

    private Letterbox letterbox() {
        return filled.map(inner -> new Letterbox(pictureWidth, pictureHeight, inner, new Box(0, 0, width, height)))
                .orElseGet(() -> Letterbox.centred(pictureWidth, pictureHeight, scale, width, height));
    }

    /** Where the picture lies on the canvas. */
    Box inner() {
        return letterbox().inner();
    }

    /** A plane of the picture as a plane of the canvas. */
    Plane place(final Plane plane) {
        return filled.isEmpty() ? letterbox().place(plane, PillowResampler.LANCZOS, Letterbox.Padding.EDGE)
                : letterbox().extrapolate(PillowResampler.LANCZOS.resize(plane, inner().width(), inner().height()));
    }

    /** A plane of the canvas back at the size of the picture. */
    Plane take(final Plane plane) {
        return letterbox().take(plane, PillowResampler.LANCZOS);
    }
}
