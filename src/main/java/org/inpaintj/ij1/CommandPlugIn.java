package org.inpaintj.ij1;

import java.util.Map;
import java.util.Optional;

import ij.IJ;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;

import org.inpaintj.command.ParameterCommand;
import org.inpaintj.command.window.CommandStarter;
import org.inpaintj.params.MacroLine;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.candidates.CandidateWindow;
import org.inpaintj.ui.compare.BeforeAfterKey;
import org.inpaintj.ui.form.ParameterDialog;
import org.inpaintj.ui.run.RunStarter;

/**
 * This plugin is the way of menus, macros and the recorder to a command, in Fiji and in plain ImageJ: it asks for its
 * inputs with ImageJ's own dialog, records them in the same form, and takes them from a macro. Opens no window in a
 * macro that says what it wants, nor without a display. Runs on ImageJ's own thread, where the image that a macro or
 * {@code IJ.run(imp, ...)} means is the current one, an error stops the macro, and a new image becomes the current one.
 */
public final class CommandPlugIn implements PlugIn {

    private static final RunStarter STARTER = new CommandStarter();

    /** @param command the command's class */
    @Override
    public void run(final String command) {
        CandidateWindow.install(STARTER);
        BeforeAfterKey.install();
        final ParameterCommand<?> parameterCommand = instance(command);
        final Optional<String> meant = ShortcutKeys.meant(parameterCommand.title());
        if (meant.isPresent()) {
            Recorder.disableCommandRecording();
            IJ.doCommand(meant.get());
            return;
        }
        try {
            if (parameterCommand.begin() && !ParameterDialog.ask(parameterCommand)) {
                Recorder.disableCommandRecording();
                return;
            }
            parameterCommand.settle();
            if (IJ.recording())
                parameterCommand.recorded().forEach(CommandPlugIn::record);
            parameterCommand.execute();
        } catch (final RuntimeException | Error e) {
            // what did not come about is not worth a line
            Recorder.disableCommandRecording();
            UserErrors.stop(parameterCommand.title(), e);
        }
    }

    private static ParameterCommand<?> instance(final String command) {
        try {
            return (ParameterCommand<?>) Class.forName(command).getDeclaredConstructor().newInstance();
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("plugins.config names no command of this plugin: " + command, e);
        }
    }

    /** ImageJ's recorder puts brackets around a value that holds a space, and no others. */
    private static void record(final String key, final String value) {
        final String text = value.isEmpty() ? "" : MacroLine.format(Map.of(key, value)).substring(key.length() + 1);
        final boolean bracketed = text.startsWith("[") && text.indexOf(' ') >= 0;
        Recorder.recordOption(key, Recorder.fixString(bracketed ? text.substring(1, text.length() - 1) : text));
    }
}
