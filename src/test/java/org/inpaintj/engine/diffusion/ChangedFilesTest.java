package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Collectors;

import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.RunningJava;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;

/**
 * Checkpoints that are deleted, replaced, written over or cut off between two steps of a run, in a process of its own,
 * which the last of these would take down.
 */
@DisabledOnOs(OS.WINDOWS)
class ChangedFilesTest {

    private static final int SIDE = 64;
    private static final DiffusionEngine ENGINE = new DiffusionEngine();

    @TempDir
    private Path folder;

    /** What is done to the file before the third step. */
    private enum Change {
        NONE {
            @Override
            void to(final Path file) {}
        },
        DELETED {
            @Override
            void to(final Path file) throws IOException {
                Files.delete(file);
            }
        },
        REPLACED {
            @Override
            void to(final Path file) throws IOException {
                Files.move(Files.write(file.resolveSibling("other"), new byte[1000]), file,
                        StandardCopyOption.ATOMIC_MOVE);
            }
        },
        WRITTEN_OVER {
            @Override
            void to(final Path file) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.allocate(1 << 20), channel.size() / 2);
                }
            }
        },
        CUT_OFF {
            @Override
            void to(final Path file) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(1000);
                }
            }
        };

        abstract void to(Path file) throws IOException;
    }

    /** Told a checkpoint, where copies of it are to lie, and {@code memory}; prints a line for each change. */
    public static void main(final String[] args) throws IOException {
        final Path whole = Path.of(args[0]), file = Path.of(args[1]);
        for (final Change change : Change.values()) {
            Files.deleteIfExists(file);
            Files.copy(whole, file);
            System.out.println(change + " " + run(file, change, args[2]));
        }
        Files.deleteIfExists(file);
        Files.copy(whole, file);
        System.out.println("AGAIN " + run(file, Change.NONE, args[2]));
    }

    private static String run(final Path file, final Change change, final String memory) {
        final Request request = Engines.found().request(Map.of("engine", "diffusion", "model", file.toString(), "seed",
                "5", "steps", "4", "prompt", "a cat", "cfg", "1", "memory", memory));
        final Progress progress = (done, total, what) -> {
            try {
                if (done == 2 && Files.exists(file) && Files.size(file) == Files.size(file.resolveSibling("whole")))
                    change.to(file);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        try {
            int hash = 1;
            for (final FloatType v : Views.flatIterable(ENGINE.run(request, TestScenes.of(SIDE, SIDE,
                    Task.TEXT_TO_IMAGE), progress).candidates().get(0).pixels()))
                hash = 31 * hash + Float.hashCode(v.get());
            return Integer.toString(hash);
        } catch (final InpaintException e) {
            return e.getMessage().replace(file.toString(), "FILE");
        }
    }

    /** Networks that are loaded keep a file that is not where it was; the next job reads what is there then. */
    @Test
    void whatHappensToAFileInUseEndsAJobAtMost() throws IOException, InterruptedException {
        final Map<String, String> lines = lines("0");
        final String picture = lines.get("NONE");
        assertTrue(picture.matches("-?\\d+"), picture);
        assertEquals(Map.of("NONE", picture, "DELETED", picture, "REPLACED", picture, "WRITTEN_OVER",
                sentence("written over"), "CUT_OFF", sentence("written over"), "AGAIN", picture), lines);
    }

    /** Where there is memory for one network at a time, the last one is loaded after all steps. */
    @Test
    void aNetworkThatCannotBeLoadedAnyMoreIsSaid() throws IOException, InterruptedException {
        final Map<String, String> lines = lines("0.1");
        assertEquals(Map.of("NONE", lines.get("AGAIN"), "DELETED", sentence("deleted"), "REPLACED",
                sentence("replaced by another"), "WRITTEN_OVER", sentence("written over"), "CUT_OFF",
                sentence("written over"), "AGAIN", lines.get("NONE")), lines);
    }

    private static String sentence(final String change) {
        return "The file FILE was " + change + " while a job computed with it, so the job ended without a result: run "
                + "it again once the file is there and whole.";
    }

    private Map<String, String> lines(final String memory) throws IOException, InterruptedException {
        final Path whole = Files.copy(ModelFixture.of("checkpoint-sd1").folder().resolve("sd1.safetensors"),
                folder.resolve("whole"));
        final Process child = new ProcessBuilder(RunningJava.program(), "-Xmx512m",
                "-XX:ErrorFile=" + folder.resolve("crash.log"), "-cp", System.getProperty("java.class.path"),
                ChangedFilesTest.class.getName(), whole.toString(),
                folder.resolve("model.safetensors").toString(), memory)
                .redirectErrorStream(true).start();
        final String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), said);
        return said.lines().map(line -> line.split(" ", 2)).filter(words -> words[0].matches("[A-Z_]+"))
                .collect(Collectors.toMap(words -> words[0], words -> words[1]));
    }
}
