package org.inpaintj.imagej.large;

import static org.inpaintj.FaultRounds.delete;
import static org.inpaintj.FaultRounds.expect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.inpaintj.FaultRounds;
import org.inpaintj.FileDigests;
import org.inpaintj.core.Box;
import org.inpaintj.core.FileCopy;
import org.inpaintj.core.Progress;
import org.inpaintj.core.Sha256;
import org.inpaintj.inpaint.large.LargeJournal;
import org.inpaintj.inpaint.large.LargeRecord;

/**
 * Kills processes that repaint a large image, at moments that are drawn, begins them again, and looks whether the
 * result and its record are those of a run that nothing disturbed: {@code LargeFaults [ROUNDS] [SEED] [KIND]}, by
 * default 25 rounds of each kind of file. Prints a line a kind, and ends with status 1 if any check failed.
 */
public final class LargeFaults {

    /** What is repainted. */
    enum Kind { COMPRESSED, HOLES, ZARR }

    private static final int REGIONS = 30;
    private static final long PATIENCE = 120;

    private final Path folder;
    private final Random random;
    private final Map<Kind, Map<String, String>> expected = new HashMap<>();
    private final Map<Kind, Long> whole = new HashMap<>();
    private Path said;

    LargeFaults(final Path folder, final long seed) throws IOException {
        this.folder = Files.createDirectories(folder);
        random = new Random(seed);
    }

    private Path in(final Kind kind) throws IOException {
        final Path in = folder.resolve(kind == Kind.ZARR ? "in.ome.zarr" : kind + ".tif");
        if (Files.exists(in))
            return in;
        switch (kind) {
            case COMPRESSED -> LargeResumeTest.image(in, 3);
            case HOLES -> HoleyTiff.write(in, 20000, 256, List.of(new Box(0, 0, 200, 200)), 1);
            case ZARR -> FileCopy.folder(Path.of("src/test/resources/zarr/new.ome.zarr"),
                    Files.createDirectory(in), Progress.NONE);
        }
        return in;
    }

    private Path boxes(final Kind kind) throws IOException {
        final Path file = folder.resolve(kind + ".csv");
        if (kind != Kind.ZARR)
            return LargeResumeTest.boxes(file, 4, REGIONS);
        final StringBuilder table = new StringBuilder("x,y,width,height\n");
        for (int i = 0; i < REGIONS; i++)
            table.append(2 + i * 7 % 24).append(',').append(2 + i * 5 % 16).append(",4,4\n");
        return Files.writeString(file, table);
    }

    private Process start(final Kind kind, final Path out) throws IOException {
        said = Files.createTempFile(folder, "said", ".txt");
        return FaultRounds.start(List.of(), "256m", List.of("inpaint", in(kind).toString(), "--mask",
                boxes(kind).toString(), "--engine", "patch", "--seed", "3", "--out", out.toString()), said);
    }

    private String end(final Process process) throws IOException, InterruptedException {
        expect(process.waitFor(PATIENCE, TimeUnit.SECONDS), "it ends");
        final String text = Files.readString(said);
        expect(process.exitValue() == 0, "status " + process.exitValue() + ": " + text);
        return text;
    }

    private Path out(final Kind kind, final String name) {
        return folder.resolve(name + (kind == Kind.ZARR ? ".ome.zarr" : ".tif"));
    }

    private void reference(final Kind kind) throws IOException, InterruptedException {
        if (expected.containsKey(kind))
            return;
        final Path out = out(kind, "reference-" + kind);
        final long begin = System.nanoTime();
        end(start(kind, out));
        whole.put(kind, (System.nanoTime() - begin) / 1_000_000);
        expected.put(kind, result(out));
        expect(numbers(out).equals(IntStream.rangeClosed(1, REGIONS).boxed().toList()), "the record has all regions");
    }

    /** Digests of all files of a result, the record among them. */
    private static Map<String, String> result(final Path out) throws IOException {
        final Map<String, String> all = FileDigests.of(out);
        all.put("record", new Sha256().add(LargeRecord.of(out)).hex());
        return all;
    }

