package org.inpaintj.command;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.core.InpaintException;
import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.layer.LayerActions;
import org.inpaintj.ui.layer.LayersWindow;

/**
 * The command Layers opens the list of the image's layers; in a macro it does with them what the buttons of the list
 * do.
 */
@Plugin(type = Command.class, label = "Layers...", visible = false, headless = true,
        description = "Lists the layers of the image: show, hide, choose, order, rename, fade, write into the image, "
                + "discard, repeat")
public final class Layers extends ImageCommand<Layers.Settings> {

    /** The settings of the command. */
    public record Settings(
            @Key(label = "Action", def = "list",
                    help = "list opens the window; accept writes the layer into the image; again paints with another "
                            + "seed, variation with a little of another seed's noise; the others do what the window's "
                            + "buttons do")
            LayerActions.Action action,
            @Key(label = "Layer", help = "counted from 1, the lowest; 0 = all", min = 0, max = 1000000) int layer,
            @Key(label = "Opacity", help = "of action=opacity: how much of the layer is seen, and written", def = "1",
                    min = 0.01, max = 1)
            double opacity,
            @Key(label = "To", help = "of action=move: the number that the layer gets", min = 0, max = 1000000) int to,
            @Key(label = "Seed (-1 = random)", def = "-1", min = -1, max = 4294967295.0,
                    help = "of action=again, and of the noise that action=variation mixes in; -1 draws one")
            long seed,
            @Key(label = "Label", help = "of action=rename: what the layer is called; empty takes that off")
            String label) {
    }

    /** Keys, and the actions to which they mean something. */
    private static final Map<String, List<LayerActions.Action>> NEED = Map.of(
            "opacity", List.of(LayerActions.Action.OPACITY), "to", List.of(LayerActions.Action.MOVE),
            "label", List.of(LayerActions.Action.RENAME),
            "seed", List.of(LayerActions.Action.AGAIN, LayerActions.Action.VARIATION));

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
        } else {
            keys().changes(settings).keySet().stream().filter(NEED::containsKey)
                    .filter(key -> !NEED.get(key).contains(settings.action())).findFirst().ifPresent(key -> {
                        throw new InpaintException("'" + key + "' means something to " + NEED.get(key).stream()
                                .map(action -> "action=" + action.word()).collect(Collectors.joining(" and "))
                                + " only.");
                    });
            LayerActions.run(image(), settings.action(), settings.layer(), new LayerActions.Values(settings.opacity(),
                    settings.to(), settings.label()), new LayerActions.Asker(settings.seed(), interactive(), mirror()));
        }
        result(image());
    }
}
