package org.inpaintj.model.catalogue;

import static org.inpaintj.model.download.LoopbackHub.random;
import static org.inpaintj.model.download.LoopbackHub.sha256;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.model.catalogue.ModelStore.Imported;
import org.inpaintj.model.catalogue.ModelStore.State;
import org.inpaintj.model.download.DownloadSettings;

/** Models that are brought as files, as a folder and as an archive, under whatever names. */
class ModelImportTest {

    private static final byte[] LARGE = random(200_000, 1), SMALL = random(3_000, 2), ALONE = random(500, 3);
    private static final byte[] WORDS = "{}".getBytes();

    private static String listed(final String path, final byte[] bytes) {
        return "{\"path\": \"" + path + "\", \"urls\": [\"https://example.org/x\"]" + (bytes == null ? ""
                : ", \"size\": " + bytes.length + ", \"sha256\": \"" + sha256(bytes) + "\"") + "}";
    }

    private static String entry(final String id, final String... files) {
        return "{\"id\": \"" + id + "\", \"title\": \"T\", \"role\": \"model\", \"task\": \"inpaint\", \"family\": "
                + "\"sd15\", \"licence\": {\"id\": \"MIT\"}, \"files\": [" + String.join(", ", files) + "]}";
    }

    private static final Catalogue CATALOGUE = Catalogue.parse("The catalogue", "{\"schema\": 1, \"models\": ["
            + String.join(", ", entry("pair", listed("unet/model.onnx", LARGE), listed("vae.onnx", SMALL)),
                    entry("alone", listed("x.pth", ALONE)),
                    entry("words", listed("unet/model.onnx", LARGE), listed("tokenizer/vocab.json", null)),
                    entry("unknown", listed("vocab.json", null))) + "]}");

    @TempDir
    Path folder;
    private final Notes notes = new Notes();

    private ModelStore store(final long space) {
        return new ModelStore(folder.resolve("models"), DownloadSettings.NORMAL.withSpace(disk -> space));
    }

    private ModelStore store() {
        return store(Long.MAX_VALUE / 2);
    }

    private Imported take(final Path from) {
        return store().importFrom(from, CATALOGUE, notes);
    }

    private static List<String> ids(final List<CatalogueEntry> entries) {
        return entries.stream().map(CatalogueEntry::id).toList();
    }

    private Path write(final String name, final byte[] bytes) throws IOException {
        final Path file = folder.resolve("brought").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private Path zip(final Map<String, byte[]> entries) throws IOException {
        final Path zip = folder.resolve("brought.zip");
        try (OutputStream out = Files.newOutputStream(zip); ZipOutputStream packed = new ZipOutputStream(out)) {
            for (final Map.Entry<String, byte[]> each : entries.entrySet()) {
                packed.putNextEntry(new ZipEntry(each.getKey()));
                packed.write(each.getValue());
                packed.closeEntry();
            }
        }
        return zip;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(each -> folder.relativize(each).toString().replace('\\', '/'))
                    .sorted().toList();
        }
    }

    @Test
    void aZipOfAnyNamesIsTakenByItsDigests() throws IOException {
        final Imported imported = take(zip(Map.of("../../evil.onnx", LARGE, "C:\\windows\\a", SMALL, "/etc/passwd",
                random(3_000, 7), "more/text.txt", new byte[4])));
        assertEquals(List.of("pair"), ids(imported.complete()));
        assertEquals(List.of("words"), ids(imported.partial()));
        assertEquals(List.of("/etc/passwd", "more/text.txt"), imported.unknown().stream().sorted().toList());
        assertEquals(List.of("brought.zip", "models/pair.json", "models/pair/unet/model.onnx", "models/pair/vae.onnx",
                "models/words.json", "models/words.partial/unet/model.onnx"), names());
        assertArrayEquals(LARGE, Files.readAllBytes(store().find("pair").orElseThrow().resolve("unet/model.onnx")));
        assertEquals(List.of(), store().verify(CATALOGUE.find("pair").orElseThrow(), notes));
    }

