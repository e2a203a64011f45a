package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.inpaintj.FileDigests;
import org.inpaintj.RunningJava;
import org.inpaintj.batch.BatchJournal;
import org.inpaintj.batch.BatchReport;
import org.inpaintj.cli.file.SelectionFiles;
import org.inpaintj.core.Sha256;
import org.inpaintj.imagej.file.ImageFiles;

/** {@code batch} on real files, through the real entry point: pixels, journal and reports. */
class BatchCommandTest {

    private static final int WIDTH = 48, HEIGHT = 40;

    @TempDir
    Path folder;

    private Path in, out;

    @BeforeEach
    void images() throws IOException {
        in = Files.createDirectories(folder.resolve("in/deeper")).getParent();
        out = folder.resolve("out");
        final Random random = new Random(7);
        image("a.png", new ByteProcessor(WIDTH, HEIGHT), random);
        image("b.tif", new ShortProcessor(WIDTH, HEIGHT), random);
        image("c.tif", new FloatProcessor(WIDTH, HEIGHT), random);
        image("deeper/d.png", new ColorProcessor(WIDTH, HEIGHT), random);
    }

    private void image(final String name, final ImageProcessor ip, final Random random) {
        for (int i = 0; i < WIDTH * HEIGHT; i++)
            if (ip instanceof ColorProcessor)
                ip.set(i, random.nextInt(1 << 24));
            else
                ip.setf(i, i % WIDTH + random.nextInt(60));
        ImageFiles.save(new ImagePlus("image", ip), in.resolve(name));
        final ByteProcessor mask = new ByteProcessor(WIDTH, HEIGHT);
        mask.setColor(255);
        final int left = 8 + random.nextInt(8);
        mask.fill(new Roi(left, 10, 12, 9));
        ImageFiles.save(new ImagePlus("mask", mask), in.resolve(name.replaceAll("\\.\\w+$", "_mask.png")));
    }

    private static final String MASK = "{dir}/{name}_mask.png";

    private CliRun batch(final Object source, final Path to, final Object... more) {
        final List<Object> words = new ArrayList<>(List.of("batch", source, "--out", to, "--seed", "3"));
        words.addAll(List.of(more));
        return CliRun.of(words.toArray());
    }

    private static void assertSamePixels(final Path expected, final Path actual) {
        final ImageStack one = ImageFiles.open(expected).getStack(), other = ImageFiles.open(actual).getStack();
        assertEquals(one.size(), other.size());
        for (int i = 1; i <= one.size(); i++)
            assertEquals(sha(one.getProcessor(i)), sha(other.getProcessor(i)), actual + ", plane " + i);
    }

    private static String sha(final ImageProcessor ip) {
        final Sha256 sha = new Sha256();
        for (int i = 0; i < ip.getPixelCount(); i++)
            sha.addAscii(Integer.toHexString(ip instanceof FloatProcessor ? Float.floatToRawIntBits(ip.getf(i))
                    : ip.get(i)) + " ");
        return sha.hex();
    }

    private static Map<String, JsonObject> report(final Path folder) throws IOException {
        final Map<String, JsonObject> items = new LinkedHashMap<>();
        for (final JsonElement item : JsonParser.parseString(Files.readString(folder.resolve(BatchReport.JSON)))
                .getAsJsonObject().getAsJsonArray("items"))
            items.put(item.getAsJsonObject().get("out").getAsString(), item.getAsJsonObject());
        return items;
    }

    private static String state(final Path folder, final String out) throws IOException {
        return report(folder).get(out).get("state").getAsString();
    }

