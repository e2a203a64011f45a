package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.latent.LatentCodec;
import org.inpaintj.engine.diffusion.latent.TiledVae;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;

class TiledVaeTest {

    /**
     * Of the tiny VAE with pixels from -1 to 1: its two channels a group have other means in a tile than in the whole.
     */
    private static final double MEAN = 0.1, EDGE = 1.25;

    @Test
    void tilesCoverEverythingAndOverlapByAQuarter() {
        for (final int side : new int[] { 32, 48, 64 })
            for (int length = 1; length < 300; length++) {
                final int[] starts = TiledVae.starts(length, side);
                assertEquals(0, starts[0]);
                assertEquals(Math.max(0, length - side), starts[starts.length - 1]);
                for (int i = 1; i < starts.length; i++)
                    assertTrue(starts[i - 1] + side - starts[i] >= side / 4 && starts[i] > starts[i - 1],
                            length + " by " + side);
            }
        assertEquals(2, TiledVae.starts(112, 64).length);
        assertEquals(3, TiledVae.starts(113, 64).length);
    }

    @Test
    void whatKnowsNoNeighboursIsTheSameInTiles() {
        final Random random = new Random(1);
        for (int trial = 0; trial < 30; trial++) {
            final Tensor in = random(random, 1 + random.nextInt(2), 2, 1 + random.nextInt(150), 1
                    + random.nextInt(150));
            assertArrayEquals(doubled(in).array(), TiledVae.run(in, 32, 1, 2, TiledVaeTest::doubled).array(), 1e-5f);
            final Tensor large = doubled(in);
            assertArrayEquals(in.array(), TiledVae.run(large, 32, 2, 1, TiledVaeTest::halved).array(), 1e-5f);
        }
    }

    @Test
    void tilesFadeIntoEachOtherLinearly() {
        final List<Float> values = new ArrayList<>(List.of(0f, 1f));
        final Tensor out = TiledVae.run(Tensor.zeros(1, 1, 1, 48), 32, 1, 1, part -> {
            final float[] all = new float[part.size()];
            java.util.Arrays.fill(all, values.remove(0));
            return Tensor.of(all, part.shape());
        });
        for (int x = 0; x < 48; x++)
            assertEquals(Math.min(1, Math.max(0, (x - 16 + 0.5) / 16)), out.get(x), 1e-6);
    }

    @Test
    void oneTileIsTheWhole() {
        final Tensor in = Tensor.zeros(1, 4, 20, 32);
        assertSame(in, TiledVae.run(in, 32, 1, 1, part -> part));
    }

    @Test
    void theLargestTileThatFitsIsTaken() {
        assertEquals(200, TiledVae.side(200, 150, size -> size, 30000));
        assertEquals(128, TiledVae.side(200, 150, size -> size, 29999));
        assertEquals(64, TiledVae.side(200, 150, size -> size, 96 * 96 - 1));
        assertEquals(96, TiledVae.side(200, 40, size -> size, 96 * 40));
        assertEquals(32, TiledVae.side(200, 150, size -> size, 1));
        assertEquals(20, TiledVae.side(20, 10, size -> size, 1));
    }

    @Test
    void theAutoencoderMakesNearlyTheSameInTilesWithoutASeam() {
        final DiffusionModel model = DiffusionModel.read(ModelFixture.of("sd15").folder());
        final Tensor latents = smooth(4, 64, 48), pixels = smooth(3, 64 * 8, 48 * 8);
        try (SessionPool pool = new SessionPool(Long.MAX_VALUE / 2, options -> { })) {
            final LatentCodec codec = new LatentCodec(model, pool);
            final Tensor whole = codec.decode(latents, Progress.NONE), small = codec.encode(pixels, Progress.NONE);
            pool.allow(model.vae().decoder().network().weightBytes() + (69L << 20));
            assertEquals(32, LatentCodec.decoderTile(model.vae(), 48, 64, pool.budget()));
            assertEquals(32, LatentCodec.encoderTile(model.vae(), 48, 64, pool.budget()));
            compare(whole, codec.decode(latents, Progress.NONE), 8);
            compare(small, codec.encode(pixels, Progress.NONE), 1);
        }
    }

    /**
     * The difference is small on average, and jumps no more where tiles begin and end than elsewhere.
     *
     * @param unit samples along one of the latents
     */
    private static void compare(final Tensor whole, final Tensor tiled, final int unit) {
        assertArrayEquals(whole.shape(), tiled.shape());
        final int width = (int) whole.size(3);
        double mean = 0, steps = 0, atEdges = 0;
        int edges = 0;
        for (int i = 0; i < whole.size(); i++) {
            mean += Math.abs(whole.get(i) - tiled.get(i)) / whole.size();
            final int x = i % width;
            if (x == 0)
                continue;
            final double step = Math.abs(whole.get(i) - tiled.get(i) - whole.get(i - 1) + tiled.get(i - 1));
            steps += step / whole.size();
            if (x == 16 * unit || x == 32 * unit) {
                atEdges += step;
                edges++;
            }
        }
        assertTrue(mean > 0 && mean < MEAN, "differs by " + mean);
        assertTrue(atEdges / edges < EDGE * steps, "jumps by " + atEdges / edges + ", elsewhere by " + steps);
    }

    private static Tensor smooth(final int channels, final int height, final int width) {
        final Tensor out = Tensor.zeros(1, channels, height, width);
        for (int i = 0; i < out.size(); i++)
            out.buffer().put(i, (float) (0.7 * Math.sin(0.1 * (i % width) + i / (width * height))
                    * Math.cos(0.07 * (i / width % height))));
        return out;
    }

    private static Tensor random(final Random random, final long... shape) {
        final Tensor out = Tensor.zeros(shape);
        for (int i = 0; i < out.size(); i++)
            out.buffer().put(i, random.nextFloat());
        return out;
    }

    private static Tensor doubled(final Tensor in) {
        final int width = (int) in.size(3), height = (int) in.size(2);
        final Tensor out = Tensor.zeros(in.size(0), in.size(1), 2 * height, 2 * width);
        for (int i = 0; i < out.size(); i++)
            out.buffer().put(i, in.get(i / (4 * width * height) * width * height
                    + i / (2 * width) % (2 * height) / 2 * width + i % (2 * width) / 2));
        return out;
    }

    private static Tensor halved(final Tensor in) {
        final int width = (int) in.size(3) / 2, height = (int) in.size(2) / 2;
        final Tensor out = Tensor.zeros(in.size(0), in.size(1), height, width);
        for (int i = 0; i < out.size(); i++)
            out.buffer().put(i, in.get(i / (width * height) * 4 * width * height + i / width % height * 4 * width
                    + i % width * 2));
        return out;
    }
}
