package org.inpaintj.inpaint;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.Type;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.inpaint.samples.ImgSamples;
import org.inpaintj.inpaint.samples.Samples;

/** Reads the pictures that an engine is given beside the image. */
final class SceneInputs {

    private SceneInputs() {}

    /**
     * The part of a picture that belongs to the crop; all of one before it was resized.
     *
     * @param samples of the crop of the image
     * @throws InpaintException if the engine takes no such picture, or it does not fit the image
     */
    @SuppressWarnings({ "unchecked", "rawtypes" })
    static Samples read(final SceneInput name, final RandomAccessibleInterval<?> picture, final InpaintPlan plan,
            final Samples samples) {
        final String title = name.kind().title();
        if (!plan.engine().takes(name.kind()))
            throw new InpaintException("The engine '" + plan.engine().id() + "' takes no " + title
                    + ": leave it out, or choose another engine.");
        final Box bounds = ImgSamples.bounds(picture);
        final boolean unscaled = name.kind() == SceneInput.Kind.UNSCALED;
        if (!unscaled && !bounds.intersect(plan.crop()).equals(plan.crop()))
            throw new InpaintException("The " + title + " " + name.number() + " covers " + bounds.width() + " x "
                    + bounds.height() + " px at " + bounds.x() + ", " + bounds.y()
                    + " and not all of what the engine looks at, "
                    + plan.crop().width() + " x " + plan.crop().height() + " px at " + plan.crop().x() + ", "
                    + plan.crop().y() + ": give one of the size of the image.");
        final Samples read = ImgSamples.read((RandomAccessibleInterval<Type>) picture,
                unscaled ? bounds : plan.crop());
        if (InpaintRun.TONED.contains(name.kind()) && (!read.type().equals(samples.type())
                || read.channels() != samples.channels()))
            throw new InpaintException("The " + title + " has " + read.channels() + " channels of " + read.type().bits()
                    + " bits and the image " + samples.channels() + " of " + samples.type().bits()
                    + ", or their values have another range: give one of the image's type.");
        if (name.equals(SceneInput.STRENGTH_MAP) && read.channels() > 1)
            throw new InpaintException("The strength map is in colour: give one in grey, white where it is to change "
                    + "as far as strength says.");
        return read;
    }
}
