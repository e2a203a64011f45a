package org.inpaintj.inpaint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import net.imglib2.img.array.ArrayImgs;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.diffusion.DiffusionParameters;
import org.inpaintj.engines.WithEngines;

/** Writes noise over the whole scene, mask or not. */
public final class TestEngine implements Engine {

    /** Any channels, recreates the hole, meets the boundary: what it paints arrives as it is. */
    public static final TestEngine PLAIN = new TestEngine("noise", false, true, true, 0);
    /** Three channels, starts from the original, leaves a seam. */
    public static final TestEngine NETWORK = new TestEngine("noise-rgb", true, false, false, 0);

    /** As NETWORK, and needs no surroundings. */
    public static final TestEngine INVENTOR = new TestEngine("noise-alone", new Capabilities("noise-alone",
            Set.of(Trait.STARTS_FROM_ORIGINAL, Trait.INVENTS)), 0);

    /** Adds these, and more, to those of the program. */
    public static WithEngines all(final Engine... more) {
        return new WithEngines(Stream.concat(Stream.of(INVENTOR, PLAIN, NETWORK),
                Arrays.stream(more)).toArray(Engine[]::new));
    }

    private final String id;
    private final Capabilities capabilities;
    private final int context;

    public TestEngine(final String id, final boolean startsFromOriginal, final boolean meetsBoundary,
            final boolean anyChannels, final int context) {
        this(id, capabilities(id, startsFromOriginal, meetsBoundary, anyChannels), context);
    }

    private TestEngine(final String id, final Capabilities capabilities, final int context) {
        this.id = id;
        this.capabilities = capabilities;
        this.context = context;
    }

    public static Capabilities capabilities(final String id, final boolean startsFromOriginal,
            final boolean meetsBoundary,
            final boolean anyChannels) {
        final Set<Trait> traits = EnumSet.noneOf(Trait.class);
        if (startsFromOriginal)
            traits.add(Trait.STARTS_FROM_ORIGINAL);
        if (meetsBoundary)
            traits.add(Trait.MEETS_BOUNDARY);
        if (anyChannels)
            traits.add(Trait.ANY_CHANNELS);
        return new Capabilities(id, traits);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Class<DiffusionParameters> parameters() {
        return DiffusionParameters.class;
    }

    @Override
    public int context(final int width, final int height) {
        return context;
    }

    @Override
    public Result run(final Request request, final Scene scene, final Progress progress) {
        final List<Result.Candidate> candidates = new ArrayList<>();
        for (int k = 0; k < request.candidates(); k++) {
            final SplittableRandom random = new SplittableRandom(request.seed() + k);
            final float[] out = new float[scene.width() * scene.height() * scene.channels()];
            for (int i = 0; i < out.length; i++)
                out[i] = (float) random.nextDouble(-0.5, 1.5);
            final Result.Candidate made = new Result.Candidate(request.seed() + k,
                    ArrayImgs.floats(out, scene.width(), scene.height(), scene.channels()));
            final boolean unchanged = capabilities.startsFromOriginal()
                    && request.own(DiffusionParameters.class).strength() == 0;
            candidates.add(unchanged ? made.asUnchanged() : made);
        }
        return new Result(candidates, List.of(), Map.of("device", "none"));
    }
}
