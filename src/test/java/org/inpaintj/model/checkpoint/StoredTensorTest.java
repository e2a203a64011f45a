package org.inpaintj.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.file.ElementType;

class StoredTensorTest {

    private final Path file = Path.of("m.safetensors");
    private final StoredTensor tensor = new StoredTensor("w", ElementType.FLOAT16, List.of(6L, 2L), file, 100, 24);

    @Test
    void rowsFollowOneAnother() {
        assertEquals(new StoredTensor("k", ElementType.FLOAT16, List.of(2L, 2L), file, 108, 8), tensor.rows("k", 2, 4));
        assertEquals(0, tensor.rows("k", 6, 6).length());
        refused(() -> tensor.rows("k", 2, 7));
        refused(() -> new StoredTensor("w", ElementType.FLOAT, List.of(), file, 0, 4).rows("k", 0, 1));
    }

    @Test
    void axesAreCountedFromBothEnds() {
        assertEquals(6, tensor.size(0));
        assertEquals(2, tensor.size(-1));
        refused(() -> tensor.size(2));
        refused(() -> tensor.size(-3));
    }

    @Test
    void axesAreExchangedForAsManyElements() {
        assertEquals(List.of(3L, 4L), tensor.reshaped(List.of(3L, 4L)).dims());
        refused(() -> tensor.reshaped(List.of(5L)));
        refused(() -> tensor.reshaped(List.of(1L << 62, 4L)));
    }

    private static void refused(final Runnable use) {
        final String message = assertThrows(InpaintException.class, use::run).getMessage();
        assertEquals("m.safetensors holds the weights w in the shape ", message.substring(0, 47));
    }
}
