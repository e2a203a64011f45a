package org.inpaintj.ui.candidates;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.gui.ImageRoi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerView;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.language.Translation;

/** Which candidates of which run a strip shows, and which of them is meant. On the event thread. */
final class CandidateModel {

    private ImagePlus image;
    private List<CandidateGroup> groups = List.of();
    private int run;
    private ImageRoi selected;
    /** The one under the pointer; null for none. */
    private Layer looked;
    /** What the groups were made of, from the bottom to the top. */
    private List<ImageRoi> known = List.of();
    /** Runs of which all were kept. */
    private final List<ImageRoi> decided = new ArrayList<>();

    ImagePlus image() {
        return image;
    }

    void follow(final ImagePlus other) {
        look(null);
        image = other;
        if (other != null)
            Layer.revive(other);
        groups = List.of();
        known = List.of();
        decided.clear();
        selected = null;
        run = 0;
    }

    /** The one before it, without changing anything; null for none. */
    Layer other() {
        final int place = place();
        return group().size() < 2 ? null : group().get(place > 0 ? place - 1 : 1);
    }

    boolean isEmpty() {
        return group().isEmpty();
    }

    /** The candidates of the run that is shown. */
    List<Layer> group() {
        return groups.isEmpty() || isDecided(groups.get(run)) ? List.of() : groups.get(run).layers();
    }

    private boolean isDecided(final CandidateGroup group) {
        return group.rois().stream().allMatch(roi -> decided.stream().anyMatch(other -> other == roi));
    }

    /** The one that is meant; not where there is none. */
    Layer layer() {
        return group().get(place());
    }

    int place() {
        return IntStream.range(0, group().size()).filter(i -> group().get(i).roi() == selected).findFirst().orElse(0);
    }

    void select(final Layer layer) {
        selected = layer.roi();
        look(null);
    }

    /** Means the one that is seen. */
    void selectSeen() {
        group().stream().filter(Layer::visible).findFirst().ifPresent(this::select);
    }

    /** Shows a run. */
    void take(final int number) {
        look(null);
        run = number;
        // who asks for it again is not done with it
        decided.removeIf(roi -> groups.get(number).find(roi).isPresent());
        selected = groups.get(number).seen().roi();
    }

    int run() {
        return run;
    }

    /** All of the run stay as they are, and are shown here no more. */
    void decide() {
        look(null);
        decided.addAll(groups.get(run).rois());
    }

    /** Shows a candidate in the image for a while; null shows what is there. */
    void look(final Layer layer) {
        if (layer == null && looked == null || layer != null && looked != null && layer.roi() == looked.roi())
            return;
        looked = layer;
        if (layer == null)
            LayerView.asTheyAre(image);
        else
            LayerView.only(image, layer.roi(), groups.get(run).rois());
    }

    /** @throws InpaintException if the layer has gone meanwhile */
    void check(final Layer layer) {
        refresh();
        for (int i = 0; i < groups.size(); i++)
            if (groups.get(i).find(layer.roi()).isPresent()) {
                run = i;
                return;
            }
        throw new InpaintException(image == null ? Translation.of("No image is open.")
                : Translation.of("The candidate is not on '{0}' any more: choose another.", image.getTitle()));
    }

    /** Looks what there is; true if layers have come or gone. Of a run that has come the candidates are shown. */
    boolean refresh() {
        if (image != null && (image.getProcessor() == null || !image.isVisible()))
            follow(null);
        final List<ImageRoi> now = image == null ? List.of() : Layer.of(image).stream().map(Layer::roi).toList();
        if (same(now, known))
            return false;
        look(null);
        final List<ImageRoi> fresh = now.stream().filter(roi -> known.stream().noneMatch(old -> old == roi)).toList();
        final boolean first = known.isEmpty();
        known = now;
        groups = image == null ? List.of() : CandidateGroup.of(image);
        final int before = run;
        run = Math.max(0, Math.min(before, groups.size() - 1));
        for (int i = groups.size() - 1; i >= 0; i--)
            if (groups.get(i).find(selected).isPresent())
                run = i;
        for (int i = groups.size() - 1; i >= 0 && !first; i--)
            if (groups.get(i).rois().stream().allMatch(roi -> fresh.stream().anyMatch(f -> f == roi)))
                run = i;
        if (!groups.isEmpty() && groups.get(run).find(selected).isEmpty())
            selected = groups.get(run).seen().roi();
        return true;
    }

    private static boolean same(final List<ImageRoi> a, final List<ImageRoi> b) {
        return a.size() == b.size() && IntStream.range(0, a.size()).allMatch(i -> a.get(i) == b.get(i));
    }

    /** All layers of the image. */
    List<ImageRoi> all() {
        return known;
    }

    /** Of the runs, the last one first. */
    List<String> titles() {
        return IntStream.range(0, groups.size()).mapToObj(i -> Translation.of("Run {0} of {1}: {2}", groups.size() - i,
                groups.size(), groups.get(i).title())).toList();
    }

    /** @param running how many are finished of a run that goes on */
    String describe(final int running) {
        if (isEmpty())
            return running > 0 ? Translation.of("Finished so far: {0}", running)
                    : image == null ? Translation.of("No image is open.") : groups.isEmpty()
                    ? Translation.of("This image has no candidates: inpaint a selection with Candidates above 1.")
                    : Translation.of("All candidates are kept as layers.");
        final Provenance made = (looked == null ? layer() : looked).provenance();
        return made.candidates() == 1 ? made.title() : Translation.of("Candidate {0} of {1}: {2}", made.candidate(),
                made.candidates(), made.title());
    }
}
