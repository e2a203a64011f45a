package org.inpaintj.outpaint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.upscale.TileGrid;

/** Where everything lies when an image of a size is outpainted; known before a sample of it is read. */
final class OutpaintLayout {

    /** Bytes a pixel of the canvas, bytes a sample, and those of noise and its spectrum beside them. */
    private static final long PIXEL = 48, SAMPLE = 20, NOISE = 40;
    /** What the WebUI processes at a time where nothing is said, px; more with models that were trained at more. */
    private static final int PROCESSED = 512;

    private final int width;
    private final int height;
    private final OutpaintRequest outpaint;
    private final Set<Direction> sides;
    /** As they are asked for, and as they are. */
    private final Margins asked, margins;

    /**
     * @param width    of the image, px
     * @param height   of the image, px
     * @param outpaint settled
     */
    OutpaintLayout(final int width, final int height, final OutpaintRequest outpaint) {
        this.width = width;
        this.height = height;
        this.outpaint = outpaint;
        sides = outpaint.ground().directions();
        final int expand = outpaint.ground().border().expand();
        asked = outpaint.ground().margins(expand, expand);
        margins = switch (outpaint.method()) {
            case MK2, POOR -> asked.rounded(width, height);
            case MOSAIC -> Mosaic.margins(width, height, outpaint.ground());
            default -> asked;
        };
    }

    Set<Direction> sides() {
        return sides;
    }

    /** The enlarged image. */
    Box canvas() {
        return margins.canvas(width, height);
    }

    /** Where the image will lie. */
    Box original() {
        return margins.place(width, height);
    }

    /** How many passes there will be. */
    int passes() {
        return switch (outpaint.method()) {
            case MK2 -> sides.size();
            case POOR -> tiles().count();
            default -> 1;
        };
    }

    /** How many seeds one result takes. */
    int seeds() {
        return outpaint.method() == OutpaintMethod.POOR ? passes() : 1;
    }

    /**
     * Looks whether it can be done.
     *
     * @param channels of the image; three for packed colours
     * @param title    of the image
     * @throws InpaintException if not, saying why and what to do
     */
    void check(final int channels, final String title) {
        if (outpaint.method() == OutpaintMethod.MOSAIC)
            for (final Direction side : sides)
                if (margins.on(side) == 0)
                    throw new InpaintException("'" + title + "' is so small that " + (side.isHorizontal()
                            ? "expand_x adds no column: give a larger expand_x."
                            : "expand_y adds no row: give a larger expand_y."));
                else if (margins.on(side) > (side.isHorizontal() ? width : height))
                    throw new InpaintException("With method=mosaic new ground is the mirror image, so that no side of '"
                            + title + "' grows by more than the image has, " + (side.isHorizontal() ? width : height)
                            + " px: take less than " + side.word() + ":" + margins.on(side) + ".");
        final boolean noise = outpaint.method() == OutpaintMethod.MK2;
        final long wide = canvas().width(), high = canvas().height();
        final long bytes = wide * high * (PIXEL + Math.max(3, channels) * (SAMPLE + (noise ? NOISE : 0)));
        final long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap * 0.9 || wide * high * Math.max(3, channels) > Integer.MAX_VALUE - 8)
            throw new InpaintException(String.format(Locale.ROOT,
                    "The enlarged image would have %d x %d pixels, which takes about %.1f GB while it is made, and "
                            + "Java may use %.1f GB: expand by less, or raise the limit in Edit > Options > Memory & "
                            + "Threads.", wide, high, bytes / 1e9, heap / 1e9));
        if (noise)
            strips();
        if (outpaint.method() == OutpaintMethod.POOR) {
            tiles();
            kept(2 * blur());
        }
    }

    /** The passes of mk2, each over what the ones before it have left. */
    List<Mk2Pass> strips() {
        final List<Mk2Pass> strips = new ArrayList<>();
        int wide = width, high = height;
        for (final Direction side : sides) {
            final Mk2Pass pass = Mk2Pass.of(side, wide, high, margins.on(side), blur(),
                    side.isHorizontal() ? processWidth() : processHeight());
            strips.add(pass);
            wide = pass.grown().width();
            high = pass.grown().height();
        }
        return strips;
    }

    /** The tiles of poor man's outpainting. */
    OutpaintTiles tiles() {
        final int overlap = asked.most();
        if (overlap >= processWidth() && processWidth() < canvas().width()
                || overlap >= processHeight() && processHeight() < canvas().height())
            throw new InpaintException("With method=poor tiles overlap by as much as the image expands, and tiles of "
                    + processWidth() + " x " + processHeight() + " px that overlap by " + overlap
                    + " px never advance: expand less, or raise width and height.");
        return new OutpaintTiles(TileGrid.of(canvas().width(), canvas().height(), processWidth(), processHeight(),
                overlap), original());
    }

    /** The image without a rim on the sides that grow; right and below one less wide, as the WebUI draws it. */
    Box kept(final int rim) {
        final Box place = original();
        final int last = rim > 0 ? 1 : 0;
        final int left = place.x() + (margins.left() > 0 ? rim : 0), top = place.y() + (margins.up() > 0 ? rim : 0);
        final int right = place.x() + width - (margins.right() > 0 ? rim - last : 0);
        final int bottom = place.y() + height - (margins.down() > 0 ? rim - last : 0);
        if (right <= left || bottom <= top)
            throw new InpaintException("A mask blur of " + blur() + " px leaves nothing of an image of " + width
                    + " x " + height + " px to go on from: lower the blur.");
        return new Box(left, top, right - left, bottom - top);
    }

    /** The mask blur in whole pixels. */
    int blur() {
        return (int) Math.round(outpaint.request().blur());
    }

    private int processWidth() {
        return outpaint.request().width() > 0 ? outpaint.request().width() : processed();
    }

    private int processHeight() {
        return outpaint.request().height() > 0 ? outpaint.request().height() : processed();
    }

    private int processed() {
        final Request request = outpaint.request();
        return Math.max(PROCESSED, Engines.found().get(request.engine()).defaultSize(request));
    }
}
