package org.inpaintj.ui.candidates;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.ImageRoi;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.language.Translation;

/**
 * The candidates of one run that are still there.
 *
 * @param layers at least one, in the order of their numbers
 */
record CandidateGroup(List<Layer> layers) {

    /** Of an image, the run whose layers lie on top first; without sketches and damaged layers. */
    static List<CandidateGroup> of(final ImagePlus image) {
        final List<Layer> all = new ArrayList<>(Layer.of(image));
        Collections.reverse(all);
        final List<CandidateGroup> groups = new ArrayList<>();
        for (final Layer layer : all)
            if (layer.damage().isEmpty() && !layer.isSketch()
                    && groups.stream().noneMatch(group -> group.find(layer.roi()).isPresent()))
                groups.add(new CandidateGroup(layer.candidates()));
        return groups;
    }

    Optional<Layer> find(final ImageRoi roi) {
        return layers.stream().filter(layer -> layer.roi() == roi).findFirst();
    }

    List<ImageRoi> rois() {
        return layers.stream().map(Layer::roi).toList();
    }

    /** The one that is seen, the topmost if there are several; else the first. */
    Layer seen() {
        return layers.stream().filter(Layer::visible).findFirst().orElse(layers.get(0));
    }

    /** What was asked for, in a line. */
    String title() {
        final Provenance made = layers.get(0).provenance();
        final String prompt = made.request().getOrDefault("prompt", "").strip();
        return layers.size() == 1 ? Translation.of("{0}, 1 candidate", prompt.isEmpty() ? made.engine() : prompt)
                : Translation.of("{0}, {1} candidates", prompt.isEmpty() ? made.engine() : prompt, layers.size());
    }

    /** The number of a candidate and its seed, if there is chance. */
    static String caption(final Layer layer) {
        final Provenance made = layer.provenance();
        final String second = made.request().getOrDefault("subseed", "");
        return !made.request().containsKey("seed") ? Integer.toString(made.candidate())
                : isVaried(made) ? Translation.of("{0}: seed {1}/{2}", made.candidate(), made.seed(), second)
                : Translation.of("{0}: seed {1}", made.candidate(), made.seed());
    }

    private static boolean isVaried(final Provenance made) {
        return !made.request().getOrDefault("variation", "0").matches("0(\\.0*)?")
                && made.request().getOrDefault("subseed", "").matches("\\d+");
    }
}
