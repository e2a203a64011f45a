package org.inpaintj.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.Mutation;
import org.inpaintj.core.InpaintException;

/**
 * Damaged files by the hundred, always the same ones: each is read or refused in one sentence, soon, and takes no more
 * memory than a small file needs.
 */
class CheckpointFuzzTest {

    private static final int MUTATIONS = 500;
    /** For an index of at most 80 KB, which is 700 tensors. */
    private static final long MOST_MEMORY = 4 << 20;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;
    private int read;
    private long taken;

    @ParameterizedTest
    @ValueSource(strings = { "weights.safetensors", "training.ckpt", "training_legacy.ckpt" })
    void damagedFilesAreReadOrRefused(final String name) throws IOException {
        attack(Files.readAllBytes(CheckpointFixture.of(name)), folder.resolve(name), MUTATIONS);
        assertTrue(read > 20 && read < MUTATIONS - 20, read + " were read");
    }

    @ParameterizedTest
    @ValueSource(strings = { "params_protocol4.pth", "params_legacy.pth" })
    void damagedSmallFilesAreReadOrRefused(final String name) throws IOException {
        attack(Files.readAllBytes(CheckpointFixture.of(name)), folder.resolve(name), 100);
    }

    @Test
    void damagedModelsAreReadOrRefused() throws IOException {
        final Path model = TinySafetensors.zeros(folder.resolve("model"), CheckpointContentsTest.shapes("sd1",
                "model.diffusion_model.", 0, 4, Map.of()));
        attack(Files.readAllBytes(model), model, 50);
    }

    @Test
    void damagedIndexesAreReadOrRefused() throws IOException {
        Files.copy(CheckpointFixture.of("weights.safetensors"), folder.resolve("w-1.safetensors"));
        Files.copy(CheckpointFixture.of("params.pth"), folder.resolve("w-2.safetensors"));
        attack("""
                {"metadata": {"total_size": 9}, "weight_map": {"f32": "w-1.safetensors",
                "i8": "w-1.safetensors", "conv.weight": "w-2.safetensors", "scalar": "w-1.safetensors"}}"""
                .getBytes(), folder.resolve("w.index.json"), MUTATIONS);
    }

    private void attack(final byte[] valid, final Path file, final int mutations) {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            // Loads the classes, which takes memory, too.
            Files.write(file, valid);
            assertEquals("read.", use(file));
            read = 0;
            for (int seed = 0; seed < mutations; seed++) {
                final SplittableRandom random = new SplittableRandom(seed);
                Files.write(file, damaged(valid, random));
                final int number = seed;
                final String said = use(file);
                assertTrue(taken < MOST_MEMORY, () -> "mutation " + number + " took " + taken + " bytes: " + said);
                assertTrue(said.matches("(?s)[^\n]*[.]"), () -> "mutation " + number + ": " + said);
            }
        });
    }

    /** What was said of a file; ends with a full stop. */
    private String use(final Path file) {
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            final Checkpoint c;
            try {
                c = Checkpoint.read(file);
            } finally {
                taken = THREADS.getCurrentThreadAllocatedBytes() - before;
            }
            read++;
            for (final StoredTensor t : c.tensors().values())
                assertTrue(t.offset() >= 0 && t.length() >= 0 && t.offset() <= Files.size(t.file()) - t.length(),
                        t.toString());
            if (read % 8 == 0)
                values(c);
            CheckpointPrediction.of(c);
            CheckpointContents.of(c);
            Stream.of(DiffusersNames.vae(c), DiffusersNames.controlNet(c)).forEach(names -> assertEquals(names, names));
            DiffusersNames.textEncoders(c);
            return "read.";
        } catch (final InpaintException e) {
            return e.getMessage();
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void values(final Checkpoint c) {
        for (final StoredTensor t : c.tensors().values())
            try {
                assertEquals(t.count(), TensorValues.floats(t).length);
            } catch (final InpaintException e) {
                assertTrue(e.getMessage().endsWith("."));
            }
    }

    private static byte[] damaged(final byte[] valid, final SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> swapped(valid, random);
            case 1 -> grown(valid, random);
            default -> Mutation.of(valid, random);
        };
    }

    /** Two blocks of one length in each other's place. */
    private static byte[] swapped(final byte[] valid, final SplittableRandom random) {
        final byte[] bytes = valid.clone();
        final int length = random.nextInt(1, 17), room = bytes.length - length;
        final int a = random.nextInt(room), b = random.nextInt(room);
        System.arraycopy(valid, a, bytes, b, length);
        System.arraycopy(valid, b, bytes, a, length);
        return bytes;
    }

    /** Numbers in the text or in the bytes made larger. */
    private static byte[] grown(final byte[] valid, final SplittableRandom random) {
        final byte[] bytes = valid.clone();
        final int start = random.nextInt(bytes.length);
        int left = random.nextInt(1, 9);
        for (int i = start; i < bytes.length && left > 0; i++)
            if (bytes[i] >= '0' && bytes[i] <= '9' || bytes[i] >= 0 && bytes[i] < 16) {
                bytes[i] = bytes[i] >= '0' ? (byte) '9' : (byte) random.nextInt(256);
                left--;
            }
        return bytes;
    }
}
