package org.inpaintj.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;

/** Paints grey in four steps, before each of which it waits for the test. */
public final class WaitingEngine implements Engine {

    static final int STEPS = 4;
    private static final float GREY = 0.5f;

    final Semaphore steps = new Semaphore(0), begun = new Semaphore(0);
    private final boolean stopsEarly;

    /** @param stopsEarly whether it makes a result of what there is when it is asked to finish */
    WaitingEngine(final boolean stopsEarly) {
        this.stopsEarly = stopsEarly;
    }

    @Override
    public String id() {
        return "waiting";
    }

    @Override
    public Capabilities capabilities() {
        return (stopsEarly ? Capabilities.of("waits", Trait.NEEDS_NO_MODEL, Trait.MEETS_BOUNDARY, Trait.INVENTS,
                Trait.STOPS_EARLY) : Capabilities.of("waits", Trait.NEEDS_NO_MODEL, Trait.MEETS_BOUNDARY,
                        Trait.INVENTS)).using("seed", "candidates");
    }

    @Override
    public Result run(final Request request, final Scene scene, final Progress progress) {
        begun.release();
        for (int i = 0; i < STEPS; i++) {
            progress.step(i, STEPS, "waiting");
            progress.preview(() -> grey(scene));
            while (!go()) {
                progress.check();
                progress.preview(() -> grey(scene));
                if (stopsEarly && progress.finishRequested())
                    break;
            }
            if (stopsEarly && progress.finishRequested())
                break;
        }
        final List<Result.Candidate> candidates = new ArrayList<>();
        for (int k = 0; k < request.candidates(); k++)
            candidates.add(new Result.Candidate(request.seed() + k, grey(scene)));
        return new Result(candidates, List.of(), Map.of());
    }

    private boolean go() {
        try {
            return steps.tryAcquire(10, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RandomAccessibleInterval<FloatType> grey(final Scene scene) {
        final float[] values = new float[scene.width() * scene.height() * scene.channels()];
        Arrays.fill(values, GREY);
        return ArrayImgs.floats(values, scene.width(), scene.height(), scene.channels());
    }
}
