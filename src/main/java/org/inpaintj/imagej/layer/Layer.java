package org.inpaintj.imagej.layer;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request.Target;
import org.inpaintj.imagej.image.EventThread;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.ImageTitles;
import org.inpaintj.imagej.image.LutRenderer;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.image.TargetCheck;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.Provenance;

/**
 * A layer is a result that lies over the image and changes none of its samples: an {@link ImageRoi} of the overlay,
 * transparent where nothing was painted, whose properties hold the exact samples, the selection and the
 * {@link Provenance}. They survive duplicating the image and saving it as TIFF. What is drawn is only a rendering.
 * <p>
 * The methods that change something do so on the event thread if there is a user interface.
 */
public final class Layer {

    /** Whether it can be used, by the packed samples, since lists ask again and again. */
    private static final Map<String, Checked> CHECKED = Collections.synchronizedMap(new WeakHashMap<>());

    private final ImagePlus imp;
    private final ImageRoi roi;
    private Patch patch;

    /** What the finding holds for beside the samples, and the reason; empty if nothing is wrong. */
    private record Checked(Map<String, String> properties, Dimension size, String reason) {
    }

    private Layer(final ImagePlus imp, final ImageRoi roi) {
        this.imp = imp;
        this.roi = roi;
    }

    /** The layers of an image, from the bottom to the top; those of all positions of a stack, and damaged ones too. */
    public static List<Layer> of(final ImagePlus imp) {
        final List<Layer> layers = new ArrayList<>();
        final Overlay overlay = imp.getOverlay();
        if (overlay != null)
            for (final Roi roi : overlay.toArray())
                if (roi instanceof ImageRoi element && LayerCodec.isLayer(roi))
                    layers.add(new Layer(imp, element));
        return layers;
    }

    /** Lays a patch over one position of an image; on the event thread. */
    public static void add(final ImagePlus imp, final Patch patch, final Map<String, String> properties,
            final StackPosition position, final boolean visible) {
        final LayerRoi roi = new LayerRoi(imp, patch, properties);
        roi.setOpacity(visible ? 1 : 0);
        position.set(roi, imp);
        SamplesBelow.remember(imp, position, roi);
        final Overlay overlay = imp.getOverlay() == null ? new Overlay() : imp.getOverlay();
        overlay.add(roi);
        imp.setOverlay(overlay);
        imp.changes = true;
    }

    /**
     * Makes the layers of an image that was opened from a file follow its display again: look-up table, display range
     * and channel. Layers that are damaged or do not fit stay as they are.
     */
    public static void revive(final ImagePlus imp) {
        for (final Layer layer : of(imp))
            if (!(layer.roi instanceof LayerRoi) && layer.isUsable()) {
                final LayerRoi live = new LayerRoi(imp, layer.patch(), LayerCodec.properties(layer.roi));
                live.setOpacity(layer.roi.getOpacity());
                LayerSettings.copy(layer.roi, live);
                SamplesBelow.copy(layer.roi, live);
                layer.position().set(live, imp);
                EventThread.run(() -> imp.getOverlay().set(live, layer.index()));
            }
    }

    /** The image that it lies over. */
    ImagePlus image() {
        return imp;
    }

    /** The overlay element. */
    public ImageRoi roi() {
        return roi;
    }

    /** The engine and the seed, for lists, and whether it is damaged; never fails. */
    public String title() {
        String title;
        try {
            title = provenance().title();
        } catch (final DamagedLayerException e) {
            title = "";
        }
        return damage().isEmpty() ? title : "damaged layer" + (title.isEmpty() ? "" : " (" + title + ")");
    }

    /**
     * What is wrong with it, a sentence; empty if it is whole. A damaged layer can be shown, hidden and discarded, and
     * nothing else: {@link #provenance}, {@link #macro}, {@link #patch} and all that uses them fail.
     */
    public String damage() {
        final String reason = roi instanceof LayerRoi || patch != null ? "" : reason();
        return reason.isEmpty() ? "" : DamagedLayerException.sentence(name(), reason);
    }

