package org.inpaintj.command;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.Engines;

/**
 * This service gives SciJava's commands of this plugin an input for every key that they take, which depends on the
 * engines that are found, and has them say what is wrong with an input that they do not know, in the words of a macro's
 * key: SciJava itself says no more than that there is none, before any code of the command runs. Fiji starts the
 * services of SciJava's kind.
 */
@Plugin(type = Service.class)
public final class StrictCommands extends AbstractService implements SciJavaService {

    @Parameter private PluginService plugins;

    /** A key as an input: a text, as the one input {@code keys} is. */
    private static final class KeyItem extends CommandModuleItem<String> {

        private final String key;

        KeyItem(final ModuleInfo info, final Field like, final String key) {
            super(info, like);
            this.key = key;
        }

        @Override
        public String getName() {
            return key;
        }
    }

    /** One of them. */
    private static final class Info extends CommandInfo {

        /** Of the engines for which the inputs are known; null at first. */
        private Engines engines;
        private final Map<String, KeyItem> items = new LinkedHashMap<>();

        Info(final PluginInfo<Command> info) {
            super(info);
        }

        /** The inputs that are keys; others are fields. */
        private synchronized Map<String, KeyItem> items() {
            if (engines != Engines.found()) {
                engines = Engines.found();
                items.clear();
                try {
                    final Field like = ParameterCommand.class.getDeclaredField("keys");
                    for (final String key : ((ParameterCommand<?>) loadClass().getDeclaredConstructor().newInstance())
                            .names())
                        items.put(key, new KeyItem(this, like, key));
                } catch (final ReflectiveOperationException | org.scijava.InstantiableException e) {
                    throw new IllegalStateException(e);
                }
            }
            return Map.copyOf(items);
        }

        @Override
        public CommandModuleItem<?> getInput(final String name) {
            final CommandModuleItem<?> item = items().get(name);
            return item == null ? super.getInput(name) : item;
        }

        @Override
        public Iterable<ModuleItem<?>> inputs() {
            final List<ModuleItem<?>> all = new ArrayList<>();
            super.inputs().forEach(all::add);
            all.addAll(items().values());
            return all;
        }

        @Override
        public Module createModule() throws ModuleException {
            return new Strict(this);
        }
    }

    private static final class Strict extends CommandModule {

        private final Info info;

        Strict(final Info info) throws ModuleException {
            super(info);
            this.info = info;
        }

        private ParameterCommand<?> command() {
            return (ParameterCommand<?>) getCommand();
        }

        @Override
        public Object getInput(final String name) {
            return info.items().containsKey(name) ? command().given(name) : super.getInput(name);
        }

        /** @throws InpaintException for an input that the command does not have */
        @Override
        public void setInput(final String name, final Object value) {
            if (info.items().containsKey(name)) {
                command().give(name, value);
                return;
            }
            // a name with a dot in front is SciJava's own
            if (info.getInput(name) == null && !name.startsWith("."))
                command().refuse(name);
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
