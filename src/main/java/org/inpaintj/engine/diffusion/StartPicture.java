package org.inpaintj.engine.diffusion;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Plane;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;

/**
 * The picture that diffusion starts from where it is another one than the image, such as a sketch over it. Where a
 * result lets what was before show through, that is this picture in the WebUI, whose image it has become; here the
 * image's own samples stay outside the mask, so inside of it the picture is mixed into the result.
 */
final class StartPicture {

    /** Tones that differ by less show the same. */
    private static final float SAME = 1 / 1024f;

    private final Scene scene;
    private final List<Plane> base;
    private final Plane mask;
    /** Where it is another picture than the image. */
    private final boolean[] other;

    /** @param scene one with a base */
    StartPicture(final Scene scene) {
        this.scene = scene;
        base = Plane.channels(scene.base());
        mask = Plane.of(scene.mask());
        other = new boolean[mask.values().length];
        final List<Plane> pixels = Plane.channels(scene.pixels());
        for (int c = 0; c < pixels.size(); c++)
            for (int i = 0; i < other.length; i++)
                other[i] |= Math.abs(base.get(c).values()[i] - pixels.get(c).values()[i]) > SAME;
    }

    /**
     * The results of a run that has started from it.
     *
     * @param untouched whether nothing was repainted: then it is the result itself, to the last bit
     */
    Result result(final Result made, final boolean untouched) {
        return new Result(made.candidates().stream().map(candidate -> untouched
                ? new Result.Candidate(candidate.seed(), scene.base(), candidate.keys()) : mixed(candidate)).toList(),
                made.notes(), made.facts(), made.stages());
    }

    /** Without an opacity of its own, a candidate hides all that was before. */
    private Result.Candidate mixed(final Result.Candidate candidate) {
        if (candidate.opacity().isEmpty())
            return candidate;
        final float[] opacity = Plane.of(candidate.opacity().get()).values();
        final List<Plane> mixed = new ArrayList<>();
        for (int c = 0; c < base.size(); c++) {
            final Plane painted = Plane.of(candidate.pixels(), c);
            final float[] before = base.get(c).values(), values = painted.values();
            for (int i = 0; i < values.length; i++)
                if (other[i])
                    values[i] = before[i] + opacity[i] * (values[i] - before[i]);
            mixed.add(painted);
        }
        final RandomAccessibleInterval<FloatType> pixels = Plane.image(mixed);
        return new Result.Candidate(candidate.seed(), pixels, candidate.keys()).withOpacity(seen(opacity).image());
    }

    /** What was mixed is seen as far as the mask is opaque, which the engine was given blurred, from its outline on. */
    private Plane seen(final float[] opacity) {
        final float[] seen = opacity.clone();
        for (int i = 0; i < seen.length; i++)
            if (other[i])
                seen[i] = Math.max(0, Math.min(1, 2 * mask.values()[i] - 1));
        return new Plane(seen, mask.width(), mask.height());
    }
}
