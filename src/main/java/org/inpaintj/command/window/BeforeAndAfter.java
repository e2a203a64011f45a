package org.inpaintj.command.window;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.inpaintj.command.ImageCommand;
import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.compare.BeforeAfterView;

/** The command Before and After shows an image without its layers on one side of a line, or what they change. */
@Plugin(type = Command.class, label = "Before and After", visible = false, headless = true,
        description = "Shows the image without its layers left of a line, then what they change, then as it is")
public final class BeforeAndAfter extends ImageCommand<BeforeAndAfter.Settings> {

    /** The settings of the command. */
    public record Settings(
            @Key(label = "View", help = "next goes from none to a line that is dragged (split), to the difference, "
                    + "and back to none (off)") BeforeAfterView.View view) {
    }

    public BeforeAndAfter() {
        super(Parameters.of(Settings.class));
    }

    @Override
    protected void perform(final Settings settings) {
        needDisplay();
        BeforeAfterView.show(image(), settings.view());
        result(image());
    }
}
