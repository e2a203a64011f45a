package org.inpaintj.command;

import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * What a script gives a command: the fields that carry keys, read as text. As a step of SciJava's before a command runs it
 * says that nothing is to be asked: what a script leaves out has its default, and the image is the active one.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.EXTREMELY_HIGH)
public final class ModuleInputs extends AbstractPreprocessorPlugin {

    /** The keys that were given, with their values as text. */
    static Map<String, String> given(final ParameterCommand<?> command) {
        final Map<String, String> given = new LinkedHashMap<>();
        for (Class<?> c = command.getClass(); c != null; c = c.getSuperclass())
            for (final Field field : c.getDeclaredFields())
                if (isKey(field)) {
                    final String text = text(field, command);
                    if (text != null)
                        given.put(field.getName(), text);
                }
        return given;
    }

    private static boolean isKey(final Field field) {
        return field.getType() == String.class && field.isAnnotationPresent(Parameter.class)
                && field.getAnnotation(Parameter.class).type() == ItemIO.INPUT;
    }

    private static String text(final Field field, final Object command) {
        try {
            field.setAccessible(true);
            return (String) field.get(command);
        } catch (final IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void process(final Module module) {
        if (module.getDelegateObject() instanceof ParameterCommand<?>)
            for (final ModuleItem<?> item : module.getInfo().inputs())
                module.resolveInput(item.getName());
    }
}
