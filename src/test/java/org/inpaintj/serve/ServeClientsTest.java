package org.inpaintj.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.Documents;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.png.PngBytes;
import org.inpaintj.serve.http.Credentials;
import org.inpaintj.serve.http.HttpSettings;

/**
 * Clients that others wrote for the WebUI, and a check of the security of such servers, against the real server:
 * {@code src/test/python/serve_clients.py} says what they do. They are installed into an environment of their own in
 * the folder {@code target}, which is kept; the test is skipped, and says why, where there is no Python for it or they
 * cannot be fetched.
 */
class ServeClientsTest {

    private static final Path SCRIPTS = Path.of("src/test/python"), PLACE = Path.of("target/serve-clients");
    private static final Path WANTED = SCRIPTS.resolve("serve_requirements.txt");
    private static final String USABLE = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";

    @TempDir
    private Path folder;

    @Test
    @Timeout(300)
    void theyWorkAsTheyAre() throws IOException, InterruptedException {
        final Optional<Path> python = python();
        assumeTrue(python.isPresent(), "there is no Python 3.11 or newer with the module venv, so the clients of the "
                + "WebUI are not run");
        assumeTrue(installed(python.get()), "the clients of the WebUI could not be installed, so they are not run");
        final Path models = Files.createDirectory(folder.resolve("models")),
                results = folder.resolve("generated_images");
        ModelFixture.copy("sd15", models.resolve("tiny"));
        final ServeSettings settings = ServeSettings.local().models(models);
        try (InpaintServer open = new InpaintServer(settings.results(results));
                InpaintServer locked = new InpaintServer(settings.with(new HttpSettings(
                        InetAddress.getLoopbackAddress(), 0, Credentials.of("ann:secret", ""), Set.of(),
                        Set.of())))) {
            final Path said = folder.resolve("said.txt");
            final int status = run(said, program(PLACE), SCRIPTS.resolve("serve_clients.py").toString(),
                    Integer.toString(open.port()), Integer.toString(locked.port()), results.toString());
            assertEquals(0, status, Files.readString(said));
            assertEquals(List.of("webui ok", "backend ok", "security ok"), Files.readAllLines(said).stream()
                    .filter(line -> line.endsWith(" ok")).toList());
            theExampleRuns(open.port(), said);
        }
    }

    /** The one of the documents, as it stands but for the port. */
    private void theExampleRuns(final int port, final Path said) throws IOException, InterruptedException {
        final String text = Documents.blocksForUsers().stream().map(Documents.Block::text)
                .filter(block -> block.startsWith("import webuiapi")).findFirst().orElseThrow();
        final int side = 64;
        Files.write(folder.resolve("in.png"), PngBytes.of(ServeClient.picture(side, side, 1), side, side, List.of()));
        Files.write(folder.resolve("mask.png"), PngBytes.of(ServeClient.mask(side, side, 20, 20, 20), side, side,
                List.of()));
        final String program = text.replace("7860", Integer.toString(port)).replaceAll("\"(in|mask|out)\\.png\"",
                "r\"" + folder.toString().replace("\\", "\\\\") + "/$1.png\"");
        assertEquals(0, run(said, program(PLACE), "-c", program), Files.readString(said));
        assertTrue(Files.size(folder.resolve("out.png")) > 0);
    }

    /** A Python that can run them; empty if there is none. */
    private Optional<Path> python() throws IOException, InterruptedException {
        for (final String folders : System.getenv("PATH").split(File.pathSeparator))
            for (final String name : new String[] { "python3", "python", "python.exe" }) {
                final Path program = Path.of(folders, name);
                if (Files.isExecutable(program)
                        && run(folder.resolve("python.txt"), program.toString(), "-c", USABLE) == 0)
                    return Optional.of(program);
            }
        return Optional.empty();
    }

    /** Makes the environment, unless it is there with the versions that are wanted. */
    private boolean installed(final Path python) throws IOException, InterruptedException {
        final Path done = PLACE.resolve("installed.txt"), said = folder.resolve("pip.txt");
        if (Files.exists(done) && Files.readString(done).equals(Files.readString(WANTED)))
            return true;
        if (run(said, python.toString(), "-m", "venv", "--clear", PLACE.toString()) != 0
                || run(said, program(PLACE), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r",
                        WANTED.toString()) != 0) {
            System.out.println(Files.readString(said));
            return false;
        }
        Files.copy(WANTED, done);
        return true;
    }

    private static String program(final Path environment) {
        final Path windows = environment.resolve("Scripts/python.exe");
        return (Files.exists(windows) ? windows : environment.resolve("bin/python")).toAbsolutePath().toString();
    }

    private static int run(final Path said, final String... command) throws IOException, InterruptedException {
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("NO_PROXY", "127.0.0.1");
        final Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }
}
