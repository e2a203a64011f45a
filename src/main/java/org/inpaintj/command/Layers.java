package org.inpaintj.command;

import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.layer.LayerActions;
import org.inpaintj.ui.layer.LayersWindow;

/**
 * The command Layers opens the list of the image's layers; in a macro it does with them what the buttons of the list
 * do.
 */
@Plugin(type = Command.class, label = "Layers...", visible = false, headless = true,
        description = "Lists the layers of the image: show, hide, choose, write into the image, discard, repeat, undo")
public final class Layers extends ImageCommand<Layers.Settings> {

    /** The settings of the command. */
    public record Settings(
            @Key(label = "Action", def = "list",
                    help = "list opens the window; accept writes the layer into the image; again paints with another "
                            + "seed, variation with a little of another seed's noise; the others do what the window's "
                            + "buttons do")
            LayerActions.Action action,
            @Key(label = "Layer", help = "counted from 1, the lowest; 0 = all", min = 0, max = 1000000) int layer,
            @Key(label = "Seed (-1 = random)", def = "-1", min = -1, max = 4294967295.0,
                    help = "of again, and of the noise that variation mixes in; -1 draws one") long seed) {
    }

    public Layers() {
        super(Parameters.of(Settings.class));
    }

    @Override
    public List<String> shown() {
        return List.of();
    }

    @Override
    protected void perform(final Settings settings) {
        if (settings.action() == LayerActions.Action.LIST) {
            needDisplay();
            LayersWindow.open(image());
        } else
            LayerActions.run(image(), settings.action(), settings.layer(),
                    new LayerActions.Asker(settings.seed(), interactive(), mirror()));
        result(image());
    }
}
