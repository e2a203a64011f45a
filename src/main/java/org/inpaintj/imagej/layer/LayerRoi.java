package org.inpaintj.imagej.layer;

import java.awt.Graphics;
import java.util.Map;

import ij.ImagePlus;
import ij.gui.ImageRoi;

import org.inpaintj.core.Box;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.imagej.image.LutRenderer;
import org.inpaintj.inpaint.Patch;

/**
 * A layer ROI is a layer's overlay element while it lives in memory: whenever the image's look-up table, display range
 * or channel has changed, it renders its samples anew before it is drawn. After saving and reopening it is a plain
 * {@link ImageRoi} with the rendering it was saved with, until {@link Layer#revive} puts one of these in its place.
 */
final class LayerRoi extends ImageRoi {

    private static final long serialVersionUID = 1L;

    private final transient Patch patch;
    private String rendered;

    /** @param properties from {@link LayerCodec#pack} */
    LayerRoi(final ImagePlus imp, final Patch patch, final Map<String, String> properties) {
        super(patch.box().x(), patch.box().y(), LutRenderer.render(imp, patch.samples(), patch.painted()));
        this.patch = patch;
        rendered = LutRenderer.key(imp);
        setZeroTransparent(true);
        properties.forEach(this::setProperty);
        setName("InpaintJ " + patch.provenance().title());
    }

    /** The exact samples, where the element is now. */
    Patch patch() {
        final Box box = new Box(getBounds().x, getBounds().y, patch.box().width(), patch.box().height());
        return box.equals(patch.box()) ? patch : patch.at(box.x(), box.y());
    }

    @Override
    public void draw(final Graphics g) {
        final ImagePlus shown = getImage();
        final LayerView view = LayerView.of(shown);
        if (view == null) {
            drawNow(shown, g);
            return;
        }
        final double opacity = getOpacity(), seen = view.opacity(this);
        final Graphics part = view.part(shown, g);
        // the element draws itself as its own opacity says
        if (seen != opacity)
            setOpacity(seen);
        try {
            drawNow(shown, part);
        } finally {
            if (seen != opacity)
                setOpacity(opacity);
            part.dispose();
        }
    }

    private void drawNow(final ImagePlus shown, final Graphics g) {
        // flattening draws on an image without pixels
        if (shown != null && shown.getProcessor() != null && getOpacity() > 0
                && ImageJTypes.fit(patch.samples(), shown)) {
            final String key = LutRenderer.key(shown);
            if (!key.equals(rendered)) {
                setProcessor(LutRenderer.render(shown, patch.samples(), patch.painted()));
                rendered = key;
            }
        }
        super.draw(g);
    }
}
