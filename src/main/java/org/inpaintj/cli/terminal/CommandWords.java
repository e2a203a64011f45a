package org.inpaintj.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** This class brings the words of a command line into a form that cannot be misread. */
public final class CommandWords {

    private CommandWords() {}

    /**
     * Joins each option to the value that follows it, {@code --prompt=-x}: a value may be empty or look like an option.
     *
     * @param words the sub-command's name and its arguments
     * @param spec  of the sub-command
     */
    public static List<String> joined(final List<String> words, final CommandSpec spec) {
        final List<String> joined = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            final String word = words.get(i);
            if (word.equals("--")) {
                joined.addAll(words.subList(i, words.size()));
                break;
            }
            final OptionSpec option = spec.optionsMap().get(word);
            if (option == null || option.arity().min() == 0 || i == words.size() - 1)
                joined.add(word);
            else
                joined.add(word + "=" + words.get(++i));
        }
        return joined;
    }

    /**
     * {@code help COMMAND} in the form {@code COMMAND --help}.
     *
     * @param commands those that there are; an unknown one is to be said
     */
    public static List<String> withoutHelp(final List<String> words, final Set<String> commands) {
        if (!words.get(0).equals("help"))
            return words;
        if (words.size() == 1)
            return List.of("--help");
        return commands.contains(words.get(1)) ? List.of(words.get(1), "--help") : List.of(words.get(1));
    }
}
