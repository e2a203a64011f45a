package org.inpaintj.imagej.large;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.RunningJava;
import org.inpaintj.cli.CliRun;
import org.inpaintj.cli.Main;
import org.inpaintj.core.Box;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.large.tiff.TiffBlocks;
import org.inpaintj.inpaint.large.tiff.TiffSamples;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/** Large images that are damaged or hostile, keys that do not go with them, runs that are ended, little memory. */
class LargeFaultsTest {

    private static final int SIDE = 64;

    @TempDir
    Path folder;

    private static Samples ramp() {
        final Samples samples = Samples.blank(SampleType.BITS8, SIDE, SIDE, 1);
        for (int i = 0; i < SIDE * SIDE; i++)
            samples.set(0, i, i % SIDE * 3 + i / SIDE);
        return samples;
    }

    private Path tiff(final String name, final boolean big, final int compression) throws IOException {
        final Path file = folder.resolve(name);
        new TiffSamples(big, ByteOrder.LITTLE_ENDIAN, compression == 1 ? 0 : 16, 8, compression, false, false)
                .write(file, List.of(ramp(), ramp()));
        return file;
    }

    /** Whatever byte of a directory is wrong, it is used or refused in a sentence, without end and all the memory. */
    @Test
    void wrongDirectoriesAreUsedOrRefused() throws IOException {
        final SplittableRandom random = new SplittableRandom(5);
        for (final Path file : List.of(tiff("a.tif", false, 1), tiff("b.tif", true, 5), tiff("c.tif", false, 8),
                tiff("d.tif", true, 32773))) {
            final byte[] right = Files.readAllBytes(file);
            int refused = 0;
            for (int run = 0; run < 400; run++) {
                final byte[] wrong = right.clone();
                for (int k = 0; k < 1 + run % 3; k++)
                    wrong[run % 2 == 0 ? right.length - 1 - random.nextInt(300) : random.nextInt(right.length)] =
                            (byte) random.nextInt();
                Files.write(file, wrong);
                try (TiffBlocks image = TiffBlocks.open(file, "a.tif", true)) {
                    final Box box = new Box(0, 0, Math.min(SIDE, image.layout().width()),
                            Math.min(SIDE, image.layout().height()));
                    final Samples samples = image.read(box, image.layout().slices(), 1);
                    image.write(box, samples, new boolean[box.width() * box.height()], 1, 1);
                } catch (final InpaintException | IOException e) {
                    assertFalse(String.valueOf(e.getMessage()).isBlank());
                    refused++;
                }
            }
            assertTrue(refused > 50, refused + " of 400");
        }
    }

