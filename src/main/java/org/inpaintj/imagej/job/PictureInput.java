package org.inpaintj.imagej.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.view.Views;

import ij.ImagePlus;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Facts;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.roi.ControlPictureReader;
import org.inpaintj.imagej.roi.NeighbourReader;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.imagej.roi.StrengthMapReader;
import org.inpaintj.imagej.sketch.SketchReader.NamedStrokes;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.InpaintPlan;
import org.inpaintj.inpaint.SketchComposite;
import org.inpaintj.inpaint.samples.ImgSamples;
import org.inpaintj.inpaint.samples.SampleDigest;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.PillowResampler;

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

    /** What the record says of it, beside keys. */
    default Map<String, String> facts() {
        return Map.of();
    }

    /** What the user should know of it beside an image of a size, a full sentence; empty if nothing. */
    default Optional<String> note(final Box image) {
        return Optional.empty();
    }

    /**
     * What a ControlNet sees, which is brought to the size of the image; what the record says of it is a key.
     *
     * @param number  of the unit, from 1
     * @param picture red, green and blue, 0 to 1
     */
    static PictureInput control(final int number, final List<Plane> picture) {
        final int width = picture.get(0).width(), height = picture.get(0).height();
        return new PictureInput() {
            @Override
            public SceneInput name() {
                return SceneInput.control(number);
            }

            @Override
            public RandomAccessibleInterval<?> picture(final InpaintPlan plan, final Function<Box, Samples> seen) {
                final Box image = plan.image(), crop = plan.crop();
                HeapCheck.check(image);
                return Views.translate(Plane.image(picture.stream().map(plane -> PillowResampler.LANCZOS.resize(plane,
                        image.width(), image.height()).crop(crop.relativeTo(image)).clamp()).toList()), crop.x(),
                        crop.y(), 0);
            }

            @Override
            public Optional<String> note(final Box image) {
                return image.width() == width && image.height() == height ? Optional.empty()
                        : Optional.of("The control picture " + number + " of " + width + " x " + height
                                + " px was resized to the " + image.width() + " x " + image.height()
                                + " px of the image.");
            }
        };
    }

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
        };
    }

    /**
     * The pictures that ControlNets are to see, as they are now, but for the one that is changed itself.
     *
     * @param imp the image to be changed, null where there is none
     * @throws InpaintException if there is no such image
     */
    static List<PictureInput> controls(final Request asked, final Task task, final ImagePlus imp) {
        final List<PictureInput> pictures = new ArrayList<>();
        for (int number = 1; asked.has(SceneInput.control(number).key()); number++) {
            final String name = asked.text(SceneInput.control(number).key()).strip();
            if (!name.isEmpty() && !name.equalsIgnoreCase(SceneInput.SHOWN)
                    && asked.keys().unmet(SceneInput.control(number).key(), asked).isEmpty()
                    && Engines.found().of(RecentModels.found(asked), task).takes(SceneInput.Kind.CONTROL))
                pictures.add(control(number, ControlPictureReader.of(name, imp)));
        }
        return pictures;
    }

    /**
     * The slices beside a position, where an engine takes them.
     *
     * @param own  what is selected at the position itself
     * @param axis where they lie
     */
    static List<PictureInput> neighbours(final ImageSource source, final Request asked, final Mask own,
            final NeighbourReader.Axis axis) {
        final List<PictureInput> pictures = new ArrayList<>();
        if (NeighbourReader.count(asked) == 0 || !Engines.found().of(RecentModels.found(asked), Task.INPAINT).takes(
                SceneInput.Kind.NEIGHBOUR))
            return pictures;
        NeighbourReader.of(source.image(), source.position(), asked, own, axis).forEach(slice -> add(pictures,
                pictures.size() / 2 + 1, source, slice));
        return pictures;
    }

    /** A neighbouring slice, and where it may be copied from. */
    static void add(final List<PictureInput> to, final int number, final ImageSource source,
            final NeighbourReader.Neighbour slice) {
        final String fact = Facts.NEIGHBOUR + " " + number;
        to.add(of(SceneInput.neighbour(number), Map.of(fact, slice.position().z() + " " + slice.position().t()),
                plan -> ImgSamples.image(Samples.read(source.type(), slice.planes(), source.bounds().width(),
                        plan.crop()), plan.crop())));
        to.add(of(SceneInput.neighbourValid(number), slice.mask().map(mask -> Map.of(fact + " mask sha256",
                SampleDigest.of(mask.trim()))).orElse(Map.of()), plan -> Views.translate(valid(plan, slice).image(),
                        plan.crop().x(), plan.crop().y())));
    }

    private static Plane valid(final InpaintPlan plan, final NeighbourReader.Neighbour slice) {
        final Plane valid = Plane.filled(1, plan.crop().width(), plan.crop().height());
        slice.mask().map(plan::changed).ifPresent(changed -> {
            for (int i = 0; i < valid.values().length; i++)
                valid.values()[i] = 1 - changed.values()[i];
        });
        return valid;
    }

    private static PictureInput of(final SceneInput name, final Map<String, String> facts,
            final Function<InpaintPlan, RandomAccessibleInterval<?>> picture) {
        return new PictureInput() {
            @Override
            public SceneInput name() {
                return name;
            }

            @Override
            public RandomAccessibleInterval<?> picture(final InpaintPlan plan, final Function<Box, Samples> seen) {
                return picture.apply(plan);
            }

            @Override
            public Map<String, String> facts() {
                return facts;
            }
        };
    }

    /**
     * The strength map that a request names beside the image, as it is now.
     *
     * @throws InpaintException if there is no such image, or it does not fit
     */
    static Optional<Plane> strengths(final Request asked, final Task task, final ImagePlus imp) {
        final String name = asked.text("strength_map");
        if (name.isBlank())
            return Optional.empty();
        final Engine engine = Engines.found().of(RecentModels.found(asked), task);
        return !engine.takes(SceneInput.Kind.STRENGTH_MAP) || engine.maskUse(asked).strengths() ? Optional.empty()
                : Optional.of(StrengthMapReader.of(name, imp));
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
