package org.inpaintj.raster.tile;

import org.inpaintj.core.Box;

/**
 * A stroke along a path of straight pieces. Each pixel gets what the brush sets at its distance from the path, whatever
 * the number of the pieces: nothing is set twice where they meet.
 */
final class Stroke {

    private final Brush brush;
    private final double[] path;
    private final boolean add;

    /** @param path x and y of at least one point */
    Stroke(final Brush brush, final double[] path, final boolean add) {
        this.brush = brush;
        this.path = path.length > 2 ? path : new double[] { path[0], path[1], path[0], path[1] };
        this.add = add;
    }

    TileMask on(final TileMask mask) {
        final Box image = new Box(0, 0, mask.width(), mask.height());
        return mask.change(TileMask.reach(brush, path), (tile, place) -> {
            final boolean nothing = add ? tile == Tile.ALL : tile == null;
            if (nothing)
                return tile;
            final Box part = place.intersect(image);
            byte[] out = null;
            for (int i = 0; i + 3 < path.length; i += 2) {
                final Piece piece = new Piece(path[i], path[i + 1], path[i + 2], path[i + 3]);
                if (!piece.meets(part, brush.radius()))
                    continue;
                out = out == null ? Tile.copy(tile) : out;
                paint(piece, part.intersect(TileMask.reach(brush, piece.ends())), place, out);
            }
            return out == null ? tile : Tile.of(out);
        });
    }

    private void paint(final Piece piece, final Box part, final Box place, final byte[] out) {
        final double outer = brush.radius() * brush.radius(), inner = brush.inner() * brush.inner();
        for (int y = part.y(); y < part.y() + part.height(); y++) {
            int at = (y - place.y()) * Tile.SIDE + part.x() - place.x();
            for (int x = part.x(); x < part.x() + part.width(); x++, at++) {
                final double squared = piece.squared(x + 0.5, y + 0.5);
                if (squared > outer)
                    continue;
                final int level = squared <= inner ? Brush.FULL : brush.level(squared), now = out[at] & Brush.FULL;
                out[at] = (byte) (add ? Math.max(now, level) : Math.min(now, Brush.FULL - level));
            }
        }
    }

    /** A straight piece of the path. */
    private record Piece(double x1, double y1, double x2, double y2) {

        double[] ends() {
            return new double[] { x1, y1, x2, y2 };
        }

        /** Squared distance from it, px. */
        double squared(final double x, final double y) {
            final double dx = x2 - x1, dy = y2 - y1, length = dx * dx + dy * dy;
            final double t = length == 0 ? 0
                    : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length));
            final double ex = x - x1 - t * dx, ey = y - y1 - t * dy;
            return ex * ex + ey * ey;
        }

        /** False where a box is surely farther away than that. */
        boolean meets(final Box box, final double reach) {
            final double half = Math.hypot(box.width(), box.height()) / 2 + reach;
            return squared(box.x() + box.width() / 2.0, box.y() + box.height() / 2.0) <= half * half;
        }
    }
}
