package org.inpaintj.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request.Device;

class TileGridTest {

    @Test
    void tilesStartWhereTheWebUiStartsThem() {
        // ceil((w - o) / (t - o)) tiles, (w - t) / (n - 1) apart
        assertEquals(List.of(0, 160, 320), TileGrid.of(512, 192, 192, 192, 8).columns());
        assertEquals(List.of(0, 448), TileGrid.of(960, 1, 512, 512, 64).columns());
        assertEquals(List.of(0, 298, 597, 896), TileGrid.of(1408, 1, 512, 512, 160).columns());
        assertEquals(List.of(0, 1), TileGrid.of(193, 1, 192, 192, 8).columns());
    }

    @Test
    void aTileIsNeverLargerThanThePicture() {
        final TileGrid grid = TileGrid.of(20, 300, 192, 192, 8);
        assertEquals(List.of(0), grid.columns());
        assertEquals(new Box(0, 0, 20, 192), grid.tile(0));
        assertEquals(new Box(0, 108, 20, 192), grid.tile(1));
        assertEquals(List.of(0), TileGrid.of(5, 5, 9, 9, 9).columns());
    }

    @Test
    void tilesThatNeverAdvanceAreRefused() {
        assertEquals("Tiles of 8 px that overlap by 8 px never advance: take a smaller tile_overlap, or larger tiles.",
                assertThrows(InpaintException.class, () -> TileGrid.of(20, 20, 8, 8, 8)).getMessage());
        assertEquals("Tiles of 8 px that overlap by 9 px never advance: take a smaller tile_overlap than tile.",
                assertThrows(InpaintException.class, () -> new UpscalerOptions(8, 9, Device.CPU)).getMessage());
    }

    /** Rows of tiles pasted one after the other onto a line, and lines onto the picture, by brute force. */
    @Test
    void tilesFadeIntoEachOtherAsOnPaper() {
        final SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 60; round++) {
            final int tile = random.nextInt(2, 14), overlap = random.nextInt(0, tile);
            final TileGrid grid = TileGrid.of(random.nextInt(1, 50), random.nextInt(1, 40), tile, tile, overlap);
            final int width = grid.tile(grid.count() - 1).x() + grid.width();
            final int height = grid.tile(grid.count() - 1).y() + grid.height();
            final TileJoin join = new TileJoin(grid, 2);
            final double[][][] paper = new double[2][height][width];
            double[][][] line = null;
            for (int i = 0; i < grid.count(); i++) {
                final Box box = grid.tile(i);
                final int wide = grid.width() + random.nextInt(3), high = grid.height() + random.nextInt(3);
                final float[] values = new float[2 * wide * high];
                for (int k = 0; k < values.length; k++)
                    values[k] = (float) random.nextDouble();
                join.add(FloatBuffer.wrap(values), wide, high);
                if (box.x() == 0)
                    line = new double[2][grid.height()][width];
                for (int c = 0; c < 2; c++)
                    for (int y = 0; y < grid.height(); y++)
                        for (int x = 0; x < grid.width(); x++)
                            line[c][y][box.x() + x] = mix(line[c][y][box.x() + x], values[(c * high + y) * wide + x],
                                    box.x() == 0 ? overlap : x, overlap);
                for (int c = 0; c < 2 && box.x() + grid.width() == width; c++)
                    for (int y = 0; y < grid.height(); y++)
                        for (int x = 0; x < width; x++)
                            paper[c][box.y() + y][x] = mix(paper[c][box.y() + y][x], line[c][y][x],
                                    box.y() == 0 ? overlap : y, overlap);
            }
            final RandomAccessibleInterval<FloatType> made = join.picture();
            for (int c = 0; c < 2; c++)
                for (int y = 0; y < height; y++)
                    for (int x = 0; x < width; x++)
                        assertEquals(paper[c][y][x], made.getAt(x, y, c).get(), 1e-6);
        }
    }

    private static double mix(final double below, final double above, final int at, final int overlap) {
        return at >= overlap ? above : below + Math.floor(255.0 * at / overlap) / 255 * (above - below);
    }
}
