package org.inpaintj.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.MacroLine;
import org.inpaintj.params.Parameters;
import org.inpaintj.raster.ConnectedComponents;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.Morphology;

/**
 * A selection request holds everything that finding a selection is told, by its macro keys. Macro lines, command-line
 * options and dialogs use the component names. Made by {@link #of} and {@link #with}, which check every value.
 */
public record SelectionRequest(
        @Key(label = "Shape", when = "text", first = "select-by-text", group = KeyGroup.SOURCE, place = 41,
                help = "mask outlines each thing with a Segment Anything model; box takes the rectangle that was found")
                Shape shape,
        @Key(label = "Result", first = "select-by-text", group = KeyGroup.RESULT, place = 51,
                help = "union makes one selection of all; overlay adds each as an element of its own; manager adds "
                        + "each to the ROI Manager, which is never cleared") Output output,
        @Key(label = "Candidate", def = "1", min = 1, max = 3, first = "none", group = KeyGroup.SOURCE,
                help = "1 = the outline that the model thinks best of, 2 = the second best, 3 = the third")
                int candidate,
        @Key(label = "Box threshold", def = "0.3", min = 0, max = 1, when = "text", first = "select-by-text",
                group = KeyGroup.SOURCE, place = 61,
                help = "how sure it must be that something is there") double box_threshold,
        @Key(label = "Text threshold", def = "0.25", min = 0, max = 1, when = "text", first = "select-by-text",
                group = KeyGroup.SOURCE, place = 71,
                help = "how sure it must be of a word for a box to get the name of its phrase") double text_threshold,
        @Key(label = "Largest overlap (NMS)", def = "0.7", min = 0, max = 1, when = "text", first = "select-by-text",
                group = KeyGroup.SOURCE, place = 81,
                help = "of two boxes of one phrase that overlap by more (intersection over union), the less sure one "
                        + "is dropped; 1 keeps all") double nms,
        @Key(label = "Fill holes", first = "select-by-text select-object", group = KeyGroup.REGIONS, place = 91,
                help = "fill the holes of the outline") boolean fill_holes,
        @Key(label = "Remove islands (px)", min = 0, max = 1000000000, first = "select-by-text select-object",
                group = KeyGroup.REGIONS, place = 101,
                help = "drop parts of the outline with fewer pixels; 0 keeps all") int islands,
        @Key(label = "Smooth (px)", min = 0, max = 100, first = "select-by-text select-object",
                group = KeyGroup.REGIONS, place = 111,
                help = "radius within which the outline is made rounder") int smooth,
        @Key(label = "Grow (px)", min = -10000, max = 10000, first = "select-by-text select-object",
                group = KeyGroup.REGIONS, place = 121,
                help = "grow the outline, negative shrinks it; after everything else") int grow,
        @Key(label = "Segment Anything model", path = Key.Path.FOLDER, first = "select-by-text select-object refine",
                group = KeyGroup.ENGINE, place = 31,
                help = "folder of an exported Segment Anything model, with its encoder and its decoder") String model,
        @Key(label = "Detector", path = Key.Path.FOLDER, when = "text", first = "select-by-text",
                group = KeyGroup.SOURCE, place = 21,
                help = "folder of an exported GroundingDINO, with its tokenizer") String detector,
        @Key(label = "Points", first = "none", group = KeyGroup.SOURCE,
                help = "x,y,+ on the object or x,y,- beside it, separated by semicolons, in columns and rows from 0; "
                        + "instead of the selection") String points,
        @Key(label = "Box", first = "none", group = KeyGroup.SOURCE,
                help = "x,y,width,height of a rectangle around the object; instead of the selection") String box,
        @Key(label = "Choose", when = "text", first = "none", group = KeyGroup.SOURCE,
                help = "numbers of what is found, surest first, such as 1,3; empty takes all, or asks where a user "
                        + "waits") String choose,
        @Key(label = "Text", first = "select-by-text", group = KeyGroup.SOURCE, place = 11,
                help = "what to look for, each phrase ended by a full stop, such as \"cell nucleus. scale bar.\"")
                String text) {

    /** What is selected of a thing that was found. */
    public enum Shape { MASK, BOX }

    /** What several things become. */
    public enum Output { UNION, OVERLAY, MANAGER }

    /** All keys with their defaults. */
    public static final Parameters<SelectionRequest> KEYS = Parameters.of(SelectionRequest.class);

    /** @throws InpaintException for an unknown key or a bad value */
    public static SelectionRequest of(final Map<String, String> values) {
        return KEYS.parse(values);
    }

    /** This request with one key changed, the value as text. */
    public SelectionRequest with(final String key, final Object value) {
        return KEYS.with(this, Map.of(key, String.valueOf(value)));
    }

    /** The options of a macro line: the keys that differ from their defaults. */
    public String macro() {
        return MacroLine.format(KEYS.changes(this));
    }

    /**
     * What {@code points} and {@code box} mean; empty if both are.
     *
     * @throws InpaintException if they cannot be read
     */
    public Optional<SegmentPrompt> prompt() {
        return points.isBlank() && box.isBlank() ? Optional.empty() : Optional.of(SegmentPromptText.parse(points, box));
    }

    /** This request for another prompt of points and a box. */
    public SelectionRequest with(final SegmentPrompt prompt) {
        return with("points", SegmentPromptText.points(prompt)).with("box", SegmentPromptText.box(prompt));
    }

    /**
     * A candidate of a segmentation.
     *
     * @throws InpaintException if the model gives fewer
     */
    public MaskCandidate candidate(final Segmentation found) {
        final int count = found.candidates().size();
        if (candidate > count)
            throw new InpaintException("The model gives " + (count == 1 ? "one candidate" : count + " candidates")
                    + " here, so there is no candidate " + candidate + "; take a smaller number.");
        return found.candidates().get(candidate - 1);
    }

    /**
     * A mask after {@code islands}, {@code fill_holes}, {@code smooth} and {@code grow}, in this order.
     *
     * @param image where it may reach
     */
    public Mask tidy(final Mask mask, final Box image) {
        Mask m = mask;
        if (islands > 0)
            m = ConnectedComponents.removeIslands(m, islands);
        if (fill_holes)
            m = ConnectedComponents.fillHoles(m, Long.MAX_VALUE);
        return Morphology.grow(Morphology.smooth(m, smooth, image), grow, image).trim();
    }

    /**
     * The things that {@code choose} names, 0-based and in its order; all if it is empty.
     *
     * @param count how many were found
     * @throws InpaintException if it is no list of their numbers
     */
    public List<Integer> chosen(final int count) {
        final List<Integer> all = new ArrayList<>();
        if (choose.isBlank()) {
            for (int i = 0; i < count; i++)
                all.add(i);
            return all;
        }
        for (final String part : choose.split(",", -1)) {
            final String number = part.strip();
            if (!number.matches("[1-9]\\d{0,3}"))
                throw new InpaintException("The value of 'choose' must be numbers of what is found, counted from 1 and "
                        + "separated by commas, such as 1,3, not '" + choose + "'.");
            final int index = Integer.parseInt(number);
            if (index > count)
                throw new InpaintException("choose=" + choose + " asks for number " + index + ", but only " + count
                        + (count == 1 ? " thing was" : " things were") + " found.");
            if (!all.contains(index - 1))
                all.add(index - 1);
        }
        return all;
    }
}
