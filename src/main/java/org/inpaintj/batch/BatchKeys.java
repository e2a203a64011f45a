package org.inpaintj.batch;

import java.util.Locale;

import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;

/**
 * Which images a batch has and where its results go, by their macro keys. What is done to each is told by the keys of a
 * {@link org.inpaintj.engine.Request} and of a {@link org.inpaintj.repair.RegionRequest}.
 */
public record BatchKeys(
        @Key(label = "Each", group = KeyGroup.BATCH, place = 41,
                help = "which parts of a stack are repainted, each by itself with the same keys: image is the position "
                        + "of slice and frame, else the first; slices, frames, positions (slices of all frames) or "
                        + "channels") Each each,
        @Key(label = "Slice", def = "1", min = 1, max = 1000000, group = KeyGroup.BATCH, place = 42,
                help = "the slice (z) of a stack, 1-based") int slice,
        @Key(label = "Frame", def = "1", min = 1, max = 1000000, group = KeyGroup.BATCH, place = 43,
                help = "the frame (t) of a stack, 1-based") int frame,
        @Key(label = "Noise goes on over (slices)", min = 0, max = 1000000, group = KeyGroup.BATCH, place = 44,
                help = "0 = the same seed in every slice or frame; 1 = each its own, seed + its number - 1; from 2 on "
                        + "the noise that diffusion starts from changes smoothly along the stack, and is that of the "
                        + "next seed after so many slices") int noise_span,
        @Key(label = "At a time", def = "1", min = 1, max = 256, group = KeyGroup.BATCH, place = 51,
                help = "images worked on at a time, where memory allows") int workers,
        @Key(label = "Also in the folders within", group = KeyGroup.BATCH, place = 52,
                help = "also the images in folders of a folder") boolean deep,
        @Key(label = "Replace results", group = KeyGroup.BATCH, place = 53,
                help = "replace files that exist; never one that is read") boolean overwrite,
        @Key(label = "Only say what would be done", group = KeyGroup.BATCH, place = 54,
                help = "opens each image and says what would be done to it; nothing is written") boolean dry_run,
        @Key(label = "Images", path = Key.Path.EITHER, group = KeyGroup.BATCH, place = 11,
                help = "a folder of images, or a table (CSV) whose columns are image, out, roi, rois, slice, frame, "
                        + "each and keys; empty for the open image (see each); names of masks and other files may hold "
                        + "{name}, {ext}, {dir}, {folder} and {number}") String images,
        @Key(label = "Results", path = Key.Path.FOLDER, group = KeyGroup.BATCH, place = 12,
                help = "the folder for results, journal and reports, made if need be; the same folder again goes on")
                String results,
        @Key(label = "Names of results", group = KeyGroup.BATCH, place = 13,
                help = "a pattern without ending; empty keeps the names of the images") String names,
        @Key(label = "Rectangle", group = KeyGroup.BATCH, place = 21,
                help = "repaint this rectangle of each image: left,top,width,height in pixels") String roi,
        @Key(label = "Selections", path = Key.Path.FILE, group = KeyGroup.BATCH, place = 22,
                help = "a file of ImageJ's selections: the one of a .roi is repainted, those of a .zip one after the "
                        + "other") String rois) {

    /** Which parts of a stack are repainted. */
    public enum Each {
        /** The position that {@code slice} and {@code frame} name. */
        IMAGE,
        /** All slices (z) of a frame. */
        SLICES,
        /** All frames (t) of a slice. */
        FRAMES,
        /** All slices of all frames. */
        POSITIONS,
        /** All channels of the position, each as an image of one channel. */
        CHANNELS;

        /** The word in macros. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** These keys alone. */
    public static final Parameters<BatchKeys> KEYS = Parameters.of(BatchKeys.class);
}
