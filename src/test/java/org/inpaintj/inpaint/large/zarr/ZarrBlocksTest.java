package org.inpaintj.inpaint.large.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.FileCopy;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.inpaint.large.BlockLayout;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/** OME-Zarr as Python writes it; {@code src/test/python/zarr_fixtures.py} makes the files. */
class ZarrBlocksTest {

    private static final Path FIXTURES = Path.of("src/test/resources/zarr");

    @TempDir
    Path folder;

    private static int value(final int c, final int z, final int y, final int x) {
        return (7 * x + 13 * y + 50 * c + 11 * z) % 251;
    }

    private Path copy(final String name) throws IOException {
        final Path copy = Files.createDirectory(folder.resolve(name));
        FileCopy.folder(FIXTURES.resolve(name), copy, Progress.NONE);
        return copy;
    }

    @Test
    void version04IsReadWithItsAxes() throws IOException {
        try (ZarrBlocks image = ZarrBlocks.open(FIXTURES.resolve("old.ome.zarr"), "old", false)) {
            final BlockLayout layout = image.layout();
            assertEquals(new BlockLayout(32, 24, SampleType.BITS16, 2, 2, 1, 16, 16, layout.info()), layout);
            assertEquals(List.of(0x00ff00, 0xff00ff), layout.info().colours());
            assertEquals(200, layout.info().display(0, SampleType.BITS16).max());
            assertSamples(image, new Box(0, 0, 32, 24), 2);
            assertSamples(image, new Box(13, 7, 5, 14), 1);
        }
    }

    @Test
    void version05IsReadOutOfShards() throws IOException {
        try (ZarrBlocks image = ZarrBlocks.open(FIXTURES.resolve("new.ome.zarr"), "new", false)) {
            assertEquals(new BlockLayout(32, 24, SampleType.BITS8, 3, 1, 1, 8, 8, image.layout().info()),
                    image.layout());
            assertSamples(image, new Box(0, 0, 32, 24), 1);
            assertSamples(image, new Box(5, 3, 20, 20), 1);
        }
    }

    private static void assertSamples(final ZarrBlocks image, final Box box, final int slice) throws IOException {
        final Samples samples = image.read(box, slice, 1);
        for (int c = 0; c < image.layout().planes(); c++)
            for (int i = 0; i < box.width() * box.height(); i++)
                assertEquals(value(c, slice - 1, box.y() + i / box.width(), box.x() + i % box.width()),
                        samples.get(c, i));
    }

    /** All compressors that are known, of both versions. */
    @Test
    void everyCodecIsReadAndWritten() throws IOException {
        final Path codecs = copy("codecs");
        try (Stream<Path> all = Files.list(codecs)) {
            for (final Path one : all.sorted().toList()) {
                final byte[] samples = new ZarrArray(one).read(new long[2]);
                final ZarrArray array = new ZarrArray(one);
                for (int i = 0; i < 24 * 24; i++)
                    assertEquals(value(0, 0, i / 24, i % 24), array.type().bits(samples, 2 * i), one.toString());
                final byte[] changed = samples.clone();
                new Random(1).nextBytes(changed);
                for (final byte[] written : List.of(changed, samples)) {
                    array.write(new long[2], written);
                    assertArrayEquals(written, new ZarrArray(one).read(new long[2]), one.toString());
                }
            }
        }
    }

    @Test
    void whatIsNotStoredHasTheFillValue() throws IOException {
        final ZarrArray array = new ZarrArray(FIXTURES.resolve("codecs/2-big"));
        final byte[] samples = array.read(new long[] { 0, 1 });
        assertEquals(77, array.type().bits(samples, 0));
        assertFalse(array.isBlank(new long[] { 0, 1 }));
    }

    /** The coarser level becomes the mean where something was written; all other samples, and chunks, stay. */
    @ParameterizedTest
    @ValueSource(strings = { "old.ome.zarr", "new.ome.zarr" })
    void whatIsWrittenFollowsInTheCoarserLevel(final String name) throws IOException {
        final Path copy = copy(name);
        final Box box = new Box(3, 5, 9, 6);
        final boolean[] where = new boolean[box.width() * box.height()];
        final Random random = new Random(3);
        for (int i = 0; i < where.length; i++)
            where[i] = i % 3 != 0;
        final Samples before, written;
        try (ZarrBlocks image = ZarrBlocks.open(copy, name, true)) {
            before = image.read(image.layout().bounds(), 1, 1);
            written = Samples.blank(image.layout().type(), box.width(), box.height(), image.layout().planes());
            for (int c = 0; c < image.layout().planes(); c++)
                for (int i = 0; i < where.length; i++)
                    written.set(c, i, random.nextInt(256));
            image.write(box, written, where, 1, 1);
            assertEquals(1, image.finish().size());
        }
        final Path coarse = withoutFirst(copy);
        try (ZarrBlocks fine = ZarrBlocks.open(copy, name, false);
                ZarrBlocks half = ZarrBlocks.open(coarse, name, false)) {
            final Samples after = fine.read(fine.layout().bounds(), 1, 1);
            written.write(where, before.planes(), 32, 24, box.x(), box.y());
            assertArrayEquals(before.bytes(), after.bytes());
            final Samples small = half.read(half.layout().bounds(), 1, 1);
            for (int c = 0; c < fine.layout().planes(); c++)
                for (int i = 0; i < 16 * 12; i++) {
                    double sum = 0;
                    for (int k = 0; k < 4; k++)
                        sum += after.get(c, (2 * (i / 16) + k / 2) * 32 + 2 * (i % 16) + k % 2);
                    assertEquals(Math.floor(sum / 4 + 0.5), small.get(c, i));
                }
        }
        assertUntouched(name, copy);
    }

