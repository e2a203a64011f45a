package org.inpaintj.ui.panel;

import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;

import org.inpaintj.ui.form.ParameterDialog.Asker;
import org.inpaintj.ui.run.RunStarter;

/** What the panel needs of the commands that it runs. On any thread but the event thread, if not said otherwise. */
public interface PanelCommands {

    /**
     * A command with its defaults, to be asked which keys mean something and what would come of them.
     *
     * @param label of the menu
     * @param image that it would work on; null for none
     */
    Asker asker(String label, ImagePlus image);

    /**
     * Shows the command's own dialog, to change settings and not to run it.
     *
     * @param keys    the inputs that it begins with
     * @param message shown above the inputs
     * @return all that was answered; empty if the user gave up
     */
    Optional<Map<String, String>> ask(String label, ImagePlus image, Map<String, String> keys, String message);

    /** Begins commands; on any thread. */
    RunStarter starter();
}
