package org.inpaintj.engine.diffusion;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.raster.Letterbox;
import org.inpaintj.raster.PillowResampler;

/**
 * Where a picture lies on the canvas that a model works on: scaled with its proportions kept, in the middle, its edges
 * continued to the canvas's border.
 *
 * @param width         of the canvas, px
 * @param height        of the canvas, px
 * @param pictureWidth  of the picture in its own pixels
 * @param pictureHeight of the picture in its own pixels
 * @param scale         pixels of the canvas along a pixel of the picture
 */
record ProcessingCanvas(int width, int height, int pictureWidth, int pictureHeight, double scale) {

    /** A picture of between these shares of the area a model was trained at is not scaled. */
    private static final double SMALL = 0.75 * 0.75, LARGE = 1.5 * 1.5;

    /**
     * The canvas for a picture.
     *
     * @param width   asked for, px; 0 follows the height and the picture's proportions
     * @param height  asked for, px; 0 follows the width; with both 0 the model's native range decides, or the only size
     *                it was exported for
     * @param enlarge whether a picture below the native range is enlarged
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
        final ProcessingCanvas canvas = new ProcessingCanvas(multiple(model, width > 0 ? width : pictureWidth * scale),
                multiple(model, height > 0 ? height : pictureHeight * scale), pictureWidth, pictureHeight, scale);
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
        return Letterbox.centred(pictureWidth, pictureHeight, scale, width, height);
    }

    /** A plane of the picture as a plane of the canvas. */
    Plane place(final Plane plane) {
        return letterbox().place(plane, PillowResampler.LANCZOS, Letterbox.Padding.EDGE);
    }

    /** A plane of the canvas back at the size of the picture. */
    Plane take(final Plane plane) {
        return letterbox().take(plane, PillowResampler.LANCZOS);
    }
}
