package org.inpaintj.ui.run;

import java.util.Map;

/** Opens dialogs of commands for windows that have inputs for them. */
public interface DialogOpener {

    /**
     * Makes some inputs those that a command remembers, opens its dialog with them, and does what the user then wants.
     * Returns at once; what is wrong comes up as a message. On any thread.
     *
     * @param label the command's label in the menu; of one without a dialog, that of the command which shares its
     *              memory opens
     * @param keys  keys to texts; those not given have their defaults
     */
    void ask(String label, Map<String, String> keys);
}
