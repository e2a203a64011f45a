package org.inpaintj.imagej.job;

import java.util.Map;
import java.util.function.Function;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.view.Views;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.Facts;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.Task;
import org.inpaintj.imagej.sketch.SketchReader.NamedStrokes;
import org.inpaintj.inpaint.InpaintPlan;
import org.inpaintj.inpaint.SketchComposite;
import org.inpaintj.inpaint.samples.ImgSamples;
import org.inpaintj.inpaint.samples.Samples;

/** A picture that a job hands to an engine beside the image, once it is settled what the engine looks at. */
interface PictureInput {

    /** What it is to the engine; one that takes no such picture is not given it. */
    SceneInput name();

    /**
     * What the engine is given, over its crop at least.
     *
     * @param seen gives the samples of a box of the image as they are seen
     */
    RandomAccessibleInterval<?> picture(InpaintPlan plan, Function<Box, Samples> seen);

    /** What the record says of it. */
    Map<String, String> facts();

    /** How far each pixel of an image may change; what the record says of it is a key. */
    static PictureInput strengths(final Plane map) {
        return new PictureInput() {
            @Override
            public SceneInput name() {
                return SceneInput.STRENGTH_MAP;
            }

            @Override
            public RandomAccessibleInterval<?> picture(final InpaintPlan plan, final Function<Box, Samples> seen) {
                final Box crop = plan.crop();
                return Views.translate(map.crop(crop).image(), crop.x(), crop.y());
            }

            @Override
            public Map<String, String> facts() {
                return Map.of();
            }
        };
    }

    /** The picture that an image is an enlargement of; what the record says of it is known elsewhere. */
    static PictureInput unscaled(final Samples picture) {
        return new PictureInput() {
            @Override
            public SceneInput name() {
                return SceneInput.UNSCALED;
            }

            @Override
            public RandomAccessibleInterval<?> picture(final InpaintPlan plan, final Function<Box, Samples> seen) {
                return ImgSamples.image(picture, new Box(0, 0, picture.width(), picture.height()));
            }

            @Override
            public Map<String, String> facts() {
                return Map.of();
            }
        };
    }

    /** What is painted over an image, to be diffused from; with a mask its edge is as soft as the mask's. */
    static PictureInput sketch(final NamedStrokes sketch) {
        return new PictureInput() {
            @Override
            public SceneInput name() {
                return SceneInput.BASE;
            }

            @Override
            public RandomAccessibleInterval<?> picture(final InpaintPlan plan, final Function<Box, Samples> seen) {
                final double sigma = plan.task() == Task.INPAINT ? plan.request().blur() : 0;
                final SketchComposite composite = SketchComposite.of(sketch.strokes(), plan.request().transparency(),
                        sigma, plan.image());
                final Samples base = composite.over(seen.apply(composite.around(plan.crop())), plan.crop(),
                        plan.info().palette());
                return ImgSamples.image(base, plan.crop());
            }

            @Override
            public Map<String, String> facts() {
                return Map.of(Facts.SKETCH, sketch.name(), Facts.SKETCH + " sha256", sketch.strokes().digest());
            }
        };
    }
}
