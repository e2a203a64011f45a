package org.inpaintj.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.imagej.job.PictureSettings;
import org.inpaintj.imagej.roi.MissingModels;
import org.inpaintj.model.catalogue.CatalogueEntry;
import org.inpaintj.model.catalogue.ModelStore;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;

/** This class makes the keys of a {@link Parameters} options of a sub-command, and reads what was typed. */
final class KeyOptions {

    private KeyOptions() {}

    /** Adds an option for every key. */
    static void declare(final CommandSpec spec, final boolean help, final Parameters<?> keys) {
        final List<String> named = MissingModels.keys(keys);
        for (final String key : keys.keys())
            spec.addOption(option(keys, key, help, named.contains(key)));
        if (!named.isEmpty() && spec.findOption("--" + MissingModels.KEY) == null)
            spec.addOption(OptionSpec.builder("--" + MissingModels.KEY).type(String.class).arity("0..1")
                    .fallbackValue("true").paramLabel("true|false").description(MissingModels.HELP)
                    .userObject(KeyGroup.ENGINE).build());
    }

    /** Fetches the models that are named by their ids and are not there, where {@code --download} says so. */
    static void fetchModels(final ParseResult line, final Messages messages) {
        final String wanted = line.matchedOptionValue("--" + MissingModels.KEY, "false");
        if (!checked(line, () -> MissingModels.isWanted(wanted)))
            return;
        final Map<String, String> named = new LinkedHashMap<>();
        for (final OptionSpec each : line.matchedOptions())
            if (MissingModels.KEY.equals(each.descriptionKey()) || each.longestName().equals("--engine"))
                named.put(each.longestName().substring(2), String.valueOf(each.<Object>getValue()));
        final ModelStore store = ModelStore.standard();
        for (final CatalogueEntry each : MissingModels.of(named))
            messages.notedWork("inpaintj: download " + each.id(), progress -> store.install(each, progress));
    }

    /** A switch may stand alone or take true or false; everything else takes a value. */
    private static OptionSpec option(final Parameters<?> keys, final String key, final boolean help,
            final boolean namesModel) {
        final boolean isSwitch = keys.type(key) == boolean.class;
        final OptionSpec.Builder option = OptionSpec.builder("--" + key).userObject(keys.describe(key).group());
        if (isSwitch)
            option.type(Boolean.class).arity("0..1").fallbackValue("true").paramLabel("true|false");
        else
            option.type(String.class).arity("1").paramLabel("VALUE");
        // picocli looks it up where there are translations; here it marks the options that name models
        if (namesModel)
            option.descriptionKey(MissingModels.KEY);
        if (help) {
            final List<String> choices = keys.choices(key);
            final String value = keys.defaultOf(key);
            if (!choices.isEmpty())
                option.paramLabel(String.join("|", choices)).completionCandidates(choices);
            option.description(keys.describe(key).help()
                    + (value.isEmpty() ? "" : "; default " + value.replace("%", "%%")));
        }
        return option.build();
    }

    /** Adds {@code --parameters}, for commands that paint by a prompt. */
    static void declareParameters(final CommandSpec spec) {
        spec.addOption(SubCommand.option("--" + PictureSettings.KEY, "FILE", "take the settings of a PNG of this "
                + "program or of the Stable Diffusion WebUI, or of a text file with its parameters; options given "
                + "win"));
    }

    /** Says what of the file of {@code --parameters} is not used. */
    static void noteParameters(final ParseResult line, final Parameters<?> keys, final Messages messages) {
        final List<String> notes = new ArrayList<>();
        settings(line, keys, Map.of(), notes);
        notes.forEach(messages::note);
    }

    /**
     * What was typed.
     *
     * @param defaults what a key has that was not typed, where that differs from the key's own default
     */
    static Map<String, String> typed(final ParseResult line, final Parameters<?> keys,
            final Map<String, String> defaults) {
        return settings(line, keys, defaults, new ArrayList<>());
    }

    /** What was typed of keys that no file of parameters knows. */
    static Map<String, String> typed(final ParseResult line, final Parameters<?> keys) {
        final Map<String, String> values = new LinkedHashMap<>();
        for (final String key : keys.keys())
            if (line.hasMatchedOption("--" + key))
                values.put(key, String.valueOf(line.<Object>matchedOptionValue("--" + key, null)));
        return values;
    }

    /** What was typed, and below it what the file of {@code --parameters} says. */
    private static Map<String, String> settings(final ParseResult line, final Parameters<?> keys,
            final Map<String, String> defaults, final List<String> notes) {
        final Map<String, String> values = new LinkedHashMap<>(defaults);
        values.putAll(typed(line, keys));
        if (line.hasMatchedOption("--" + PictureSettings.KEY))
            values.put(PictureSettings.KEY, line.matchedOptionValue("--" + PictureSettings.KEY, ""));
        return PictureSettings.under(values, keys, notes);
    }

    /**
     * The request that was typed.
     *
     * @param keys     those that mean something to the command
     * @param defaults as in {@link #typed}
     * @throws ParameterException for a bad value
     */
    static Request request(final ParseResult line, final Parameters<Request> keys, final Map<String, String> defaults) {
        final Map<String, String> typed = typed(line, keys, defaults);
        return checked(line, () -> keys.parse(typed));
    }

    /** @throws ParameterException where the values typed are wrong */
    static <R> R checked(final ParseResult line, final Supplier<R> parse) {
        try {
            return parse.get();
        } catch (final InpaintException e) {
            throw new ParameterException(line.commandSpec().commandLine(), e.getMessage());
        }
    }
}
