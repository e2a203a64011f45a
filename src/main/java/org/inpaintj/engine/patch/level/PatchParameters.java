package org.inpaintj.engine.patch.level;

/**
 * Every number of the engine. Arrays are indexed by the pyramid level, 0 = full size; the last entry serves all
 * coarser levels.
 *
 * @param minSide        coarsest level's smallest side, px
 * @param maxLevels      most levels
 * @param minBank        fewest source patches of the coarsest level
 * @param diffusionPatch side of the diffusion's patches, px
 * @param diffusionStep  distance of the diffusion's query patches, px
 * @param diffusionHole  the diffusion ends at the level where the hole is at most this wide, px
 * @param diffusionBank  most source patches of a diffusion step
 * @param diffusionSteps steps of a diffusion level, the coarsest level first
 * @param diffusionCost  most floating-point operations of a diffusion level; the coarsest may take twice as many
 * @param sigmaFirst     noise level of the first step
 * @param sigmaLast      noise level of the last step
 * @param kappa          noise level of known pixels, relative to the hole's
 * @param diffusionDecay confidence of a hole pixel is this to the power of minus its depth, in the diffusion
 * @param tau            temperature of the posterior
 * @param beta           weight of the usage balance
 * @param cascade        tolerance of the coarser solution as a key
 * @param diffusionVote  standard deviation of the diffusion's vote, in patch sides
 * @param mosaicSteps    last steps whose vote is won by the heaviest patch alone
 * @param patch          side of the search's patches, px
 * @param smallPatch     side of those where a larger one would prefer smooth sources, px: at full size in wide holes, while
 *                       over narrow ones a larger patch sees more of what is known, and everywhere in smooth surroundings
 * @param wide           a hole of more than this width is wide, px
 * @param smooth         surroundings of whose variance the membrane explains more than this share are smooth
 * @param rounds         search-and-vote rounds
 * @param sweeps         PatchMatch sweeps a round
 * @param radius         radius of the random search, px
 * @param firstRounds    fewest rounds at the first searched level
 * @param firstSweeps    extra sweeps of its first round
 * @param decay          as {@code diffusionDecay}, in the search: the coarser, the more the inside has a say, which
 *                       continues lines
 * @param starts         how far the diffused start is drawn towards the membrane, rising, as far as that is to be trusted;
 *                       each is searched, and the one that is matched best is kept
 * @param startGain      by which share a later start must be matched better: smooth fills are easier to match
 * @param settle         how far the first vote is drawn towards what is expected: at full size, where it costs time and
 *                       softens, not at all
 * @param settled        what is left of that at the last vote; it falls evenly, so that the form comes first and then the
 *                       texture
 * @param skill          share of the variance around the hole that the membrane must explain where it is tried to be
 *                       trusted in full, and to need no diffusion; with less it is less, and with none not at all, for it
 *                       would only flatten
 * @param shared         share of a trusted membrane's error that the fill has too, for it was drawn towards it
 * @param coarser        share of the coarser level's estimate in what is expected; the membrane has the rest, and all at the
 *                       first searched level
 * @param texture        weight of the texture features
 * @param fineTexture    share of full size in the texture features of coarser levels
 * @param noise          share of a source's own noise that its distance is spared
 * @param vote           standard deviation of the vote, in patch sides
 * @param reach          radius of the first search, in widths of the hole
 * @param leastReach     its least radius, px
 * @param labelSweeps    sweeps of the label search
 * @param labelData      weight of the estimate against the seams of the labels
 * @param larger         weight of the larger difference where two labels meet; the smaller has the rest
 * @param screen         pull of the copied colours on the Poisson solution
 * @param screenEdge     extra pull beside known pixels, so that the membrane does not smooth the boundary
 * @param trendHole      the fill is compared with the membrane where the hole is at most this wide, px
 */
public record PatchParameters(int minSide, int maxLevels, int minBank,
        int diffusionPatch, int diffusionStep, int diffusionHole, int diffusionBank, int[] diffusionSteps,
        double diffusionCost, double sigmaFirst, double sigmaLast, double kappa, double diffusionDecay, double tau,
        double beta, double cascade, double diffusionVote, int mosaicSteps,
        int patch, int smallPatch, int wide, double smooth,
        int[] rounds, int[] sweeps, int[] radius, int firstRounds, int firstSweeps,
        double[] decay, double[] starts, double startGain, double[] settle, double settled, double skill,
        double shared, float coarser, float texture, float fineTexture, float noise, double vote,
        double reach, int leastReach, int labelSweeps, float labelData, float larger, float screen, float screenEdge,
        double trendHole) {

    /** What the engine uses. */
    public static final PatchParameters STANDARD = new PatchParameters(24, 7, 600,
            11, 5, 48, 8000, new int[] { 32, 20, 16, 12, 12 },
            6e9, 0.6, 0.02, 0.3, 1.4, 0.4,
            0.2, 0.1, 0.2, 4,
            7, 5, 64, 0.85,
            new int[] { 3, 10, 20 }, new int[] { 3, 2 }, new int[] { 2, 1000 }, 6, 3,
            new double[] { 2.4, 2, 1.6, 1.4 }, new double[] { 0, 1 }, 0.05, new double[] { 0, 1 }, 0.1, 0.6,
            0.6, 0.3f, 8, 0.75f, 0.7f, 0.12,
            4, 24, 6, 0.15f, 0.8f, 0.0025f, 0.3f,
            32);

    /** The entry for a level. */
    public static int at(final int[] values, final int level) {
        return values[Math.min(level, values.length - 1)];
    }

    /** The entry for a level. */
    public static double at(final double[] values, final int level) {
        return values[Math.min(level, values.length - 1)];
    }

    /**
     * How far the membrane is to be trusted, 0..1.
     *
     * @param explained share of the variance that it explains; NaN, where squares of huge samples are infinite, tells
     *                  nothing
     */
    public float trust(final double explained) {
        return explained > 0 ? (float) Math.min(1, explained / skill) : 0;
    }

    /**
     * How far a vote is drawn towards what is expected, 0..1.
     *
     * @param trust in the membrane
     */
    public float settle(final int level, final int round, final int rounds, final float trust) {
        return (float) (at(settle, level) * trust * (1 - (1 - settled) * round / Math.max(1, rounds - 1)));
    }

    /**
     * Side of the search's patches at a level.
     *
     * @param diameter  of the level's hole, px
     * @param explained share of the variance that the membrane explains
     */
    public int patch(final int level, final double diameter, final double explained) {
        return explained > smooth || level == 0 && diameter > wide ? smallPatch : patch;
    }

    /**
     * Steps of a diffusion level.
     *
     * @param level  the level, {@code levels} - 1 is the coarsest
     * @param levels levels of the pyramid
     */
    public int steps(final int level, final int levels) {
        if (levels > 2)
            return at(diffusionSteps, levels - 1 - level);
        return levels == 2 && level == 1 ? diffusionSteps[1] : diffusionSteps[diffusionSteps.length - 1];
    }
}
