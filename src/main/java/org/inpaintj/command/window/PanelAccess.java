package org.inpaintj.command.window;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;

import org.inpaintj.ui.form.ParameterDialog;
import org.inpaintj.ui.form.ParameterDialog.Asker;
import org.inpaintj.ui.panel.PanelCommands;
import org.inpaintj.ui.run.RunStarter;

/** The commands as the panel sees them. */
final class PanelAccess implements PanelCommands {

    @Override
    public Asker asker(final String label, final ImagePlus image) {
        return CommandStarter.command(label, image);
    }

    @Override
    public Optional<Map<String, String>> ask(final String label, final ImagePlus image, final Map<String, String> keys,
            final String message) {
        final Asker command = asker(label, image);
        command.assign(keys);
        return ParameterDialog.ask(settings(command), message) ? Optional.of(new LinkedHashMap<>(command.values()))
                : Optional.empty();
    }

    @Override
    public RunStarter starter() {
        return new CommandStarter();
    }

    /** The same command, not to be run at the end: it asks for no selection, and does not look whether it can. */
    private static Asker settings(final Asker command) {
        return (Asker) Proxy.newProxyInstance(Asker.class.getClassLoader(), new Class<?>[] { Asker.class },
                (proxy, method, inputs) -> switch (method.getName()) {
                    case "obstacle", "doubt" -> Optional.empty();
                    case "prepare" -> null;
                    default -> {
                        try {
                            yield method.invoke(command, inputs);
                        } catch (final InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                });
    }
}