    @Test
    void directoriesInACircleAreRefused() throws IOException {
        final Path file = tiff("a.tif", false, 1);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            final ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            final int first = bytes.getInt(4), second = bytes.getInt(first + 2 + 12 * bytes.getShort(first));
            out.seek(second + 2 + 12 * bytes.getShort(second));
            out.writeInt(Integer.reverseBytes(first));
        }
        CliRun.of("inpaint", file, "--blocks", "--roi", "5,5,4,4", "--out", folder.resolve("o.tif"));
        assertRefused(file, "its directories go round in circles");
    }

    @Test
    void samplesBeyondTheFileAreRefused() throws IOException {
        final Path file = tiff("a.tif", false, 1);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            final byte[] all = Files.readAllBytes(file);
            out.setLength(0);
            // the directories come behind the samples, so they keep their places if the samples end in a hole
            out.write(all);
            final ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
            final int directory = bytes.getInt(4);
            for (int i = 0; i < bytes.getShort(directory); i++)
                if (bytes.getShort(directory + 2 + 12 * i) == 273) {
                    out.seek(bytes.getInt(directory + 10 + 12 * i));
                    out.writeInt(Integer.reverseBytes(0x7ffffff0));
                }
        }
        assertRefused(file, "it is cut off");
    }

    private void assertRefused(final Path file, final String message) throws IOException {
        final Path out = folder.resolve("out.tif");
        final CliRun run = CliRun.of("inpaint", file, "--blocks", "--roi", "5,2,4,4", "--out", out);
        assertEquals(1, run.status());
        assertTrue(run.err().contains(message) && run.err().lines().count() < 3, run.err());
        assertEquals(List.of(), parts());
        assertTrue(Files.notExists(out));
    }

    private List<String> parts() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(".inpaintj") || name.contains("out.")).toList();
        }
    }

    @Test
    void whatNeedsTheWholeImageIsRefused() throws IOException {
        final Path file = tiff("a.tif", true, 1), out = folder.resolve("out.tif");
        final Map<List<Object>, String> wrong = Map.of(List.of("--invert"), "invert needs the whole image", List.of(
                "--candidates", 2), "makes one candidate", List.of("--sketch", "a.tif"), "sketch names a picture",
                List.of("--save-stages", folder.resolve("stages")), "--save-stages shows one region",
                List.of("--slice", 7), "there is no slice 7");
        for (final Map.Entry<List<Object>, String> each : wrong.entrySet()) {
            final List<Object> words = new ArrayList<>(List.of("inpaint", file, "--roi", "5,5,4,4", "--out", out));
            words.addAll(each.getKey());
            final CliRun run = CliRun.of(words.toArray());
            assertTrue(run.status() == 1 && run.err().contains(each.getValue()), run.err());
        }
        assertTrue(CliRun.of("inpaint", file, "--roi", "5,5,4,4", "--out", folder.resolve("out.png")).err()
                .contains("must end in .tif"));
        assertTrue(CliRun.of("inpaint", file, "--out", out).err().contains("a file must say what is repainted"));
        assertTrue(CliRun.of("repair", file, "--defects", "dust", "--out", out).err().contains("give labels"));
        final CliRun target = CliRun.of("inpaint", file, "--roi", "5,5,4,4", "--target", "inplace", "--out", out)
                .done();
        assertTrue(target.err().contains("The key target has no effect"), target.err());
        assertEquals(1, CliRun.of("inpaint", file, "--roi", "5,5,4,4", "--out", out).status());
    }

    @Test
    void aBatchRepaintsLargeImagesToo() throws IOException {
        final Path file = tiff("a.tif", true, 1), out = folder.resolve("clean");
        final Path table = Files.writeString(folder.resolve("table.csv"), "image,roi\na.tif,\"20,20,6,5\"\n");
        final CliRun dry = CliRun.of("batch", table, "--out", out, "--dry-run");
        assertTrue(dry.out().contains("64 x 64 px, 8 bit, block by block; patch, 1 region"), dry.out() + dry.err());
        CliRun.of("batch", table, "--seed", 4, "--out", out).done();
        CliRun.of("inpaint", file, "--roi", "20,20,6,5", "--seed", 4, "--out", folder.resolve("out.tif")).done();
        assertArrayEquals(Files.readAllBytes(folder.resolve("out.tif")), Files.readAllBytes(out.resolve("a.tif")));
        assertTrue(CliRun.of("batch", table, "--seed", 4, "--out", out).done().out().contains("kept 1"));
    }

    @Test
    void aCancelledJobLeavesNothing() throws IOException {
        final Path file = tiff("a.tif", true, 1), out = folder.resolve("out.tif");
        final AtomicInteger steps = new AtomicInteger();
        final Progress progress = new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {
                if (what.startsWith("Region"))
                    steps.incrementAndGet();
            }

            @Override
            public boolean cancelled() {
                return steps.get() > 0;
            }
        };
        final LargeJob job = LargeJob.inpaint(file, 1, 1, Engines.found().request(Map.of("engine", "patch")),
                new int[] { 20, 20, 9, 9 });
        assertThrows(CancelledException.class, () -> job.run(out, progress));
        assertTrue(steps.get() > 0);
        assertEquals(List.of(), parts());
    }

    /** 900 million pixels, nearly all of them holes, and a twelfth of that as memory; ended in the middle once. */
    @Test
    void littleMemoryIsEnoughAndAKilledRunLeavesNoHalfResult() throws Exception {
        final int side = 30000;
        final Path file = folder.resolve("large.tif"), out = folder.resolve("out.tif");
        HoleyTiff.write(file, side, 256, List.of(new Box(20000, 17000, 120, 120), new Box(255, 255, 100, 100)), 1);
        final Path boxes = Files.writeString(folder.resolve("boxes.csv"),
                "x,y,width,height\n20050,17050,12,14\n300,300,9,9\n");
        Files.writeString(out, "old");
        final List<String> words = List.of(RunningJava.program(), "-Xmx128m", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "inpaint", file.toString(), "--mask",
                boxes.toString(), "--engine", "patch", "--seed", "1", "--overwrite", "--out", out.toString());
        final Process killed = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(
                folder.resolve("said.txt").toFile()).start();
        for (int i = 0; i < 1000 && parts().stream().noneMatch(name -> name.startsWith(".inpaintj")); i++)
            Thread.sleep(10);
        killed.descendants().forEach(ProcessHandle::destroyForcibly);
        killed.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        assertEquals("old", Files.readString(out));

        final CliRun run = CliRun.of(new ProcessBuilder(words)).done();
        assertTrue(run.out().contains("2 regions"), run.out());
        assertEquals(Files.size(file), Files.size(out));
        try (TiffBlocks before = TiffBlocks.open(file, "a", false);
                TiffBlocks after = TiffBlocks.open(out, "b", false)) {
            final Box around = new Box(20040, 17040, 40, 40);
            final Samples one = before.read(around, 1, 1), other = after.read(around, 1, 1);
            boolean changed = false;
            for (int i = 0; i < 1600; i++)
                if (i % 40 < 10 || i % 40 >= 22 || i / 40 < 10 || i / 40 >= 24)
                    assertEquals(one.get(0, i), other.get(0, i));
                else
                    changed |= one.get(0, i) != other.get(0, i);
            assertTrue(changed);
            final Box far = new Box(29000, 29000, 900, 900);
            assertArrayEquals(before.read(far, 1, 1).bytes(), after.read(far, 1, 1).bytes());
        }
        assertEquals(List.of("out.tif", "out.tif.inpaintj.json"), parts().stream().sorted().toList());
    }
}
