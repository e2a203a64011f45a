package org.inpaintj.ui.run;

import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Roi;

/** What a command was asked for, once. Equal to itself alone, however alike another is. */
public class CommandRun {

    private final String command;
    private final Map<String, String> keys;
    private final Optional<ImagePlus> image;
    private final Optional<Roi> selection;
    private final boolean interactive;

    /**
     * @param command     the label in the menu
     * @param keys        what the recorder writes for it: keys to texts, complete for making it again
     * @param image       that it is about; none for what is made without one
     * @param selection   of the image when it was asked for, a copy
     * @param interactive whether a user asked for it at the screen, and not a macro or a script
     */
    public CommandRun(final String command, final Map<String, String> keys, final Optional<ImagePlus> image,
            final Optional<Roi> selection, final boolean interactive) {
        this.command = command;
        this.keys = Map.copyOf(keys);
        this.image = image;
        this.selection = selection;
        this.interactive = interactive;
    }

    /** A copy of what is selected in an image now. */
    public static Optional<Roi> selected(final Optional<ImagePlus> image) {
        return image.map(ImagePlus::getRoi).map(roi -> (Roi) roi.clone());
    }

    public final String command() {
        return command;
    }

    public final Map<String, String> keys() {
        return keys;
    }

    public final Optional<ImagePlus> image() {
        return image;
    }

    public final Optional<Roi> selection() {
        return selection;
    }

    public final boolean interactive() {
        return interactive;
    }

    /** The id of the engine that runs, or the word that lets one be found; empty if none does. */
    public String engine() {
        return keys.getOrDefault("engine", "");
    }

    /** The model that runs, a name or a path, or a word that stands for one; empty if none does. */
    public String model() {
        return keys.getOrDefault("model", keys.getOrDefault("upscaler", ""));
    }
}
