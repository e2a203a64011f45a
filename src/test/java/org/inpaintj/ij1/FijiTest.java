package org.inpaintj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.inpaintj.RunningJava;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same macros in a real Fiji, headless, where the SciJava commands answer. The plugin is put on Fiji's class path;
 * nothing is written into its folder.
 */
class FijiTest {

    private static final String HOME = System.getenv("FIJI_HOME");

    @TempDir
    Path folder;

    @BeforeEach
    void needFiji() {
        assumeTrue(HOME != null && Files.isDirectory(Path.of(HOME, "jars")),
                "skipped: FIJI_HOME does not name a folder with a Fiji");
    }

    /** Runs a macro and returns what it printed. Fiji's exit status says nothing. */
    private String run(final Path macro) throws IOException, InterruptedException {
        final List<String> path = new ArrayList<>(List.of(Path.of("target/classes").toAbsolutePath().toString()));
        for (final String place : new String[] { "jars", "plugins" })
            try (Stream<Path> files = Files.walk(Path.of(HOME, place), 2)) {
                files.filter(f -> f.toString().endsWith(".jar")).map(Path::toString).forEach(path::add);
            }
        final String here = System.getProperty("java.class.path");
        // Fiji's own version of a library wins, as in its flat class path
        Stream.of(here.split(File.pathSeparator)).filter(e -> e.matches(".*(onnxruntime|picocli|gson)[^/\\\\]*\\.jar"))
                .forEach(path::add);
        final Path out = folder.resolve("out.txt");
        final Process process = new ProcessBuilder(
                RunningJava.program(), "-Djava.awt.headless=true",
                "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Dimagej.dir=" + HOME, "-Dplugins.dir=" + HOME,
                "-Dscijava.app.directory=" + HOME, "-cp", String.join(File.pathSeparator, path), "net.imagej.Main",
                "--headless", "--console", "-macro", macro.toString())
                        .redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            assertTrue(process.waitFor(3, TimeUnit.MINUTES), "Fiji hangs: " + Files.readString(out));
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(out);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Inpaint_Selection", "Inpaint_Every_Slice", "Inpaint_Overlay_ROIs", "Inpaint_Folder" })
    void theExamplesRun(final String name) throws Exception {
        final String out = run(Path.of("macros", name + ".ijm").toAbsolutePath());
        assertTrue(out.contains("Inpainted "), out);
    }

    @Test
    void errorsStopTheMacro() throws Exception {
        for (final String options : new String[] { "stepz=3", "steps=many", "engine=nobody", "prompt=[a steps=9 b] seed=x" }) {
            final Path macro = Files.writeString(folder.resolve("macro.ijm"), "newImage('a', '8-bit ramp', 64, 64, 1);\n"
                    + "makeRectangle(20, 20, 9, 9);\nrun('Inpaint Selection...', '" + options + "');\nprint('went on');\n");
            final String out = run(macro);
            assertTrue(!out.contains("went on") && out.contains("Macro Error"), options + ": " + out);
        }
    }

    @Test
    void laterCommandsGetTheRightImage() throws Exception {
        final Path macro = Files.writeString(folder.resolve("macro.ijm"), """
                newImage('a', '8-bit ramp', 64, 64, 1);
                makeRectangle(20, 20, 9, 9);
                run('Inpaint Selection...', 'engine=patch seed=1 target=image invert=false');
                selectImage('a');
                run('Remove Object', 'seed=1');
                print('layers on a:', Overlay.size, 'images:', nImages);
                """);
        final String out = run(macro);
        assertEquals(1, out.split("layers on a: 1 images: 2", -1).length - 1, out);
    }
}
