package org.inpaintj.ui.form;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import ij.gui.GenericDialog;

import org.inpaintj.ui.form.ParameterDialog.Asker;

/** This dialog lets the user put inputs of the second page on the first, and back; ImageJ's preferences keep that. */
final class FirstPageDialog {

    private static final int COLUMNS = 2;

    private FirstPageDialog() {}

    /** Asks, and tells the command; on the event thread. */
    static void ask(final Asker command, final List<String> secondPage) {
        final Set<String> pinned = command.pinned();
        final List<String> keys = new ArrayList<>(command.keys().keys().stream()
                .filter(key -> pinned.contains(key) || secondPage.contains(key)).toList());
        final GenericDialog dialog = new GenericDialog(ParameterDialog.title(command) + ": First Page");
        dialog.addMessage("What is checked is asked for on the first page from now on:");
        final boolean[] checked = new boolean[keys.size()];
        for (int i = 0; i < checked.length; i++)
            checked[i] = pinned.contains(keys.get(i));
        dialog.addCheckboxGroup((keys.size() + COLUMNS - 1) / COLUMNS, COLUMNS,
                keys.stream().map(command::label).toArray(String[]::new), checked);
        dialog.showDialog();
        if (!dialog.wasOKed())
            return;
        final Set<String> chosen = new LinkedHashSet<>(pinned);
        for (final String key : keys)
            if (dialog.getNextBoolean())
                chosen.add(key);
            else
                chosen.remove(key);
        command.pin(chosen);
    }
}
