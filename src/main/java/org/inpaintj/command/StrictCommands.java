package org.inpaintj.command;

import java.util.List;

import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

import org.inpaintj.core.InpaintException;

/**
 * Has SciJava's commands of this plugin say what is wrong with an input that they do not know, in the words of a macro's
 * key: SciJava itself says no more than that there is none, before any code of the command runs. Fiji starts the services of
 * SciJava's kind.
 */
@Plugin(type = Service.class)
public final class StrictCommands extends AbstractService implements SciJavaService {

    @Parameter private PluginService plugins;

    /** One of them. */
    private static final class Info extends CommandInfo {

        Info(final PluginInfo<Command> info) {
            super(info);
        }

        @Override
        public Module createModule() throws ModuleException {
            return new Strict(this);
        }
    }

    private static final class Strict extends CommandModule {

        Strict(final CommandInfo info) throws ModuleException {
            super(info);
        }

        /** @throws InpaintException for an input that the command does not have */
        @Override
        public void setInput(final String name, final Object value) {
            // a name with a dot in front is SciJava's own
            if (getInfo().getInput(name) == null && !name.startsWith("."))
                ((ParameterCommand<?>) getCommand()).refuse(name);
            super.setInput(name, value);
        }
    }

    @Override
    public void initialize() {
        final List<PluginInfo<Command>> ours = plugins.getPluginsOfType(Command.class).stream()
                .filter(info -> info.getClassName().startsWith(StrictCommands.class.getPackageName() + ".")).toList();
        for (final PluginInfo<Command> info : ours) {
            plugins.removePlugin(info);
            plugins.addPlugin(new Info(info));
        }
    }
}
