package org.inpaintj.imagej.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.samples.Samples;

/**
 * A step is one change of an image's layers, held by what differs afterwards: elements of the overlay, their opacities,
 * and samples. What others change meanwhile stays as it is when the step is taken back. On the event thread.
 */
final class LayerStep {

    private final ImagePlus imp;
    private final List<Roi> before;
    private final Map<Roi, Settings> settings = new IdentityHashMap<>();
    private final String info;
    private final List<Written> written = new ArrayList<>();
    private List<Roi> after;
    private String infoAfter;

    /**
     * What a user has set of a layer.
     *
     * @param drawn   0 if it is hidden
     * @param opacity at which it is seen
     */
    private record Settings(double drawn, double opacity, String label) {

        static Settings of(final Roi roi) {
            return new Settings(((ImageRoi) roi).getOpacity(), LayerSettings.opacity(roi), LayerSettings.label(roi));
        }

        void set(final Roi roi) {
            ((ImageRoi) roi).setOpacity(drawn);
            LayerSettings.setOpacity(roi, opacity);
            LayerSettings.setLabel(roi, label);
        }
    }

    /**
     * Samples that were written.
     *
     * @param box    the part of the patch that lies in the image
     * @param before the samples there
     */
    private record Written(ImageSource source, Patch patch, Box box, Samples before) {

        List<Object> planes() {
            final StackPosition position = source.find();
            if (position == null)
                throw new InpaintException("What was written into '" + source.title()
                        + "' cannot be taken back: the image has become another since.");
            return ImageSource.planes(source.image(), position);
        }

        Samples now(final List<Object> planes) {
            return Samples.read(source.type(), planes, source.bounds().width(), box);
        }

        void write() {
            patch.write(planes(), source.bounds().width(), source.bounds().height());
        }

        void takeBack() {
            final List<Object> planes = planes();
            final Samples expected = before.crop(new Box(0, 0, box.width(), box.height()));
            patch.samples().write(patch.painted(), expected.planes(), box.width(), box.height(),
                    patch.box().x() - box.x(), patch.box().y() - box.y());
            if (!Arrays.equals(expected.bytes(), now(planes).bytes()))
                throw new InpaintException("The layer that was written into '" + source.title() + "' cannot be taken "
                        + "back: samples in its place have changed since.");
            final boolean[] all = new boolean[box.width() * box.height()];
            Arrays.fill(all, true);
            before.write(all, planes, source.bounds().width(), source.bounds().height(), box.x(), box.y());
        }
    }

    /** Remembers the layers as they are. */
    LayerStep(final ImagePlus imp) {
        this.imp = imp;
        before = elements(imp);
        before.forEach(roi -> settings.put(roi, Settings.of(roi)));
        info = imp.getInfoProperty();
    }

    /** The layers' elements, from the bottom to the top. */
    static List<Roi> elements(final ImagePlus imp) {
        return new ArrayList<>(Layer.of(imp).stream().map(Layer::roi).toList());
    }

    private static List<Roi> elements(final Overlay overlay) {
        return Arrays.stream(overlay.toArray()).filter(roi -> roi instanceof ImageRoi && LayerCodec.isLayer(roi))
                .toList();
    }

    List<Roi> before() {
        return before;
    }

    void write(final StackPosition position, final Patch patch) {
        final ImageSource source = new ImageSource(imp, position);
        final Box box = patch.box().intersect(source.bounds());
        final Samples samples = Samples.read(source.type(), source.planes(), source.bounds().width(), box);
        written.add(new Written(source, patch, box, samples));
        patch.write(source.planes(), source.bounds().width(), source.bounds().height());
    }

    /** Ends the step; true if it has changed anything. */
    boolean close() {
        after = elements(imp);
        infoAfter = imp.getInfoProperty();
        boolean changed = !written.isEmpty() || after.size() != before.size();
        for (int i = 0; i < after.size() && !changed; i++)
            changed = after.get(i) != before.get(i)
                    || !Settings.of(after.get(i)).equals(settings.get(after.get(i)));
        return changed;
    }

    /** @throws InpaintException if samples that it has written have changed since; then nothing is changed */
    void takeBack() {
        for (int i = written.size() - 1; i >= 0; i--)
            try {
                written.get(i).takeBack();
            } catch (final InpaintException e) {
                written.subList(i + 1, written.size()).forEach(Written::write);
                throw e;
            }
        if (Objects.equals(imp.getInfoProperty(), infoAfter))
            imp.setProperty("Info", info);
        final Overlay overlay = imp.getOverlay() == null ? new Overlay() : imp.getOverlay();
        after.stream().filter(roi -> !isIn(before, roi)).forEach(roi -> remove(overlay, roi));
        for (int i = 0; i < before.size(); i++)
            if (!isIn(after, before.get(i)))
                insert(overlay, before.get(i), i == 0 ? null : before.get(i - 1));
        final List<Roi> now = elements(overlay);
        if (now.size() == before.size() && now.stream().allMatch(roi -> isIn(before, roi)))
            LayerOrder.set(overlay, before);
        before.forEach(roi -> settings.get(roi).set(roi));
        imp.setOverlay(overlay.size() == 0 ? null : overlay);
    }

    private static boolean isIn(final List<Roi> all, final Roi roi) {
        return all.stream().anyMatch(other -> other == roi);
    }

    private static int index(final Overlay overlay, final Roi roi) {
        int index = overlay.size() - 1;
        while (index >= 0 && overlay.get(index) != roi)
            index--;
        return index;
    }

    private static void remove(final Overlay overlay, final Roi roi) {
        final int index = index(overlay, roi);
        if (index >= 0)
            overlay.remove(index);
    }

    /** Puts an element above another one, or at the bottom. */
    private static void insert(final Overlay overlay, final Roi roi, final Roi below) {
        final int at = below == null ? 0 : index(overlay, below) + 1;
        final List<Roi> above = new ArrayList<>(Arrays.asList(overlay.toArray()).subList(at, overlay.size()));
        above.forEach(other -> overlay.remove(overlay.size() - 1));
        overlay.add(roi);
        above.forEach(overlay::add);
    }
}
