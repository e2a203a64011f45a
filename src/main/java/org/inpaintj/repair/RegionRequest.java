package org.inpaintj.repair;

import java.util.Arrays;
import java.util.Set;

import org.inpaintj.params.Key;

/**
 * Where regions come from and which of them are repaired, by their macro keys; the defaults are ADetailer's. With
 * what they are repainted is a {@link org.inpaintj.engine.Request}.
 */
public record RegionRequest(
        @Key(label = "Regions from", help = "what is repainted: what a text names, the parts of the selection, the selections of the overlay or of the ROI Manager, the labels of an image, or what a macro leaves") Source source,
        @Key(label = "Confidence", help = "regions found less surely are left out; those that nobody doubts have 1", min = 0, max = 1) double confidence,
        @Key(label = "Smallest (part of image)", help = "regions whose bounding box covers less of the image are left out", min = 0, max = 1) double smallest,
        @Key(label = "Largest (part of image)", help = "regions whose bounding box covers more of the image are left out", min = 0, max = 1) double largest,
        @Key(label = "At most", help = "so many regions are kept, the first by rank; 0 keeps all", min = 0, max = 10000) int most,
        @Key(label = "Rank by", help = "what decides which are kept: the area of the bounding box or the confidence, the largest first") Rank rank,
        @Key(label = "Order", help = "in which order they are repainted; none is the order in which they were found or ranked") Order order,
        @Key(label = "Shift right (px)", help = "move the regions to the right, negative to the left; what leaves the image is cut off", min = -10000, max = 10000) int right,
        @Key(label = "Shift up (px)", help = "move the regions up, negative down", min = -10000, max = 10000) int up,
        @Key(label = "Dilate (px)", help = "grow the regions by a square of this side, about half of it on each side; negative shrinks them", min = -1000, max = 1000) int dilate,
        @Key(label = "Join", help = "merge makes one region of all, merge_and_invert one of everything else") Join join,
        @Key(label = "Strength power", help = "each region gets strength x (1 - its bounding box's part of the image) ^ power: above 0 small regions change more than large ones, below 0 less", min = -10, max = 10) double power,
        @Key(label = "Same seed", help = "all regions get the seed itself, instead of one more for each") boolean sameseed,
        @Key(label = "Text threshold", help = "with source=text: how sure it must be of a word for a region to get the name of its phrase", min = 0, max = 1) double text_threshold,
        @Key(label = "Largest overlap (NMS)", help = "with source=text: of two boxes of one phrase that overlap by more (intersection over union), the less sure one is dropped; 1 keeps all", min = 0, max = 1) double nms,
        @Key(label = "Label image", help = "with source=labels: title of an open image or path of a file, where each value but 0 is a region, or each connected part if there is one value only", path = Key.Path.IMAGE) String labels,
        @Key(label = "Macro", help = "with source=macro: a file with an ImageJ macro, which runs on a copy of what is shown and leaves a selection, an overlay or labels", path = Key.Path.FILE) String macro,
        @Key(label = "Detector", help = "with source=text: folder of an exported GroundingDINO, with its tokenizer", path = Key.Path.FOLDER) String detector,
        @Key(label = "Text", help = "with source=text: what to look for, each phrase ended by a full stop, such as \"cell nucleus. scale bar.\"") String text,
        @Key(label = "Main prompt", help = "what [PROMPT] in the prompt stands for, and the prompt where there is none") String main) {

    /** Where regions come from. */
    public enum Source {
        TEXT("text", "detector", "segmenter", "confidence", "text_threshold", "nms"), SELECTION, OVERLAY, MANAGER,
        LABELS("labels"), MACRO("macro");

        /** Keys that mean something with this source only. */
        private final Set<String> own;

        Source(final String... own) {
            this.own = Set.of(own);
        }

        /** Whether a key means something with other sources only. */
        boolean ignores(final String key) {
            return !own.contains(key) && Arrays.stream(values()).anyMatch(other -> other.own.contains(key));
        }

        /** The word in macros. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What decides which regions are kept. */
    public enum Rank { AREA, CONFIDENCE }

    /** In which order regions are repainted. */
    public enum Order {
        NONE, LEFT_TO_RIGHT, CENTRE_TO_EDGE,
        /** The largest first. */
        AREA
    }

    /** What becomes of several regions. */
    public enum Join { NONE, MERGE, MERGE_AND_INVERT }

    /** ADetailer's, but from the selection, which needs nothing else. */
    public static final RegionRequest DEFAULTS = new RegionRequest(Source.SELECTION, 0.3, 0, 1, 0, Rank.AREA,
            Order.NONE, 0, 0, 4, Join.NONE, 0, false, 0.25, 0.7, "", "", "", "", "");
}
