package org.inpaintj.command.window;

import java.util.Map;

import org.inpaintj.command.ParameterCommand;
import org.inpaintj.core.InpaintException;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.form.ParameterDialog;
import org.inpaintj.ui.run.CommandRecorder;
import org.inpaintj.ui.run.DialogOpener;

/** Opens the dialogs of the commands of this plugin on threads as ImageJ gives them to commands. */
final class CommandDialogs implements DialogOpener {

    /** Its dialog serves those that start from the same inputs and have none. */
    private static final String WITH_DIALOG = "Inpaint Selection...";

    @Override
    public void ask(final String label, final Map<String, String> keys) {
        // ImageJ knows the threads of commands by the name
        new Thread(() -> run(label, keys), "Run$_" + label).start();
    }

    private static void run(final String label, final Map<String, String> keys) {
        try {
            final ParameterCommand<?> command = begun(label, keys);
            command.remember();
            if (!ParameterDialog.ask(command))
                return;
            command.settle();
            CommandRecorder.record(command.title(), command.recorded());
            command.execute();
        } catch (final RuntimeException | Error e) {
            UserErrors.show(label.replace("...", ""), e);
        }
    }

    private static ParameterCommand<?> begun(final String label, final Map<String, String> keys) {
        final ParameterCommand<?> command = CommandStarter.command(label);
        command.begin(keys);
        if (!command.shown().isEmpty())
            return command;
        final ParameterCommand<?> other = CommandStarter.command(WITH_DIALOG);
        if (!other.sharesMemory(command))
            throw new InpaintException(label + " has no dialog.");
        other.begin(command.values());
        return other;
    }
}
