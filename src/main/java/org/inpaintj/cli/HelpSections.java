package org.inpaintj.cli;

import java.util.Arrays;
import java.util.List;

/** Under which heading the help lists an option. */
enum HelpSections {

    FILES("Files", "out", "out-dir", "overwrite", "save-stages", "slice", "frame", "quiet", "help"),
    FIND("What is looked for", "source", "text", "detector", "labels", "macro", "points", "box", "choose", "candidate",
            "shape", "confidence", "box_threshold", "text_threshold", "nms"),
    REGION("What is repainted", "roi", "mask", "refine", "segmenter", "invert", "grow", "area", "padding", "smallest",
            "largest", "most", "rank", "order", "right", "up", "dilate", "join", "fill_holes", "islands", "smooth"),
    PAINTER("What paints", "engine", "model", "vae", "device", "memory"),
    PROMPT("Prompt", "prompt", "negative", "main", "styles", "stylebook", "emphasis", "skip"),
    DIFFUSION("How a diffusion model paints", "preset", "strength", "sampler", "schedule", "steps", "exactly", "stop",
            "cfg", "content", "keep", "conditioning", "width", "height", "passes", "variation", "subseed", "power"),
    RESULT("The result", "target", "candidates", "seed", "sameseed", "blur", "spill", "tone", "background"),
    OTHERS("Others");

    private final String heading;
    private final List<String> names;

    HelpSections(final String heading, final String... names) {
        this.heading = heading;
        this.names = List.of(names);
    }

    String heading() {
        return heading;
    }

    /** @param option its longest name, such as {@code --out} */
    static HelpSections of(final String option) {
        final String bare = option.replaceFirst("^-+", "");
        return Arrays.stream(values()).filter(s -> s.names.contains(bare)).findFirst().orElse(OTHERS);
    }
}
