package org.inpaintj.inpaint;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import net.imglib2.img.array.ArrayImgs;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;

/** Paints one tone over everything. */
final class FlatEngine implements Engine {

    static final String ID = "flat";

    static volatile float tone;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of("Flat", Trait.MEETS_BOUNDARY, Trait.ANY_CHANNELS);
    }

    @Override
    public Result run(final Request request, final Scene scene, final Progress progress) {
        final float[] out = new float[scene.width() * scene.height() * scene.channels()];
        Arrays.fill(out, tone);
        return new Result(List.of(new Result.Candidate(request.seed(),
                ArrayImgs.floats(out, scene.width(), scene.height(), scene.channels()))), List.of(), Map.of());
    }
}
