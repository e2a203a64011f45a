package org.inpaintj.command.window;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.scijava.command.Command;

import ij.ImagePlus;
import ij.WindowManager;

import org.inpaintj.command.ImageCommand;
import org.inpaintj.command.ParameterCommand;
import org.inpaintj.core.PluginFinder;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.run.CommandRecorder;
import org.inpaintj.ui.run.RunStarter;

/** Begins the commands of this plugin on threads as ImageJ gives them to commands. */
public final class CommandStarter implements RunStarter {

    /** The commands by their labels. */
    private static final Map<String, Class<? extends Command>> TYPES = PluginFinder.of(Command.class, "command",
            CommandStarter.class.getClassLoader()).plugins().stream().filter(ParameterCommand.class::isInstance)
            .collect(Collectors.toMap(command -> ((ParameterCommand<?>) command).title(), Command::getClass));

    @Override
    public void start(final String label, final ImagePlus image, final Map<String, String> keys) {
        start(label, image, keys, error -> UserErrors.show(label.replace("...", ""), error));
    }

    @Override
    public void start(final String label, final ImagePlus image, final Map<String, String> keys,
            final Consumer<Throwable> wrong) {
        // ImageJ knows the threads of commands by the name
        new Thread(() -> run(label, image, keys, wrong), "Run$_" + label).start();
    }

    private static void run(final String label, final ImagePlus image, final Map<String, String> keys,
            final Consumer<Throwable> wrong) {
        try {
            final ParameterCommand<?> command = command(label, image);
            command.begin(keys);
            command.settle();
            CommandRecorder.record(label, recorded(command, image));
            command.execute();
        } catch (final RuntimeException | Error e) {
            wrong.accept(e);
        }
    }

    /** An image that is not the current one is named. */
    private static Map<String, String> recorded(final ParameterCommand<?> command, final ImagePlus image) {
        final Map<String, String> keys = new LinkedHashMap<>(command.recorded());
        if (image != null && image != WindowManager.getCurrentImage())
            keys.put("image", image.getTitle());
        return keys;
    }

    /** A command with its defaults, for the active image. */
    static ParameterCommand<?> command(final String label) {
        return command(label, null);
    }

    /**
     * A command with its defaults.
     *
     * @param label of the menu
     * @param image that it works on; null for none, or for the active one
     */
    static ParameterCommand<?> command(final String label, final ImagePlus image) {
        final Class<? extends Command> type = TYPES.get(label);
        if (type == null)
            throw new IllegalArgumentException("no command is called " + label);
        final ParameterCommand<?> command;
        try {
            command = (ParameterCommand<?>) type.getDeclaredConstructor().newInstance();
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        if (image != null && command instanceof ImageCommand<?> onImage)
            onImage.take(image);
        return command;
    }
}
