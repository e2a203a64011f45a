package org.inpaintj.outpaint;

import java.util.Set;

import org.inpaintj.core.Box;

/**
 * How much is added to each side of an image, in px, each 0 or more.
 *
 * @param left  columns
 * @param right columns
 * @param up    rows
 * @param down  rows
 */
record Margins(int left, int right, int up, int down) {

    /** Of which the WebUI's canvases are multiples, px. */
    static final int MULTIPLE = 64;

    /** Numbers of columns and rows on some sides, 0 on the others. */
    static Margins of(final Set<Direction> sides, final int columns, final int rows) {
        return new Margins(sides.contains(Direction.LEFT) ? columns : 0, sides.contains(Direction.RIGHT) ? columns : 0,
                sides.contains(Direction.UP) ? rows : 0, sides.contains(Direction.DOWN) ? rows : 0);
    }

    /** Enlarged in proportion, so that width and height are multiples of 64 where anything is added to them. */
    Margins rounded(final int width, final int height) {
        final int wide = multiple(width + left + right), high = multiple(height + up + down);
        final int first = left > 0 ? (int) ((long) left * (wide - width) / (left + right)) : 0;
        final int top = up > 0 ? (int) ((long) up * (high - height) / (up + down)) : 0;
        return new Margins(first, right > 0 ? wide - width - first : 0, top, down > 0 ? high - height - top : 0);
    }

    static int multiple(final int size) {
        return (size + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
    }

    /** Where an image lies in the enlarged one. */
    Box place(final int width, final int height) {
        return new Box(left, up, width, height);
    }

    /** The enlarged image. */
    Box canvas(final int width, final int height) {
        return new Box(0, 0, left + width + right, up + height + down);
    }

    /** The most on any side. */
    int most() {
        return Math.max(Math.max(left, right), Math.max(up, down));
    }

    int on(final Direction side) {
        return switch (side) {
            case LEFT -> left;
            case RIGHT -> right;
            case UP -> up;
            case DOWN -> down;
        };
    }

    /** Nothing but what is added to one side. */
    Margins only(final Direction side) {
        return of(Set.of(side), on(side), on(side));
    }
}
