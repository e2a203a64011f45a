package org.inpaintj.ui.panel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import ij.ImagePlus;

import org.inpaintj.outpaint.OutpaintRequest;
import org.inpaintj.ui.form.input.KeyInput;
import org.inpaintj.ui.form.input.KeyInputs;

/** The inputs of the panel that are made from their keys, and the settings that hold them. On the event thread. */
final class PanelInputs {

    private final PanelSettings settings;
    private final Runnable changed;
    private final PanelSource inpaint, outpaint;
    private final Map<String, KeyInput> inputs = new LinkedHashMap<>();

    /**
     * @param image   gives the one that is painted on; null for none
     * @param changed told when the settings have changed
     */
    PanelInputs(final PanelCommands commands, final PanelSettings settings, final Supplier<ImagePlus> image,
            final Runnable changed) {
        this.settings = settings;
        this.changed = changed;
        inpaint = new PanelSource(commands, settings, image, PanelMode.FILL.asked());
        outpaint = new PanelSource(commands, settings, image, OutpaintRequest.LABEL);
    }

    PanelSettings settings() {
        return settings;
    }

    /** Makes the input of a key. */
    KeyInput add(final String key) {
        final KeyInput input = KeyInputs.of(source(key), key, settings.text(key), this::typed);
        inputs.put(key, input);
        return input;
    }

    private PanelSource source(final String key) {
        return inpaint.keys().has(key) ? inpaint : outpaint;
    }

    /** What an input shows. */
    String text(final String key) {
        return inputs.get(key).text();
    }

    /** Sets an input as the user does. */
    void set(final String key, final String text) {
        inputs.get(key).set(text);
        typed(key);
    }

    /** Sets a key that has no input here. */
    void put(final String key, final String text) {
        settings.set(key, text);
        changed.run();
    }

    private void typed(final String key) {
        take(key);
        changed.run();
    }

    /** What is the mode's anyway stays unset, so that it follows the mode. */
    private void take(final String key) {
        final String text = inputs.get(key).text();
        if (text.equals(normal(key)))
            settings.clear(key);
        else
            settings.set(key, text);
    }

    /** What a key has where nothing is set. */
    private String normal(final String key) {
        final String own = settings.mode() == PanelMode.EXPAND && outpaint.keys().has(key)
                ? outpaint.defaults().get(key) : source(key).defaults().get(key);
        return own == null ? "" : own;
    }

    /** Takes what is typed and not yet told. */
    void collect() {
        inputs.keySet().forEach(this::take);
    }

    /** Shows what the settings have, and where they have nothing what the mode gives. */
    void fill() {
        inputs.forEach((key, input) -> input.set(settings.has(key) ? settings.text(key) : normal(key)));
    }
}
