package org.inpaintj.command.scijava;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

import org.inpaintj.command.ParameterCommand;

/**
 * This preprocessor is a step of SciJava's before a command runs: it says that nothing is to be asked. What a script
 * leaves out has its default, and the image is the active one.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.EXTREMELY_HIGH)
public final class ModuleInputs extends AbstractPreprocessorPlugin {

    @Override
    public void process(final Module module) {
        if (module.getDelegateObject() instanceof ParameterCommand<?>)
            for (final ModuleItem<?> item : module.getInfo().inputs())
                module.resolveInput(item.getName());
    }
}
