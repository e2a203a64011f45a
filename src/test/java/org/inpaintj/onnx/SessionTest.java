package org.inpaintj.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.onnx.file.ElementType;

class SessionTest {

    private static final Session.Setup PLAIN = options -> {};

    /** A progress that can be told to cancel. */
    private static final class Stop implements Progress {
        final AtomicBoolean asked = new AtomicBoolean();

        @Override
        public void step(final int done, final int total, final String what) {}

        @Override
        public boolean cancelled() {
            return asked.get();
        }
    }

    @ParameterizedTest
    @EnumSource(value = ElementType.class, names = { "FLOAT", "FLOAT16", "DOUBLE", "INT32", "INT64", "UINT8", "BOOL",
        "BFLOAT16" })
    void valuesAreConvertedToWhatTheGraphAsksFor(final ElementType type) {
        final byte[] model = new ModelBytes().input("x", type, "n").output("y", type, "n")
                .node("", "Identity", "x", "->", "y").build();
        try (Session session = Session.open("identity", model, PLAIN)) {
            final float[] values = { 0, 1, 1, 0, 1 };
            final Tensor y = session.run(Map.of("x", Tensor.of(values, 5)), List.of("y")).get("y");
            assertArrayEquals(values, y.array());
            assertEquals(type, session.inputs().get("x").type());
        }
    }

    @Test
    void numbersThatTheTypeCannotHoldAreRefused() {
        final byte[] ids = new ModelBytes().input("x", ElementType.INT64, "n").output("y", ElementType.INT64, "n")
                .node("", "Identity", "x", "->", "y").build();
        try (Session session = Session.open("identity", ids, PLAIN)) {
            final Map<String, Tensor> half = Map.of("x", Tensor.of(new float[] { 0.5f }, 1));
            assertThrows(IllegalArgumentException.class, () -> session.run(half, List.of("y")));
        }
    }

    @Test
    void aSingleNumberTakesTheRankTheGraphAsksFor() {
        final byte[] model = new ModelBytes().input("t", ElementType.FLOAT).output("y", ElementType.FLOAT)
                .node("", "Identity", "t", "->", "y").build();
        try (Session session = Session.open("scalar", model, PLAIN)) {
            final Tensor y = session.run(Map.of("t", Tensor.of(new float[] { 999 }, 1)), List.of("y")).get("y");
            assertEquals(0, y.rank());
            assertEquals(999, y.get(0));
        }
        try (Session session = Session.open("vector", ModelBytes.addOne(), PLAIN)) {
            assertEquals(1, session.run(Map.of("x", Tensor.scalar(3)), List.of("y")).get("y").rank());
        }
    }

    @Test
    void wrongNamesAndShapesAreSaidBeforeTheRun() {
        final byte[] model = new ModelBytes().input("sample", ElementType.FLOAT, "batch", 9)
                .output("y", ElementType.FLOAT, "batch", 9).node("", "Identity", "sample", "->", "y").build();
        try (Session session = Session.open("unet", model, PLAIN)) {
            assertEquals("sample FLOAT [batch, 9]", session.inputs().get("sample").toString());
            final Map<String, Tensor> four = Map.of("sample", Tensor.zeros(1, 4));
            final String text = assertThrows(InpaintException.class, () -> session.run(four, List.of("y")))
                    .getMessage();
            assertTrue(text.contains("sample FLOAT [batch, 9]") && text.contains("[1, 4]"), text);
            final Map<String, Tensor> other = Map.of("simple", Tensor.zeros(1, 9));
            assertThrows(InpaintException.class, () -> session.run(other, List.of("y")));
            final Map<String, Tensor> right = Map.of("sample", Tensor.zeros(1, 9));
            assertThrows(InpaintException.class, () -> session.run(right, List.of("z")));
        }
    }

