package org.inpaintj.engine.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

import org.inpaintj.engine.patch.diffusion.PatchDiffusion;
import org.inpaintj.engine.patch.diffusion.PatchPosterior;
import org.inpaintj.engine.patch.level.HoleDepth;
import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PatchParameters;
import org.inpaintj.engine.patch.level.ProgressSteps;
import org.inpaintj.engine.patch.level.PushPullFill;
import org.inpaintj.engine.patch.level.Pyramid;
import org.inpaintj.engine.patch.level.PyramidLevel;
import org.inpaintj.engine.patch.level.Xorshift;
import org.inpaintj.engine.patch.membrane.AnisotropicMembrane;
import org.inpaintj.engine.patch.membrane.LowFrequencyCorrection;
import org.inpaintj.engine.patch.search.LevelSearch;
import org.inpaintj.engine.patch.search.NearestNeighbourField;
import org.inpaintj.engine.patch.search.OffsetLabels;
import org.inpaintj.engine.patch.search.PatchSearch;
import org.inpaintj.engine.patch.search.PatchVote;
import org.inpaintj.engine.patch.search.Patches;
import org.inpaintj.engine.patch.search.PoissonBlend;
import org.inpaintj.engine.patch.search.TextureFeatures;

/**
 * The order of the stages. Coarse levels of a pyramid run exemplar diffusion, unless the membrane is trusted in full,
 * which then is a start as good; from there down to full size the diffusion's limit without noise runs, in which the
 * posterior is the most similar patch: PatchMatch and votes in turn (Wexler et al., Space-Time Completion of Video,
 * 2007; Newson et al. 2014). At full size each pixel gets one offset, and a Poisson equation makes the copied
 * differences meet the known pixels.
 * <p>
 * A fill is made for an image and run once a candidate. Only the hole's pixels of the level it is made with change.
 */
final class CoarseToFineFill {

    private static final String[] AT = { "Patches at full size", "Patches at 1/2", "Patches at 1/4", "Patches at 1/8",
            "Patches at 1/16", "Patches at 1/32", "Patches at 1/64" };

    /**
     * Weights of a floating-point operation of the diffusion and, for a pixel of the hole, of the last two steps;
     * measured.
     */
    private static final double FLOP = 0.03, OFFSETS = 600, POISSON = 450;

    private final PatchParameters parameters;
    private final ParallelBands bands;
    private final List<PyramidLevel> levels = new ArrayList<>();
    private final LevelSearch[] searches;

    /**
     * By level: colours of the {@link AnisotropicMembrane} in the order of the hole's pixels, null where a run asks for
     * none.
     */
    private final float[][] membranes;
    private final double diameter;

    /** Null if all a run can do is to span a membrane over the hole. */
    private final LowFrequencyCorrection correction;

    /** The level where the search starts; levels above it are diffused if there is any diffusion. */
    private final int first;
    private final boolean diffuses;

    /**
     * Plans the fill.
     *
     * @param image the image at full size, with at least one hole pixel; its hole is filled by {@link #run}
     */
    CoarseToFineFill(final PatchParameters parameters, final PyramidLevel image, final ParallelBands bands) {
        this.parameters = parameters;
        this.bands = bands;
        levels.add(image);
        if (membraneOnly(image)) {
            diameter = 0;
            correction = null;
            first = -1;
            diffuses = false;
            searches = new LevelSearch[0];
            membranes = new float[0][];
            return;
        }
        final int[] squared = HoleDepth.squared(image, bands);
        diameter = HoleDepth.diameter(image, squared);
        correction = LowFrequencyCorrection.of(image, squared, diameter, parameters, bands);
        grow(image);
        final int last = levels.size() - 1;
        int stop = (int) Math.ceil(Math.log(Math.max(1, diameter) / parameters.diffusion().hole()) / Math.log(2));
        stop = Math.max(0, Math.min(last, stop));
        final boolean bank = sources(last) >= PatchDiffusion.FEWEST;
        while (bank && stop < last && cost(stop) > parameters.diffusion().cost())
            stop++;
        final boolean able = bank && cost(stop) <= 2 * parameters.diffusion().cost();
        diffuses = able && correction.trust < 1;
        first = able ? stop : last;
        searches = new LevelSearch[first + 1];
        membranes = new float[first + 1][];
    }

