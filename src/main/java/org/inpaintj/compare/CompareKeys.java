package org.inpaintj.compare;

import java.util.Locale;

import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;

/**
 * What is compared and what comes of it, by its macro keys. What every cell is told beside that is a
 * {@link org.inpaintj.engine.Request}.
 */
public record CompareKeys(
        @Key(label = "Task", group = KeyGroup.AXES, place = 41,
                help = "what each cell is: auto inpaints where there is a selection or a mask, changes the whole image "
                        + "where there is none, and makes one from the prompt where no image is open") Work task,
        @Key(label = "Grid as", group = KeyGroup.AXES, place = 42,
                help = "stack is a hyperstack of the image's own type, x along its slices, y and z along its frames; "
                        + "montage is one RGB picture with legends for each z") Grid result,
        @Key(label = "Most cells", def = "1000", min = 1, max = 100000, first = "none", group = KeyGroup.AXES,
                place = 51, help = "a grid of more cells is not begun, or asked about in the dialog") int cells,
        @Key(label = "X", group = KeyGroup.AXES, place = 11,
                help = "what changes from column to column: a key and its values, such as steps: 10, 20, 30 or "
                        + "strength: 0.3-0.9 [4] or cfg: 5-9 (+2) or prompt: cat, dog") String x,
        @Key(label = "Y", group = KeyGroup.AXES, place = 21,
                help = "what changes from row to row, as x; empty for nothing") String y,
        @Key(label = "Z", group = KeyGroup.AXES, place = 31,
                help = "what changes from grid to grid, as x; empty for nothing") String z,
        @Key(label = "Table", path = Key.Path.FILE, first = "none", group = KeyGroup.AXES, place = 61,
                help = "a CSV file for the table of cells, which is shown anyway where there is a display; empty for "
                        + "none") String table) {

    /** What a cell is. */
    public enum Work { AUTO, INPAINT, IMAGE_TO_IMAGE, TEXT_TO_IMAGE }

    /** What the cells become. */
    public enum Grid { STACK, MONTAGE }

    /** The keys, without those of what each cell is told. */
    static final Parameters<CompareKeys> KEYS = Parameters.of(CompareKeys.class);

    /** The axes x, y and z by their names. */
    String axis(final String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "x" -> x;
            case "y" -> y;
            case "z" -> z;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