    @Test
    void aFolderGivesWhatSingleRunsGiveForAnyNumberOfWorkersAndAnyOrder() throws IOException {
        final Map<String, String> before = FileDigests.of(in);
        batch(in, out, "--deep", "--mask", MASK, "--target", "image").done();
        final List<String> names = new ArrayList<>(List.of("a.png", "b.tif", "c.tif", "deeper/d.png"));
        assertEquals(names, new ArrayList<>(report(out).keySet()), "masks are no images of their own");
        for (final String name : names) {
            final Path single = folder.resolve("single" + name.substring(name.lastIndexOf('.')));
            CliRun.of("inpaint", in.resolve(name), "--mask", in.resolve(name.replaceAll("\\.\\w+$", "_mask.png")),
                    "--out", single, "--seed", 3, "--target", "image", "--overwrite").done();
            assertSamePixels(single, out.resolve(name));
        }
        assertEquals(before, FileDigests.of(in));
        for (int workers = 2; workers <= 4; workers++) {
            Collections.shuffle(names, new Random(workers));
            final Path table = in.resolve("table" + workers + ".csv"), other = folder.resolve("out" + workers);
            final StringBuilder rows = new StringBuilder("image,mask,out\n");
            names.forEach(name -> rows.append(name).append(',').append(name.replaceAll("\\.\\w+$", "_mask.png"))
                    .append(",{folder}/{name}\n"));
            Files.writeString(table, "\ufeff" + rows);
            batch(table, other, "--target", "image", "--workers", workers).done();
            for (final String name : names)
                assertSamePixels(out.resolve(name), other.resolve(name));
        }
    }

    @Test
    void aBadFileIsSaidAndTheOthersGoOn() throws IOException {
        Files.write(in.resolve("b.tif"), java.util.Arrays.copyOf(Files.readAllBytes(in.resolve("b.tif")), 900));
        Files.delete(in.resolve("c_mask.png"));
        final CliRun run = batch(in, out, "--mask", MASK, "--workers", 2);
        assertEquals(1, run.status());
        assertTrue(run.err().contains("inpaintj: b.tif: '"), run.err());
        assertTrue(run.err().contains("c.tif: The mask '"), run.err());
        assertEquals("done", state(out, "a.png"));
        assertEquals("failed", state(out, "b.tif"));
        final JsonObject failed = report(out).get("c.tif");
        assertTrue(failed.get("failure").getAsString().contains("neither an open image nor a file"));
        assertEquals("", failed.get("out_sha256").getAsString());
        assertFalse(Files.exists(out.resolve("c.tif")));
        final List<String> rows = Files.readAllLines(out.resolve(BatchReport.CSV));
        assertEquals(4, rows.size());
        assertTrue(rows.get(0).startsWith("item,out,state,engine,seed,"), rows.get(0));
        assertTrue(rows.get(1).startsWith("a.png,a.png,done,patch,3,"), rows.get(1));
        assertTrue(rows.get(1).contains(new Sha256().add(out.resolve("a.png")).hex()));
    }

