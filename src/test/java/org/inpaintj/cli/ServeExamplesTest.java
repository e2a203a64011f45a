package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.Documents;
import org.inpaintj.model.folder.ModelFixture;

/** The examples of the page about the server run as they stand, but for the port and the folders. */
@Timeout(120)
class ServeExamplesTest {

    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern WORD = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"|(\\S+)");

    @TempDir
    private Path folder;

    private static List<String> lines(final String program) {
        return Documents.blocksForUsers().stream().filter(block -> block.document().endsWith("serve.md")
                && block.text().startsWith(program)).flatMap(block -> block.lines().stream()).toList();
    }

    /** As a shell takes them apart. */
    private static List<String> words(final String line) {
        final List<String> words = new ArrayList<>();
        final Matcher word = WORD.matcher(line);
        while (word.find())
            words.add(word.group(1) != null ? word.group(1).replaceAll("\\\\(.)", "$1") : word.group(2));
        return words;
    }

    @Test
    void theyRun() throws IOException, InterruptedException {
        ModelFixture.copy("sd15", Files.createDirectory(folder.resolve("models")).resolve("tiny"));
        final List<String> line = new ArrayList<>(words(lines("java -jar").get(0)).subList(3, 8));
        assertEquals(List.of("serve", "--models", "models", "--out", "generated_images"), line);
        line.replaceAll(word -> word.equals("models") || word.equals("generated_images")
                ? folder.resolve(word).toString() : word);
        line.addAll(List.of("--port", "0"));
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final Thread server = new Thread(() -> Cli.run(line, new PrintStream(out, true), System.err));
        server.start();
        try {
            while (!out.toString().contains("the first is"))
                Thread.sleep(20);
            final Matcher port = PORT.matcher(out.toString());
            assertTrue(port.find());
            assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(place -> Files.isExecutable(Path.of(place, "curl"))), "there is no curl");
            final List<String> asked = lines("curl");
            assertEquals(3, asked.size());
            for (final String each : asked) {
                final CliRun run = CliRun.of(new ProcessBuilder(words(each.replace("7860", port.group(1)))));
                assertEquals(0, run.status(), run.err());
                assertTrue(!JsonParser.parseString(run.out()).toString().contains("\"detail\""), run.out());
            }
        } finally {
            server.interrupt();
            server.join();
        }
    }
}