    private static List<Integer> numbers(final Path out) throws IOException {
        return Files.readAllLines(LargeRecord.of(out)).stream().filter(line -> line.contains("\"region\":\"region "))
                .map(line -> Integer.parseInt(line.replaceAll(".*\"region\":\"region (\\d+)\".*", "$1"))).toList();
    }

    /** Kills a run some times, each time where it will, lets it end, and checks what is there. */
    void kill(final Kind kind, final int times) throws IOException, InterruptedException {
        reference(kind);
        final Path out = out(kind, "out-" + kind + random.nextInt(1 << 30)), journal = LargeJournal.of(out);
        final Map<String, String> original = FileDigests.of(in(kind));
        int before = 0;
        for (int i = 0; i < times; i++) {
            final Process process = start(kind, out);
            // most of a short run is the start of Java
            final long begin = System.nanoTime();
            while (process.isAlive() && Files.notExists(journal) && System.nanoTime() - begin < PATIENCE * 1e9)
                Thread.sleep(1);
            Thread.sleep(random.nextInt((int) (whole.get(kind) / 3)));
            // the command line may have started a second Java, which is the one that works
            final List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            process.waitFor();
            for (final ProcessHandle each : all)
                while (each.isAlive())
                    Thread.sleep(1);
            final boolean done = process.exitValue() == 0;
            // without a journal it was done, and killed while it ended
            expect(done || Files.notExists(out) || Files.notExists(journal) || LargeJournal.isPlacing(out),
                    "a result before its time");
            final int now = Files.exists(journal) ? regions(journal) : Files.exists(out) ? REGIONS : 0;
            expect(now >= before, now + " regions after " + before);
            before = now;
            if (Files.exists(out) && Files.notExists(journal))
                break;
        }
        if (Files.exists(out) && Files.notExists(journal)) {
            check(kind, out, original);
            return;
        }
        final String text = end(start(kind, out));
        if (before > 0)
            expect(text.contains("It went on after " + before + " of " + REGIONS), before + " were done: " + text);
        check(kind, out, original);
    }

    /** Regions whose lines and samples are whole. */
    private static int regions(final Path journal) throws IOException {
        final byte[] bytes = Files.readAllBytes(journal);
        int at = 0, count = -1;
        while (true) {
            int end = at;
            while (end < bytes.length && bytes[end] != '\n')
                end++;
            if (end == bytes.length || end - at == 7)
                return Math.max(0, count);
            final String line = new String(bytes, at, end - at, StandardCharsets.UTF_8);
            final int samples = count < 0 ? 0 : Integer.parseInt(line.replaceAll(".*\"bytes\":(\\d+),.*", "$1")) + 1;
            if (end + 1 + samples > bytes.length)
                return Math.max(0, count);
            at = end + 1 + samples;
            count++;
        }
    }

    private void check(final Kind kind, final Path out, final Map<String, String> original) throws IOException {
        expect(result(out).equals(expected.get(kind)), "the result and its record are those of a run that nothing "
                + "disturbed: " + out);
        expect(original.equals(FileDigests.of(in(kind))), "the image is only read");
        try (Stream<Path> files = Files.list(folder)) {
            final List<String> left = files.map(file -> file.getFileName().toString()).filter(name -> name
                    .startsWith(".inpaintj") || name.endsWith(LargeJournal.ENDING)).toList();
            expect(left.isEmpty(), "left over: " + left);
        }
        delete(out);
        Files.delete(LargeRecord.of(out));
    }

    public static void main(final String[] args) throws IOException, InterruptedException {
        final int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 25;
        final long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        final Path folder = Files.createTempDirectory("large-faults");
        final LargeFaults faults = new LargeFaults(folder, seed);
        FaultRounds.run(args.length > 2 ? List.of(Kind.valueOf(args[2])) : List.of(Kind.values()), rounds, folder,
                kind -> faults.kill(kind, 1 + faults.random.nextInt(4)));
    }
}