    @Test
    void aKilledBatchGoesOnAndNothingIsDoneTwice() throws IOException, InterruptedException {
        final StringBuilder rows = new StringBuilder("image,mask,out\n");
        for (int i = 0; i < 12; i++)
            rows.append("b.tif,b_mask.png,b").append(i).append(".tif\n");
        final Path table = in.resolve("table.csv");
        Files.writeString(table, rows);
        final List<String> command = List.of(RunningJava.program(), "-Xmx512m", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "batch", table.toString(), "--out",
                out.toString(), "--target", "image");
        final Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile()).start();
        while (process.isAlive() && done() < 3)
            Thread.sleep(5);
        process.destroyForcibly().waitFor();
        final long first = done();
        assertTrue(first >= 3 && first < 12, "it was killed in the middle: " + first);
        final Map<Path, FileTime> times = new HashMap<>();
        try (Stream<Path> files = Files.list(out)) {
            for (final Path file : files.filter(f -> f.toString().endsWith(".tif")).toList())
                times.put(file, Files.getLastModifiedTime(file));
        }
        final CliRun again = CliRun.of("batch", table, "--out", out, "--target", "image").done();
        assertTrue(again.out().contains("Wrote " + (12 - first) + " of 12, kept " + first + ";"), again.out());
        assertEquals(first, report(out).values().stream().filter(item -> item.get("state").getAsString()
                .equals("kept")).count());
        for (int i = 0; i < 12; i++)
            assertSamePixels(out.resolve("b0.tif"), out.resolve("b" + i + ".tif"));
        long same = 0;
        for (final Map.Entry<Path, FileTime> old : times.entrySet())
            same += Files.getLastModifiedTime(old.getKey()).equals(old.getValue()) ? 1 : 0;
        assertTrue(same >= first, "what was done was not written again");
        final CliRun third = CliRun.of("batch", table, "--out", out, "--target", "image").done();
        assertTrue(third.out().startsWith("Wrote 0 of 12, kept 12;"), third.out());
    }

    private long done() throws IOException {
        final Path journal = out.resolve(BatchJournal.NAME);
        if (!Files.exists(journal))
            return 0;
        return Files.readString(journal).lines().filter(line -> line.contains("\"state\":\"done\"")).count();
    }

    @Test
    void nothingIsReplacedThatThisBatchDidNotMake() throws IOException {
        final Map<String, String> before = FileDigests.of(in);
        final CliRun over = batch(in, in, "--mask", MASK, "--target", "image", "--overwrite");
        assertEquals(1, over.status());
        assertTrue(over.err().contains("a.png: 'a.png' is a file that is read, which is never replaced"), over.err());
        final Map<String, String> after = FileDigests.of(in);
        before.forEach((name, digest) -> assertEquals(digest, after.get(name), name));

        Files.createDirectories(out);
        Files.writeString(out.resolve("a.png"), "mine");
        final CliRun strange = batch(in, out, "--mask", MASK, "--target", "image");
        assertTrue(strange.err().contains("'a.png' exists already and was not made by this batch"), strange.err());
        assertEquals("mine", Files.readString(out.resolve("a.png")));
        assertEquals("done", state(out, "b.tif"));

        final CliRun other = CliRun.of("batch", in, "--out", out, "--mask", MASK, "--target", "image", "--seed", 4);
        assertTrue(other.err().contains("'b.tif' exists already and was made with other settings"), other.err());
        final byte[] third = Files.readAllBytes(out.resolve("c.tif"));
        third[third.length - 1]++;
        Files.write(out.resolve("c.tif"), third);
        final CliRun edited = batch(in, out, "--mask", MASK, "--target", "image");
        assertTrue(edited.err().contains("'c.tif' exists already and was changed since it was made"), edited.err());
        assertArrayEquals(third, Files.readAllBytes(out.resolve("c.tif")));
        batch(in, out, "--mask", MASK, "--target", "image", "--overwrite").done();
        assertEquals("done", state(out, "a.png"));
        assertEquals("done", state(out, "c.tif"));
    }

    @Test
    void rowsSayWhatIsRepaintedAndHow() throws IOException {
        final ShortProcessor labels = new ShortProcessor(WIDTH, HEIGHT);
        labels.setColor(1);
        labels.fill(new Roi(4, 4, 6, 6));
        labels.setColor(2);
        labels.fill(new Roi(30, 20, 7, 5));
        ImageFiles.save(new ImagePlus("labels", labels), in.resolve("labels.tif"));
        SelectionFiles.save(List.of(new OvalRoi(5, 5, 9, 9), new Roi(30, 22, 6, 6)), in.resolve("two.zip"), note -> {});
        SelectionFiles.save(List.of(new OvalRoi(5, 5, 9, 9)), in.resolve("one.roi"), note -> {});
        Files.writeString(in.resolve("table.csv"), "image,out,roi,rois,labels,grow\n"
                + "b.tif,roi,\"3,4,10,8\",,,2\nb.tif,oval,,one.roi,,\nb.tif,labels,,,labels.tif,\n"
                + "b.tif,two,,two.zip,,\nb.tif,nothing,,,,\n");
        final CliRun run = batch(in.resolve("table.csv"), out, "--target", "image", "--engine", "patch");
        assertEquals("inpaintj: b.tif: Nothing is selected in 'b.tif': give mask, labels, text, roi or rois, or save a "
                + "selection with the TIFF.", run.err().strip());
        final Path single = folder.resolve("single.tif");
        CliRun.of("inpaint", in.resolve("b.tif"), "--roi", "3,4,10,8", "--grow", 2, "--out", single, "--seed", 3,
                "--target", "image").done();
        assertSamePixels(single, out.resolve("roi.tif"));
        CliRun.of("repair", in.resolve("b.tif"), "--labels", in.resolve("labels.tif"), "--out", single, "--seed", 3,
                "--target", "image", "--engine", "patch", "--overwrite").done();
        assertSamePixels(single, out.resolve("labels.tif"));
        final ImageProcessor before = ImageFiles.open(in.resolve("b.tif")).getProcessor();
        final ImageProcessor oval = ImageFiles.open(out.resolve("oval.tif")).getProcessor();
        final ImageProcessor two = ImageFiles.open(out.resolve("two.tif")).getProcessor();
        int changed = 0;
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++) {
                final boolean inside = new OvalRoi(5, 5, 9, 9).contains(x, y);
                assertTrue(inside || before.get(x, y) == oval.get(x, y), x + ", " + y);
                // regions are grown by 2 pixels on each side unless dilate says otherwise
                assertTrue(x < 18 && y < 18 || x > 26 && x < 40 && y > 18 && y < 32
                        || before.get(x, y) == two.get(x, y), x + ", " + y);
                changed += before.get(x, y) != two.get(x, y) && x > 26 ? 1 : 0;
            }
        assertTrue(changed > 20, "the second selection is repainted, too");
    }

    @Test
    void stacksAreDoneSliceBySliceOrChannelByChannel() throws IOException {
        final ImageStack planes = new ImageStack(WIDTH, HEIGHT);
        final Random random = new Random(9);
        for (int i = 0; i < 6; i++) {
            final ShortProcessor ip = new ShortProcessor(WIDTH, HEIGHT);
            for (int k = 0; k < WIDTH * HEIGHT; k++)
                ip.set(k, 1000 * i + k % WIDTH + random.nextInt(90));
            planes.addSlice(ip);
        }
        final ImagePlus stack = new ImagePlus("stack", planes);
        stack.setDimensions(2, 3, 1);
        stack.setOpenAsHyperStack(true);
        ImageFiles.save(stack, in.resolve("stack.tif"));
        Files.writeString(in.resolve("table.csv"), "image,out,each,slice\nstack.tif,slices,slices,\nstack.tif,one,,2\n"
                + "stack.tif,channels,channels,2\n");
        batch(in.resolve("table.csv"), out, "--roi", "10,10,9,9", "--target", "image").done();
        final ImageStack slices = ImageFiles.open(out.resolve("slices.tif")).getStack();
        final ImageStack one = ImageFiles.open(out.resolve("one.tif")).getStack();
        final ImageStack channels = ImageFiles.open(out.resolve("channels.tif")).getStack();
        assertEquals(6, slices.size());
        for (int i = 1; i <= 6; i++) {
            final boolean second = i == 3 || i == 4;
            assertEquals(second ? sha(slices.getProcessor(i)) : sha(planes.getProcessor(i)), sha(one.getProcessor(i)));
            assertChanges(planes.getProcessor(i), slices.getProcessor(i), true);
            assertChanges(planes.getProcessor(i), channels.getProcessor(i), second);
        }
        ImageFiles.save(new ImagePlus("alone", planes.getProcessor(4)), in.resolve("alone.tif"));
        final Path single = folder.resolve("single.tif");
        CliRun.of("inpaint", in.resolve("alone.tif"), "--roi", "10,10,9,9", "--target", "image", "--seed", 3, "--out",
                single).done();
        assertEquals(sha(ImageFiles.open(single).getProcessor()), sha(channels.getProcessor(4)));
    }

    private static void assertChanges(final ImageProcessor before, final ImageProcessor after, final boolean inside) {
        int changed = 0;
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
                if (before.get(x, y) != after.get(x, y)) {
                    assertTrue(x >= 10 && x < 19 && y >= 10 && y < 19, x + ", " + y);
                    changed++;
                }
        assertEquals(inside, changed > 0);
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        Files.delete(in.resolve("c_mask.png"));
        final CliRun run = batch(in, out, "--mask", MASK, "--dry-run");
        assertEquals(1, run.status());
        assertTrue(run.out().contains("a.png -> a.png: 48 x 40 px, 8 bit; patch, 12 x 9 px at "), run.out());
        assertTrue(run.out().contains("2 of 3 could be done; nothing was written."), run.out());
        assertTrue(run.err().contains("c.tif: The mask"), run.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void twoBatchesDoNotWriteIntoOneFolder() {
        try (BatchJournal open = BatchJournal.open(out)) {
            assertTrue(open.drawn(Map::of).isEmpty());
            batch(in, out, "--mask", MASK).failed(1, "Another batch is writing into '" + out + "': wait until it has "
                    + "ended, or name another folder.");
        }
        batch(in, out, "--mask", MASK).done();
    }

    @Test
    void aJournalThatWasCutOffByAPowerFailureGoesOn() throws IOException {
        batch(in, out, "--mask", MASK, "--target", "image").done();
        final Path journal = out.resolve(BatchJournal.NAME);
        final byte[] bytes = Files.readAllBytes(journal);
        // the last line, which says that c.tif is done, is not whole
        Files.write(journal, java.util.Arrays.copyOf(bytes, bytes.length - 40));
        final CliRun run = batch(in, out, "--mask", MASK, "--target", "image").done();
        assertTrue(run.out().contains("Wrote 1 of 3, kept 2;"), run.out());
        Files.write(journal, "{\"batch\":1,\"drawn\":{}}\nno JSON\n".getBytes(StandardCharsets.UTF_8));
        batch(in, out, "--mask", MASK).failed(1, "'" + journal + "' is damaged, or of another version of InpaintJ: "
                + "remove it to begin anew, or name another folder.");
    }

    @Test
    void tablesThatAreWrongAreRefusedBeforeAnythingRuns() throws IOException {
        final Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("", "' is empty: its first line names the columns, of which one is image.");
        wrong.put("mask\nx\n", "' has no column image: ");
        wrong.put("image,maks\na.png,x\n", "' has a column 'maks', which is no key: ");
        wrong.put("image,image\na.png,x\n", "' has two columns 'image'.");
        wrong.put("image,mask\na.png\n", "', line 2: it has 1 fields, and there are 2 columns.");
        wrong.put("image,mask\n,x\n", "', line 2: it names no image.");
        wrong.put("image\n", "' has no image: there is nothing to do.");
        wrong.put("image,out\na.png,../../b\n", "', line 2: The result '../../b.png' of 'a.png' would lie outside ");
        wrong.put("image\na.png\nA.png\n", "', line 3: 'a.png' and 'A.png' would both become 'A.png': ");
        wrong.put("image,out\na.png,{nome}\n", "'{nome}' has {nome}, which stands for nothing: ");
        wrong.put("image,mask\na.png,\"x\n", "', line 2: a quote is opened and never closed.");
        for (final Map.Entry<String, String> each : wrong.entrySet()) {
            final Path table = in.resolve("wrong.csv");
            Files.writeString(table, each.getKey());
            final CliRun run = batch(table, out, "--target", "image");
            assertEquals(1, run.status(), each.getKey());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().contains(each.getValue()), run.err());
            assertFalse(Files.exists(out), each.getKey());
        }
    }
}
