package org.inpaintj.imagej.sketch;

import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.imagej.file.AlphaChannel;
import org.inpaintj.imagej.file.ImageFile;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.LutRenderer;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerStack;
import org.inpaintj.imagej.roi.MaskReader;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.Strokes;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/**
 * This reader finds what a sketch paints over the shown position of an image: the image's own paint layer, or another
 * picture of its size, where it differs from what is seen of the image. Of a file with an alpha channel what is not
 * transparent is painted.
 */
public final class SketchReader {

    private final ImagePlus imp;
    private final ImageSource source;
    private final List<Patch> seen;

    /**
     * A sketch.
     *
     * @param name    for records: "painted", or the name of an image or file
     * @param strokes what it paints, in the image's own type
     */
    public record NamedStrokes(String name, Strokes strokes) {
    }

    private SketchReader(final ImagePlus imp, final StackPosition position, final List<Layer> layers) {
        this.imp = imp;
        source = new ImageSource(imp, position);
        seen = LayerStack.seen(layers, position);
    }

    /** The image's own paint layer at the shown position. */
    public static Optional<NamedStrokes> painted(final ImagePlus imp) {
        return PaintLayer.strokes(imp, StackPosition.shown(imp))
                .map(strokes -> new NamedStrokes(Request.PAINTED, strokes));
    }

    /**
     * The sketch that a key names. The word for the image's own means another image of that title where there is none.
     *
     * @param key value of {@code sketch}
     * @throws InpaintException if there is none, it is of another size, cannot be brought to the image's type, or
     *                          paints nothing
     */
    public static NamedStrokes read(final String key, final ImagePlus imp) {
        final String name = key.trim();
        final Optional<NamedStrokes> own = name.equals(Request.PAINTED) ? painted(imp) : Optional.empty();
        return own.orElseGet(() -> {
            final ImagePlus open = MaskReader.open(name);
            final File file = new File(name);
            if (open == null && !file.isFile())
                throw name.equals(Request.PAINTED) ? nothing(imp) : new InpaintException("The sketch '" + name
                        + "' is neither an open image nor a file: give the title of an image or the path of a file.");
            final SketchReader reader = new SketchReader(imp, StackPosition.shown(imp), Layer.of(imp));
            return open != null ? new NamedStrokes(open.getTitle(), reader.strokes(open, open.getTitle(),
                    Optional.empty())) : new NamedStrokes(file.getName(), reader.strokes(
                            ImageFile.open(file.toPath()), file.getName(), AlphaChannel.any(file)));
        });
    }

    /**
     * A sketch that a record names, as it is now; no file is opened for it.
     *
     * @param layers those that the engine saw, if visible
     * @return empty if it is there no more
     * @throws InpaintException if it does not fit the image any more
     */
    public static Optional<NamedStrokes> again(final String name, final ImagePlus imp, final StackPosition position,
            final List<Layer> layers) {
        final Optional<Strokes> own = name.equals(Request.PAINTED) ? PaintLayer.strokes(imp, position)
                : Optional.empty();
        return own.or(() -> Optional.ofNullable(MaskReader.open(name))
                .map(open -> new SketchReader(imp, position, layers).strokes(open, name, Optional.empty())))
                .map(strokes -> new NamedStrokes(name, strokes));
    }

    /**
     * What to say where a sketch lies over what an engine looks at without being looked at.
     *
     * @param crop what the engine sees
     */
    public static Optional<String> unused(final ImagePlus imp, final Box crop, final Engine engine) {
        final boolean there = PaintLayer.isShown(imp)
                && painted(imp).filter(sketch -> !sketch.strokes().box().intersect(crop).isEmpty()).isPresent();
        return !there ? Optional.empty() : Optional.of("The sketch on '" + imp.getTitle()
                + "' was not seen by the engine: " + (engine.takes(SceneInput.Kind.BASE)
                        ? "give sketch=painted to start from it, or mask=painted to repaint what it covers."
                        : "'" + engine.id() + "' does not start from pictures; mask=painted repaints what it covers."));
    }

