package org.inpaintj.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Request;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The keys of {@link Request} as options of a command. */
final class KeyOptions {

    private KeyOptions() {}

    /** Adds an option for every key. */
    static void declare(final CommandSpec spec, final boolean help) {
        for (final String key : Request.KEYS.keys())
            spec.addOption(option(key, help));
    }

    /** A switch may stand alone or take true or false; everything else takes a value. */
    private static OptionSpec option(final String key, final boolean help) {
        final boolean isSwitch = Request.KEYS.type(key) == boolean.class;
        final OptionSpec.Builder option = OptionSpec.builder("--" + key);
        if (isSwitch)
            option.type(Boolean.class).arity("0..1").fallbackValue("true").paramLabel("true|false");
        else
            option.type(String.class).arity("1").paramLabel("VALUE");
        if (help) {
            final List<String> choices = Request.KEYS.choices(key);
            final String value = Request.KEYS.defaultOf(key);
            if (!choices.isEmpty())
                option.paramLabel(String.join("|", choices));
            option.description(Request.KEYS.describe(key).help()
                    + (value.isEmpty() ? "" : "; default " + value.replace("%", "%%")));
        }
        return option.build();
    }

    /**
     * The request that was typed.
     *
     * @param defaults what a key has that was not typed, where that differs from the vocabulary
     * @throws ParameterException for a bad value
     */
    static Request request(final ParseResult line, final Map<String, String> defaults) {
        final Map<String, String> values = new LinkedHashMap<>(defaults);
        for (final String key : Request.KEYS.keys())
            if (line.hasMatchedOption("--" + key))
                values.put(key, String.valueOf(line.<Object>matchedOptionValue("--" + key, null)));
        try {
            return Request.of(values);
        } catch (final InpaintException e) {
            throw new ParameterException(line.commandSpec().commandLine(), e.getMessage());
        }
    }
}
