package org.inpaintj.ij1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.diffusion.DiffusionParameters;

/** Fills with one tone that the seed decides, in as many steps of 20 ms as asked for; fails where cfg is 99. */
public final class SlowEngine implements Engine {

    private final String id;
    private final Capabilities capabilities;

    private SlowEngine(final String id, final Trait... traits) {
        this.id = id;
        capabilities = Capabilities.of("Slow", traits);
    }

    /** One without a prompt, and one with. */
    public static Engine[] both() {
        return new Engine[] { new SlowEngine("slow", Trait.MEETS_BOUNDARY, Trait.ANY_CHANNELS, Trait.STOPS_EARLY,
                Trait.WHOLE_IMAGES), new SlowEngine("slow_prompt", Trait.MEETS_BOUNDARY, Trait.ANY_CHANNELS,
                        Trait.INVENTS, Trait.PROMPT) };
    }

    @Override
    public Class<DiffusionParameters> parameters() {
        return DiffusionParameters.class;
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
    public Result run(final Request request, final Scene scene, final Progress progress) {
        final DiffusionParameters own = request.own(DiffusionParameters.class);
        if (own.cfg() == 99)
            throw new InpaintException("The engine was told to fail: choose another cfg.");
        int done = 0;
        for (; done < own.steps() && !progress.enough(); done++) {
            if (progress.cancelled())
                System.out.println("the slow engine was cancelled");
            progress.check();
            progress.share((double) done / own.steps());
            progress.step(done, own.steps(), "pretending");
            progress.preview(() -> constant(scene, 1));
            try {
                Thread.sleep(20);
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        progress.step(done, own.steps(), "pretending");
        final List<Result.Candidate> candidates = new ArrayList<>();
        for (int k = 0; k < request.candidates(); k++)
            candidates.add(new Result.Candidate(request.seed() + k,
                    constant(scene, (request.seed() + k) % 256 / 255f)));
        return new Result(candidates, done == own.steps() ? List.of()
                : List.of("Stopped after step " + done + " of " + own.steps() + "; this is what there was."), Map.of());
    }

    private static RandomAccessibleInterval<FloatType> constant(final Scene scene, final float tone) {
        final float[] all = new float[scene.width() * scene.height() * scene.channels()];
        Arrays.fill(all, tone);
        return ArrayImgs.floats(all, scene.width(), scene.height(), scene.channels());
    }
}
