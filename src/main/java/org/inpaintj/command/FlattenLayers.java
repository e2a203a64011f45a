package org.inpaintj.command;

import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import ij.IJ;

import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;

/**
 * The command Flatten Layers writes the exact samples of the visible layers into a copy of the image, or into the
 * image.
 */
@Plugin(type = Command.class, label = "Flatten Layers", visible = false, headless = true,
        description = "Writes the visible layers into a new image, at full depth")
public final class FlattenLayers extends ImageCommand<FlattenLayers.Settings> {

    /** The settings of the command. */
    public record Settings(
            @Key(label = "In place", help = "change the image itself (undoable) instead of making a new one")
            boolean inplace) {
    }

    public FlattenLayers() {
        super(Parameters.of(Settings.class));
    }

    @Override
    protected void perform(final Settings settings) {
        final List<String> notes = LayerFlattener.notes(image());
        result(LayerFlattener.flatten(image(), settings.inplace()));
        notes.forEach(IJ::log);
    }
}
