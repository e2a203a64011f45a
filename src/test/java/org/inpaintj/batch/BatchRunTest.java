package org.inpaintj.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/** The order of things in a batch: workers, memory, cancel, progress; what is done to an image is a few lines here. */
class BatchRunTest {

    @TempDir
    Path folder;

    private final AtomicInteger running = new AtomicInteger(), most = new AtomicInteger();

    private List<BatchItem> items(final int count) throws IOException {
        final List<BatchItem> items = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            final Path image = folder.resolve("image" + i);
            Files.writeString(image, "pixels " + i);
            items.add(new BatchItem(i, image.toString(), "image" + i, "image" + i + ".out", Map.of()));
        }
        return items;
    }

    /** Copies a file, and remembers how many do at a time. */
    private class Copy implements ItemWork {

        long bytes;

        @Override
        public Sources sources(final BatchItem item) {
            return new Sources("of " + item.name(), Map.of(), Map.of("image", "digest"), List.of(item.path()));
        }

        @Override
        public Made paint(final BatchItem item, final Path out, final Progress progress) {
            final int now = running.incrementAndGet();
            most.accumulateAndGet(now, Math::max);
            try {
                work(item, progress);
                Files.copy(item.path(), out);
            } catch (final IOException e) {
                throw new InpaintException(e.getMessage(), e);
            } finally {
                running.decrementAndGet();
            }
            return new Made("copy", -1, Map.of(), 0.25, List.of());
        }

        void work(final BatchItem item, final Progress progress) throws IOException {
            progress.share(0.5);
        }

        @Override
        public String outlook(final BatchItem item) {
            return "";
        }

        @Override
        public long memory(final BatchItem item) {
            return bytes;
        }
    }

    private List<BatchEntry> run(final List<BatchItem> items, final ItemWork work, final int workers,
            final Progress progress) {
        final Path out = folder.resolve("out");
        try (BatchJournal journal = BatchJournal.open(out)) {
            return new BatchRun(new BatchPlan(items, work, out, journal, new BatchSettings(workers, false),
                    entry -> {})).run(progress);
        }
    }

    private static List<String> states(final List<BatchEntry> entries) {
        return entries.stream().map(BatchEntry::state).toList();
    }

    @Test
    void asManyWorkAtATimeAsAreAllowedAndProgressNeverFalls() throws IOException {
        final CountDownLatch three = new CountDownLatch(3);
        final List<Double> shares = Collections.synchronizedList(new ArrayList<>());
        final List<BatchEntry> entries = run(items(7), new Copy() {
            @Override
            void work(final BatchItem item, final Progress progress) {
                progress.share(0.5);
                three.countDown();
                try {
                    assertTrue(three.await(20, TimeUnit.SECONDS), "three run beside each other");
                } catch (final InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }, 3, new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {
                assertTrue(done <= total && total == 7 && what.startsWith("image"), what);
            }

            @Override
            public void share(final double done) {
                shares.add(done);
            }
        });
        assertEquals(Collections.nCopies(7, "done"), states(entries));
        assertEquals(3, most.get());
        assertEquals(shares.stream().sorted().toList(), shares);
        assertEquals(1, shares.get(shares.size() - 1), 1e-9);
    }

    @Test
    void imagesThatDoNotFitIntoTheMemoryTogetherWaitForEachOther() throws IOException {
        final Copy copy = new Copy();
        copy.bytes = Runtime.getRuntime().maxMemory() / 2;
        assertEquals(Collections.nCopies(5, "done"), states(run(items(5), copy, 4, Progress.NONE)));
        assertEquals(1, most.get());
    }

    @Test
    void whatHadTooLittleMemoryBesideOthersIsTriedOnceMoreAlone() throws IOException {
        final AtomicInteger failures = new AtomicInteger();
        final Copy short_ = new Copy() {
            @Override
            void work(final BatchItem item, final Progress progress) {
                if (item.number() == 2 && failures.getAndIncrement() == 0 || item.number() == 4)
                    throw new OutOfMemoryError("Java heap space");
            }
        };
        final List<BatchEntry> entries = run(items(4), short_, 2, Progress.NONE);
        assertEquals(List.of("done", "done", "done", "failed"), states(entries));
        assertEquals(2, entries.get(1).attempts());
        assertTrue(entries.get(3).failure().startsWith("Java's memory of "), entries.get(3).failure());
    }

    @Test
    void aCancelledBatchWritesItsReportAndGoesOnLater() throws IOException {
        final boolean[] cancelled = new boolean[1];
        final Copy copy = new Copy() {
            @Override
            void work(final BatchItem item, final Progress progress) {
                cancelled[0] = item.number() == 3;
                progress.check();
            }
        };
        final Progress progress = new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public boolean cancelled() {
                return cancelled[0];
            }
        };
        assertThrows(CancelledException.class, () -> run(items(5), copy, 1, progress));
        final String table = Files.readString(folder.resolve("out").resolve(BatchReport.CSV));
        assertEquals(List.of("done", "done", "cancelled", "cancelled", "cancelled"), table.lines().skip(1)
                .map(line -> line.split(",")[2]).toList());
        assertFalse(Files.exists(folder.resolve("out/image3.out")));
        assertEquals(List.of("kept", "kept", "done", "done", "done"), states(run(items(5), new Copy(), 1,
                Progress.NONE)));
    }

    @Test
    void patternsAreFilledIn() {
        final Path image = Path.of("/data/plate/A1.Z2.tif");
        assertEquals("m/A1.Z2_0007.tif in plate, /data/plate {x", FilePattern.fill("m/{name}_{number}.{ext} in {folder}"
                + ", {dir} {x", image, "plate/A1.Z2.tif", 7));
        assertEquals("./noend", FilePattern.fill("{folder}/{name}{ext}", Path.of("noend"), "noend", 1));
        assertFalse(FilePattern.isPattern("a {b c} {}"));
    }
}