    private String reason() {
        final Dimension size = roi.getBounds().getSize();
        final Map<String, String> properties = LayerCodec.properties(roi);
        final String samples = String.valueOf(properties.remove(LayerCodec.PATCH));
        final Checked before = CHECKED.get(samples);
        if (before != null && before.size.equals(size) && before.properties.equals(properties))
            return before.reason;
        String reason = "";
        try {
            patch = LayerCodec.unpack(roi, imp);
        } catch (final DamagedLayerException e) {
            reason = e.reason();
        } catch (final OutOfMemoryError e) {
            return "Java has not enough memory to read it";
        }
        CHECKED.put(samples, new Checked(properties, size, reason));
        return reason;
    }

    /** True if it was painted by hand, so that an engine sees it only where it is asked to start from it. */
    public boolean isSketch() {
        return damage().isEmpty() && provenance().isSketch();
    }

    /** Says that the image was changed below it since it was laid there; empty if that is not so, or not known. */
    public String changedBelow() {
        return isUsable() && !isSketch() && SamplesBelow.hasChanged(imp, this)
                ? "The image was changed below the visible " + name().replaceFirst("^L", "l") + " (" + title()
                + ") since that layer was made; it covers the change, which is neither shown nor seen by an engine: "
                + "hide or discard the layer to see it." : "";
    }

    /** What macros call it. */
    private String name() {
        final List<ImageRoi> all = of(imp).stream().map(Layer::roi).toList();
        int number = 1;
        while (number <= all.size() && all.get(number - 1) != roi)
            number++;
        return (number > all.size() ? "A layer" : "Layer " + number) + " of '" + imp.getTitle() + "'";
    }

    /**
     * The candidates of the run that made it, itself included, in their order; itself alone where it has none beside.
     */
    public List<Layer> candidates() {
        if (!damage().isEmpty())
            return List.of(this);
        final Provenance own = provenance();
        // windows ask again and again, and a repair may have left a thousand layers
        if (own.candidates() <= 1)
            return List.of(this);
        final List<Layer> all = of(imp).stream().filter(other -> other.roi == roi || other.damage().isEmpty()
                && other.provenance().isBeside(own) && other.position().equals(position())).toList();
        return all.stream().sorted(Comparator.comparingInt(layer -> layer.provenance().candidate())).toList();
    }

    /**
     * What the image looks like there with this layer alone, with a little around it.
     *
     * @param side  of a square that it fits in, px
     * @return null if the samples cannot be had
     */
    public BufferedImage thumbnail(final int side) {
        if (!isUsable())
            return null;
        final Patch p = patch();
        final ImageSource source = new ImageSource(imp, position());
        final Box box = p.box().grow(Math.max(p.box().width(), p.box().height()) / 6).intersect(source.bounds());
        if (box.isEmpty())
            return null;
        final ImageProcessor seen = LutRenderer.render(imp, LayerStack.composed(source, box, List.of(p)));
        final double scale = (double) side / Math.max(box.width(), box.height());
        seen.setInterpolationMethod(ImageProcessor.BILINEAR);
        return seen.resize(Math.max(1, (int) (box.width() * scale)), Math.max(1, (int) (box.height() * scale)), true)
                .getBufferedImage();
    }

    /** Changes whenever {@link #thumbnail} would be rendered differently. */
    public static String look(final ImagePlus imp) {
        return LutRenderer.key(imp);
    }

    /** The slice it lies on, 1-based; the shown one if it lies on all. */
    public int slice() {
        return position().z();
    }

    /** The frame it lies on, 1-based; the shown one if it lies on all. */
    public int frame() {
        return position().t();
    }

    public StackPosition position() {
        return StackPosition.of(imp, roi);
    }

    /** @throws InpaintException if it is damaged */
    public Provenance provenance() {
        return roi instanceof LayerRoi live ? live.patch().provenance() : LayerCodec.provenance(roi);
    }

    /**
     * The exact samples, where the layer is now.
     *
     * @throws InpaintException if the properties are damaged or the samples are not those that were generated
     */
    public Patch patch() {
        if (roi instanceof LayerRoi live)
            return live.patch();
        if (patch == null)
            try {
                patch = LayerCodec.unpack(roi, imp);
            } catch (final DamagedLayerException e) {
                throw new InpaintException(DamagedLayerException.sentence(name(), e.reason()), e);
            }
        return patch.at(roi.getBounds().x, roi.getBounds().y);
    }

    /** The macro line that makes it again from the same selection. */
    public String macro() {
        return provenance().macro();
    }

    public boolean visible() {
        return roi.getOpacity() > 0;
    }

    /** Shows it at its opacity. */
    public void show() {
        draw(opacity());
    }

