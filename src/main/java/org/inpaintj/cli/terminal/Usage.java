package org.inpaintj.cli.terminal;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

import org.inpaintj.params.KeyGroup;

/**
 * A usage says for the help how a sub-command is used.
 *
 * @param forms    of its command line, without its name
 * @param examples whole command lines, without the program's name
 */
public record Usage(List<String> forms, List<String> examples) {

    private static final String FILES = "Files", OTHERS = "Others";
    private static final Set<String> OF_FILES = Set.of("--out", "--out-dir", "--overwrite", "--save-stages", "--slice",
            "--frame", "--blocks", "--parameters", "--quiet", "--help");

    /** A command that has no options of its own. */
    public static Usage plain(final String form, final String example) {
        return new Usage(List.of(form), List.of(example));
    }

    /** Gives a command its help: the options under headings, and the examples behind them. */
    public void show(final CommandSpec spec, final String description) {
        final UsageMessageSpec usage = spec.usageMessage();
        usage.width(100).description(description).synopsisHeading("Usage:%n");
        usage.customSynopsis(forms.stream().map(form -> ("  inpaintj " + spec.name() + " " + form).stripTrailing())
                .toArray(String[]::new));
        usage.footer(Stream.concat(Stream.of("", "Examples:"), examples.stream().map(e -> "  inpaintj " + e))
                .map(line -> line.replace("%", "%%")).toArray(String[]::new));
        usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> options(help, spec));
    }

    private static String options(final Help help, final CommandSpec spec) {
        final StringBuilder text = new StringBuilder();
        for (final String heading : headings()) {
            final List<OptionSpec> options = spec.options().stream().filter(o -> heading(o).equals(heading)).toList();
            if (options.isEmpty())
                continue;
            final Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
            layout.addOptions(options, help.parameterLabelRenderer());
            text.append(String.format("%n%s:%n", heading)).append(layout);
        }
        return text.toString();
    }

    private static List<String> headings() {
        return Stream.of(Stream.of(FILES), Stream.of(KeyGroup.Section.values()).map(KeyGroup.Section::title),
                Stream.of(OTHERS)).flatMap(h -> h).toList();
    }

    /** Under which heading the help lists an option: keys say it themselves. */
    private static String heading(final OptionSpec option) {
        return option.userObject() instanceof KeyGroup group ? group.section().title()
                : OF_FILES.contains(option.longestName()) ? FILES : OTHERS;
    }
}
