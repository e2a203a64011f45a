package org.inpaintj.imagej.large;

import java.util.Locale;

import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;

/**
 * Which file is repainted without being opened, where, and what the result is called, by their macro keys. With what it
 * is repainted is told by the keys of an {@link org.inpaintj.engine.Request}.
 */
public record LargeKeys(
        @Key(label = "Regions from", group = KeyGroup.FILE, place = 31,
                help = "where regions come from: file is what mask, labels or roi say; selection is the selection of "
                        + "the open image, manager are those of the ROI Manager, in pixels of the file")
                Regions regions,
        @Key(label = "Slice", def = "1", min = 1, max = 1000000, group = KeyGroup.FILE, place = 41,
                help = "the slice (z) of a stack, 1-based") int slice,
        @Key(label = "Frame", def = "1", min = 1, max = 1000000, group = KeyGroup.FILE, place = 42,
                help = "the frame (t) of a stack, 1-based") int frame,
        @Key(label = "Replace the result", group = KeyGroup.FILE, place = 51,
                help = "replace a result that exists; never a file that is read") boolean overwrite,
        @Key(label = "File", path = Key.Path.EITHER, group = KeyGroup.FILE, place = 11,
                help = "a TIFF or BigTIFF, or the folder of an OME-Zarr, of any size; it is only read") String file,
        @Key(label = "Result", path = Key.Path.EITHER, group = KeyGroup.FILE, place = 21,
                help = "the name of the copy that is repainted, of the same format: .tif or .zarr") String output,
        @Key(label = "Rectangle", group = KeyGroup.FILE, place = 32,
                help = "repaint this rectangle: left,top,width,height in pixels") String roi) {

    /** Where regions come from. */
    public enum Regions {
        /** What {@code mask}, {@code labels} or {@code roi} say. */
        FILE,
        /** The selection of the open image. */
        SELECTION,
        /** The selections of the ROI Manager. */
        MANAGER;

        /** The word in macros. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** These keys alone. */
    public static final Parameters<LargeKeys> KEYS = Parameters.of(LargeKeys.class);
}
