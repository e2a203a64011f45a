package org.inpaintj.cli;

import static org.inpaintj.FaultRounds.delete;
import static org.inpaintj.FaultRounds.expect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ShortProcessor;

import org.inpaintj.FaultRounds;
import org.inpaintj.FileDigests;
import org.inpaintj.batch.BatchJournal;
import org.inpaintj.batch.BatchReport;
import org.inpaintj.core.Sha256;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.model.folder.ModelFixture;

/**
 * Injects faults into batches, which run as processes of their own, and looks afterwards whether anything was lost, was
 * done twice or is reported wrongly: {@code BatchFaults [ROUNDS] [SEED] [FAULT]}, by default 25 rounds of each fault.
 * As root a full disk is a file system of its own and a share that vanishes is unmounted; others have a limit for the
 * size of files and a folder that is renamed. Prints a line a fault and ends with status 1 if any check failed.
 */
public final class BatchFaults {

    /** What is injected. */
    enum Fault { KILL, FULL_DISK, SHARE, CORRUPT_IMAGE, MODEL_REMOVED, TWO_BATCHES }

    private static final int IMAGES = 8, WIDTH = 72, HEIGHT = 60;
    /** The end of a batch that is not disturbed, ms. */
    private static final long PATIENCE = 120_000;

    private final Path folder, in, model;
    private final Random random;
    private final boolean root;
    private final Map<String, String> expected;
    /** How long an undisturbed run takes, ms. */
    private final long whole;
    /** What the last process has said. */
    private Path said;

    /** @param folder empty; gets everything that is read and written */
    BatchFaults(final Path folder, final long seed, final boolean root) throws IOException, InterruptedException {
        this.folder = folder;
        this.root = root;
        random = new Random(seed);
        in = Files.createDirectories(folder.resolve("in"));
        model = folder.resolve("eraser.onnx");
        Files.copy(ModelFixture.of("erasers").folder().resolve("lama-fixed.onnx"), model);
        final StringBuilder table = new StringBuilder("image,mask,engine,model\n");
        for (int i = 0; i < IMAGES; i++) {
            final boolean erased = i % 2 == 1;
            image(i);
            table.append("i").append(i).append(".tif,mask").append(i).append(".png,")
                    .append(erased ? "erase," + model : "patch,").append('\n');
        }
        Files.writeString(in.resolve("table.csv"), table);
        final Path reference = folder.resolve("reference");
        final long begin = System.nanoTime();
        final Process process = start(reference, 1, "");
        expect(process.waitFor(PATIENCE, TimeUnit.MILLISECONDS) && process.exitValue() == 0, "the reference ran");
        whole = (System.nanoTime() - begin) / 1_000_000;
        expected = results(reference);
        expect(expected.size() == IMAGES, "the reference has all results");
    }

    private void image(final int number) {
        final ShortProcessor ip = new ShortProcessor(WIDTH, HEIGHT);
        for (int k = 0; k < WIDTH * HEIGHT; k++)
            ip.set(k, 40 * (k % WIDTH) + random.nextInt(900));
        ImageFiles.save(new ImagePlus("image", ip), in.resolve("i" + number + ".tif"));
        final ByteProcessor mask = new ByteProcessor(WIDTH, HEIGHT);
        mask.setColor(255);
        mask.fill(new Roi(20 + number, 18, 16, 14));
        ImageFiles.save(new ImagePlus("mask", mask), in.resolve("mask" + number + ".png"));
    }

    /**
     * A batch as a process.
     *
     * @param before a command of the shell that comes first; may be empty
     */
    private Process start(final Path out, final int workers, final String before, final String... more)
            throws IOException {
        final List<String> words = new ArrayList<>(List.of("batch", in.resolve("table.csv").toString(), "--out",
                out.toString(), "--target", "image", "--seed", "3", "--workers", Integer.toString(workers)));
        words.addAll(List.of(more));
        said = Files.createTempFile(folder, "said", ".txt");
        return FaultRounds.start(before.isEmpty() ? List.of() : List.of("bash", "-c", before + "; exec \"$0\" \"$@\""),
                "512m", words, said);
    }

