package org.inpaintj.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.file.ElementType;

class SafetensorsReaderTest {

    private static final String TWO = """
            {"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]},"a":{"dtype":"F16","shape":[1,2],\
            "data_offsets":[0,4]}}""";

    @TempDir
    Path folder;

    @Test
    void filesOfTheReferenceImplementationAreRead() {
        final Checkpoint c = Checkpoint.read(CheckpointFixture.of("weights.safetensors"));
        assertEquals(Map.of("format", "pt", "modelspec.prediction_type", "v"), c.metadata());
        CheckpointFixture.assertWeights(c);
        assertArrayEquals(new float[] { 0, 1, 2, 3 }, TensorValues.floats(c.tensors().get("f8_e5m2")));
    }

    @Test
    void tensorsLieBehindTheHeader() throws IOException {
        final Path file = TinySafetensors.write(folder.resolve("a.bin"), TWO, 12);
        final long data = 8 + TWO.length();
        assertEquals(List.of(new StoredTensor("b", ElementType.FLOAT, List.of(2L), file.toRealPath(), data + 4, 8),
                new StoredTensor("a", ElementType.FLOAT16, List.of(1L, 2L), file.toRealPath(), data, 4)),
                List.copyOf(Checkpoint.read(file).tensors().values()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "%s ", "%s   \n", " %s", "%s\0\0\0" })
    void headersMayBePadded(final String form) throws IOException {
        assertEquals(2, read(form.formatted(TWO), 12).tensors().size());
    }

    @Test
    void holesAndTrailingBytesDoNoHarm() throws IOException {
        assertEquals(2, read(TWO, 100).tensors().size());
        assertEquals(1, read("{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[7,8]}}", 8).tensors().size());
    }

    @Test
    void emptyTensorsMayLieAnywhereInTheFile() throws IOException {
        assertEquals(3, read("""
                {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"e":{"dtype":"F32","shape":[0,7],\
                "data_offsets":[2,2]},"f":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}""", 4).tensors().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,4]}}'",
        "'{\"a\":{\"dtype\":\"F6_E2M3\",\"shape\":[2],\"data_offsets\":[0,2]}}'",
        "'{\"a\":{\"dtype\":\"X\",\"shape\":[4],\"data_offsets\":[0,4]}}'" })
    void whatMakesNoSenseIsRefusedWhenItIsNeeded(final String header) throws IOException {
        final StoredTensor odd = read(header, 4).tensors().get("a");
        assertEquals(ElementType.UNDEFINED, odd.type());
        final String message = assertThrows(InpaintException.class, () -> TensorValues.floats(odd)).getMessage();
        assertTrue(message.contains("holds the tensor a in a type or size that cannot be read"), message);
    }

    @Test
    void metadataIsBounded() throws IOException {
        final String header = "{\"__metadata__\":{\"long\":\"" + "x".repeat(1 << 17) + "\",\"number\":7,\"deep\":[{}],"
                + "\"short\":\"yes\"}}";
        assertEquals(Map.of("short", "yes"), read(header, 0).metadata());
        assertEquals(Map.of(), read("{\"__metadata__\":7}", 0).metadata());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "it holds the tensor a twice | '{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                + "\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}'",
        "the tensor b overlaps another one | '{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
                + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}'",
        "impossible shape or place | '{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[2,1]}}'",
        "impossible shape or place | '{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[-2,-1]}}'",
        "impossible shape or place | '{\"a\":{\"dtype\":\"U8\",\"shape\":[-1],\"data_offsets\":[0,1]}}'",
        "impossible shape or place | '{\"a\":{\"dtype\":\"U8\",\"shape\":[4294967296,4294967296],"
                + "\"data_offsets\":[0,0]}}'",
        "impossible shape or place | '{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[9223372036854775806,"
                + "9223372036854775807]}}'",
        "lacks its type, shape or place | '{\"a\":{\"dtype\":\"U8\",\"shape\":[1]}}'",
        "lacks its type, shape or place | '{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1]}}'",
        "more than 2 sizes or places | '{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1,2]}}'",
        "is no JSON text | '{\"a\":{\"dtype\":\"U8\",\"shape\":1,\"data_offsets\":[0,1]}}'",
        "is no JSON text | '{\"a\":{\"dtype\":\"U8\",\"shape\":[\"x\"],\"data_offsets\":[0,1]}}'",
        "is no JSON text | '{\"a\":'",
        "is no JSON text | '{} {}'" })
    void damageIsNamed(final String part, final String header) {
        final String message = assertThrows(InpaintException.class, () -> read(header, 4)).getMessage();
        assertTrue(message.contains(part), message);
        assertTrue(message.endsWith("; download it again."), message);
    }

    @Test
    void shortFilesAreInterruptedDownloads() {
        final String message = assertThrows(InpaintException.class, () -> read(TWO, 11)).getMessage();
        assertTrue(message.contains("is incomplete: it has 129 of at least 130 bytes, as after an interrupted"),
                message);
        final String cut = assertThrows(InpaintException.class, () -> Checkpoint.read(Files.write(
                folder.resolve("c"), Arrays.copyOf(TinySafetensors.bytes(TWO, new byte[0]), 50))))
                .getMessage();
        assertTrue(cut.contains("is incomplete: it has 50 of at least 118 bytes"), cut);
    }

    @Test
    void hugeHeadersAreRefused() throws IOException {
        final byte[] file = TinySafetensors.bytes(TWO, new byte[12]);
        file[3] = 127;
        final String message = assertThrows(InpaintException.class,
                () -> Checkpoint.read(Files.write(folder.resolve("h"), file))).getMessage();
        assertTrue(message.contains("its header has an impossible length"), message);
    }

    private Checkpoint read(final String header, final int data) throws IOException {
        return Checkpoint.read(TinySafetensors.write(folder.resolve("weights"), header, data));
    }
}
