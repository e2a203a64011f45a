package org.inpaintj.ui.panel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ij.ImagePlus;

import org.inpaintj.core.InpaintException;
import org.inpaintj.language.Translation;
import org.inpaintj.outpaint.Direction;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.ui.form.ParameterDialog.Asker;
import org.inpaintj.ui.form.input.KeyWords;

/**
 * What would come of the panel's settings on an image, told before anything is done.
 *
 * @param offered the keys that mean something
 * @param keys    those of the run
 * @param line    size, steps, memory and time, as far as they can be told
 * @param lacks   why it cannot be done and what to do, in a sentence; empty if it can
 * @param advice  what had better be looked at before, in a sentence; may be empty
 */
record PanelOutlook(Set<String> offered, Map<String, String> keys, String line, String lacks, String advice) {

    /** Before anything is known. */
    static final PanelOutlook NONE = new PanelOutlook(Set.of(), Map.of(), "", " ", "");

    /**
     * Looks what means something, and whether it can be done. May read the files that the settings name, so not on the
     * event thread.
     *
     * @param image null for none
     */
    static PanelOutlook soon(final PanelCommands commands, final PanelSettings settings, final ImagePlus image) {
        final PanelMode mode = settings.mode();
        Set<String> offered = Set.of();
        Map<String, String> keys = Map.of();
        try {
            offered = offered(commands.asker(mode.asked(), image), settings);
            keys = settings.keys(offered);
            asker(commands, mode, image, keys);
            final String lacks = lacks(mode, image, settings, offered);
            return new PanelOutlook(offered, keys, "", lacks, lacks.isEmpty() ? advice(settings, offered) : "");
        } catch (final InpaintException e) {
            return new PanelOutlook(offered, keys, "", Translation.message(e.getMessage()), "");
        }
    }

    private static Asker asker(final PanelCommands commands, final PanelMode mode, final ImagePlus image,
            final Map<String, String> keys) {
        final Asker asker = commands.asker(mode.asked(), image);
        asker.assign(asker.expand(known(keys, asker)));
        return asker;
    }

    /** The same, and looks ahead: may look for a device, which takes longer. */
    static PanelOutlook of(final PanelCommands commands, final PanelSettings settings, final ImagePlus image) {
        final PanelOutlook soon = soon(commands, settings, image);
        return soon.ready() ? soon.ahead(commands, settings.mode(), image) : soon;
    }

    /** This with what is known of the run; it is {@link #ready}. */
    PanelOutlook ahead(final PanelCommands commands, final PanelMode mode, final ImagePlus image) {
        final Asker asker = asker(commands, mode, image, keys);
        final List<String> parts = new ArrayList<>();
        String warning = advice;
        try {
            final String size = asker.outlook().line();
            parts.add(Translation.message(size));
            parts.add(RunTimes.told(keys, size, RunTimes.pixels(image, mode.selects())));
            asker.memory().ifPresent(memory -> parts.add(1, Translation.of("about {0} of memory", memory)));
        } catch (final InpaintException e) {
            // what is free now may be more by then
            warning = Translation.message(e.getMessage());
        }
        parts.removeIf(String::isEmpty);
        return new PanelOutlook(offered, keys, String.join("; ", parts), "", warning);
    }

    /** The keys that mean something with what is set and right: what is wrong has to be in sight to be corrected. */
    private static Set<String> offered(final Asker asker, final PanelSettings settings) {
        final Map<String, String> set = known(settings.given(), asker);
        set.entrySet().removeIf(each -> KeyWords.wrong(asker, each.getKey(), each.getValue()).isPresent());
        asker.assign(asker.expand(set));
        final List<String> first = asker.shown();
        final Set<String> offered = new HashSet<>(first);
        offered.addAll(asker.rest(first));
        if (!settings.mode().prompts())
            offered.removeIf(key -> asker.keys().describe(key).group() == KeyGroup.PROMPT);
        return offered;
    }

    private static Map<String, String> known(final Map<String, String> texts, final Asker asker) {
        final Map<String, String> known = new LinkedHashMap<>(texts);
        known.keySet().removeIf(key -> !asker.keys().has(key));
        known.values().removeIf(String::isBlank);
        return known;
    }

    private static String lacks(final PanelMode mode, final ImagePlus image, final PanelSettings settings,
            final Set<String> offered) {
        if (image == null)
            return Translation.of("No image is open: open one first.");
        if (mode.selects() && image.getRoi() == null && settings.text("mask").isBlank()
                && settings.text("sketch").isBlank())
            return Translation.of("Nothing is selected in '{0}': draw a selection around what is to be repainted.",
                    image.getTitle());
        if (mode == PanelMode.EXPAND && settings.has("directions")) {
            if (settings.text("directions").isBlank())
                return Translation.of("Check a side on which the image is to grow.");
            // says what is wrong with one
            Direction.of(settings.text("directions"));
        }
        if (mode.needsWords() && !offered.contains("prompt"))
            return Translation.of("{0} needs a model that paints by words: choose one, or get one in the Model "
                    + "Manager.", mode.title());
        if (mode.needsPrompt() && settings.text("prompt").isBlank() && settings.text("styles").isBlank())
            return Translation.of("Say in the prompt what to paint.");
        return "";
    }

    private static String advice(final PanelSettings settings, final Set<String> offered) {
        if (settings.mode().prompts() && offered.contains("prompt") && settings.text("prompt").isBlank()
                && settings.text("styles").isBlank())
            return Translation.of("The prompt is empty: the model paints what it likes.");
        return "";
    }

    /** Whether it can be done. */
    boolean ready() {
        return lacks.isEmpty();
    }

    /** What is shown of what has no input in the panel. */
    static Optional<String> also(final Map<String, String> hidden) {
        if (hidden.isEmpty())
            return Optional.empty();
        final StringBuilder all = new StringBuilder();
        hidden.forEach((key, text) -> all.append(all.length() == 0 ? "" : ", ").append(key).append('=').append(text));
        return Optional.of(Translation.of("Also set: {0}", all));
    }
}
