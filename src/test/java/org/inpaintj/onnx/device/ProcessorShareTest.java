package org.inpaintj.onnx.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.RunningJava;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.OnnxRuntime;
import org.inpaintj.onnx.Session;

class ProcessorShareTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "0-7; 2; 2", "0-7; 8;", "0,2-5,9; 5; 5", "0,2-5,9; 6;", "0; 1;", "0; 4;",
            "what; 1;" })
    void fewerThanTheMachineHasCount(final String list, final int given, final Integer threads) {
        assertEquals(threads == null ? OptionalInt.empty() : OptionalInt.of(threads),
                ProcessorShare.threads(list + "\n", given));
    }

    /** Prints how many threads of the system a session starts. */
    static final class Counting {

        private Counting() {}

        public static void main(final String[] model) throws IOException {
            OnnxRuntime.environment();
            final String mine = Files.readString(Path.of("/proc/thread-self/comm"));
            final long before = threads(mine);
            try (Session session = Session.open(Path.of(model[0]), DeviceSetup.CPU)) {
                System.exit((int) (threads(mine) - before));
            }
        }

        /** Threads take the name of the one that starts them; those of Java have names of their own. */
        private static long threads(final String name) throws IOException {
            try (Stream<Path> all = Files.list(Path.of("/proc/self/task"))) {
                return all.filter(task -> name.equals(comm(task))).count();
            }
        }

        private static String comm(final Path task) {
            try {
                return Files.readString(task.resolve("comm"));
            } catch (final IOException e) {
                return "ended";
            }
        }
    }

    private static int started(final Path model, final int processors) throws Exception {
        return new ProcessBuilder(RunningJava.program(), "-XX:ActiveProcessorCount=" + processors, "-cp",
                System.getProperty("java.class.path"), Counting.class.getName(), model.toString()).inheritIO().start()
                .waitFor();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSessionKeepsToThem() throws Exception {
        final int processors = Runtime.getRuntime().availableProcessors();
        assumeTrue(processors > 1, "one processor");
        final Path model = ModelFixture.of("sd15").folder().resolve("vae_decoder/model.onnx");
        assertEquals(0, started(model, 1), "the one that asks computes alone");
        assertTrue(started(model, processors) > 0);
    }
}
