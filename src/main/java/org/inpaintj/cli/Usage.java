package org.inpaintj.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * How a command is used, for its help.
 *
 * @param forms    of its command line, without its name
 * @param examples whole command lines, without the program's name
 */
record Usage(List<String> forms, List<String> examples) {

    /** A command that has no options of its own. */
    static Usage plain(final String form, final String example) {
        return new Usage(List.of(form), List.of(example));
    }

    /** Gives a command its help: the options under headings, and the examples behind them. */
    void show(final CommandSpec spec, final String description) {
        final UsageMessageSpec usage = spec.usageMessage();
        usage.width(100).description(description).synopsisHeading("Usage:%n");
        usage.customSynopsis(forms.stream().map(form -> ("  inpaintj " + spec.name() + " " + form).stripTrailing())
                .toArray(String[]::new));
        usage.footer(Stream.concat(Stream.of("", "Examples:"), examples.stream().map(e -> "  inpaintj " + e))
                .map(line -> line.replace("%", "%%")).toArray(String[]::new));
        usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> options(help, spec));
    }

    private static String options(final Help help, final CommandSpec spec) {
        final Map<HelpSections, List<OptionSpec>> sections = spec.options().stream().collect(
                Collectors.groupingBy(option -> HelpSections.of(option.longestName()), TreeMap::new, Collectors.toList()));
        final StringBuilder text = new StringBuilder();
        sections.forEach((section, options) -> {
            final Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
            layout.addOptions(options, help.parameterLabelRenderer());
            text.append(String.format("%n%s:%n", section.heading())).append(layout);
        });
        return text.toString();
    }
}
