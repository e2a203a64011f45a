package org.inpaintj.inpaint;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Capabilities.Trait;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.SceneInput;

/**
 * Paints white; the first candidate with an opacity that rises by a tenth a column of the image, outside the mask too,
 * the second with none anywhere. With a base it paints that, with a control picture it takes that for the opacity.
 */
public final class OpacityEngine implements Engine {

    public static final String ID = "opacity";

    /** How opaque a column of the image is. */
    public static float at(final int x) {
        return x % 11 / 10f;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of("Opacity", Trait.MEETS_BOUNDARY, Trait.ANY_CHANNELS, Trait.STARTS_FROM_ORIGINAL);
    }

    @Override
    public boolean takes(final SceneInput.Kind kind) {
        return kind != SceneInput.Kind.REFERENCE;
    }

    @Override
    public Result run(final Request request, final Scene scene, final Progress progress) {
        final float[] white = new float[scene.width() * scene.height() * scene.channels()];
        Arrays.fill(white, 1);
        final float[] rising = new float[scene.width() * scene.height()];
        for (int i = 0; i < rising.length; i++)
            rising[i] = at(scene.box().x() + i % scene.width());
        final RandomAccessibleInterval<FloatType> control = scene.inputs().get(SceneInput.control(2));
        final Result.Candidate made = new Result.Candidate(request.seed(), scene.base() != scene.pixels() ? scene.base()
                : ArrayImgs.floats(white, scene.width(), scene.height(), scene.channels()));
        return new Result(List.of(made.withOpacity(control == null
                ? ArrayImgs.floats(rising, scene.width(), scene.height())
                : Views.hyperSlice(control, 2, 0)),
                made.withOpacity(ArrayImgs.floats(new float[rising.length], scene.width(), scene.height()))), List.of(),
                Map.of());
    }
}
