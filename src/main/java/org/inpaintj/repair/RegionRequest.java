package org.inpaintj.repair;

import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;

/**
 * Where regions come from and which of them are repaired, by their macro keys; the defaults are ADetailer's. With
 * what they are repainted is a {@link org.inpaintj.engine.Request}.
 */
public record RegionRequest(
        @Key(label = "Regions from", def = "selection", group = KeyGroup.SOURCE, place = 11,
                help = "what is repainted: what a text names, the parts of the selection, the selections of the "
                        + "overlay or of the ROI Manager, the labels of an image, what a macro leaves, or "
                        + "defects of the picture such as dust")
                Source source,
        @Key(label = "Confidence", def = "0.3", min = 0, max = 1, when = "source=text", group = KeyGroup.SOURCE,
                place = 61,
                help = "regions found less surely are left out; those that nobody doubts have 1") double confidence,
        @Key(label = "Smallest (part of image)", min = 0, max = 1, group = KeyGroup.REGIONS, place = 91,
                help = "regions whose bounding box covers less of the image are left out") double smallest,
        @Key(label = "Largest (part of image)", def = "1", min = 0, max = 1, group = KeyGroup.REGIONS, place = 92,
                help = "regions whose bounding box covers more of the image are left out") double largest,
        @Key(label = "At most", min = 0, max = 10000, group = KeyGroup.REGIONS, place = 81,
                help = "so many regions are kept, the first by rank; 0 keeps all") int most,
        @Key(label = "Rank by", when = "most>0", first = "none", group = KeyGroup.REGIONS, place = 82,
                help = "what decides which are kept: the area of the bounding box or the confidence, the largest first")
                Rank rank,
        @Key(label = "Order", group = KeyGroup.REGIONS, place = 12,
                help = "in which order they are repainted; none is the order in which they were found or ranked")
                Order order,
        @Key(label = "Shift right (px)", min = -10000, max = 10000, first = "none", group = KeyGroup.REGIONS,
                place = 111,
                help = "move the regions to the right, negative to the left; what leaves the image is cut off")
                int right,
        @Key(label = "Shift up (px)", min = -10000, max = 10000, first = "none", group = KeyGroup.REGIONS,
                place = 112,
                help = "move the regions up, negative down") int up,
        @Key(label = "Dilate (px)", def = "4", min = -1000, max = 1000, group = KeyGroup.REGIONS, place = 101,
                help = "grow the regions by a square of this side, about half of it on each side; negative shrinks "
                        + "them")
                int dilate,
        @Key(label = "Join", group = KeyGroup.REGIONS, place = 102,
                help = "merge makes one region of all, merge_and_invert one of everything else") Join join,
        @Key(label = "Strength power", min = -10, max = 10, first = "none", group = KeyGroup.SHARES, place = 121,
                help = "each region gets strength x (1 - its bounding box's part of the image) ^ power: above 0 small "
                        + "regions change more than large ones, below 0 less") double power,
        @Key(label = "Same seed", first = "none", group = KeyGroup.SHARED_SEED, place = 122,
                help = "all regions get the seed itself, instead of one more for each") boolean sameseed,
        @Key(label = "Text threshold", def = "0.25", min = 0, max = 1, when = "source=text", first = "none",
                group = KeyGroup.SOURCE, place = 62,
                help = "with source=text: how sure it must be of a word for a region to get the name of its phrase")
                double text_threshold,
        @Key(label = "Largest overlap (NMS)", def = "0.7", min = 0, max = 1, when = "source=text", first = "none",
                group = KeyGroup.SOURCE, place = 71,
                help = "with source=text: of two boxes of one phrase that overlap by more (intersection over union), "
                        + "the less sure one is dropped; 1 keeps all") double nms,
        @Key(label = "Sensitivity (times the noise)", def = "6", min = 1, max = 1000, when = "source=defects",
                group = KeyGroup.SOURCE, place = 23,
                help = "with source=defects: how many times the noise a defect must differ from what is around it; "
                        + "less finds more") double sensitivity,
        @Key(label = "Largest defect (px)", def = "15", min = 3, max = 200, when = "source=defects",
                group = KeyGroup.SOURCE, place = 24,
                help = "with source=defects: the widest that dust and scratches are") int defect_size,
        @Key(label = "Label image", path = Key.Path.IMAGE, when = "source=labels", group = KeyGroup.SOURCE,
                place = 41,
                help = "with source=labels: title of an open image or path of a file, where each value but 0 is a "
                        + "region, or each connected part if there is one value only") String labels,
        @Key(label = "Macro", path = Key.Path.FILE, when = "source=macro", group = KeyGroup.SOURCE, place = 51,
                help = "with source=macro: a file with an ImageJ macro, which runs on a copy of what is shown and "
                        + "leaves a selection, an overlay or labels") String macro,
        @Key(label = "Detector", path = Key.Path.FOLDER, when = "source=text", group = KeyGroup.SOURCE, place = 31,
                help = "with source=text: folder of an exported GroundingDINO, with its tokenizer") String detector,
        @Key(label = "Text", when = "source=text", group = KeyGroup.SOURCE, place = 21,
                help = "with source=text: what to look for, each phrase ended by a full stop, such as \"cell nucleus. "
                        + "scale bar.\"") String text,
        @Key(label = "Defects", def = "dust scratches pixels stripes", when = "source=defects",
                group = KeyGroup.SOURCE, place = 22,
                help = "with source=defects: which kinds are looked for, of dust, scratches, pixels (hot and dead "
                        + "ones), stripes (rows and columns of a sensor)") String defects,
        @Key(label = "Main prompt", group = KeyGroup.PROMPT, place = 51,
                help = "what [PROMPT] in the prompt stands for, and the prompt where there is none") String main) {

    /** Where regions come from. */
    public enum Source {
        TEXT, SELECTION, OVERLAY, MANAGER, LABELS, MACRO, DEFECTS;

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

    /** The keys, without those of what is done with the regions. */
    public static final Parameters<RegionRequest> KEYS = Parameters.of(RegionRequest.class);
}
