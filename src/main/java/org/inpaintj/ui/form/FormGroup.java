package org.inpaintj.ui.form;

import java.util.ArrayList;
import java.util.List;

/**
 * Inputs below a heading.
 *
 * @param title what stands above; empty for none
 * @param rows  keys, those of a row side by side
 */
record FormGroup(String title, List<List<String>> rows) {

    /** What is listed here stands in this order, where it is asked for at all. */
    private static final List<FormGroup> ALL = List.of(
            new FormGroup("Regions", List.of(List.of("source", "order"), List.of("text"), List.of("detector"),
                    List.of("labels"), List.of("macro"), List.of("confidence", "text_threshold"), List.of("nms"),
                    List.of("most", "rank"), List.of("smallest", "largest"), List.of("dilate", "join"),
                    List.of("right", "up"), List.of("power", "sameseed"))),
            new FormGroup("What", List.of(List.of("engine", "preset"), List.of("model"), List.of("prompt"),
                    List.of("negative"), List.of("main"), List.of("styles"), List.of("stylebook"))),
            new FormGroup("How", List.of(List.of("sampler", "schedule"), List.of("steps", "cfg"),
                    List.of("strength", "content"), List.of("stop", "exactly"), List.of("emphasis", "skip"),
                    List.of("keep", "conditioning"), List.of("width", "height"), List.of("passes", "memory"),
                    List.of("device"), List.of("vae"))),
            new FormGroup("Where", List.of(List.of("mask"), List.of("refine"), List.of("segmenter"),
                    List.of("grow", "blur"), List.of("padding", "invert"), List.of("area", "spill"))),
            new FormGroup("Result", List.of(List.of("seed", "candidates"), List.of("subseed", "variation"),
                    List.of("target"), List.of("tone", "background"))));

    /** The groups of some keys: those of above for commands that paint; for others one without a heading. */
    static List<FormGroup> of(final List<String> keys) {
        final List<String> left = new ArrayList<>(keys);
        final List<FormGroup> groups = new ArrayList<>();
        if (keys.contains("target") || keys.contains("tone"))
            for (final FormGroup group : ALL)
                groups.add(new FormGroup(group.title, group.rows.stream().map(row -> row.stream().filter(left::remove).toList())
                        .filter(row -> !row.isEmpty()).toList()));
        groups.add(new FormGroup("", left.stream().map(List::of).toList()));
        return groups.stream().filter(group -> !group.rows.isEmpty()).toList();
    }

    List<String> keys() {
        return rows.stream().flatMap(List::stream).toList();
    }
}