    /** The digests of the results in a folder, without what a report says. */
    private static Map<String, String> results(final Path out) throws IOException {
        final Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(out)) {
            for (final Path file : files.filter(f -> f.toString().endsWith(".tif")).toList())
                all.put(file.getFileName().toString(), new Sha256().add(file).hex());
        }
        return all;
    }

    /** Injects a fault once, lets the batch go on undisturbed, and checks what is there. */
    void inject(final Fault fault) throws IOException, InterruptedException {
        final Path out = folder.resolve("out-" + fault + random.nextInt(1 << 30));
        final int workers = 1 + random.nextInt(2);
        final Map<String, String> originals = FileDigests.of(in);
        switch (fault) {
            case KILL -> kill(out, workers);
            case FULL_DISK -> fullDisk(out, workers);
            case SHARE -> vanish(out, workers);
            case CORRUPT_IMAGE -> corrupt(out, workers);
            case MODEL_REMOVED -> removeModel(out, workers);
            case TWO_BATCHES -> two(out, workers);
        }
        end(start(out, workers, "", fault == Fault.CORRUPT_IMAGE ? new String[] {"--overwrite"} : new String[0]), 0);
        expect(results(out).equals(expected), "the results are those of a batch that nothing disturbed: " + out);
        expect(originals.equals(FileDigests.of(in)), "the originals are as they were");
        try (Stream<Path> files = Files.list(out)) {
            final List<String> others = files.map(file -> file.getFileName().toString())
                    .filter(name -> !expected.containsKey(name)).sorted().toList();
            expect(others.equals(List.of(BatchJournal.NAME, BatchReport.CSV, BatchReport.JSON)), "left over: "
                    + others);
        }
        checkReport(out, true);
        checkJournal(out, fault);
        delete(out);
    }

    private void end(final Process process, final int status) throws IOException, InterruptedException {
        expect(process.waitFor(PATIENCE, TimeUnit.MILLISECONDS), "it ends");
        expect(status < 0 || process.exitValue() == status, "status " + process.exitValue() + ": "
                + Files.readString(said));
    }

    private void pause() throws InterruptedException {
        Thread.sleep(random.nextInt((int) whole));
    }

    private void kill(final Path out, final int workers) throws IOException, InterruptedException {
        final Process process = start(out, workers, "");
        pause();
        process.destroyForcibly().waitFor();
    }

    private void fullDisk(final Path out, final int workers) throws IOException, InterruptedException {
        final int kilobytes = 4 + random.nextInt(76);
        if (!root) {
            // the largest file that may be written; a result has 9 KB and more
            end(start(out, workers, "ulimit -f " + Math.max(1, kilobytes / 8)), -1);
        } else {
            Files.createDirectories(out);
            shell("mount -t tmpfs -o size=" + kilobytes + "k tmpfs " + out);
            try {
                end(start(out, workers, ""), -1);
                checkReport(out, false);
                copy(out, folder.resolve("saved"));
            } finally {
                shell("umount " + out);
            }
            // the same files on a disk with room
            copy(folder.resolve("saved"), out);
            delete(folder.resolve("saved"));
        }
        checkReport(out, false);
    }

    private void vanish(final Path out, final int workers) throws IOException, InterruptedException {
        final Path share = folder.resolve("share");
        if (root) {
            Files.createDirectories(share);
            Files.createDirectories(out);
            shell("mount --bind " + share + " " + out);
        }
        final Process process = start(out, workers, "");
        // a share that is not there when it begins is an empty folder
        while (!Files.exists(out.resolve(BatchJournal.NAME)))
            Thread.sleep(2);
        Thread.sleep(random.nextInt((int) whole / 2));
        if (root)
            shell("umount -l " + out);
        else if (Files.exists(out))
            Files.move(out, share);
        end(process, -1);
        // what the batch may have written in the place where the share had been is not the share's
        if (Files.exists(out)) {
            final Map<String, String> strange = root || Files.exists(share) ? results(out) : Map.of();
            expect(strange.isEmpty(), "written beside the share: " + strange.keySet());
            if (root || Files.exists(share))
                delete(out);
        }
        if (Files.exists(share))
            Files.move(share, out);
    }

    private void corrupt(final Path out, final int workers) throws IOException, InterruptedException {
        final Path file = in.resolve("i" + random.nextInt(IMAGES) + ".tif");
        final byte[] good = Files.readAllBytes(file);
        byte[] bad = good.clone();
        if (random.nextBoolean())
            bad = Arrays.copyOf(bad, random.nextInt(bad.length));
        else
            for (int k = 0; k < 40; k++)
                bad[random.nextInt(random.nextBoolean() ? 200 : bad.length)] = (byte) random.nextInt();
        Files.write(file, bad);
        try {
            end(start(out, workers, ""), -1);
            final Map<String, String> made = results(out);
            expected.forEach((name, digest) -> expect(name.equals(file.getFileName().toString())
                    || digest.equals(made.get(name)), name + " does not suffer from " + file.getFileName()));
            checkReport(out, false);
        } finally {
            Files.write(file, good);
        }
    }

    private void removeModel(final Path out, final int workers) throws IOException, InterruptedException {
        final Path aside = folder.resolve("aside.onnx");
        final Process process = start(out, workers, "");
        pause();
        Files.move(model, aside);
        try {
            end(process, -1);
            if (Files.exists(out))
                checkReport(out, false);
        } finally {
            Files.move(aside, model);
        }
    }

    private void two(final Path out, final int workers) throws IOException, InterruptedException {
        final Process one = start(out, workers, "");
        Thread.sleep(random.nextInt(300));
        final Process other = start(out, workers, "");
        end(one, -1);
        end(other, -1);
        expect(one.exitValue() == 0 || other.exitValue() == 0, "one of them does it");
    }

    /** Every line of the report is true. */
    private void checkReport(final Path out, final boolean complete) throws IOException {
        final Path file = out.resolve(BatchReport.JSON);
        if (!Files.exists(file)) {
            expect(!complete, "there is a report");
            return;
        }
        final Map<String, String> made = results(out), told = new LinkedHashMap<>();
        for (final JsonElement element : JsonParser.parseString(Files.readString(file)).getAsJsonObject()
                .getAsJsonArray("items")) {
            final JsonObject item = element.getAsJsonObject();
            final String name = item.get("out").getAsString(), state = item.get("state").getAsString();
            told.put(name, state);
            if (state.equals("done") || state.equals("kept"))
                expect(item.get("out_sha256").getAsString().equals(made.get(name)), "the report's digest of " + name);
            else {
                expect(!complete, name + " is " + state);
                expect(!item.get("failure").getAsString().isEmpty() || state.equals("cancelled"), "why " + name);
            }
        }
        expect(told.size() == IMAGES, "the report has " + told);
    }

    private void checkJournal(final Path out, final Fault fault) throws IOException {
        final Map<String, Integer> done = new HashMap<>();
        for (final String line : Files.readAllLines(out.resolve(BatchJournal.NAME))) {
            final JsonObject entry = JsonParser.parseString(line).getAsJsonObject();
            if (entry.has("state") && entry.get("state").getAsString().equals("done"))
                done.merge(entry.get("out").getAsString(), 1, Integer::sum);
        }
        expect(done.keySet().equals(expected.keySet()), "the journal knows all: " + done);
        // a damaged image may be one that can be repainted, and the whole one is another image
        expect(fault == Fault.CORRUPT_IMAGE || done.values().stream().allMatch(times -> times == 1), "done twice: "
                + done);
    }

    private static void copy(final Path from, final Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (final Path file : files.toList())
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void shell(final String command) throws IOException, InterruptedException {
        expect(new ProcessBuilder("bash", "-c", command).inheritIO().start().waitFor() == 0, command);
    }

    public static void main(final String[] args) throws IOException, InterruptedException {
        final int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 25;
        final long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        final Path folder = Files.createTempDirectory("faults");
        final boolean root = "root".equals(System.getProperty("user.name"));
        final BatchFaults faults = new BatchFaults(folder, seed, root);
        FaultRounds.run(args.length > 2 ? List.of(Fault.valueOf(args[2])) : List.of(Fault.values()), rounds, folder,
                faults::inject);
    }
}
