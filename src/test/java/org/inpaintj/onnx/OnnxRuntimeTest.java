package org.inpaintj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OnnxRuntimeTest {

    /** About 10 times what a thread of Java usually bears. */
    private static final int DEPTH = 200_000;

    private static int depth(final int n) {
        return n == 0 ? 0 : 1 + depth(n - 1);
    }

    @Test
    void itStartsWhereRecursionsAreDeep() throws Throwable {
        assertThrows(StackOverflowError.class, () -> depth(DEPTH));
        assertEquals(DEPTH, OnnxRuntime.onLargeStack(() -> depth(DEPTH)));
    }

    @Test
    void whatFailsThereFailsHere() {
        final Error error = new UnsatisfiedLinkError("no such file");
        assertSame(error, assertThrows(UnsatisfiedLinkError.class, () -> OnnxRuntime.onLargeStack(() -> {
            throw error;
        })));
    }

    @Test
    void anInterruptedThreadWaitsAndStaysInterrupted() throws Throwable {
        Thread.currentThread().interrupt();
        assertEquals("done", OnnxRuntime.onLargeStack(() -> "done"));
        assertTrue(Thread.interrupted());
    }
}