    /** @throws InpaintException where no image is called as what was painted on this one, of which there is nothing */
    public static void checkOpen(final ImagePlus imp) {
        if (MaskReader.open(Request.PAINTED) == null && !new File(Request.PAINTED).isFile())
            throw nothing(imp);
    }

    private static InpaintException nothing(final ImagePlus imp) {
        return new InpaintException("Nothing is painted on '" + imp.getTitle() + "' here: paint with Sketch... and end "
                + "it first, or give the title of an image or the path of a file.");
    }

    /** @param alpha of the picture, if it has one that counts */
    private Strokes strokes(final ImagePlus other, final String title, final Optional<ByteProcessor> alpha) {
        if (other.getWidth() != imp.getWidth() || other.getHeight() != imp.getHeight())
            throw new InpaintException("The sketch '" + title + "' is " + other.getWidth() + " x " + other.getHeight()
                    + " pixels and '" + imp.getTitle() + "' is " + imp.getWidth() + " x " + imp.getHeight()
                    + ": they must be of the same size.");
        return Strokes.of(source.bounds(), reader(other, title, alpha)).orElseThrow(() -> new InpaintException(
                "The sketch '" + title + "' paints nothing: " + (alpha.isPresent() ? "it is transparent everywhere."
                        : "all its pixels are those that are seen of '" + imp.getTitle() + "'.")));
    }

    private Function<Box, Strokes> reader(final ImagePlus other, final String title,
            final Optional<ByteProcessor> alpha) {
        final boolean same = ImageJTypes.of(other).equals(source.type()) && other.getNChannels() == source.channels();
        if (!same && source.channels() > 1 || alpha.isPresent() && source.channels() > 1)
            throw new InpaintException("The sketch '" + title + "' has " + describe(other) + " and '" + imp.getTitle()
                    + "' " + describe(imp) + ", so its colours do not say what belongs into each channel: give one of "
                    + "the image's type, or paint with Sketch....");
        final List<Object> planes = ImageSource.planes(other, position(other));
        if (same && alpha.isEmpty())
            return box -> Strokes.between(box, before(box), read(other, planes, box));
        final DisplayColours colours = new DisplayColours(imp);
        return box -> {
            final Samples before = before(box), shown = colours.shown(before);
            final Samples rgb = new Samples(SampleType.RGB, box.width(), box.height(),
                    List.of(LutRenderer.render(other, read(other, planes, box)).getPixels()));
            final boolean[] painted = alpha.map(opacity -> mix(rgb, shown, opacity, box))
                    .orElseGet(() -> Strokes.between(box, shown, rgb).painted());
            return new Strokes(box, colours.samples(rgb, before, painted), painted);
        };
    }

    private static String describe(final ImagePlus imp) {
        return imp.getBitDepth() == SampleType.RGB.bits() ? "RGB colours" : imp.getNChannels()
                + (imp.getNChannels() > 1 ? " channels of " : " channel of ") + imp.getBitDepth() + " bits";
    }

    /** Lays colours over those that are seen, as far as they are opaque; true where they are not transparent. */
    private static boolean[] mix(final Samples rgb, final Samples shown, final ByteProcessor alpha, final Box box) {
        final boolean[] painted = new boolean[box.width() * box.height()];
        for (int i = 0; i < painted.length; i++) {
            final float part = alpha.get(box.x() + i % box.width(), box.y() + i / box.width()) / 255f;
            painted[i] = part > 0;
            for (int c = 0; c < 3 && part < 1; c++)
                rgb.set(c, i, part * rgb.get(c, i) + (1 - part) * shown.get(c, i));
        }
        return painted;
    }

    private Samples before(final Box box) {
        return LayerStack.composed(source, box, seen);
    }

    private static Samples read(final ImagePlus other, final List<Object> planes, final Box box) {
        return Samples.read(ImageJTypes.of(other), planes, other.getWidth(), box);
    }

    /** Of a stack like the image's the same position, of others the shown one. */
    private StackPosition position(final ImagePlus other) {
        return other.getNSlices() == imp.getNSlices() && other.getNFrames() == imp.getNFrames() ? source.position()
                : StackPosition.shown(other);
    }
}
