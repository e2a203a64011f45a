package org.inpaintj.engine.patch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.inpaintj.RunningJava;

/** Other programs that fill holes, and the command line's own jar, each as a process. What is missing is said once. */
final class PeerResults {

    private static final Path SCRIPT = Path.of("src/test/python/peers.py");
    private static final int NOT_INSTALLED = 3;

    private final String python;
    private final Path jar;

    /**
     * @param python interpreter for the Python peers
     * @param jar    the command line's runnable jar
     */
    PeerResults(final String python, final Path jar) {
        this.python = python;
        this.jar = jar;
    }

    /**
     * Runs a method of {@code peers.py}.
     *
     * @param files image, mask and result of each fill, in turn
     * @return the seconds of each fill, or null if the method is not installed
     */
    List<Double> python(final String method, final List<Path> files) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(python, SCRIPT.toString(), method));
        files.forEach(file -> command.add(file.toString()));
        final Process process = start(command);
        if (process == null)
            return null;
        final String said = new String(process.getInputStream().readAllBytes());
        final int status = process.waitFor();
        if (status == NOT_INSTALLED) {
            System.out.println("(" + method + " is not installed: " + said.strip() + ")");
            return null;
        }
        if (status != 0)
            throw new IOException(method + " failed: " + said.strip());
        return said.lines().map(Double::valueOf).toList();
    }

    /** @return false if G'MIC is not installed */
    boolean gmic(final Path image, final Path mask, final Path out) throws IOException, InterruptedException {
        return run(List.of("gmic", "-v", "-1", image.toString(), mask.toString(), "inpaint_matchpatch[0]", "[1]",
                "remove[1]", "output", out.toString()));
    }

    /** @return false if the jar is not there */
    boolean inpaintj(final Path image, final Path mask, final Path out) throws IOException, InterruptedException {
        if (!Files.exists(jar)) {
            System.out.println("(" + jar + " is missing: mvn -DskipTests package)");
            return false;
        }
        final String java = RunningJava.program();
        return run(List.of(java, "-jar", jar.toString(), "inpaint", image.toString(), "--mask",
                mask.toString(), "--out",
                out.toString(), "--engine", "patch", "--seed", "1", "--target", "image"));
    }

    private static boolean run(final List<String> command) throws IOException, InterruptedException {
        final Process process = start(command);
        if (process == null)
            return false;
        final String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0)
            throw new IOException(String.join(" ", command) + " failed: " + said.strip());
        return true;
    }

    private static Process start(final List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (final IOException e) {
            System.out.println("(" + command.get(0) + " is not installed)");
            return null;
        }
    }
}
