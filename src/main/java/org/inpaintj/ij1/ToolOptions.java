package org.inpaintj.ij1;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.params.Parameters;
import org.inpaintj.ui.form.ParameterDialog;

/**
 * What the dialog of a tool's options asks for.
 *
 * @param <R> the options
 */
class ToolOptions<R extends Record> implements ParameterDialog.Asker {

    private final String title;
    private final Parameters<R> keys;
    private R now;

    ToolOptions(final String title, final Parameters<R> keys, final R now) {
        this.title = title;
        this.keys = keys;
        this.now = now;
    }

    /** As they are now. */
    final R now() {
        return now;
    }

    @Override
    public final String title() {
        return title;
    }

    @Override
    public final Parameters<R> keys() {
        return keys;
    }

    @Override
    public final Map<String, String> values() {
        return keys.texts(now);
    }

    @Override
    public final void assign(final Map<String, String> texts) {
        now = keys.with(now, texts);
    }

    @Override
    public List<String> shown() {
        return keys.keys();
    }

    @Override
    public final List<String> rest(final List<String> firstPage) {
        return List.of();
    }

    @Override
    public final List<String> choices(final String key) {
        return keys.choices(key);
    }

    @Override
    public final Map<String, String> expand(final Map<String, String> given) {
        return new HashMap<>(given);
    }
}
