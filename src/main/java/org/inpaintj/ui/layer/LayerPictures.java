package org.inpaintj.ui.layer;

import java.awt.Image;
import java.awt.Rectangle;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import javax.swing.Icon;
import javax.swing.ImageIcon;
import javax.swing.SwingWorker;

import ij.ImagePlus;
import ij.gui.ImageRoi;

import org.inpaintj.imagej.layer.Layer;

/** Small pictures of layers, drawn in the background as the image shows its samples. On the event thread. */
public final class LayerPictures {

    private static final System.Logger LOG = System.getLogger(LayerPictures.class.getName());

    private final int side;
    private final Runnable changed;
    /** By identity: ImageJ calls two elements of the same bounds equal. */
    private final Map<ImageRoi, Picture> pictures = new IdentityHashMap<>();

    /**
     * A picture, or the last one while it is drawn anew.
     *
     * @param icon null if there is none yet, or it cannot be drawn
     */
    private record Picture(String look, Rectangle place, Icon icon) {

        boolean fits(final String now, final ImageRoi roi) {
            return look.equals(now) && place.equals(roi.getBounds());
        }
    }

    /**
     * @param side    of the square that they fit in, px
     * @param changed called when one has come
     */
    public LayerPictures(final int side, final Runnable changed) {
        this.side = side;
        this.changed = changed;
    }

    /** Forgets all but those of some elements. */
    public void keep(final List<ImageRoi> rois) {
        pictures.keySet().removeIf(roi -> rois.stream().noneMatch(other -> other == roi));
    }

    /** Null until it has been drawn. */
    public Icon of(final ImagePlus image, final Layer layer) {
        final ImageRoi roi = layer.roi();
        final Picture known = pictures.get(roi);
        // one that was closed a moment ago is not drawn anew
        final String look = image.getProcessor() == null ? "" : Layer.look(image);
        if (!look.isEmpty() && (known == null || !known.fits(look, roi))) {
            pictures.put(roi, new Picture(look, roi.getBounds(), known == null ? null : known.icon));
            draw(layer, look);
        }
        return known == null ? null : known.icon;
    }

    private void draw(final Layer layer, final String look) {
        final Rectangle place = layer.roi().getBounds();
        new SwingWorker<Image, Void>() {
            @Override
            protected Image doInBackground() {
                return layer.thumbnail(side);
            }

            @Override
            protected void done() {
                final Picture asked = pictures.get(layer.roi());
                if (asked == null || !asked.look.equals(look) || !asked.place.equals(place))
                    return;
                try {
                    final Image drawn = get();
                    pictures.put(layer.roi(), new Picture(look, place, drawn == null ? null : new ImageIcon(drawn)));
                    changed.run();
                } catch (final ExecutionException e) {
                    // the layer can be chosen without its picture
                    LOG.log(System.Logger.Level.WARNING, "The picture of a layer could not be drawn", e.getCause());
                } catch (final InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }.execute();
    }
}
