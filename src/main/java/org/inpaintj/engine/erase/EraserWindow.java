package org.inpaintj.engine.erase;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.Request;
import org.inpaintj.model.folder.EraserModel;
import org.inpaintj.raster.Letterbox;
import org.inpaintj.raster.PillowResampler;

/**
 * What a network sees of a scene: a window around the hole, reduced if it is too large, in the top left corner of a
 * canvas of a size that the network takes; its mirror image fills the rest, as where LaMa's authors fill up to a
 * multiple.
 *
 * @param window    in pixels of the scene
 * @param letterbox how it lies on the canvas
 */
record EraserWindow(Box window, Letterbox letterbox) {

    /** Pixels around the hole that a network should see, and the least side of what it sees. */
    static final int MARGIN = 128, LEAST = 512;
    /**
     * Networks of free size are trained on pictures of 256 to 512 px: much larger holes are filled better after a
     * reduction, and the memory grows with the area.
     */
    private static final int LONGEST = 1024;
    /** Erasers of free size look two pixels beyond what they mix, and mirror there. */
    private static final int SHORTEST = 16;
    private static final long MOST_PIXELS = 1 << 26;

    /**
     * @param hole   bounds of the hole in pixels of the scene, not empty
     * @param width  of the scene, px
     * @param height of the scene, px
     * @throws InpaintException if that would be too large
     */
    static EraserWindow of(final EraserModel eraser, final Request request, final Box hole, final int width,
            final int height) {
        final Box scene = new Box(0, 0, width, height);
        final Box window = request.area() == Request.Area.WHOLE ? scene
                : window(eraser, request.padding(), hole, scene);
        final double across = (double) limit(eraser, eraser.width()) / window.width(),
                down = (double) limit(eraser, eraser.height()) / window.height();
        final double wantedAcross = (double) request.width() / window.width(),
                wantedDown = (double) request.height() / window.height();
        final boolean isFixed = eraser.width() > 0 || eraser.height() > 0;
        final double scale = isFixed || request.width() + request.height() == 0 ? Math.min(1, Math.min(across, down))
                : request.width() > 0 && request.height() > 0 ? Math.min(wantedAcross, wantedDown)
                        : Math.max(wantedAcross, wantedDown);
        final int wide = Letterbox.scaled(window.width(), scale), high = Letterbox.scaled(window.height(), scale);
        final EraserWindow made =
                new EraserWindow(window, Letterbox.topLeft(window.width(), window.height(), wide, high,
                canvas(eraser.width(), eraser.multiple(), wide), canvas(eraser.height(), eraser.multiple(), high)));
        if ((long) made.width() * made.height() > MOST_PIXELS)
            throw new InpaintException("The model " + eraser.network().file().getFileName() + " would have to work on "
                    + made.width() + " x " + made.height() + " px: select less, take the masked area (area=masked), "
                    + "or set a smaller width and height.");
        return made;
    }

    /** @throws InpaintException if the request wants a size that the network cannot take */
    static void check(final EraserModel eraser, final Request request) {
        if (request.width() > 0 && eraser.width() > 0 && request.width() != eraser.width()
                || request.height() > 0 && eraser.height() > 0 && request.height() != eraser.height())
            throw new InpaintException("The model " + eraser.network().file().getFileName() + " works on "
                    + (eraser.width() > 0 ? eraser.width() : "any") + " x "
                    + (eraser.height() > 0 ? eraser.height() : "any")
                    + " px only, not " + request.width() + " x " + request.height() + ": leave width and height at 0.");
    }

    /** A square around the hole as far as the scene reaches. */
    private static Box window(final EraserModel eraser, final int padding, final Box hole, final Box scene) {
        final int side = Math.max(Math.max(LEAST, Math.max(eraser.width(), eraser.height())),
                Math.max(hole.width(), hole.height()) + 2 * Math.max(MARGIN, padding));
        final int wide = Math.min(side, scene.width()), high = Math.min(side, scene.height());
        return new Box(start(hole.x(), hole.width(), wide, scene.width()),
                start(hole.y(), hole.height(), high, scene.height()), wide, high);
    }

    private static int start(final int from, final int length, final int side, final int whole) {
        return Math.max(0, Math.min(whole - side, from + length / 2 - side / 2));
    }

    /** MI-GAN for pictures of any size reduces them itself. */
    private static int limit(final EraserModel eraser, final int fixed) {
        return fixed > 0 ? fixed : eraser.layout() == EraserModel.Layout.BYTES ? Integer.MAX_VALUE : LONGEST;
    }

    private static int canvas(final int fixed, final int multiple, final int inner) {
        return fixed > 0 ? fixed : Math.max(SHORTEST, (inner + multiple - 1) / multiple * multiple);
    }

    /** Of the canvas, px. */
    int width() {
        return letterbox.canvas().width();
    }

    /** Of the canvas, px. */
    int height() {
        return letterbox.canvas().height();
    }

    /** A plane of the scene on the canvas. */
    Plane place(final Plane scene) {
        return letterbox.place(scene.crop(window), PillowResampler.LANCZOS, Letterbox.Padding.MIRROR);
    }

    /** A hole of the scene, 1 inside and 0 outside, on the canvas; 1 wherever a pixel of the canvas meets it. */
    Plane placeHole(final Plane hole) {
        final Plane from = hole.crop(window), out = new Plane(letterbox.inner().width(), letterbox.inner().height());
        for (int y = 0, i = 0; y < out.height(); y++)
            for (int x = 0; x < out.width(); x++, i++)
                out.values()[i] = meets(from, x, y) ? 1 : 0;
        return letterbox.pad(out, Letterbox.Padding.MIRROR);
    }

    private boolean meets(final Plane hole, final int x, final int y) {
        final int wide = letterbox.inner().width(), high = letterbox.inner().height();
        for (int v = first(y, window.height(), high); v < end(y, window.height(), high); v++)
            for (int u = first(x, window.width(), wide); u < end(x, window.width(), wide); u++)
                if (hole.at(u, v) > 0)
                    return true;
        return false;
    }

    /** The first of the pixels that one of {@code to} equal parts of {@code from} pixels meets. */
    private static int first(final int part, final int from, final int to) {
        return (int) ((long) part * from / to);
    }

    private static int end(final int part, final int from, final int to) {
        return (int) (((part + 1L) * from + to - 1) / to);
    }

    /** A plane of the canvas laid over a plane of the scene, of which the window is overwritten. */
    void take(final Plane painted, final Plane scene) {
        scene.put(letterbox.take(painted, PillowResampler.LANCZOS), window.x(), window.y());
    }
}
