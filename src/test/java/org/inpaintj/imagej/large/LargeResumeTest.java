package org.inpaintj.imagej.large;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.large.LargeInpainter;
import org.inpaintj.inpaint.large.LargeJournal;
import org.inpaintj.inpaint.large.LargeRecord;
import org.inpaintj.inpaint.large.tiff.TiffSamples;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/** Jobs on large images that are ended half-way and begun again. */
class LargeResumeTest {

    private static final int SIDE = 160, REGIONS = 9;
    private static final Path ZARR = Path.of("src/test/resources/zarr/new.ome.zarr");

    @TempDir
    Path folder;

    private Path in, boxes, out;

    @BeforeEach
    void files() throws IOException {
        in = folder.resolve("in.tif");
        out = folder.resolve("out.tif");
        boxes = boxes(folder.resolve("boxes.csv"), 2, REGIONS);
        image(in, 3);
    }

    /** Compressed, so that what changes goes to the end of the file, in the order in which it is written. */
    static void image(final Path file, final long seed) throws IOException {
        final SplittableRandom random = new SplittableRandom(seed);
        final Samples samples = Samples.blank(SampleType.BITS16, SIDE, SIDE, 1);
        for (int i = 0; i < SIDE * SIDE; i++)
            samples.set(0, i, 900 + 500 * Math.sin(i % SIDE / 7.0) + i / SIDE + random.nextInt(90));
        new TiffSamples(true, ByteOrder.LITTLE_ENDIAN, 32, 0, 5, true, false).write(file, List.of(samples));
    }

    /** Boxes of which many overlap, so that each depends on those before it. */
    static Path boxes(final Path file, final long seed, final int count) throws IOException {
        final SplittableRandom random = new SplittableRandom(seed);
        final StringBuilder table = new StringBuilder("x,y,width,height\n");
        for (int i = 0; i < count; i++)
            table.append(random.nextInt(5, SIDE - 30)).append(',').append(random.nextInt(5, SIDE - 30)).append(',')
                    .append(random.nextInt(5, 14)).append(',').append(random.nextInt(5, 14)).append('\n');
        return Files.writeString(file, table);
    }

    private static Request request(final Path mask, final String... more) {
        final Map<String, String> keys = new TreeMap<>(Map.of("engine", "patch", "seed", "7", "mask", mask.toString()));
        for (int i = 0; i < more.length; i += 2)
            keys.put(more[i], more[i + 1]);
        return Engines.found().request(keys);
    }

    /** Asks it to end when so many regions are done, and remembers what it is told. */
    private static final class Ending implements Progress {

        private final int after;
        private final List<String> notes = new ArrayList<>();
        private final AtomicInteger last = new AtomicInteger();

        Ending(final int after) {
            this.after = after;
        }

        @Override
        public void step(final int done, final int total, final String what) {
            if (what.startsWith("Region"))
                last.set(done);
        }

        @Override
        public boolean cancelled() {
            return last.get() >= after;
        }

        @Override
        public void note(final String sentence) {
            notes.add(sentence);
        }
    }

    private LargeInpainter.Done run(final Request request) {
        return LargeJob.inpaint(in, 1, 1, request, null).run(out, Progress.NONE);
    }

    private List<String> ended(final Request request, final int after) {
        final Ending ending = new Ending(after);
        assertThrows(CancelledException.class,
                () -> LargeJob.inpaint(in, 1, 1, request, null).run(out, ending));
        return ending.notes;
    }

    /** What lies beside the image: digests would do, but these are small. */
    private static String record(final Path image) throws IOException {
        return Files.readString(LargeRecord.of(image)).replaceAll("\"time\":\"[^\"]*\"", "");
    }

    private static List<Integer> numbers(final String record) {
        return record.lines().filter(line -> line.contains("\"region\":\"region "))
                .map(line -> Integer.parseInt(line.replaceAll(".*\"region\":\"region (\\d+)\".*", "$1"))).toList();
    }

    @Test
    void itGoesOnWhereItWasAndMakesTheSame() throws IOException {
        final LargeInpainter.Done whole = run(request(boxes));
        final byte[] expected = Files.readAllBytes(out);
        final String record = record(out);
        assertEquals(IntStream.rangeClosed(1, REGIONS).boxed().toList(), numbers(record));
        Files.delete(out);
        Files.delete(LargeRecord.of(out));
        final List<String> first = ended(request(boxes), 3), second = ended(request(boxes), 7);
        assertEquals(List.of("Nothing was written to '" + out + "'. The 3 of 9 regions that are done are in "
                + "'out.tif.inpaintj.journal' beside it: the same command goes on from there."), first);
        assertTrue(second.get(0).contains("The 7 of 9"), second.toString());
        assertTrue(Files.notExists(out) && Files.notExists(LargeRecord.of(out)));
        final LargeInpainter.Done rest = run(request(boxes));
        assertTrue(rest.notes().contains("It went on after 7 of 9 regions, which an earlier run had done."),
                rest.notes().toString());
        assertEquals(whole.regions(), rest.regions());
        assertArrayEquals(expected, Files.readAllBytes(out));
        assertEquals(record, record(out));
        assertFalse(Files.exists(LargeJournal.of(out)));
    }