    @Test
    void filesComeOneByOne() throws IOException {
        final CatalogueEntry pair = CATALOGUE.find("pair").orElseThrow();
        assertEquals(List.of("pair", "words"), ids(take(write("one.bin", LARGE)).partial()));
        assertEquals(State.PARTIAL, store().state(pair));
        assertEquals(List.of("pair"), ids(take(write("two.bin", SMALL)).complete()));
        assertEquals(State.INSTALLED, store().state(pair));
        final Imported alone = take(write("three", ALONE));
        assertEquals(List.of("alone"), ids(alone.complete()));
        assertEquals(store().folder().resolve("alone/x.pth"), store().find("alone").orElseThrow());
        assertEquals(List.of("alone"), ids(take(folder.resolve("brought/three")).complete()), "once more");
    }

    /** Nobody knows the digest of a vocabulary: its place beside the weights tells it. */
    @Test
    void aFileOfNoKnownDigestIsTakenByItsPlace() throws IOException {
        write("sd/unet/model.onnx", LARGE);
        write("sd/tokenizer/vocab.json", WORDS);
        write("other/tokenizer/vocab.json", new byte[9]);
        write("vocab.json", new byte[8]);
        final Imported imported = take(folder.resolve("brought"));
        assertEquals(List.of("words"), ids(imported.complete()));
        assertArrayEquals(WORDS, Files.readAllBytes(store().find("words").orElseThrow().resolve(
                "tokenizer/vocab.json")));
        assertEquals(List.of("other/tokenizer/vocab.json", "vocab.json"), imported.unknown().stream().sorted()
                .toList());
        assertTrue(notes.all.get(0).contains("by its name"), notes.all.toString());
        assertEquals(sha256(WORDS), store().known(CATALOGUE.find("words").orElseThrow()).files().get(1).sha256());
        // what a download has taught is known by its digest
        store().remove(CATALOGUE.find("pair").orElseThrow());
        assertEquals(State.INSTALLED, store().state(CATALOGUE.find("words").orElseThrow()));
    }

    @Test
    void badArchivesAndPlacesAreSentences() throws IOException {
        for (final byte[] bytes : List.of(random(900, 4), Arrays.copyOf(Files.readAllBytes(zip(Map.of("a", LARGE))),
                100_000), new byte[0])) {
            final Path file = write("some.zip", bytes);
            assertTrue(assertThrows(InpaintException.class, () -> take(file)).getMessage().contains("some.zip"));
        }
        assertTrue(assertThrows(InpaintException.class, () -> take(folder.resolve("none"))).getMessage()
                .contains("give the path of one"));
        final byte[] zip = Files.readAllBytes(zip(Map.of("a", LARGE)));
        // bytes of the packed file, so that its checksum is wrong
        for (int i = 1000; i < 1100; i++)
            zip[i] ^= 0x55;
        final Path damaged = write("damaged.zip", zip);
        try {
            assertEquals(List.of(), take(damaged).complete());
        } catch (final InpaintException e) {
            assertTrue(e.getMessage().contains("damaged"), e.getMessage());
        }
        assertEquals(List.of(), names().stream().filter(each -> each.startsWith("models/")).toList());
        assertEquals(List.of("alone.pth"), take(write("empty/alone.pth", new byte[3]).getParent()).unknown());
    }

    @Test
    void aFullDiskAndAStopLeaveNothingHalf() throws IOException {
        final Path file = write("one.bin", ALONE);
        assertTrue(assertThrows(InpaintException.class, () -> store(100).importFrom(file, CATALOGUE, notes))
                .getMessage().contains("are left"));
        final Progress stopped = new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThrows(CancelledException.class, () -> store().importFrom(file, CATALOGUE, stopped));
        assertEquals(State.ABSENT, store().state(CATALOGUE.find("alone").orElseThrow()));
    }
}
