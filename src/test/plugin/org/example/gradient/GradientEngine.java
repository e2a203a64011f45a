package org.example.gradient;

import java.util.List;
import java.util.Map;

import net.imglib2.RandomAccess;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.scijava.plugin.Plugin;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.params.Key;

/** Fills a hole with the linear gradient that fits the known pixels around it best: good for uneven backgrounds. */
@Plugin(type = Engine.class)
public final class GradientEngine implements Engine {

    /** The keys of this engine. A line here is all that macros, dialogs, the command line and records need. */
    public record GradientParameters(
            @Key(label = "Angle (degrees)", min = 0, max = 180, help = "direction of the gradient; 0 = along the rows, "
                    + "90 = along the columns") double angle,
            @Key(label = "Slope", def = "1", min = 0, max = 4, help = "1 = as steep as around the hole, 0 = one value, "
                    + "the mean") double slope) {
    }

    @Override
    public String id() {
        return "gradient";
    }

    @Override
    public Capabilities capabilities() {
        // takes any channels, needs no model, and its fill is not to be bent until it meets the border; and of the
        // common keys
        // of a run, such as seed, it uses none
        return Capabilities.of("Linear gradient", Trait.ANY_CHANNELS, Trait.NEEDS_NO_MODEL,
                Trait.MEETS_BOUNDARY).using();
    }

    @Override
    public Class<GradientParameters> parameters() {
        return GradientParameters.class;
    }

    @Override
    public Result run(final Request request, final Scene scene, final Progress progress) {
        final GradientParameters own = request.own(GradientParameters.class);
        final double across = Math.cos(Math.toRadians(own.angle())), down = Math.sin(Math.toRadians(own.angle()));
        final ArrayImg<FloatType, ?> filled = ArrayImgs.floats(scene.width(), scene.height(), scene.channels());
        final RandomAccess<FloatType> in = scene.pixels().randomAccess(), out = filled.randomAccess(),
                mask = scene.mask().randomAccess(), valid = scene.valid().randomAccess();
        for (int c = 0; c < scene.channels(); c++) {
            // least squares of value = mean + slope * (t - mean of t), where t is the way along the gradient
            double n = 0, t = 0, tt = 0, v = 0, tv = 0;
            for (int y = 0; y < scene.height(); y++)
                for (int x = 0; x < scene.width(); x++)
                    if (mask.setPositionAndGet(x, y).get() == 0 && valid.setPositionAndGet(x, y).get() > 0) {
                        final double way = x * across + y * down, value = in.setPositionAndGet(x, y, c).get();
                        n++;
                        t += way;
                        tt += way * way;
                        v += value;
                        tv += way * value;
                    }
            final double spread = n * tt - t * t, slope = spread == 0 ? 0 : own.slope() * (n * tv - t * v) / spread;
            for (int y = 0; y < scene.height(); y++)
                for (int x = 0; x < scene.width(); x++)
                    out.setPositionAndGet(x, y, c).set((float) (v / n + slope * (x * across + y * down - t / n)));
            progress.step(c + 1, scene.channels(), "Fitting a gradient");
            progress.check();
        }
        return new Result(List.of(new Result.Candidate(request.seed(), filled)), List.of(), Map.of());
    }
}
