package org.inpaintj.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.file.ElementType;

class TorchReadersTest {

    /** {"w": a view of storage 0, sizes and steps below}, as torch.save writes it. */
    private static final String VIEW = "\u0080\2}X\1\0\0\0wctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storagectorch"
            + "\n%sStorage\nX\1\0\0\0000X\3\0\0\0cpuK%ctQK%c%s%s\u0089}tRs.";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "training.ckpt", "training_legacy.ckpt" })
    void trainingFilesAreReadPastEverythingElseInThem(final String name) {
        final Checkpoint c = Checkpoint.read(CheckpointFixture.of(name));
        CheckpointFixture.assertWeights(c);
        assertEquals(Map.of("epoch", 3.0, "global_step", 875000.0), c.numbers());
        assertEquals(Map.of(), c.metadata());
        assertFalse(c.tensors().containsKey("callbacks"));
    }

    @Test
    void weightsLieInTheFileUnlessTheirOrderIsOdd() {
        final Checkpoint c = Checkpoint.read(CheckpointFixture.of("training.ckpt"));
        c.tensors().forEach((name, tensor) -> assertEquals(!name.equals("transposed") && !name.equals("stepped"),
                tensor.file().equals(c.file()), name));
        final Path copy = c.tensors().get("transposed").file();
        assertEquals(copy, c.tensors().get("stepped").file());
        assertEquals(copy, Checkpoint.read(c.file()).tensors().get("transposed").file(), "made once");
        // Storages of the archive begin at multiples of 64.
        assertEquals(0, c.tensors().get("f32").offset() % 64);
    }

    @ParameterizedTest
    @ValueSource(strings = { "params.pth", "params_legacy.pth", "params_protocol4.pth" })
    void averagesAreTakenOfTwo(final String name) {
        final Checkpoint c = Checkpoint.read(CheckpointFixture.of(name));
        assertEquals("[conv.weight]", c.tensors().keySet().toString());
        assertArrayEquals(new float[] { 0, 1 }, TensorValues.floats(c.tensors().get("conv.weight")));
    }

    @Test
    void programsAreRefused() {
        refused("module.pth holds no weights by their names", CheckpointFixture.of("module.pth"));
        refused("script.pt is a TorchScript program", CheckpointFixture.of("script.pt"));
    }

    @Test
    void viewsAreCheckedAgainstTheirStorages() throws IOException {
        assertEquals("[2, 3]", view("Float", 6, 0, "K\2K\3\u0086", "K\3K\1\u0086", 24).dims().toString());
        assertEquals(4, view("Float", 6, 5, "K\1\u0085", "K\7\u0085", 24).length());
        assertThrows(InpaintException.class, () -> view("Float", 6, 1, "K\2K\3\u0086", "K\3K\1\u0086", 24));
        assertThrows(InpaintException.class, () -> view("Float", 6, 0, "K\3K\3\u0086", "K\3K\1\u0086", 24));
        assertThrows(InpaintException.class, () -> view("Float", 6, 0, "K\7\u0085", "K\0\u0085", 24), "grown");
        assertThrows(InpaintException.class, () -> view("Float", 6, 0, "K\2\u0085",
                "J\u00ff\u00ff\u00ff\u00ff\u0085", 24));
        assertThrows(InpaintException.class, () -> view("Float", 7, 0, "K\6\u0085", "K\1\u0085", 24));
        assertEquals(ElementType.UNDEFINED, view("QInt8", 6, 0, "K\6\u0085", "K\1\u0085", 24).type());
    }

    @Test
    void dictionariesMayContainThemselvesAndOneAnother() throws IOException {
        final Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a/data.pkl", ("\u0080\2}q\0X\2\0\0\0meh\0s" + VIEW.substring(3).formatted("Float", 1, 0,
                "K\1\u0085", "K\1\u0085")).getBytes(StandardCharsets.ISO_8859_1));
        entries.put("a/data/0", new byte[4]);
        assertEquals("[w]", Checkpoint.read(zip(entries)).tensors().keySet().toString());
        final String deep = "}" + "X\1\0\0\0a}".repeat(5000) + "s".repeat(5000) + ".";
        refused("is a PyTorch file without any weights",
                zip(Map.of("a/data.pkl", deep.getBytes(StandardCharsets.ISO_8859_1))));
    }

    @Test
    void missingStoragesAreSaid() throws IOException {
        refused("is damaged: the values of w are missing", zip(Map.of("a/data.pkl", pickle("Float", 1, 0, "K\1\u0085",
                "K\1\u0085"))));
    }

    @Test
    void otherByteOrdersAreRefused() throws IOException {
        final Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a/data.pkl", pickle("Float", 1, 0, "K\1\u0085", "K\1\u0085"));
        entries.put("a/data/0", new byte[4]);
        entries.put("a/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        assertEquals(1, Checkpoint.read(zip(entries)).tensors().size());
        entries.put("a/byteorder", "big".getBytes(StandardCharsets.US_ASCII));
        refused("another byte order", zip(entries));
    }

    @Test
    void archivesOfOtherKindsAreRefused() throws IOException {
        refused("is a ZIP archive, not a PyTorch checkpoint", zip(Map.of("model.safetensors", new byte[9])));
        final Path packed = folder.resolve("packed");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(packed))) {
            out.putNextEntry(new ZipEntry("a/data.pkl"));
            out.write(new byte[1000]);
        }
        refused("is a compressed archive", packed);
        assertTrue(Checkpoint.isLikely(packed));
        assertFalse(Checkpoint.isLikely(zip(Map.of("model.safetensors", new byte[9]))));
    }

    @Test
    void interruptedDownloadsAreSaid() throws IOException {
        final byte[] zip = Files.readAllBytes(CheckpointFixture.of("training.ckpt"));
        refused("is incomplete: the directory at its end is missing, as after an interrupted download",
                Files.write(folder.resolve("half"), Arrays.copyOf(zip, zip.length / 2)));
        final byte[] legacy = Files.readAllBytes(CheckpointFixture.of("training_legacy.ckpt"));
        refused("is incomplete: it ends early, as after an interrupted download",
                Files.write(folder.resolve("half"), Arrays.copyOf(legacy, legacy.length - 1)));
    }

    @Test
    void otherPicklesAreRefused() throws IOException {
        refused("is a Python pickle, but no PyTorch checkpoint",
                Files.write(folder.resolve("p"), "\u0080\2}.".getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Archives beyond 4 GB have their places in an extra field, and their directory behind a further record. */
    @Test
    void largeArchivesAreFoundByTheirLongPlaces() throws IOException {
        final byte[] zip = Files.readAllBytes(zip(Map.of("a/data.pkl", pickle("Float", 0, 0, "K\0\u0085", "K\1\u0085"),
                "a/data/0", new byte[0])));
        final Path large = Files.write(folder.resolve("large"), Zip64.of(zip));
        assertNotEquals(zip.length, Files.size(large));
        assertEquals(1, Checkpoint.read(large).tensors().size());
    }

    private StoredTensor view(final String type, final int elements, final int offset, final String sizes,
            final String steps, final int bytes) throws IOException {
        final Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a/data.pkl", pickle(type, elements, offset, sizes, steps));
        entries.put("a/data/0", new byte[bytes]);
        return Checkpoint.read(zip(entries)).tensors().get("w");
    }

    private static byte[] pickle(final String type, final int elements, final int offset, final String sizes,
            final String steps) {
        return VIEW.formatted(type, elements, offset, sizes, steps).getBytes(StandardCharsets.ISO_8859_1);
    }

    private Path zip(final Map<String, byte[]> entries) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setMethod(ZipOutputStream.STORED);
            for (final Map.Entry<String, byte[]> each : entries.entrySet()) {
                final ZipEntry entry = new ZipEntry(each.getKey());
                final CRC32 sum = new CRC32();
                sum.update(each.getValue());
                entry.setCrc(sum.getValue());
                entry.setSize(each.getValue().length);
                out.putNextEntry(entry);
                out.write(each.getValue());
            }
        }
        return Files.write(folder.resolve("file.pth"), bytes.toByteArray());
    }

    private static void refused(final String part, final Path file) {
        final String message = assertThrows(InpaintException.class, () -> Checkpoint.read(file)).getMessage();
        assertTrue(message.contains(part), message);
    }
}