    @Test
    void cancelEndsTheRunWithinANode() throws Exception {
        try (Session session = Session.open("slow", ModelBytes.slow(256, 4000), o -> o.setIntraOpNumThreads(1))) {
            final Stop stop = new Stop();
            final CountDownLatch begun = new CountDownLatch(1);
            final CompletableFuture<?> run = CompletableFuture.runAsync(() -> {
                begun.countDown();
                session.run(Map.of("x", Tensor.zeros(256, 256)), List.of("y"), stop);
            });
            begun.await();
            Thread.sleep(50);
            assertTrue(!run.isDone(), "the network must still be running");
            stop.asked.set(true);
            final Throwable end = assertThrows(Exception.class, () -> run.get(20, TimeUnit.SECONDS)).getCause();
            assertEquals(CancelledException.class, end.getClass());
        }
    }

    @Test
    void closingUnderARunStopsItFirst() throws Exception {
        for (int round = 0; round < 3; round++) {
            final Session session = Session.open("slow", ModelBytes.slow(256, 4000), o -> o.setIntraOpNumThreads(1));
            final CountDownLatch begun = new CountDownLatch(2);
            final Runnable work = () -> {
                begun.countDown();
                session.run(Map.of("x", Tensor.zeros(256, 256)), List.of("y"));
            };
            final CompletableFuture<?> first = CompletableFuture.runAsync(work);
            final CompletableFuture<?> second = CompletableFuture.runAsync(work);
            begun.await();
            Thread.sleep(10L * round);
            session.close();
            for (final CompletableFuture<?> run : List.of(first, second))
                assertEquals(CancelledException.class,
                        assertThrows(CompletionException.class, run::join).getCause().getClass());
            session.close();
            assertThrows(CancelledException.class, work::run);
        }
    }

    @Test
    void aCancelledRunLeavesTheSessionUsable() {
        try (Session session = Session.open("add", ModelBytes.addOne(), PLAIN)) {
            final Stop stop = new Stop();
            final Map<String, Tensor> x = Map.of("x", Tensor.zeros(4));
            stop.asked.set(true);
            assertThrows(CancelledException.class, () -> session.run(x, List.of("y"), stop));
            stop.asked.set(false);
            assertEquals(1, session.run(x, List.of("y"), stop).get("y").get(0));
        }
    }

    @Test
    void loadErrorsSayWhatToDo(@TempDir final Path folder) throws Exception {
        final Path file = folder.resolve("unet.onnx");
        assertLoadFails(file, "does not exist");
        Files.write(file, new byte[0]);
        assertLoadFails(file, "empty");
        Files.writeString(file, "version https://git-lfs.github.com/spec/v1\n");
        assertLoadFails(file, "damaged or no ONNX model");
        assertLoadFails(folder, "give the .onnx file");
        Files.write(file, new ModelBytes().input("x", ElementType.FLOAT, 1).output("y", ElementType.FLOAT, 1)
                .node("com.microsoft", "Frobnicate", "x", "->", "y").build());
        assertLoadFails(file, "the operator com.microsoft:Frobnicate");
        Files.write(file, new ModelBytes().input("x", ElementType.FLOAT, 1).output("y", ElementType.FLOAT, 1)
                .external("w", "weights.bin", 0, 4, 1).node("", "Add", "x", "w", "->", "y").build());
        assertLoadFails(file, "weights is missing");
        Files.write(folder.resolve("weights.bin"), new byte[2]);
        assertLoadFails(file, "weights is missing or incomplete");
    }

    private static void assertLoadFails(final Path file, final String reason) {
        final String text = assertThrows(InpaintException.class, () -> Session.open(file, PLAIN).close()).getMessage();
        assertTrue(text.startsWith("Cannot load " + file + ": ") && text.contains(reason), text);
    }

    @Test
    void notEnoughMemoryIsAMessageNotACrash() {
        final byte[] model = new ModelBytes().input("shape", ElementType.INT64, "n")
                .output("y", ElementType.FLOAT, "a", "b").node("", "ConstantOfShape", "shape", "->", "y").build();
        try (Session session = Session.open("huge", model, PLAIN)) {
            final Map<String, Tensor> shape = Map.of("shape", Tensor.of(new float[] { 1 << 23, 1 << 23 }, 2));
            final String text = assertThrows(InpaintException.class, () -> session.run(shape, List.of("y")))
                    .getMessage();
            assertTrue(text.contains("not enough memory"), text);
        }
    }
}
