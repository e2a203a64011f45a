package org.inpaintj.cli.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import org.inpaintj.cli.file.EngineJars;
import org.inpaintj.cli.terminal.Command;
import org.inpaintj.cli.terminal.Messages;
import org.inpaintj.cli.terminal.Usage;
import org.inpaintj.core.InpaintException;
import org.inpaintj.serve.InpaintServer;
import org.inpaintj.serve.ServeSettings;
import org.inpaintj.serve.http.HttpSettings;
import org.inpaintj.serve.work.ServedModels.Kind;
import org.inpaintj.serve.work.WorkQueue;

/**
 * The sub-command {@code serve} answers other programs over HTTP until it is ended: with Ctrl+C, or in this process by
 * an interrupt of its thread.
 */
public final class ServeCommand implements Command {

    /** Where the WebUI is. */
    private static final int USUAL_PORT = 7860;
    private static final int LAST_PORT = 65535, MOST_WAITING = 1000;
    /** How long the job that runs may go on when the server is ended. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<String, String> environment;

    /** With the environment of this process. */
    public ServeCommand() {
        this(System.getenv());
    }

    /** @param environment where keys are read */
    ServeCommand(final Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String description() {
        return "Answers other programs over HTTP as the Stable Diffusion WebUI does, until Ctrl+C ends it. Only "
                + "programs on this machine reach it; INPAINTJ_API_AUTH (USER:PASSWORD) or INPAINTJ_API_KEY asks them "
                + "for a key.";
    }

    @Override
    public Usage usage() {
        return new Usage(List.of("[--port N] [--models DIR] [--out DIR] [--OPTION VALUE]..."),
                List.of("serve --models models", "serve --port 0 --out generated_images"));
    }

    @Override
    public void declare(final CommandSpec spec, final boolean help) {
        add(spec, "--port", "N", "the port; 0 takes a free one; " + USUAL_PORT + " where none is given");
        add(spec, "--models", "DIR", "the folder of models that clients may name, laid out as the WebUI's; without it "
                + "the embedded engine repaints what a mask marks");
        add(spec, "--out", "DIR", "where results are kept: those of which a client says save_images, and of "
                + "/generate-image");
        add(spec, "--queue", "N", "how many jobs may wait behind the one that runs; " + WorkQueue.USUAL_LIMIT
                + " where none is given");
        add(spec, "--listen", "ADDRESS", "the address of this machine at which others may reach the server, such as "
                + "0.0.0.0; only with a key");
        add(spec, "--api-auth", "USER:PASSWORD", "who may use the server; others on this machine can see it here, so "
                + "rather set INPAINTJ_API_AUTH or give --api-auth-file");
        add(spec, "--api-auth-file", "FILE", "a file whose first line is USER:PASSWORD, or a key alone");
        spec.addOption(many("--allow-host", "NAME", "a name beside this machine's own by which clients call the "
                + "server; may be given several times"));
        spec.addOption(many("--cors-origin", "ORIGIN", "an origin of web pages that may use the server, such as "
                + "http://localhost:3000; may be given several times"));
        spec.addOption(OptionSpec.builder("--quiet").type(boolean.class)
                .description("print nothing but errors").build());
        EngineJars.declare(spec);
    }

    private static void add(final CommandSpec spec, final String name, final String label, final String help) {
        spec.addOption(OptionSpec.builder(name).paramLabel(label).type(String.class).description(help).build());
    }

    private static OptionSpec many(final String name, final String label, final String help) {
        return OptionSpec.builder(name).paramLabel(label).arity("1").type(List.class).auxiliaryTypes(String.class)
                .description(help).build();
    }

    @Override
    public int run(final ParseResult line, final Messages messages) {
        messages.starting();
        final InpaintServer server = new InpaintServer(settings(line, messages));
        final CountDownLatch ended = new CountDownLatch(1);
        final Thread hook = new Thread(() -> end(server, messages, ended), "InpaintJ serve end");
        Runtime.getRuntime().addShutdownHook(hook);
        messages.result("InpaintJ answers at " + server.address());
        messages.result(models(server));
        try {
            ended.await();
        } catch (final InterruptedException e) {
            end(server, messages, ended);
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        return ExitCode.OK;
    }

    private static void end(final InpaintServer server, final Messages messages, final CountDownLatch ended) {
        if (server.busy() > 0)
            messages.note("The job that runs is being finished.");
        if (!server.close(PATIENCE))
            messages.note("The job that ran was broken off.");
        ended.countDown();
    }

    private static String models(final InpaintServer server) {
        final int found = server.models().of(Kind.CHECKPOINT).size();
        return found == 0 ? "It has no model, so it repaints what a mask marks with the embedded engine."
                : found + (found == 1 ? " model" : " models") + "; the first is '"
                        + server.models().of(Kind.CHECKPOINT).get(0).name() + "'.";
    }

    private ServeSettings settings(final ParseResult line, final Messages messages) {
        if (line.hasMatchedOption("--api-auth"))
            messages.note("Others on this machine can see --api-auth among the processes: set INPAINTJ_API_AUTH "
                    + "instead.");
        final Set<String> hosts = new HashSet<>();
        values(line, "--allow-host").forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
        final HttpSettings http = new HttpSettings(address(line), number(line, "--port", USUAL_PORT, LAST_PORT),
                ServeKeys.of(line.matchedOptionValue("--api-auth", ""), line.matchedOptionValue("--api-auth-file", ""),
                        environment), hosts, Set.copyOf(values(line, "--cors-origin")));
        return new ServeSettings(http, folder(line, "--models"), folder(line, "--out"),
                number(line, "--queue", WorkQueue.USUAL_LIMIT, MOST_WAITING));
    }

    private static Optional<Path> folder(final ParseResult line, final String option) {
        return Optional.ofNullable(line.<String>matchedOptionValue(option, null)).map(Path::of);
    }

    private static List<String> values(final ParseResult line, final String option) {
        return new ArrayList<>(line.matchedOptionValue(option, List.<String>of()));
    }

    private static InetAddress address(final ParseResult line) {
        final String named = line.matchedOptionValue("--listen", "");
        try {
            return named.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(named);
        } catch (final UnknownHostException e) {
            throw new InpaintException("There is no address '" + named + "': give --listen an address of this machine, "
                    + "or leave it out.", e);
        }
    }

    private static int number(final ParseResult line, final String option, final int usual, final int most) {
        final String text = line.matchedOptionValue(option, Integer.toString(usual)).strip();
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) > most)
            throw new ParameterException(line.commandSpec().commandLine(), "The value of "
                    + option + " must be a whole number from 0 to " + most + ", not '" + text + "'.");
        return Integer.parseInt(text);
    }
}