    /** Does what all candidates share, once, before the first {@link #run}. */
    void prepare() {
        float[] fine = null;
        for (int l = 0; l <= first; l++) {
            final PyramidLevel level = levels.get(l);
            TextureFeatures.ofKnown(level, parameters.matching().texture(), bands);
            if (l > 0) {
                fine = TextureFeatures.halve(levels.get(l - 1), fine, level);
                TextureFeatures.mix(level, fine, parameters.matching().fineTexture());
            }
        }
        for (int l = first; l >= 0; l--) {
            final PyramidLevel level = levels.get(l);
            final int[] squared = HoleDepth.squared(level, bands);
            if (l == first || PatchParameters.at(parameters.guidance().settle(), l) > 0)
                membranes[l] = membrane(l);
            searches[l] = LevelSearch.of(level, squared, l, correction.skill, parameters, bands);
        }
    }

    /** The membrane of a level; fills the hole with it. */
    private float[] membrane(final int l) {
        final PyramidLevel level = levels.get(l);
        if (l < first && membranes[l + 1] != null && !AnisotropicMembrane.hasNeighbours(level)) {
            enlarge(l);
            AnisotropicMembrane.refine(level, bands);
        } else
            AnisotropicMembrane.spanBeside(level, bands);
        return level.holeSamples(level.channels);
    }

    /** True if votes of a level are drawn towards what is expected. */
    private boolean settles(final int l) {
        return parameters.guidance().settle(l, 0, 1, correction.trust) > 0;
    }

    /** True if there is too little to copy from: no known pixel, no room for a patch, or no patch without a hole. */
    private boolean membraneOnly(final PyramidLevel image) {
        return image.allHole() || Math.min(image.width, image.height) < 3
                || new Patches(image, 3, bands).sources == 0;
    }

    /** Adds levels until the hole is about as wide as a patch, as far as enough is left to copy from. */
    private void grow(final PyramidLevel image) {
        final int side = Math.min(image.width, image.height);
        int n = 1;
        while (diameter / (1 << n - 1) > 0.9 * parameters.diffusion().patch()
                && side / (double) (1 << n) >= parameters.levels().minSide()
                && n < parameters.levels().most())
            n++;
        while (levels.size() < n)
            levels.add(Pyramid.down(levels.get(levels.size() - 1), bands));
        while (levels.size() > 1 && sources(levels.size() - 1) < parameters.levels().minBank())
            levels.remove(levels.size() - 1);
    }

    /** Sources of the diffusion at a level; none if the level has no hole. */
    private int sources(final int l) {
        final PyramidLevel level = levels.get(l);
        final int size = parameters.diffusion().patch();
        return level.hole.length == 0 || Math.min(level.width, level.height) < size ? 0
                : new Patches(level, size, bands).sources;
    }

    private double cost(final int l) {
        final PyramidLevel level = levels.get(l);
        final int size = parameters.diffusion().patch(), steps = parameters.diffusion().steps(l, levels.size());
        return PatchDiffusion.cost(parameters, level, new Patches(level, size, bands), steps);
    }

    /** True if a run needs {@link PatchPosterior}. */
    boolean diffuses() {
        return diffuses;
    }

    /** True if all a run can do is to span a membrane over the hole. */
    boolean membrane() {
        return first < 0;
    }

    int levels() {
        return levels.size();
    }

    /** Diffusion steps of a run with a posterior. */
    int diffusionSteps() {
        int n = 0;
        for (int l = levels.size() - 1; diffuses && l >= first; l--)
            n += parameters.diffusion().steps(l, levels.size());
        return n;
    }

    /**
     * How much time the steps take that a run announces, once {@link #prepare} is done, relative to each other.
     *
     * @param posterior whether it has one
     */
    double[] weights(final boolean posterior) {
        if (first < 0)
            return new double[] { 1 };
        final boolean diffused = diffuses && posterior;
        final DoubleStream.Builder out = DoubleStream.builder();
        for (int l = levels.size() - 1; diffused && l >= first; l--)
            add(out, parameters.diffusion().steps(l, levels.size()), FLOP * cost(l) / parameters.diffusion()
                    .steps(l, levels.size()));
        for (int start = 0; start < starts(diffused).length; start++)
            add(out, rounds(first), weight(first));
        for (int l = first - 1; l >= 0; l--)
            add(out, rounds(l), weight(l));
        add(out, 1, OFFSETS * levels.get(0).hole.length);
        add(out, 1, POISSON * levels.get(0).hole.length);
        return out.build().toArray();
    }

