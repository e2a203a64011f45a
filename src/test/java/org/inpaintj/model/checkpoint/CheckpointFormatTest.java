package org.inpaintj.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.InpaintException;

class CheckpointFormatTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "is only a Git LFS pointer to the model | 'version https://git-lfs.github.com/spec/v1\noid sha256:0'",
        "is a web page, not a model | '<!DOCTYPE html><html>'", "is a web page, not a model | '\n<html lang=\"en\">'",
        "is an error message of a server | '{\"error\":\"Repository not found\"}'",
        "is a GGUF file of quantised weights | 'GGUF\u0003'",
        "is an HDF5 file of TensorFlow or Keras | '\u0089HDF\r\n'",
        "is an ONNX network, not a checkpoint | '\b\b\u0012\u0007pytorch'",
        "is a JSON text, not a file of weights | '{\"a\": 1}'", "is damaged: it is no JSON text | '{broken'",
        "is neither a safetensors nor a PyTorch file | 'hello, world'", "is empty | ''" })
    void otherFilesAreNamed(final String part, final String text) throws IOException {
        final Path file = Files.write(folder.resolve("model.safetensors"),
                (text == null ? "" : text).getBytes(StandardCharsets.ISO_8859_1));
        assertSays(part, file);
    }

    @Test
    void oldArchivesAreNamed() throws IOException {
        final byte[] tar = new byte[512];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        assertSays("is a tar archive", Files.write(folder.resolve("old.pth"), tar));
        assertSays("is a folder", folder);
        assertSays("does not exist", folder.resolve("none.ckpt"));
    }

    @Test
    void likelyFilesAreToldByTheirBeginning() throws IOException {
        for (final String name : List.of("weights.safetensors", "params.pth", "params_legacy.pth", "training.ckpt"))
            assertTrue(Checkpoint.isLikely(CheckpointFixture.of(name)), name);
        assertFalse(Checkpoint.isLikely(CheckpointFixture.of("names.tsv.gz")));
        assertFalse(Checkpoint.isLikely(folder));
        assertFalse(Checkpoint.isLikely(Files.writeString(folder.resolve("config.json"), "{}")));
        assertTrue(Checkpoint.isLikely(Files.writeString(folder.resolve("unet.index.json"), "{}")));
        assertFalse(Checkpoint.isLikely(folder.resolve("none")));
        assertFalse(Checkpoint.isLikely(Files.createFile(folder.resolve("empty"))));
    }

    @Test
    void endingsDoNotMatter() throws IOException {
        final Path copy = Files.copy(CheckpointFixture.of("params.pth"), folder.resolve("x.safetensors"));
        assertEquals(1, Checkpoint.read(copy).tensors().size());
    }

    @Test
    void linksAreFollowed() throws IOException {
        final Path link, file = Files.copy(CheckpointFixture.of("weights.safetensors"), folder.resolve("blob"));
        try {
            link = Files.createSymbolicLink(folder.resolve("link"), file);
        } catch (final IOException | UnsupportedOperationException e) {
            return; // Windows, without the right to make links
        }
        final Checkpoint c = Checkpoint.read(link);
        assertEquals(file.toRealPath(), c.file());
        assertEquals(List.of(c.file()), c.files());
        c.tensors().values().forEach(t -> assertEquals(c.file(), t.file()));
    }

    @Test
    void shardsAreReadThroughTheirIndex() throws IOException {
        TinySafetensors.zeros(folder.resolve("m-1.safetensors"), Map.of("a", List.of(2L), "left", List.of(1L)));
        TinySafetensors.zeros(folder.resolve("m-2.safetensors"), Map.of("b", List.of(3L)));
        final Checkpoint c = Checkpoint.read(index("m-1.safetensors", "m-2.safetensors"));
        assertEquals(List.of("m.index.json", "m-1.safetensors", "m-2.safetensors"), List.of(
                c.file().getFileName().toString(), c.tensors().get("a").file().getFileName().toString(),
                c.tensors().get("b").file().getFileName().toString()));
        assertEquals(2, c.files().size());
        assertEquals(2, c.tensors().size(), "only what the index names");
    }

    @ParameterizedTest
    @CsvSource({ "m, m.safetensors.index.json", "m.fp16, m.safetensors.index.fp16.json",
        "m.fp16, m.fp16.safetensors.index.json" })
    void oneShardStandsForAll(final String stem, final String index) throws IOException {
        final String one = stem + "-00001-of-00002.safetensors", two = stem + "-00002-of-00002.safetensors";
        final Path first = TinySafetensors.zeros(folder.resolve(one), Map.of("a", List.of(2L)));
        TinySafetensors.zeros(folder.resolve(two), Map.of("b", List.of(3L)));
        assertEquals(1, Checkpoint.read(first).tensors().size(), "no index");
        Files.move(index(one, two), folder.resolve(index));
        assertEquals(2, Checkpoint.read(first).tensors().size());
        assertTrue(Checkpoint.isLikely(folder.resolve(index)));
    }

    @Test
    void brokenIndexesAreSaid() throws IOException {
        TinySafetensors.zeros(folder.resolve("m-1.safetensors"), Map.of("a", List.of(2L)));
        assertSays("lacks the tensor b that", index("m-1.safetensors", "m-1.safetensors"));
        assertSays("m-2.safetensors does not exist", index("m-1.safetensors", "m-2.safetensors"));
        for (final String place : List.of("../m-1.safetensors", "/etc/passwd", "C:x", "..", ""))
            assertSays("looks for weights in the impossible place '" + place + "'", index("m-1.safetensors", place));
        assertSays("names another index", index("m-1.safetensors", "m.index.json"));
    }

    /** In a download cache the index and the shards are links into a folder of blobs. */
    @Test
    void shardsBesideTheLinkAreRead() throws IOException {
        final Path blobs = Files.createDirectory(folder.resolve("blobs"));
        TinySafetensors.zeros(blobs.resolve("f00"), Map.of("a", List.of(2L), "b", List.of(1L)));
        Files.move(index("m.safetensors", "m.safetensors"), blobs.resolve("f01"));
        try {
            Files.createSymbolicLink(folder.resolve("m.safetensors"), blobs.resolve("f00"));
            Files.createSymbolicLink(folder.resolve("m.index.json"), blobs.resolve("f01"));
        } catch (final IOException | UnsupportedOperationException e) {
            return;
        }
        final Checkpoint c = Checkpoint.read(folder.resolve("m.index.json"));
        assertEquals(blobs.resolve("f00").toRealPath(), c.tensors().get("a").file());
    }

    @Test
    void partsOfACheckpointHaveShorterNames() throws IOException {
        final Path file = TinySafetensors.zeros(folder.resolve("a"), Map.of("vae.x", List.of(1L), "vae.", List.of(1L),
                "unet.vae.y", List.of(1L)));
        final Checkpoint part = Checkpoint.read(file).under("vae.");
        assertEquals("[x]", part.tensors().keySet().toString());
        assertEquals("x", part.tensors().get("x").name());
    }

    private Path index(final String a, final String b) throws IOException {
        return Files.writeString(folder.resolve("m.index.json"),
                "{\"metadata\":{},\"weight_map\":{\"a\":\"%s\",\"b\":\"%s\"}}".formatted(a, b));
    }

    private static void assertSays(final String part, final Path file) {
        final String message = assertThrows(InpaintException.class, () -> Checkpoint.read(file)).getMessage();
        assertTrue(message.contains(part), message);
        assertTrue(message.endsWith("."), message);
    }
}
