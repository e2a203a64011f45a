package org.inpaintj.engine.patch.membrane;

import org.inpaintj.engine.patch.level.BlockMeans;
import org.inpaintj.engine.patch.level.HoleDepth;
import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PatchParameters;
import org.inpaintj.engine.patch.level.PyramidLevel;

/**
 * Draws the fill's coarse brightness towards the {@link AnisotropicMembrane} of its hole, as far as that is to be
 * trusted. Copied patches carry the shading of where they come from, which shows as a fold on a smooth background; the
 * membrane has no folds but knows nothing of texture. How far it is off is tried out: holes of the same shape are made
 * where the image is known. With its mean squared error v there and its mean squared distance D from the fill, the
 * best weight is {@code 1 - v / D} if both err independently, the shrinkage of Efron and Morris (Stein's Estimation
 * Rule and Its Competitors, 1973). A fill that was drawn towards the membrane before has a share s of its error beside
 * an independent one, and the mean squared error of the mixture is least at {@code 1 - (1 - s) v / D}. Both means are
 * found for each depth below the hole's edge, and for the whole hole, whose weight is an upper bound: a line through
 * the middle of the hole lies at one depth, where few of the tried holes have theirs. On textures v exceeds D and
 * nothing changes.
 */
public final class LowFrequencyCorrection {

    /** Means of blocks of pixels; its hole holds the membrane. */
    private final PyramidLevel coarse;
    private final int scale;
    private final int[] depths;

    /** By pixel of the image's hole, in its order: how much of the correction it takes. */
    private final float[] fade;
    private final DepthErrors errors;

    /** {@link MembraneCrossCheck#skill} of the membrane. */
    public final double skill;

    /** How far the membrane is to be trusted, 0..1. */
    public final float trust;

    /** Share of the membrane's error that the fill does not have. */
    private final double apart;

    private LowFrequencyCorrection(final PyramidLevel coarse, final int scale, final float[] fade,
            final PatchParameters parameters, final ParallelBands bands) {
        this.coarse = coarse;
        this.fade = fade;
        this.scale = scale;
        depths = HoleDepth.squared(coarse, bands);
        final MembraneCrossCheck trial = new MembraneCrossCheck(coarse, depths, bands);
        errors = trial.membrane;
        skill = trial.skill();
        trust = parameters.guidance().trust(skill);
        apart = 1 - parameters.guidance().shared() * trust;
        AnisotropicMembrane.spanBeside(coarse, bands);
    }

    /**
     * Learns from the surroundings of a hole.
     *
     * @param image    full size
     * @param squared  its {@link HoleDepth}
     * @param diameter of the hole, px
     * @param parameters   says at which size the hole is looked at, 1/4 or smaller
     */
    public static LowFrequencyCorrection of(final PyramidLevel image, final int[] squared, final double diameter,
            final PatchParameters parameters,
            final ParallelBands bands) {
        int scale = 4;
        while (diameter / scale > parameters.guidance().trendHole())
            scale *= 2;
        final float[] fade = new float[image.hole.length];
        for (int n = 0; n < fade.length; n++)
            fade[n] = (float) Math.min(1, Math.sqrt(squared[image.hole[n]]) / scale);
        return new LowFrequencyCorrection(BlockMeans.of(image, scale, bands), scale, fade, parameters, bands);
    }

    /**
     * Corrects a fill.
     *
     * @param image the level given to {@link #of}, filled
     */
    public void correct(final PyramidLevel image, final ParallelBands bands) {
        final int channels = coarse.channels;
        final float[] difference = difference(image), pull = new float[coarse.state.length * channels];
        final DepthErrors distances = new DepthErrors();
        distances.add(difference, coarse.hole, depths);
        final double most = 1 - apart * (1 - distances.excess(errors));
        boolean any = false;
        for (int n = 0; n < coarse.hole.length; n++) {
            final int depth = depths[coarse.hole[n]];
            final double weight = errors.known(depth)
                    ? Math.min(most, 1 - apart * errors.mean(depth) / distances.mean(depth)) : 0;
            if (!(weight > 0))
                continue;
            any = true;
            for (int k = 0; k < channels; k++)
                pull[coarse.hole[n] * channels + k] = (float) (weight * difference[n * channels + k]);
        }
        if (any)
            bands.run(new Add(image, pull), (image.hole.length - 1) / Add.CHUNK + 1);
    }

    /** Blurred difference of the membrane from the fill at the hole's pixels. */
    private float[] difference(final PyramidLevel image) {
        final float[] difference = new float[coarse.state.length * coarse.channels];
        for (final int i : coarse.hole)
            for (int k = 0; k < coarse.channels; k++)
                difference[i * coarse.channels + k] = coarse.f[i * coarse.depth + k]
                        - BlockMeans.mean(image, scale, coarse.x(i), coarse.y(i), k);
        return MembraneCrossCheck.smooth(coarse, difference, coarse.hole);
    }

    /** Adds the pull, bilinearly enlarged and fading towards the hole's edge. */
    private final class Add implements ParallelBands.Task {

        static final int CHUNK = 1024;

        private final PyramidLevel image;
        private final float[] pull;

        Add(final PyramidLevel image, final float[] pull) {
            this.image = image;
            this.pull = pull;
        }

        @Override
        public void run(final int band) {
            for (int n = band * CHUNK; n < Math.min(image.hole.length, (band + 1) * CHUNK); n++) {
                final int i = image.hole[n];
                final float x = (image.x(i) + 0.5f) / scale - 0.5f, y = (image.y(i) + 0.5f) / scale - 0.5f;
                final int x0 = (int) Math.floor(x), y0 = (int) Math.floor(y);
                final float u = x - x0, v = y - y0;
                for (int k = 0; k < image.channels; k++)
                    image.f[i * image.depth + k] += fade[n]
                            * ((1 - v) * ((1 - u) * at(x0, y0, k) + u * at(x0 + 1, y0, k))
                            + v * ((1 - u) * at(x0, y0 + 1, k) + u * at(x0 + 1, y0 + 1, k)));
            }
        }

        private float at(final int x, final int y, final int k) {
            final int cx = Math.max(0, Math.min(coarse.width - 1, x)), cy = Math.max(0, Math.min(coarse.height - 1, y));
            return pull[coarse.index(cx, cy) * coarse.channels + k];
        }
    }
}
