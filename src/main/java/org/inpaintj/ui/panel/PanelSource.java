package org.inpaintj.ui.panel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import ij.ImagePlus;

import org.inpaintj.language.Translation;
import org.inpaintj.params.Parameters;
import org.inpaintj.ui.form.ParameterDialog.Asker;
import org.inpaintj.ui.form.input.FieldAction;
import org.inpaintj.ui.form.input.KeySource;
import org.inpaintj.ui.offer.Offer;

/** What the panel's inputs are told of keys: by the command that has them, and by the mode. On the event thread. */
final class PanelSource implements KeySource {

    private final PanelCommands commands;
    private final PanelSettings settings;
    private final Supplier<ImagePlus> image;
    private final String command;
    private final Asker asker;

    /**
     * @param command the label of the one that has the keys
     * @param image   gives the one that is painted on; null for none
     */
    PanelSource(final PanelCommands commands, final PanelSettings settings, final Supplier<ImagePlus> image,
            final String command) {
        this.commands = commands;
        this.settings = settings;
        this.image = image;
        this.command = command;
        asker = commands.asker(command, null);
    }

    @Override
    public Parameters<?> keys() {
        return asker.keys();
    }

    /** What is set, of all keys. */
    @Override
    public Map<String, String> values() {
        final Map<String, String> values = defaults();
        settings.given().forEach((key, text) -> {
            if (keys().has(key) && !text.isBlank())
                values.put(key, text);
        });
        return values;
    }

    /** What keys have where nothing is set: what the mode gives, or their own default. */
    @Override
    public Map<String, String> defaults() {
        final Map<String, String> defaults = new LinkedHashMap<>();
        keys().keys().forEach(key -> defaults.put(key, keys().defaultOf(key)));
        settings.mode().recipe().forEach(defaults::replace);
        return defaults;
    }

    @Override
    public List<Offer> offers(final String key) {
        return asker.offers(key);
    }

    @Override
    public boolean lists(final String key) {
        return asker.lists(key);
    }

    @Override
    public boolean enhances(final String key) {
        return asker.enhances(key);
    }

    @Override
    public List<FieldAction> actions(final String key) {
        return key.equals("prompt") ? List.of(new FieldAction(Translation.of("From Image..."), this::fromImage))
                : List.of();
    }

    /** What the command's own button does. */
    private Optional<String> fromImage() {
        return commands.asker(command, image.get()).actions("prompt").stream().findFirst()
                .flatMap(action -> action.words().get());
    }
}