    private static void add(final DoubleStream.Builder to, final int times, final double weight) {
        for (int i = 0; i < times; i++)
            to.add(weight);
    }

    /**
     * Of a round at a level: the samples that the search compares, which has looked 1.5 times before it looks at
     * random.
     */
    private double weight(final int l) {
        final int side = searches[l].patches().size;
        final int radius = l == first ? reach(l)
                : Math.min(reach(l), PatchParameters.at(parameters.search().radius(), l));
        return (double) levels.get(l).hole.length * PatchParameters.at(parameters.search().sweeps(), l) * side * side
                * (1.5 + Math.log(Math.max(1, radius)) / Math.log(2));
    }

    private int rounds(final int l) {
        final int rounds = PatchParameters.at(parameters.search().rounds(), l);
        return l == first ? Math.max(rounds, parameters.search().firstRounds()) : rounds;
    }

    /**
     * Fills the hole of the image.
     *
     * @param posterior the denoiser, or null to start from a smooth fill instead
     */
    void run(final long seed, final PatchPosterior posterior, final ProgressSteps progress) {
        final PyramidLevel image = levels.get(0);
        if (first < 0) {
            progress.next("Membrane");
            PushPullFill.fill(image, bands);
            return;
        }
        NearestNeighbourField field = start(seed, posterior, progress);
        for (int l = first - 1; l >= 0; l--)
            field = search(l, field, Xorshift.seed(seed, 2, l), progress);
        if (field == null)
            return;
        progress.next("Offsets");
        final OffsetLabels labels = new OffsetLabels(field, searches[0], parameters.blend().labelData());
        labels.run(parameters.blend().labelSweeps(), bands);
        progress.next("Poisson equation");
        new PoissonBlend(image, labels, parameters.blend().larger(), parameters.blend().screen(),
                parameters.blend().screenEdge())
                .run(Math.min(diameter, 3 / Math.sqrt(parameters.blend().screen())), bands);
        correction.correct(image, bands);
    }

    /**
     * How far the starts of the search are drawn towards the membrane. There is but one without a diffusion, the
     * membrane itself, or where the membrane is not to be trusted.
     */
    private double[] starts(final boolean diffused) {
        return diffused && correction.trust > 0 ? parameters.guidance().starts() : new double[1];
    }

    /**
     * Searches level {@link #first} from several starts and leaves it with the fill whose patches are matched best: the
     * objective of Wexler et al. judges it. The diffused start has texture, but may hold a fragment of something that
     * then fits nowhere; the membrane holds none, nor anything that lies scattered, so it counts as far as it is to be
     * trusted.
     *
     * @return its matches
     */
    private NearestNeighbourField start(final long seed, final PatchPosterior posterior, final ProgressSteps progress) {
        final boolean diffused = diffuses && posterior != null;
        final PyramidLevel level = levels.get(first);
        if (diffused)
            diffuse(seed, posterior, progress);
        else
            level.setHoleSamples(membranes[first], level.channels);
        final float[] from = level.holeSamples(level.depth);
        NearestNeighbourField best = null;
        float[] filled = from;
        double least = Double.MAX_VALUE;
        for (final double share : starts(diffused)) {
            level.setHoleSamples(from, level.depth);
            settle(level, membranes[first], (float) share * correction.trust);
            final NearestNeighbourField field = search(first, null, Xorshift.seed(seed, 2, first), progress);
            if (field == null)
                return null;
            final double misfit = field.misfit(searches[first].belief());
            // the noise that is spared may make it negative
            if (misfit < least - parameters.guidance().startGain() * Math.abs(least)) {
                least = misfit;
                best = field;
                filled = level.holeSamples(level.depth);
            }
        }
        level.setHoleSamples(filled, level.depth);
        return best;
    }

