package org.inpaintj.onnx.gpu;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.Platform;
import org.inpaintj.core.Progress;

/**
 * Proves a card in a process of its own, so that a faulty driver takes down nothing but that: a second Java loads the
 * libraries, runs a small network on the card and on the processor, and prints both results as one line of JSON. Here
 * they are compared.
 *
 * @param classPath files that the second Java gets
 * @param main      name of the class that it runs
 * @param patience  how long it may take; the first use of a card can take a minute
 */
record CardProbe(List<Path> classPath, String main, Duration patience) {

    /** Begins the line. */
    static final String ANSWER = "{\"probe\":";
    private static final String PROCESS = "org.inpaintj.onnx.device.ProbeProcess";
    /** Classes of the libraries that the second Java needs. */
    private static final List<String> NEEDED = List.of("ai.onnxruntime.OrtEnvironment", "com.google.gson.Gson",
            "net.imglib2.RandomAccessibleInterval", "org.scijava.plugin.Plugin");
    private static final double TOLERANCE = 0.01;
    /** SIGABRT, SIGSEGV, and Windows' access violation. */
    private static final Set<Integer> CRASHES = Set.of(134, 139, 0xc0000005);
    private static final int LONGEST = 300;

    CardProbe {
        classPath = List.copyOf(classPath);
    }

    /**
     * What came of it.
     *
     * @param works true if the card computed what the processor did
     * @param text  why not, for a sentence that it ends; or how long it took
     */
    record Result(boolean works, String text) {
    }

    /** The probe with the classes of this process. */
    static CardProbe real() {
        return new CardProbe(ownClassPath(), PROCESS, Duration.ofMinutes(3));
    }

    /**
     * Runs it and waits.
     *
     * @param libraries all native files
     * @param crash     where Java writes what it knows of a crash
     * @throws InpaintException if no second Java can be started, which says nothing of the card
     */
    Result run(final Path libraries, final Path crash, final Progress progress) {
        final List<String> command = List.of(java().toString(), "-Xmx512m", "-Xshare:auto", "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + crash, "-Djava.awt.headless=true",
                "-Donnxruntime.native.path=" + libraries, "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)), main);
        final ChildProcess.Outcome outcome;
        try {
            Files.deleteIfExists(crash);
            outcome = ChildProcess.run(new ProcessBuilder(command).directory(libraries.toFile()), patience, progress);
        } catch (final IOException e) {
            throw new InpaintException("The card cannot be tried, since no second Java starts (" + e.getMessage()
                    + "): check the Java in '" + System.getProperty("java.home") + "'.", e);
        }
        if (outcome.timedOut())
            return new Result(false, "the trial gave no answer within " + patience.toMillis() / 1000.0 + " s");
        final String line = outcome.out().lines().filter(each -> each.startsWith(ANSWER)).reduce((a, b) -> b)
                .orElse("");
        if (outcome.status() != 0)
            return new Result(false, ended(outcome.status(), !line.isEmpty(), crash));
        if (line.isEmpty())
            return new Result(false, "the trial printed no result"
                    + (outcome.err().isBlank() ? "" : " (" + brief(outcome.err()) + ")"));
        return judge(line);
    }

    /** Compares what the card and the processor computed. */
    private static Result judge(final String line) {
        try {
            final JsonConfig answer = JsonConfig.parse("The answer of the trial", line);
            final String failure = answer.text("failure", "");
            if (!failure.isEmpty())
                return new Result(false, brief(failure));
            final List<Double> card = answer.numbers("card"), processor = answer.numbers("processor");
            if (card.isEmpty() || card.size() != processor.size())
                return new Result(false, "the card computed " + card.size() + " numbers, the processor "
                        + processor.size());
            for (int i = 0; i < card.size(); i++) {
                final double right = processor.get(i), is = card.get(i);
                if (!(Math.abs(is - right) <= TOLERANCE * Math.max(1, Math.abs(right))))
                    return new Result(false, "the card computed " + is + " where the processor computed " + right);
            }
            return new Result(true, String.format(Locale.ROOT, "in %.1f s", answer.number("seconds", 0)));
        } catch (final InpaintException e) {
            return new Result(false, "the trial printed no result (" + brief(line) + ")");
        }
    }

    /** Java writes what it knows of a crash and ends with 1; a crash that it does not see has a status of its own. */
    private static String ended(final int status, final boolean answered, final Path crash) {
        final boolean known = Files.exists(crash);
        return "the trial " + (known || CRASHES.contains(status) ? "crashed" : "ended") + " with status " + status
                + (answered ? " after its work" : "")
                + (known ? "; what Java knows of it is in '" + crash + "'" : "");
    }

    private static String brief(final String text) {
        final String line = text.strip().replaceAll("\\s+", " ").replaceFirst("\\.$", "");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** Of Fiji's own process the system only tells the launcher. */
    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", Platform.os().equals("win") ? "java.exe" : "java");
    }

    /** In ImageJ the class path of the process holds the launcher alone: its class loaders know where plugins are. */
    static List<Path> ownClassPath() {
        final Set<Path> files = new LinkedHashSet<>();
        final List<String> names = new ArrayList<>(List.of(CardProbe.class.getName()));
        names.addAll(NEEDED);
        for (final String name : names)
            try {
                final CodeSource source =
                        Class.forName(name, false, CardProbe.class.getClassLoader()).getProtectionDomain()
                                .getCodeSource();
                final URL at = source == null ? null : source.getLocation();
                if (at != null && at.getProtocol().equals("file"))
                    files.add(Path.of(at.toURI()));
            } catch (final ClassNotFoundException | URISyntaxException | LinkageError e) {
                // then the second Java says what it misses
            }
        return List.copyOf(files);
    }
}
