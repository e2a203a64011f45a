package org.inpaintj.ui.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.KeyOffer;
import org.inpaintj.imagej.job.JobOutlook;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.form.ParameterDialog.Asker;
import org.inpaintj.ui.form.input.KeyWords;

/**
 * What the page of a {@link FormDialog} shows.
 *
 * @param keys      of the inputs
 * @param more      whether a second page has any others
 * @param elsewhere what the second page sets that one does not see here; empty if nothing
 * @param outlook   what would come of it
 * @param offer     a key that can be set by a button
 */
record FormLook(List<String> keys, boolean more, String elsewhere, JobOutlook outlook, Optional<KeyOffer> offer) {

    /** The second page: all of it. */
    static FormLook of(final List<String> page) {
        return new FormLook(page, false, "", JobOutlook.NONE, Optional.empty());
    }

    /** The first page with the inputs as they are now. May read the files of a model: not on the event thread. */
    static FormLook of(final Asker command) {
        final List<String> shown = command.shown();
        final Map<String, String> now = ParameterDialog.values(command), defaults = command.defaults();
        final List<String> rest = command.rest(shown);
        final String set = rest.stream()
                .filter(key -> !now.get(key).equals(defaults.getOrDefault(key, now.get(key))))
                .map(key -> KeyWords.label(command, key) + " " + now.get(key)).collect(Collectors.joining(", "));
        return new FormLook(shown, !rest.isEmpty() || command.page().size() > shown.size(),
                set.isEmpty() ? "" : Translation.of("Also set by More...: {0}", set),
                told(command::outlook, JobOutlook.NONE), told(command::offer, Optional.empty()));
    }

    /** Nothing where it cannot be done as it is now: that is said when the user is done. */
    private static <T> T told(final Supplier<T> asked, final T otherwise) {
        try {
            return asked.get();
        } catch (final InpaintException e) {
            return otherwise;
        }
    }
}
