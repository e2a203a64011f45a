package org.inpaintj.ui.form;

import java.awt.Component;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A form field is one input on the screen.
 *
 * @param key   what it is for
 * @param input what has the focus; its name is the key
 * @param parts all that the dialog lays out for it, such as its label
 * @param get   its text
 * @param put   sets its text
 */
record FormField(String key, Component input, List<Component> parts, Supplier<String> get, Consumer<String> put) {

    String text() {
        return get.get();
    }

    void set(final String text) {
        if (!text.equals(text()))
            put.accept(text);
    }

    boolean shows() {
        return parts.get(0).isVisible();
    }

    void show(final boolean shown) {
        parts.forEach(part -> part.setVisible(shown));
    }
}
