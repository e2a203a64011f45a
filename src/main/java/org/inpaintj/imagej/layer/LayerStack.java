package org.inpaintj.imagej.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import ij.ImagePlus;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request.Target;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.samples.Samples;

/** The layer stack tells what an image looks like with its visible layers. */
public final class LayerStack {

    private LayerStack() {}

    /** The samples of a box with some patches written over them. */
    public static Samples composed(final ImageSource source, final Box box, final List<Patch> seen) {
        final Samples out = Samples.read(source.type(), source.planes(), source.bounds().width(), box);
        write(seen, out, box);
        return out;
    }

    /** Writes patches over the samples of a box. */
    public static void write(final List<Patch> patches, final Samples into, final Box box) {
        for (final Patch patch : patches) {
            final Box place = patch.box().relativeTo(box);
            patch.samples().write(patch.painted(), into.planes(), box.width(), box.height(), place.x(), place.y());
        }
    }

    /**
     * What is seen of some layers at a position: the visible ones that can be used, from the bottom to the top, without
     * sketches, each at its opacity over those before it.
     */
    public static List<Patch> seen(final List<Layer> layers, final StackPosition position) {
        return over(at(layers, position));
    }

    /** The same with sketches: what is drawn at a position. */
    public static List<Patch> drawn(final List<Layer> layers, final StackPosition position) {
        return over(layers.stream().filter(layer -> layer.visible() && layer.position().equals(position)));
    }

    private static List<Patch> over(final Stream<Layer> layers) {
        final List<Patch> seen = new ArrayList<>();
        layers.filter(Layer::isUsable).forEach(layer -> seen.add(over(layer.image(), layer, seen)));
        return List.copyOf(seen);
    }

    /** The samples of a layer as they are seen: at its opacity over the image with what lies below. */
    static Patch over(final ImagePlus imp, final Layer layer, final List<Patch> below) {
        final Patch own = layer.patch();
        final double opacity = layer.opacity();
        final ImageSource source = new ImageSource(imp, layer.position());
        final Box box = own.box(), seen = box.intersect(source.bounds());
        if (opacity == 1 || seen.isEmpty())
            return own;
        final Samples mixed = own.samples().crop(new Box(0, 0, box.width(), box.height()));
        final boolean[] all = new boolean[seen.width() * seen.height()];
        Arrays.fill(all, true);
        composed(source, seen, below).under(own.samples().crop(seen.relativeTo(box)), opacity).write(all,
                mixed.planes(), box.width(), box.height(), seen.x() - box.x(), seen.y() - box.y());
        return new Patch(box, mixed, own.painted(), own.selection(), own.provenance().at(opacity));
    }

    /**
     * What the user should know of the visible layers at a position: a sentence for each that cannot be used, and for
     * each that covers a later change of the image.
     *
     * @param box where the engine looks
     */
    public static List<String> notes(final List<Layer> layers, final StackPosition position, final Box box) {
        final List<String> notes = new ArrayList<>();
        at(layers, position).forEach(layer -> {
            if (!layer.isUsable())
                notes.add("A visible layer was left out of what the engine saw: " + layer.trouble());
            else if (!layer.patch().box().intersect(box).isEmpty() && !layer.changedBelow().isEmpty())
                notes.add(layer.changedBelow());
        });
        return notes;
    }

    private static Stream<Layer> at(final List<Layer> layers, final StackPosition position) {
        return layers.stream().filter(layer -> layer.visible() && !layer.isSketch()
                && layer.position().equals(position));
    }

    /**
     * Checks the visible layers that a result is to be written over.
     *
     * @throws InpaintException if one cannot be written, naming it
     */
    public static void check(final ImagePlus imp, final StackPosition position, final Target target) {
        if (target == Target.IMAGE)
            visible(imp).forEach(Layer::checkUsable);
        else if (target == Target.SLICE)
            at(Layer.of(imp), position).forEach(Layer::checkUsable);
    }

    /** True if a visible layer at a position is drawn over a part of a box. */
    public static boolean cover(final ImagePlus imp, final StackPosition position, final Box box) {
        return at(Layer.of(imp), position).map(layer -> layer.roi().getBounds()).anyMatch(
                r -> !new Box(r.x, r.y, r.width, r.height).intersect(box).isEmpty());
    }

    /** The layers of the image under one of them, from the bottom to the top; not those that were made with it. */
    public static List<Layer> below(final ImagePlus imp, final Layer layer) {
        final List<Layer> beside = layer.candidates();
        return Layer.of(imp).stream().takeWhile(other -> other.roi() != layer.roi())
                .filter(other -> beside.stream().noneMatch(candidate -> candidate.roi() == other.roi())).toList();
    }

    /** The visible layers of an image, from the bottom to the top, without sketches. */
    public static List<Layer> visible(final ImagePlus imp) {
        return Layer.of(imp).stream().filter(layer -> layer.visible() && !layer.isSketch()).toList();
    }
}
