package org.inpaintj.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.inpaintj.engine.Key;
import org.scijava.ItemVisibility;
import org.scijava.module.ModuleItem;
import org.scijava.module.MutableModuleInfo;
import org.scijava.module.MutableModuleItem;
import org.scijava.widget.Button;
import org.scijava.widget.FileWidget;

/**
 * Prepares the inputs of a command for SciJava's dialog and recorder: labels, help, ranges and choices come from the
 * vocabulary, what a dialog need not ask is resolved, and what need not be recorded is invisible.
 */
final class Inputs {

    private Inputs() {}

    /** @param ask true to leave the inputs shown to the dialog */
    static void dress(final InpaintCommand<?> command, final boolean ask) {
        final List<String> page = command.shown(), strangers = command.strangers();
        final boolean more = !command.rest(page).isEmpty();
        for (final ModuleItem<?> item : command.getInfo().inputs()) {
            final String key = item.getName();
            if (item instanceof MutableModuleItem<?> input && strangers.contains(key))
                input.setVisibility(ItemVisibility.INVISIBLE);
            else if (item instanceof MutableModuleItem<?> input && command.keys().keys().contains(key))
                dress(command, input);
            if (!ask || !page.contains(key) && !(more && item.getType() == Button.class))
                command.resolveInput(key);
        }
        record(command);
        sort(command.keys().keys(), command.getInfo());
    }

    /**
     * Puts the inputs into the order of the keys, which dialogs and the recorder follow, and buttons after them; fields
     * come superclass first.
     */
    private static void sort(final List<String> keys, final MutableModuleInfo info) {
        final List<ModuleItem<?>> order = new ArrayList<>();
        keys.forEach(key -> order.add(info.getInput(key)));
        info.inputs().forEach(input -> {
            if (input.getType() == Button.class)
                order.add(input);
        });
        order.forEach(input -> {
            info.removeInput(input);
            info.addInput(input);
        });
    }

    /** Lets the recorder see what is to be recorded as the inputs are now. */
    static void record(final InpaintCommand<?> command) {
        final Set<String> recorded = command.recorded().keySet();
        for (final ModuleItem<?> item : command.getInfo().inputs())
            if (item instanceof MutableModuleItem<?> input && command.keys().keys().contains(item.getName()))
                input.setVisibility(recorded.contains(item.getName()) ? ItemVisibility.NORMAL : ItemVisibility.INVISIBLE);
    }

    private static <T> void dress(final InpaintCommand<?> command, final MutableModuleItem<T> input) {
        final String key = input.getName();
        final Key described = command.keys().describe(key);
        input.setLabel(described.label());
        input.setDescription(described.help());
        if (Double.isFinite(described.min()))
            input.setMinimumValue(value(input.getType(), described.min()));
        if (Double.isFinite(described.max()))
            input.setMaximumValue(value(input.getType(), described.max()));
        if (!command.choices(key).isEmpty())
            input.setChoices(command.choices(key).stream().map(input.getType()::cast).toList());
        if (described.path() == Key.Path.FOLDER || described.path() == Key.Path.EITHER)
            input.setWidgetStyle(FileWidget.DIRECTORY_STYLE);
    }

    @SuppressWarnings("unchecked")
    private static <T> T value(final Class<T> type, final double number) {
        return (T) (type == int.class ? (Object) (int) number : type == long.class ? (Object) (long) number : number);
    }
}
