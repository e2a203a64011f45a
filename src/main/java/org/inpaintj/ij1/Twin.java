package org.inpaintj.ij1;

import java.util.Map;
import java.util.Set;

import org.inpaintj.command.InpaintCommand;
import org.inpaintj.engine.MacroLine;
import org.inpaintj.ui.Form;

import ij.IJ;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;

/**
 * Runs a SciJava command of this plugin as an ImageJ plugin: asks for its inputs with ImageJ's own dialog, records
 * them in the same form, and takes them from a macro. Opens no window in a macro that says what it wants, nor without
 * a display.
 */
public final class Twin implements PlugIn {

    /** @param command the command's class */
    @Override
    public void run(final String command) {
        final InpaintCommand<?> twin = instance(command);
        if (twin.begin(Set.of()) && !Form.ask(twin)) {
            Recorder.disableCommandRecording();
            return;
        }
        if (IJ.recording())
            twin.recorded().forEach(Twin::record);
        twin.run();
    }

    private static InpaintCommand<?> instance(final String command) {
        try {
            return (InpaintCommand<?>) Class.forName(command).getDeclaredConstructor().newInstance();
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