    /** A copy of which the coarser level is the only one. */
    private Path withoutFirst(final Path image) throws IOException {
        final Path copy = Files.createDirectory(folder.resolve("coarse"));
        FileCopy.folder(image, copy, Progress.NONE);
        for (final String metadata : List.of("zarr.json", ".zattrs"))
            if (Files.exists(copy.resolve(metadata)))
                Files.writeString(copy.resolve(metadata), Files.readString(copy.resolve(metadata))
                        .replaceFirst("\"path\": \"0\"", "\"path\": \"1\""));
        return copy;
    }

    /** Chunks that hold nothing of what was written keep every byte. */
    private static void assertUntouched(final String name, final Path copy) throws IOException {
        int same = 0, other = 0;
        try (Stream<Path> all = Files.walk(FIXTURES.resolve(name))) {
            for (final Path file : all.filter(Files::isRegularFile).toList())
                if (Arrays.equals(Files.readAllBytes(file), Files.readAllBytes(copy.resolve(FIXTURES.resolve(name)
                        .relativize(file)))))
                    same++;
                else
                    other++;
        }
        assertTrue(same > 4 && other > 0, same + " files are the same, " + other + " are not");
    }

    @Test
    void whatIsDamagedOrStrangeIsRefused() throws IOException {
        final Path copy = copy("old.ome.zarr");
        assertRefused("no \"multiscales\"", copy.resolve("0"));
        change(copy.resolve(".zattrs"), "\"path\": \"0\"", "\"path\": \"../codecs/2-none\"");
        assertRefused("path", copy);
        change(copy.resolve(".zattrs"), "\"path\": \"../codecs/2-none\"", "\"path\": \"0\"");
        change(copy.resolve("0/.zarray"), "\"id\": \"blosc\"", "\"id\": \"strange\"");
        assertRefused("compressed with 'strange'", copy);
        change(copy.resolve("0/.zarray"), "\"id\": \"strange\"", "\"id\": \"blosc\"");
        change(copy.resolve("0/.zarray"), "\"zarr_format\"", "\"chunks\": [1, 1, 1, 900000, 900000], \"zarr_format\"");
        assertThrows(InpaintException.class, () -> ZarrBlocks.open(copy, "old", false));
        Files.writeString(copy.resolve("0/.zarray"), "{\"shape\": 3, \"dtype\": \"<u2\"}");
        assertRefused("damaged", copy);
    }

    @Test
    void aDamagedChunkIsAnError() throws IOException {
        final Path copy = copy("codecs");
        for (final String name : List.of("2-blosc-zstd", "2-zlib", "2-lz4", "3-zstd", "3-gzip-crc32c", "3-none")) {
            final Path chunk = Files.exists(copy.resolve(name + "/0.0")) ? copy.resolve(name + "/0.0")
                    : copy.resolve(name + "/c/0/0");
            final byte[] bytes = Files.readAllBytes(chunk);
            Files.write(chunk, Arrays.copyOf(bytes, bytes.length / 2));
            assertThrows(IOException.class, () -> new ZarrArray(copy.resolve(name)).read(new long[2]), name);
            for (int i = 0; i < bytes.length; i += 11) {
                final byte[] wrong = bytes.clone();
                wrong[i] ^= 0x55;
                Files.write(chunk, wrong);
                try {
                    new ZarrArray(copy.resolve(name)).read(new long[2]);
                } catch (final IOException e) {
                    // that is what it is for
                }
            }
        }
    }

    private static void change(final Path file, final String from, final String to) throws IOException {
        final String text = Files.readString(file);
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replace(from, to));
    }

    private static void assertRefused(final String message, final Path image) {
        final InpaintException e = assertThrows(InpaintException.class, () -> ZarrBlocks.open(image, "old", false));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
