package org.inpaintj.imagej.job;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
import org.inpaintj.engine.diffusion.DiffusionParameters;

/** Paints grey in as many steps as asked for, shows it after the first and heeds a cancel at each. */
final class StepEngine implements Engine {

    static final String ID = "steps";

    @Override
    public Class<DiffusionParameters> parameters() {
        return DiffusionParameters.class;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of("Steps", Trait.MEETS_BOUNDARY, Trait.ANY_CHANNELS);
    }

    @Override
    public Result run(final Request request, final Scene scene, final Progress progress) {
        final float[] grey = new float[scene.width() * scene.height() * scene.channels()];
        Arrays.fill(grey, 0.5f);
        final RandomAccessibleInterval<FloatType> pixels = ArrayImgs.floats(grey, scene.width(), scene.height(),
                scene.channels());
        final int steps = request.own(DiffusionParameters.class).steps();
        for (int done = 0; done <= steps; done++) {
            progress.check();
            progress.step(done, steps, "half");
            if (done == 1)
                progress.preview(() -> pixels);
        }
        return new Result(List.of(new Result.Candidate(request.seed(), pixels)), List.of(), Map.of());
    }
}
