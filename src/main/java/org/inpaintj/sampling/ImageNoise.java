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

    private final Philox generator;
    private final Variation variation;
    private final int channels;
    private final int height;
    private final int width;
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

    /** The size is that of the latents. */
    public ImageNoise(final long seed, final Variation variation, final int channels, final int height,
            final int width) {
        this.generator = new Philox(seed);
        this.variation = variation;
        this.channels = channels;
        this.height = height;
        this.width = width;
    }

    @Override
    public float[] get() {
        final float[] noise = generator.normal(channels * height * width);
        final boolean first = !started;
        started = true;
        if (!first || variation.strength() == 0)
            return noise;
        final float[] other = new Philox(variation.seed()).normal(noise.length);
        return Slerp.between(variation.strength(), noise, other, channels, height, width);
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
