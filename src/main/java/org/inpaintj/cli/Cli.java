package org.inpaintj.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import org.inpaintj.batch.BatchRun;
import org.inpaintj.batch.BatchRunner;
import org.inpaintj.cli.file.EngineJars;
import org.inpaintj.cli.serve.ServeCommand;
import org.inpaintj.cli.terminal.CommandWords;
import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.Versions;
import org.inpaintj.params.NearMatches;

/**
 * The command line consists of sub-commands, of which this class runs one: results go to the standard output, one line
 * goes to the standard error when something fails, and the exit status says how it ended.
 */
public final class Cli {

    /** No exit status: windows are open, and the process ends when the user closes them. */
    static final int STAYS_OPEN = -1;

    /**
     * Only the one that is asked for is made: a macro must find ImageJ unloaded, and the others start faster. Not even
     * a reference to the constructors may be, for it would have the classes verified, and with them ImageJ's loaded.
     */
    private static final Map<String, Supplier<SubCommand>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("inpaint", () -> new InpaintCommand());
        COMMANDS.put("text-to-image", () -> new TextToImageCommand());
        COMMANDS.put("image-to-image", () -> new ImageToImageCommand());
        COMMANDS.put("upscale", () -> new UpscaleCommand());
        COMMANDS.put("outpaint", () -> new OutpaintCommand());
        COMMANDS.put("repair", () -> new RepairCommand());
        COMMANDS.put("batch", () -> new BatchCommand((plan, progress) -> new BatchRun(plan).run(progress)));
        COMMANDS.put("compare", () -> new CompareCommand());
        COMMANDS.put("enhance-prompt", () -> new EnhancePromptCommand());
        COMMANDS.put("interrogate", () -> new InterrogateCommand());
        COMMANDS.put("segment", () -> new SegmentCommand());
        COMMANDS.put("flatten", () -> new FlattenCommand());
        COMMANDS.put("models", () -> new ModelsCommand());
        COMMANDS.put("serve", () -> SubCommand.of(new ServeCommand()));
        COMMANDS.put("device", () -> new DeviceCommand());
        COMMANDS.put("macro", () -> new MacroCommand());
        COMMANDS.put("demo", () -> new DemoCommand());
        COMMANDS.put("completion", () -> new CompletionCommand());
    }

    private final Map<String, Supplier<SubCommand>> commands;

    private Cli(final Map<String, Supplier<SubCommand>> commands) {
        this.commands = commands;
    }

    /**
     * Runs one sub-command on the calling thread and waits for it.
     *
     * @param arguments the sub-command's name and its arguments
     * @param out       for results
     * @param err       for notes, and one line when it fails
     * @return {@link ExitCode#OK}, {@link ExitCode#SOFTWARE} if the job could not be done, or {@link ExitCode#USAGE} if
     *         the command line is wrong and nothing was tried
     */
    public static int run(final List<String> arguments, final PrintStream out, final PrintStream err) {
        return new Cli(COMMANDS).start(arguments, out, err);
    }

    /**
     * Runs {@code batch} and has the images worked on elsewhere, such as on a cluster; all else is as {@link #run} does
     * it.
     *
     * @param arguments of the sub-command, without its name
     * @param runner    where the images are worked on
     */
    public static int batch(final List<String> arguments, final BatchRunner runner, final PrintStream out,
            final PrintStream err) {
        final List<String> words = new ArrayList<>(List.of("batch"));
        words.addAll(arguments);
        return new Cli(Map.of("batch", () -> new BatchCommand(runner))).start(words, out, err);
    }

    private int start(final List<String> arguments, final PrintStream out, final PrintStream err) {
        if (arguments.isEmpty()) {
            err.println(
                    "inpaintj: Nothing says what is to be done: name a command such as inpaint or demo; see --help.");
            return ExitCode.USAGE;
        }
        final List<String> words = CommandWords.withoutHelp(arguments, commands.keySet());
        // what there is to say depends on the engines
        final EngineJars jars;
        try {
            jars = EngineJars.open(named(words, out, err));
        } catch (final InpaintException e) {
            err.println("inpaintj: " + Messages.oneLine(e.getMessage()));
            return ExitCode.USAGE;
        }
        final int status = line(words, out, err);
        if (status != STAYS_OPEN)
            jars.close();
        return status;
    }

    /** The words as far as they name jars; reading the command line costs time. */
    private List<String> named(final List<String> words, final PrintStream out, final PrintStream err) {
        return words.stream().anyMatch(word -> word.startsWith("--plugins")) ? joined(words, spec(words, out, err))
                : List.of();
    }

    private CommandSpec spec(final List<String> words, final PrintStream out, final PrintStream err) {
        return root(only(words.get(0)), false, out, err);
    }

    private static List<String> joined(final List<String> words, final CommandSpec spec) {
        final CommandLine command = spec.subcommands().get(words.get(0));
        return command == null ? words : CommandWords.joined(words, command.getCommandSpec());
    }

    private int line(final List<String> typed, final PrintStream out, final PrintStream err) {
        CommandSpec spec = spec(typed, out, err);
        final List<String> words = joined(typed, spec);
        if (words.contains("--help") || words.contains("-h"))
            spec = root(only(words.get(0)), true, out, err);
        final CommandLine line = new CommandLine(spec);
        // a text may look like an option, or like the name of a file of arguments
        line.setAllowOptionsAsOptionParameters(true).setExpandAtFiles(false);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        line.setParameterExceptionHandler((wrong, args) -> {
            err.println("inpaintj: " + describe(wrong));
            return ExitCode.USAGE;
        });
        return line.execute(words.toArray(String[]::new));
    }

    /** Every sub-command with all that it has, for those who ask what there is; nothing that could be run. */
    static CommandSpec root() {
        return new Cli(COMMANDS).root(COMMANDS.keySet(), true, System.out, System.err);
    }

    private Set<String> only(final String name) {
        return commands.containsKey(name) ? Set.of(name) : commands.keySet();
    }

    private CommandSpec root(final Set<String> names, final boolean help, final PrintStream out,
            final PrintStream err) {
        // picocli's own pair of these is read from annotations, which takes as long as a small hole
        final CommandSpec root = CommandSpec.create().name("inpaintj")
                .addOption(OptionSpec.builder("-h", "--help").usageHelp(true)
                        .description("Show this help message and exit.").build())
                .addOption(OptionSpec.builder("-V", "--version").versionHelp(true)
                        .description("Print version information and exit.").build())
                .versionProvider(() -> new String[] { "InpaintJ " + Versions.version() });
        root.usageMessage().description("Repaints selected regions of images so that nothing outside them changes.")
                .footer("", "inpaintj help COMMAND tells more of a command.");
        for (final String name : names)
            root.addSubcommand(name, commands.get(name).get().spec(name, help, out, err));
        return root;
    }

    /** What is wrong with the command line, in one sentence. */
    private static String describe(final ParameterException wrong) {
        final CommandSpec spec = wrong.getCommandLine().getCommandSpec();
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            final String word = unmatched.getUnmatched().get(0);
            final boolean option = word.startsWith("-");
            final Set<String> commands = spec.subcommands().keySet();
            final String near = option
                    ? NearMatches.of(bare(word), spec.optionsMap().keySet().stream().map(Cli::bare).toList())
                            .replaceAll("'(\\w[\\w-]*)'", "'--$1'")
                    : NearMatches.of(word, commands);
            return (option ? "Unknown option '" : commands.isEmpty() ? "Superfluous argument '" : "Unknown command '")
                    + word + "'" + (near.isEmpty() ? "; see --help." : ": " + near);
        }
        return Messages.oneLine(wrong.getMessage());
    }

    private static String bare(final String option) {
        return option.replaceFirst("^-+", "").replaceFirst("=.*", "");
    }
}
