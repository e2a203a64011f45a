package org.inpaintj.engine.patch.level;

/**
 * Every number of the embedded engine, one record for each of its parts. Arrays are indexed by the pyramid level, 0 =
 * full size; the last entry serves all coarser levels. Nobody writes to them.
 *
 * @param levels    how the image is reduced
 * @param diffusion the patch diffusion of the coarsest levels
 * @param search    PatchMatch
 * @param matching  when patches are alike, and what they agree on
 * @param guidance  how far the fill is drawn towards the membrane
 * @param blend     how what was found becomes the fill
 */
public record PatchParameters(Levels levels, Diffusion diffusion, Search search, Matching matching, Guidance guidance,
        Blend blend) {

    /** What the engine uses. */
    public static final PatchParameters STANDARD = new PatchParameters(
            new Levels(24, 7, 600),
            new Diffusion(11, 5, 48, 8000, new int[] { 32, 20, 16, 12, 12 }, 6e9, new NoiseLevels(0.6, 0.02, 0.3), 1.4,
                    new Posterior(0.4, 0.2), 0.1, 0.2, 4),
            new Search(7, 5, 64, 0.85, new int[] { 3, 10, 20 }, new int[] { 3, 2 }, new int[] { 2, 1000 }, 6, 3,
                    new double[] { 2.4, 2, 1.6, 1.4 }, 4, 24),
            new Matching(8, 0.75f, 0.7f, 0.12),
            new Guidance(new double[] { 0, 1 }, 0.05, new double[] { 0, 1 }, 0.1, 0.6, 0.6, 0.3f, 32),
            new Blend(6, 0.15f, 0.8f, 0.0025f, 0.3f));

    /**
     * How the image is reduced.
     *
     * @param minSide coarsest level's smallest side, px
     * @param most    most levels
     * @param minBank fewest source patches of the coarsest level
     */
    public record Levels(int minSide, int most, int minBank) {
    }

    /**
     * The noise levels of the patch diffusion.
     *
     * @param first of the first step
     * @param last  of the last step
     * @param kappa of known pixels, relative to the hole's
     */
    public record NoiseLevels(double first, double last, double kappa) {
    }

    /**
     * The posterior over source patches.
     *
     * @param tau  temperature
     * @param beta weight of the usage balance
     */
    public record Posterior(double tau, double beta) {
    }

    /**
     * The patch diffusion.
     *
     * @param patch       side of its patches, px
     * @param step        distance of its query patches, px
     * @param hole        it ends at the level where the hole is at most this wide, px
     * @param bank        most source patches of a step
     * @param steps       of a level, the coarsest level first
     * @param cost        most floating-point operations of a level; the coarsest may take twice as many
     * @param noise       levels of the noise
     * @param decay       confidence of a hole pixel is this to the power of minus its depth
     * @param posterior   over source patches
     * @param cascade     tolerance of the coarser solution as a key
     * @param vote        standard deviation of the vote, in patch sides
     * @param mosaicSteps last steps whose vote is won by the heaviest patch alone
     */
    public record Diffusion(int patch, int step, int hole, int bank, int[] steps, double cost, NoiseLevels noise,
            double decay, Posterior posterior, double cascade, double vote, int mosaicSteps) {

        /**
         * Steps of a level.
         *
         * @param level  the level, {@code levels} - 1 is the coarsest
         * @param levels levels of the pyramid
         */
        public int steps(final int level, final int levels) {
            if (levels > 2)
                return at(steps, levels - 1 - level);
            return levels == 2 && level == 1 ? steps[1] : steps[steps.length - 1];
        }
    }

    /**
     * PatchMatch.
     *
     * @param patch       side of the patches, px
     * @param smallPatch  side of those where a larger one would prefer smooth sources, px: at full size in wide holes,
     *                    while over narrow ones a larger patch sees more of what is known, and everywhere in smooth
     *                    surroundings
     * @param wide        a hole of more than this width is wide, px
     * @param smooth      surroundings of whose variance the membrane explains more than this share are smooth
     * @param rounds      search-and-vote rounds
     * @param sweeps      PatchMatch sweeps a round
     * @param radius      radius of the random search, px
     * @param firstRounds fewest rounds at the first searched level
     * @param firstSweeps extra sweeps of its first round
     * @param decay       confidence of a hole pixel is this to the power of minus its depth: the coarser, the more the
     *                    inside has a say, which continues lines
     * @param reach       radius of the first search, in widths of the hole
     * @param leastReach  its least radius, px
     */
    public record Search(int patch, int smallPatch, int wide, double smooth, int[] rounds, int[] sweeps, int[] radius,
            int firstRounds, int firstSweeps, double[] decay, double reach, int leastReach) {

        /**
         * Side of the patches at a level.
         *
         * @param diameter  of the level's hole, px
         * @param explained share of the variance that the membrane explains
         */
        public int patch(final int level, final double diameter, final double explained) {
            return explained > smooth || level == 0 && diameter > wide ? smallPatch : patch;
        }
    }

    /**
     * When patches are alike, and what they agree on.
     *
     * @param texture     weight of the texture features
     * @param fineTexture share of full size in the texture features of coarser levels
     * @param noise       share of a source's own noise that its distance is spared
     * @param vote        standard deviation of the vote, in patch sides
     */
    public record Matching(float texture, float fineTexture, float noise, double vote) {
    }

    /**
     * How far the fill is drawn towards the membrane.
     *
     * @param starts    how far the diffused start is drawn towards it, rising, as far as it is to be trusted; each is
     *                  searched, and the one that is matched best is kept
     * @param startGain by which share a later start must be matched better: smooth fills are easier to match
     * @param settle    how far the first vote is drawn towards what is expected: at full size, where it costs time and
     *                  softens, not at all
     * @param settled   what is left of that at the last vote; it falls evenly, so that the form comes first and then
     *                  the texture
     * @param skill     share of the variance around the hole that the membrane must explain where it is tried to be
     *                  trusted in full, and to need no diffusion; with less it is less, and with none not at all, for
     *                  it would only flatten
     * @param shared    share of a trusted membrane's error that the fill has too, for it was drawn towards it
     * @param coarser   share of the coarser level's estimate in what is expected; the membrane has the rest, and all at
     *                  the first searched level
     * @param trendHole the fill is compared with the membrane where the hole is at most this wide, px
     */
    public record Guidance(double[] starts, double startGain, double[] settle, double settled, double skill,
            double shared,
            float coarser, double trendHole) {

        /** The same with other starts. */
        public Guidance withStarts(final double[] otherStarts, final double gain) {
            return new Guidance(otherStarts, gain, settle, settled, skill, shared, coarser, trendHole);
        }

        /**
         * How far the membrane is to be trusted, 0..1.
         *
         * @param explained share of the variance that it explains; NaN, where squares of huge samples are infinite,
         *                  tells nothing
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
    }

    /**
     * How what was found becomes the fill.
     *
     * @param labelSweeps sweeps of the label search
     * @param labelData   weight of the estimate against the seams of the labels
     * @param larger      weight of the larger difference where two labels meet; the smaller has the rest
     * @param screen      pull of the copied colours on the Poisson solution
     * @param screenEdge  extra pull beside known pixels, so that the membrane does not smooth the boundary
     */
    public record Blend(int labelSweeps, float labelData, float larger, float screen, float screenEdge) {
    }

    /** The same with other guidance. */
    public PatchParameters withGuidance(final Guidance other) {
        return new PatchParameters(levels, diffusion, search, matching, other, blend);
    }

    /** The entry for a level. */
    public static int at(final int[] values, final int level) {
        return values[Math.min(level, values.length - 1)];
    }

    /** The entry for a level. */
    public static double at(final double[] values, final int level) {
        return values[Math.min(level, values.length - 1)];
    }
}