    public void hide() {
        draw(0);
    }

    private void draw(final double opacity) {
        LayerHistory.step(imp, () -> {
            roi.setOpacity(opacity);
            imp.changes = true;
            imp.draw();
        });
    }

    /** How much of it is seen where it is shown, and written: above 0, 1 covers what lies below. */
    public double opacity() {
        return LayerSettings.opacity(roi);
    }

    /**
     * Sets the opacity and shows it; {@link LayerHistory} takes it back.
     *
     * @param opacity above 0, up to 1
     */
    public void setOpacity(final double opacity) {
        LayerHistory.step(imp, () -> {
            LayerSettings.setOpacity(roi, opacity);
            draw(opacity);
        });
    }

    /** What the user calls it; empty if nothing. */
    public String label() {
        return LayerSettings.label(roi);
    }

    /** Sets what the user calls it; {@link LayerHistory} takes it back. */
    public void rename(final String label) {
        LayerHistory.step(imp, () -> {
            LayerSettings.setLabel(roi, label);
            imp.changes = true;
        });
    }

    /**
     * Lays it elsewhere among the layers; {@link LayerHistory} takes it back.
     *
     * @param number of the layer that it becomes, from 1, the lowest
     */
    public void move(final int number) {
        LayerHistory.step(imp, () -> {
            final List<Roi> order = new ArrayList<>(of(imp).stream().map(Layer::roi).toList());
            order.removeIf(other -> other == roi);
            order.add(Math.min(Math.max(number, 1), order.size() + 1) - 1, roi);
            LayerOrder.set(imp.getOverlay(), order);
            imp.changes = true;
            imp.draw();
        });
    }

    /** The samples as they are seen: at their opacity over the image. */
    public Patch seen() {
        return LayerStack.over(imp, this, List.of());
    }

    /** Takes the layer off the image; {@link LayerHistory} brings it back. */
    public void discard() {
        LayerHistory.step(imp, this::remove);
    }

    /** @throws InpaintException if it cannot be written into the image, or is not seen there */
    public void checkAcceptable() {
        if (!visible())
            throw new InpaintException(name() + " is hidden, so it is not written into the image: show it first, or "
                    + "discard it.");
        checkUsable();
        TargetCheck.check(imp, Target.INPLACE);
    }

    /**
     * Writes the exact samples into the image and takes the layer off; {@link LayerHistory} takes both back.
     *
     * @throws InpaintException if the layer is hidden or damaged, or the image is a virtual stack or of another type
     *                          than the layer; then nothing has changed
     */
    public void accept() {
        checkAcceptable();
        final Patch p = seen();
        final String changed = changedBelow();
        LayerHistory.step(imp, () -> {
            LayerHistory.write(imp, position(), p);
            ImageTitles.disclose(imp, p.provenance());
            remove();
            imp.updateAndDraw();
        });
        if (!changed.isEmpty())
            IJ.log(changed);
    }

    /** On the event thread. */
    public void remove() {
        final int index = index();
        if (index >= 0)
            imp.getOverlay().remove(index);
        imp.changes = true;
        imp.draw();
    }

    /** Where the element is in the overlay; to ImageJ two elements of the same outline are equal, so not by that. */
    private int index() {
        int index = imp.getOverlay() == null ? -1 : imp.getOverlay().size() - 1;
        while (index >= 0 && imp.getOverlay().get(index) != roi)
            index--;
        return index;
    }

    /** True if its samples can be written where it lies. */
    public boolean isUsable() {
        return trouble().isEmpty();
    }

    /** @throws InpaintException unless it is usable, saying why */
    public void checkUsable() {
        if (!isUsable())
            throw new InpaintException(trouble());
    }

    /** Says that the image has lost the slice or frame; empty if it has not. */
    public String misplaced() {
        return StackPosition.isIn(imp, roi) ? ""
                : name() + " lies on a slice or frame that the image does not have any more: discard it.";
    }

    /** Why its samples cannot be written where it lies, a sentence; empty if they can. */
    String trouble() {
        if (!damage().isEmpty())
            return damage();
        final String misplaced = misplaced();
        return !misplaced.isEmpty() ? misplaced : ImageJTypes.fit(patch().samples(), imp) ? ""
                : "The layer '" + title() + "' was made for another type of image than '"
                + imp.getTitle() + "' now is: convert the image back, or discard the layer.";
    }
}
