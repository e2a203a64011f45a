package org.inpaintj.imagej.large;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.FileDigests;
import org.inpaintj.batch.BatchReport;
import org.inpaintj.cli.CliRun;
import org.inpaintj.core.CancelledException;
import org.inpaintj.core.FileCopy;
import org.inpaintj.core.Progress;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.large.LargeJournal;

/** Folders of OME-Zarr and large TIFFs in a batch, beside what {@code inpaint} makes of each. */
class LargeBatchTest {

    private static final Path ZARR = Path.of("src/test/resources/zarr");
    private static final String BOXES = "x,y,width,height\n3,4,5,5\n15,9,6,4\n22,14,4,6\n";

    @TempDir
    Path folder;

    private Path in, out;

    @BeforeEach
    void images() throws IOException {
        in = Files.createDirectories(folder.resolve("in/deeper")).getParent();
        out = folder.resolve("out");
        copy("old.ome.zarr", in.resolve("a.ome.zarr"));
        copy("new.ome.zarr", in.resolve("deeper/b.zarr"));
        LargeResumeTest.image(in.resolve("c.tif"), 5);
        for (final String name : List.of("a.ome", "deeper/b", "c"))
            Files.writeString(in.resolve(name + ".csv"), BOXES);
    }

    private static void copy(final String name, final Path to) throws IOException {
        FileCopy.folder(ZARR.resolve(name), Files.createDirectory(to), Progress.NONE);
    }

    private CliRun batch(final Object... more) {
        final List<Object> words = new ArrayList<>(List.of("batch", in, "--deep", "--mask",
                "{dir}/{name}.csv", "--engine", "patch", "--seed", 6, "--out", out));
        words.addAll(List.of(more));
        return CliRun.of(words.toArray());
    }

    private String state(final String item) throws IOException {
        return Files.readAllLines(out.resolve(BatchReport.CSV)).stream().filter(line -> line.startsWith(item + ","))
                .map(line -> line.split(",")[2]).findFirst().orElse("not there");
    }

    @Test
    void eachBecomesWhatItBecomesAlone() throws IOException {
        final CliRun dry = batch("--dry-run");
        assertTrue(dry.out().contains("deeper/b.zarr -> deeper/b.zarr: 32 x 24 px") && dry.out().contains(
                "block by block; patch, 3 regions") && dry.out().contains("3 of 3"), dry.out() + dry.err());
        assertTrue(batch().done().out().contains("Wrote 3 of 3"));
        for (final String name : List.of("a.ome.zarr", "deeper/b.zarr", "c.tif")) {
            final Path alone = folder.resolve("alone-" + name.replace('/', '-'));
            CliRun.of("inpaint", in.resolve(name), "--mask", in.resolve(name.replaceAll("\\.(zarr|tif)$", ".csv")),
                    "--engine", "patch", "--seed", 6, "--out", alone).done();
            assertEquals(FileDigests.of(alone), FileDigests.of(out.resolve(name)), name);
            assertFalse(FileDigests.of(alone).equals(FileDigests.of(in.resolve(name))), name);
        }
        assertTrue(batch().done().out().contains("kept 3"));
        // of a result that was changed, and of an image, just one file
        final Path chunk;
        try (Stream<Path> files = Files.walk(out.resolve("a.ome.zarr/0"))) {
            chunk = files.filter(Files::isRegularFile).filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted().findFirst().orElseThrow();
        }
        final byte[] whole = Files.readAllBytes(chunk);
        Files.write(chunk, new byte[] { 1, 2, 3 });
        final CliRun changed = batch();
        assertTrue(changed.status() == 1 && changed.err().contains("changed since it was made"), changed.err());
        assertEquals(List.of("failed", "kept", "kept"), List.of(state("a.ome.zarr"), state("c.tif"),
                state("deeper/b.zarr")));
        assertTrue(batch("--overwrite").done().out().contains("kept 2"));
        assertArrayEquals(whole, Files.readAllBytes(chunk));
    }

    /** Within an image, too; the report says so. */
    @Test
    void itGoesOnWithinAnImage() throws IOException {
        final Path image = in.resolve("c.tif"), result = out.resolve("c.tif");
        batch("--overwrite").done();
        final byte[] expected = Files.readAllBytes(result);
        for (final Path each : List.of(result, out.resolve("batch-journal.jsonl"), LargeJournal.of(result)))
            Files.deleteIfExists(each);
        final LargeJob job = LargeJob.inpaint(image, 1, 1, Engines.found().request(Map.of("engine", "patch", "seed",
                "6", "mask", in.resolve("c.csv").toString())), null);
        final int[] done = { 0 };
        final Progress ending = new Progress() {
            @Override
            public void step(final int at, final int total, final String what) {
                done[0] = what.startsWith("Region") ? at : done[0];
            }

            @Override
            public boolean cancelled() {
                return done[0] == 2;
            }
        };
        assertThrows(CancelledException.class, () -> job.run(result, ending));
        assertTrue(Files.exists(LargeJournal.of(result)));
        batch("--overwrite").done();
        assertArrayEquals(expected, Files.readAllBytes(result));
        assertTrue(Files.readString(out.resolve(BatchReport.CSV)).contains("It went on after 2 of 3 regions"));
    }

    /** A table names them, one within a folder that is no image by its name; none is ever replaced. */
    @Test
    void rowsOfATableNameFoldersToo() throws IOException {
        final Path table = Files.writeString(in.resolve("table.csv"), "image,roi,out\na.ome.zarr,\"4,5,6,5\",x/one\n"
                + "deeper/b.zarr,\"4,5,6,5\",two.zarr\nmissing.zarr,\"4,5,6,5\",\n");
        final CliRun run = CliRun.of("batch", table, "--seed", 2, "--out", out);
        assertTrue(run.status() == 1 && run.err().contains("missing.zarr"), run.err());
        assertTrue(Files.isDirectory(out.resolve("x/one.zarr")) && Files.isDirectory(out.resolve("two.zarr")));
        final Map<String, String> before = FileDigests.of(in.resolve("a.ome.zarr"));
        final Path own = Files.writeString(in.resolve("own.csv"), "image,roi\na.ome.zarr,\"4,5,6,5\"\n");
        final CliRun over = CliRun.of("batch", own, "--seed", 2, "--out", in, "--overwrite");
        assertTrue(over.status() == 1 && over.err().contains("is a file that is read"), over.err());
        assertEquals(before, FileDigests.of(in.resolve("a.ome.zarr")));
    }
}