    /** Fills level {@link #first} by diffusion. */
    private void diffuse(final long seed, final PatchPosterior posterior, final ProgressSteps progress) {
        for (int l = levels.size() - 1; l >= first; l--) {
            final PyramidLevel coarser = l == levels.size() - 1 ? null : levels.get(l + 1);
            new PatchDiffusion(parameters, levels.get(l), coarser, posterior, bands)
                    .run(parameters.diffusion().steps(l, levels.size()), Xorshift.seed(seed, 1, l), progress);
        }
    }

    /** Searches and votes at one level; null if it has nothing to copy from and just takes the coarser fill. */
    private NearestNeighbourField search(final int l, final NearestNeighbourField coarser, final long seed,
            final ProgressSteps progress) {
        final PyramidLevel level = levels.get(l);
        final LevelSearch atLevel = searches[l];
        final boolean start = coarser == null;
        if (l < first && (start || settles(l)))
            enlarge(l);
        if (atLevel.patches().sources == 0 || level.hole.length == 0)
            return null;
        final float[] expected = settles(l) ? expected(l) : null;
        final int reach = reach(l);
        final NearestNeighbourField field = start ? NearestNeighbourField.random(atLevel.patches(), reach, seed, bands)
                : NearestNeighbourField.finer(atLevel.patches(), coarser, reach, seed, bands);
        final PatchSearch search = new PatchSearch(field, atLevel, seed);
        final PatchVote vote = new PatchVote(field, atLevel.belief(), parameters.matching()
                .vote() * atLevel.patches().size);
        final int radius = start ? reach : Math.min(reach, PatchParameters.at(parameters.search().radius(), l));
        if (start)
            TextureFeatures.ofEstimate(level, parameters.matching().texture(), bands);
        else
            vote.run(bands);
        for (int round = 0; round < rounds(l); round++) {
            progress.next(AT[Math.min(l, AT.length - 1)]);
            final int extra = start && round == 0 ? parameters.search().firstSweeps() : 0;
            search.run(PatchParameters.at(parameters.search().sweeps(), l) + extra, radius, round, bands);
            if (l > 0 || round < rounds(l) - 1) {
                vote.run(bands);
                settle(level, expected, parameters.guidance().settle(l, round, rounds(l), correction.trust));
            }
            progress.preview(levels.get(0), level, l);
        }
        return field;
    }

    /**
     * What the votes of a level are drawn towards: at the first level the membrane, then largely the coarser estimate,
     * which has edges where the membrane is a blur.
     */
    private float[] expected(final int l) {
        final float[] membrane = membranes[l];
        if (l == first)
            return membrane;
        final PyramidLevel level = levels.get(l);
        final float[] expected = new float[membrane.length];
        for (int n = 0; n < level.hole.length; n++)
            for (int k = 0, i = n * level.channels, from = level.hole[n] * level.depth; k < level.channels; k++, i++)
                expected[i] = membrane[i] + parameters.guidance().coarser() * (level.f[from + k] - membrane[i]);
        return expected;
    }

    /**
     * Draws the estimate towards what is expected. What patches agree on is a draw from what could be there, and the
     * membrane is nearer to its mean: drawn towards it, an estimate finds likelier sources, and no fragment of
     * something else floats in a flat hole. The estimate only guides the search; what is copied in the end stays a
     * copy.
     *
     * @param expected colours in the order of the hole's pixels, not read if {@code share} is 0
     */
    private static void settle(final PyramidLevel level, final float[] expected, final float share) {
        if (share == 0)
            return;
        for (int n = 0; n < level.hole.length; n++)
            for (int k = 0, i = level.hole[n] * level.depth; k < level.channels; k++, i++)
                level.f[i] += share * (expected[n * level.channels + k] - level.f[i]);
    }

    /** How far from the query to look: what fits a small hole lies near. */
    private int reach(final int l) {
        final PyramidLevel level = levels.get(l);
        final double reach = Math.max(parameters.search().leastReach(),
                parameters.search().reach() * diameter / (1 << l));
        return (int) Math.min(Math.max(level.width, level.height), reach);
    }

    private void enlarge(final int l) {
        final PyramidLevel level = levels.get(l), coarse = levels.get(l + 1);
        for (final int i : level.hole)
            Pyramid.up(coarse.f, coarse, coarse.depth, level.channels, level.x(i), level.y(i), level.f,
                    i * level.depth);
    }
}
