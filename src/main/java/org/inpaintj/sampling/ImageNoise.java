package org.inpaintj.sampling;

import java.util.List;
import java.util.function.Supplier;

/**
 * The noise of one image: the first call gives the noise it starts from, each later call the noise a sampler adds. One
 * generator an image, so an image comes out the same alone and in a batch.
 * <p>
 * The start and the ancestral samplers draw what the WebUI draws with its setting NV, in the same order. The samplers
 * of the SDE family draw fresh increments of a Brownian path over sigma here, from left to right. The WebUI takes them
 * from torchsde's Brownian tree, which PyTorch's own generators feed: equal in distribution, but no image of these
 * samplers can be the same as the WebUI's, while everything else about them is (as tested with the same increments).
 */
public final class ImageNoise implements Supplier<float[]> {

    private final long seed;
    private final Variation variation;
    private final Canvas canvas;
    private final long delta;
    private final int channels;
    private final int height;
    private final int width;
    private Philox generator;
    private boolean started;

    /**
     * A second seed whose starting noise is mixed in.
     *
     * @param strength 0 leaves the first seed's noise, 1 gives the second's
     */
    public record Variation(long seed, double strength) {

        /** Only the first seed. */
        public static final Variation NONE = new Variation(0, 0);
    }

    /**
     * The size that the starting noise is drawn for; it is then put into the middle of other noise of the seed, so that
     * a picture of another size resembles the one of this size (the WebUI's "resize seed from").
     *
     * @param height of latents; 0 for the size that is needed
     * @param width  the same
     */
    public record Canvas(int height, int width) {

        /** The size that is needed. */
        public static final Canvas SAME = new Canvas(0, 0);

        private boolean differs(final int h, final int w) {
            return height > 0 && width > 0 && (height != h || width != w);
        }
    }

    /** The size is that of the latents. */
    public ImageNoise(final long seed, final Variation variation, final int channels, final int height,
            final int width) {
        this(seed, variation, Canvas.SAME, 0, channels, height, width);
    }

    /**
     * With another beginning or end.
     *
     * @param canvas what the starting noise is drawn for
     * @param delta  what is added to the seed for all later noise (the WebUI's "eta noise seed delta", ENSD); 0 goes on
     *               with the generator of the start
     */
    public ImageNoise(final long seed, final Variation variation, final Canvas canvas, final long delta,
            final int channels, final int height, final int width) {
        this.seed = seed;
        this.generator = new Philox(seed);
        this.variation = variation;
        this.canvas = canvas;
        this.delta = delta;
        this.channels = channels;
        this.height = height;
        this.width = width;
    }

    @Override
    public float[] get() {
        final float[] noise = generator.normal(channels * height * width);
        if (started)
            return noise;
        started = true;
        if (delta != 0)
            generator = new Philox(seed + delta);
        if (!canvas.differs(height, width))
            return varied(noise, height, width);
        final float[] drawn = varied(new Philox(seed).normal(channels * canvas.height * canvas.width), canvas.height,
                canvas.width);
        for (int c = 0; c < channels; c++)
            paste(drawn, noise, c);
        return noise;
    }

    /** With the second seed's noise mixed in. */
    private float[] varied(final float[] noise, final int high, final int wide) {
        return variation.strength() == 0 ? noise : Slerp.between(variation.strength(), noise,
                new Philox(variation.seed()).normal(noise.length), channels, high, wide);
    }

    /** Puts the middle of a channel of the other size into the middle; halves are rounded down, as in the WebUI. */
    private void paste(final float[] from, final float[] to, final int c) {
        final int dy = Math.floorDiv(height - canvas.height, 2), dx = Math.floorDiv(width - canvas.width, 2);
        final int high = dy >= 0 ? canvas.height : canvas.height + 2 * dy,
                wide = dx >= 0 ? canvas.width : canvas.width + 2 * dx;
        for (int y = 0; y < high; y++)
            System.arraycopy(from, (c * canvas.height + Math.max(-dy, 0) + y) * canvas.width + Math.max(-dx, 0), to,
                    (c * height + Math.max(dy, 0) + y) * width + Math.max(dx, 0), wide);
    }

    /** The noise of several images, one after the other. */
    public static Supplier<float[]> batch(final List<ImageNoise> images) {
        return () -> {
            final float[][] parts = images.stream().map(ImageNoise::get).toArray(float[][]::new);
            final float[] all = new float[parts.length * parts[0].length];
            for (int i = 0; i < parts.length; i++)
                System.arraycopy(parts[i], 0, all, i * parts[i].length, parts[i].length);
            return all;
        };
    }
}