    /** All channels of an OME-Zarr, whose coarser levels follow. */
    @Test
    void anOmeZarrGoesOnToo() throws IOException {
        final Path one = folder.resolve("one.ome.zarr"), other = folder.resolve("other.ome.zarr");
        final Path mask = Files.writeString(folder.resolve("few.csv"),
                "x,y,width,height\n4,5,5,5\n7,8,6,4\n20,12,5,6\n");
        final LargeJob job = LargeJob.inpaint(ZARR, 1, 1, request(mask), null);
        job.run(one, Progress.NONE);
        assertThrows(CancelledException.class, () -> job.run(other, new Ending(2)));
        assertTrue(Files.notExists(other));
        assertTrue(job.run(other, Progress.NONE).notes().toString().contains("after 2 of 3"));
        final Map<String, List<Byte>> expected = bytes(one);
        assertTrue(expected.size() > 3);
        assertEquals(expected, bytes(other));
        assertEquals(record(one), record(other));
    }

    private static Map<String, List<Byte>> bytes(final Path zarr) throws IOException {
        final Map<String, List<Byte>> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(zarr)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                final List<Byte> bytes = new ArrayList<>();
                for (final byte each : Files.readAllBytes(file))
                    bytes.add(each);
                all.put(zarr.relativize(file).toString(), bytes);
            }
        }
        return all;
    }

    @Test
    void whatDiffersStartsAnewAndSaysSo() throws IOException {
        final FileTime time = Files.getLastModifiedTime(in);
        final Path others = boxes(folder.resolve("others.csv"), 5, REGIONS);
        final Map<String, Request> differing = new TreeMap<>(Map.of("keys", request(boxes, "grow", "2"), "seed",
                request(boxes, "seed", "8"), "mask", request(others), "image", request(boxes)));
        for (final Map.Entry<String, Request> each : differing.entrySet()) {
            ended(request(boxes), 4);
            if (each.getKey().equals("image"))
                Files.setLastModifiedTime(in, FileTime.fromMillis(time.toMillis() + 5000));
            final LargeInpainter.Done done = run(each.getValue());
            assertTrue(done.notes().contains("The unfinished run whose journal is 'out.tif.inpaintj.journal' differs "
                    + "in: " + each.getKey() + ". It starts anew."), each.getKey() + done.notes());
            final byte[] made = Files.readAllBytes(out);
            run(each.getValue());
            assertArrayEquals(made, Files.readAllBytes(out), each.getKey());
            assertEquals(REGIONS, numbers(record(out)).size());
        }
    }

    /** The same seed as before, so that the regions fit together. */
    @Test
    void aSeedThatIsLeftToChanceIsThatOfTheRunBefore() throws IOException {
        final Request chance = request(boxes, "seed", "-1");
        ended(chance, 5);
        final String seed = LargeJournal.seeds(out).get("seed");
        run(chance);
        final byte[] made = Files.readAllBytes(out);
        run(request(boxes, "seed", seed));
        assertArrayEquals(made, Files.readAllBytes(out));
        ended(chance, 5);
        assertEquals(Map.of("seed", LargeJournal.seeds(out).get("seed")), LargeRequest.keys().parse(Map.of("output",
                out.toString(), "engine", "patch")).drawn());
    }

    /** Cut off anywhere, or with a wrong byte anywhere, it gives the same in the end, or begins anew. */
    @Test
    void aDamagedJournalIsUsedAsFarAsItIsWhole() throws IOException {
        run(request(boxes));
        final byte[] expected = Files.readAllBytes(out);
        final Path journal = LargeJournal.of(out);
        ended(request(boxes), REGIONS - 1);
        final byte[] whole = Files.readAllBytes(journal);
        final SplittableRandom random = new SplittableRandom(11);
        int anew = 0, fewer = 0;
        for (int round = 0; round < 24; round++) {
            final byte[] wrong = round % 2 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (round % 2 == 1)
                wrong[random.nextInt(round < 6 ? 200 : wrong.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(journal, wrong);
            final LargeInpainter.Done done = run(request(boxes));
            assertArrayEquals(expected, Files.readAllBytes(out), "round " + round);
            final String notes = done.notes().toString();
            anew += notes.contains("starts anew") ? 1 : 0;
            fewer += notes.contains("is repainted anew") ? 1 : 0;
            assertEquals(REGIONS, done.regions());
            assertFalse(Files.exists(journal));
        }
        assertTrue(anew > 0 && fewer > 3, anew + " begun anew, " + fewer + " damaged");
    }

    @Test
    void twoRunsDoNotMakeOneResult() throws IOException {
        final List<String> said = new ArrayList<>();
        final Progress beside = new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {
                if (what.startsWith("Region 2") && said.isEmpty())
                    said.add(assertThrows(InpaintException.class, () -> run(request(boxes))).getMessage());
            }
        };
        LargeJob.inpaint(in, 1, 1, request(boxes), null).run(out, beside);
        assertTrue(said.get(0).contains("is being made by another run"), said.toString());
        assertEquals(REGIONS, numbers(record(out)).size());
    }

    /** Processes that are killed at moments that are drawn: few here, more by {@link LargeFaults}. */
    @Test
    void aKilledProcessLosesNothing() throws Exception {
        final LargeFaults faults = new LargeFaults(folder.resolve("faults"), 21);
        faults.kill(LargeFaults.Kind.COMPRESSED, 3);
    }
}
