package org.inpaintj.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.file.ElementType;

/** What is written is read again. */
class TensorFileWriterTest {

    @TempDir
    private Path folder;

    @Test
    void everyTypeIsReadAgain() throws Exception {
        final float[] many = new float[700_001];
        for (int i = 0; i < many.length; i++)
            many[i] = i / 7f;
        final List<StoredTensor> tensors;
        try (TensorFileWriter writer = new TensorFileWriter(folder.resolve("weights"))) {
            tensors = List.of(writer.add("a", ElementType.FLOAT, List.of(), new float[] { -1.5f }),
                    writer.add("b", ElementType.FLOAT, List.of(700_001L), many),
                    writer.add("c", ElementType.FLOAT16, List.of(1L, 3L), new float[] { 0.5f, -2, 65504 }),
                    writer.add("d", ElementType.INT8, List.of(4L), new float[] { -200, -1.4f, 1.6f, 127 }));
            assertEquals(Files.size(folder.resolve("weights")), writer.size());
        }
        assertArrayEquals(new float[] { -1.5f }, TensorValues.floats(tensors.get(0)));
        assertArrayEquals(many, TensorValues.floats(tensors.get(1)));
        assertArrayEquals(new float[] { 0.5f, -2, 65504 }, TensorValues.floats(tensors.get(2)));
        assertArrayEquals(new float[] { -128, -1, 2, 127 }, TensorValues.floats(tensors.get(3)));
        tensors.forEach(tensor -> assertEquals(0, tensor.offset() % 64));
        assertThrows(IllegalArgumentException.class, () -> {
            try (TensorFileWriter writer = new TensorFileWriter(folder.resolve("wrong"))) {
                writer.add("e", ElementType.FLOAT, List.of(3L), new float[2]);
            }
        });
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsASentence() {
        final InpaintException full = assertThrows(InpaintException.class, () -> {
            try (TensorFileWriter writer = new TensorFileWriter(Path.of("/dev/full"))) {
                writer.add("a", ElementType.FLOAT, List.of(300_000L), new float[300_000]);
            }
        });
        assertTrue(full.getMessage().matches("The computed weights could not be written to /dev/full \\(.+; make room "
                + "there and run it again\\."), full.getMessage());
        assertThrows(InpaintException.class, () -> new TensorFileWriter(folder.resolve("no/such/folder")));
    }
}
