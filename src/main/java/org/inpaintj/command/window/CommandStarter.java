package org.inpaintj.command.window;

import java.util.LinkedHashMap;
import java.util.Map;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

import org.inpaintj.command.ImageCommand;
import org.inpaintj.command.ParameterCommand;
import org.inpaintj.core.PluginFinder;
import org.inpaintj.params.MacroLine;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.run.RunStarter;

/** Begins the commands of this plugin on threads as ImageJ gives them to commands. */
public final class CommandStarter implements RunStarter {

    @Override
    public void start(final String label, final ImagePlus image, final Map<String, String> keys) {
        // ImageJ knows the threads of commands by the name
        new Thread(() -> run(label, image, keys), "Run$_" + label).start();
    }

    private static void run(final String label, final ImagePlus image, final Map<String, String> keys) {
        try {
            final ParameterCommand<?> command = command(label);
            if (image != null && command instanceof ImageCommand<?> onImage)
                onImage.take(image);
            command.begin(keys);
            command.settle();
            if (IJ.recording())
                Recorder.record("run", label, MacroLine.format(recorded(command, image)));
            command.execute();
        } catch (final RuntimeException | Error e) {
            UserErrors.show(label.replace("...", ""), e);
        }
    }

    /** An image that is not the current one is named. */
    private static Map<String, String> recorded(final ParameterCommand<?> command, final ImagePlus image) {
        final Map<String, String> keys = new LinkedHashMap<>(command.recorded());
        if (image != null && image != WindowManager.getCurrentImage())
            keys.put("image", image.getTitle());
        return keys;
    }

    static ParameterCommand<?> command(final String label) {
        return PluginFinder.of(Command.class, "command", CommandStarter.class.getClassLoader()).plugins().stream()
                .filter(ParameterCommand.class::isInstance)
                .filter(command -> command.getClass().getAnnotation(Plugin.class).label().equals(label))
                .map(command -> (ParameterCommand<?>) command).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no command is called " + label));
    }
}
