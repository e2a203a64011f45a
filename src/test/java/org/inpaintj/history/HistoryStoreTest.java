package org.inpaintj.history;

import static org.inpaintj.history.HistoryWriterSubprocess.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PartFile;
import org.inpaintj.history.HistoryOutcome.State;

/** The file of runs: bounded, private, and nothing of it is lost. */
class HistoryStoreTest {

    private static final int ROUNDS = 3;

    @TempDir
    Path home;

    private Path folder, file;
    private HistoryStore store;

    @BeforeEach
    void store() {
        folder = home.resolve("history");
        file = folder.resolve("runs.jsonl");
        store = new HistoryStore(Optional.of(folder));
    }

    private List<String> ids() {
        return store.entries().entries().stream().map(HistoryEntry::id).toList();
    }

    private String text() throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    @Test
    void whatWasKeptComesBack() {
        final HistoryEntry first = entry("1", "prompt", "a \"red\" car\n[new] \u4e2d"),
                second = entry("2", "steps", "3");
        store.add(first);
        store.add(second);
        store.end("1", HistoryOutcome.QUEUED.brought(List.of("abc", "def"), "").ended(State.FAILED, 1.5, "It failed."));
        store.end("gone", HistoryOutcome.QUEUED);
        final HistoryList list = new HistoryStore(Optional.of(folder)).entries();
        assertEquals(0, list.damaged());
        assertEquals(List.of(second, first.with(new HistoryOutcome(State.FAILED, 1.5, "It failed.",
                List.of("abc", "def"), ""))), list.entries());
    }

    @Test
    void searchTakesAllWordsFromAnywhere() {
        final HistoryEntry entry = entry("1", "prompt", "A red Car");
        for (final String words : List.of("", "red", "car RED", "patient lama", "seed=7 inpaint", "  queued "))
            assertTrue(entry.matches(words), words);
        assertFalse(entry.matches("red bus"));
    }

    @Test
    void theOldestGoWhereThereAreTooMany() throws IOException {
        store.set(new HistorySettings(true, false, true, 20, 50));
        IntStream.rangeClosed(1, 60).forEach(i -> store.add(entry("n" + i, "prompt", "p")));
        assertEquals(IntStream.range(0, 20).mapToObj(i -> "n" + (60 - i)).toList(), ids());
        assertTrue(Files.readAllLines(file).size() <= 22, Files.readAllLines(file).size() + " lines");
        store.set(new HistorySettings(true, false, true, 5, 50));
        assertEquals(5, Files.readAllLines(file).size(), "a smaller bound counts at once");
    }

    @Test
    void theFileHasABound() throws IOException {
        store.set(new HistorySettings(true, false, true, 500, 1));
        for (int i = 1; i <= 60; i++) {
            store.add(entry("n" + i, "prompt", "x".repeat(50_000)));
            assertTrue(Files.size(file) <= 1 << 20, Files.size(file) + " bytes");
        }
        final List<String> ids = ids();
        assertTrue(ids.size() >= 14, ids.toString());
        assertEquals(IntStream.range(0, ids.size()).mapToObj(i -> "n" + (60 - i)).toList(), ids);
    }

    @Test
    void twoWritersLoseNothing() throws InterruptedException {
        final List<Thread> writers = Stream.of("a", "b").map(name -> new Thread(() -> {
            final HistoryStore own = new HistoryStore(Optional.of(folder));
            IntStream.range(0, 60).forEach(i -> own.add(entry(name + i, "prompt", "p")));
        })).toList();
        writers.forEach(Thread::start);
        for (final Thread writer : writers)
            writer.join();
        assertEquals(Stream.of("a", "b").flatMap(name -> IntStream.range(0, 60).mapToObj(i -> name + i))
                .collect(Collectors.toSet()), new HashSet<>(ids()));
    }

    /** Two programs at a time are killed while they write; {@link HistoryKills} does more of it by hand. */
    @Test
    void killedAtAnyMoment() throws Exception {
        new HistoryKills(home).run(ROUNDS, new Random(31));
    }

    /** As a program leaves the file that is killed after any byte of what it adds. */
    @Test
    void cutOffAfterAnyByte() throws IOException {
        store.add(entry("1", "prompt", "p"));
        final int before = (int) Files.size(file);
        store.add(entry("2", "prompt", "\u4e2d"));
        final HistoryEntry second = store.entries().entries().get(0);
        store.end("1", HistoryOutcome.QUEUED.ended(State.DONE, 1, ""));
        final byte[] whole = Files.readAllBytes(file);
        final int middle = before + HistoryLine.of(second).getBytes(StandardCharsets.UTF_8).length + 1;
        for (int length = before; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            final HistoryList list = store.entries();
            assertEquals(length < middle ? 1 : 2, list.entries().size(), length + " bytes");
            assertEquals(length == before || length == middle || length == whole.length ? 0 : 1, list.damaged());
            assertEquals(length == whole.length ? State.DONE : State.QUEUED, list.entries().get(list.entries().size()
                    - 1).outcome().state());
            if (length % 37 > 0)
                continue;
            store.add(entry("3", "prompt", "p"));
            assertEquals(0, store.entries().damaged(), "the one that was cut off is taken out");
            assertEquals(length < middle ? List.of("3", "1") : List.of("3", "2", "1"), ids());
        }
    }

    /** As a program leaves the folder that is killed while it writes the file anew. */
    @Test
    void aNewFileThatWasNotFinishedIsNone() throws IOException {
        store.set(new HistorySettings(true, false, true, 5, 50));
        IntStream.range(0, 5).forEach(i -> store.add(entry("n" + i, "prompt", "p")));
        final List<String> before = ids();
        try (PartFile part = new PartFile(file, ".jsonl")) {
            Files.writeString(part.path(), text().substring(0, 300));
            assertEquals(before, ids());
            store.add(entry("n5", "prompt", "p"));
            assertEquals(List.of("n5", "n4", "n3", "n2", "n1"), ids());
        }
    }

    /** As the first version wrote them. */
    @Test
    void linesOfEarlierVersionsAreRead() throws IOException {
        store.add(entry("1", "prompt", "p"));
        Files.writeString(file, String.join("\n",
                "{'id':'a-1','time':'2026-11-02T09:30:15.250Z','command':'Outpaint...','image':{'title':'cells',"
                + "'file':'/images/cells.tif','width':64,'height':48,'depth':16,'channel':1,'slice':2,'frame':3,"
                + "'planes':6},'selection':'SW91dA==','keys':{'seed':'7','prompt':'a car'},'engine':'patch',"
                + "'model':'','left_out':['mask'],'state':'queued','seconds':0.0,'message':'','layers':[],"
                + "'picture':''}",
                "{'id':'a-1','state':'failed','seconds':1.25,'message':'It failed.','layers':['abc'],'picture':''}",
                "").replace('\'', '"'));
        final HistoryEntry read = store.entries().entries().get(0);
        assertEquals(new HistoryEntry("a-1", Instant.parse("2026-11-02T09:30:15.250Z"), "Outpaint...",
                new HistoryImage("cells", "/images/cells.tif", 64, 48, 16, 1, 2, 3, 6), "SW91dA==",
                Map.of("seed", "7", "prompt", "a car"), "patch", "", List.of("mask"),
                new HistoryOutcome(State.FAILED, 1.25, "It failed.", List.of("abc"), "")), read);
        assertEquals(0, store.entries().damaged());
    }

    @Test
    void wordsThatWereSaidAreKeptAndFound() {
        final HistoryOutcome said = HistoryOutcome.QUEUED.said("a cat, on a mat")
                .ended(State.DONE, 1, "a cat, on a mat");
        store.add(entry("1", "threshold", "0.5"));
        store.end("1", said);
        final HistoryEntry read = store.entries().entries().get(0);
        assertEquals(said, read.outcome());
        assertTrue(read.matches("MAT 0.5"));
        store.end("1", said.said("x".repeat(50_000)));
        assertEquals("x".repeat(20_000) + "...", store.entries().entries().get(0).outcome().message());
    }

    @Test
    void whatIsDamagedIsPassedOver() throws IOException {
        store.add(entry("1", "prompt", "p"));
        final String whole = text().strip();
        final List<String> lines = new ArrayList<>(List.of("", "no JSON", "[1]", "{}", "{\"id\":\"../x\"}",
                "{\"id\":7,\"command\":{}}", whole.replace("\"keys\":{", "\"keys\":[{").replace("},\"engine\"",
                        "}],\"engine\""),
                whole.replace("queued", "lost"), whole.replaceFirst("\"time\":\"[^\"]*\"", "\"time\":\"then\""),
                whole.replaceFirst("\"time\":\"[^\"]*\"", "\"time\":\"" + Instant.MAX + "\""),
                whole.replace("\"width\":64", "\"width\":1e300"), "[".repeat(200_000), "x".repeat(9 << 20)));
        assertEquals(13, lines.size());
        lines.add(whole.replace("\"id\":\"1\"", "\"id\":\"2\",\"of a later version\":{\"a\":[1]}"));
        Files.writeString(file, String.join("\n", lines) + "\n" + whole.substring(0, 50), StandardOpenOption.APPEND);
        final HistoryList list = store.entries();
        assertEquals(List.of("2", "1"), list.entries().stream().map(HistoryEntry::id).sorted(
                java.util.Comparator.reverseOrder()).toList());
        assertEquals(13, list.damaged(), "all but the empty line, and the one that was cut off");
        store.add(entry("3", "prompt", "p"));
        assertEquals(12, store.entries().damaged(), "the one that was cut off is taken out");
        assertEquals(Set.of("1", "2", "3"), Set.copyOf(ids()));
    }

    @Test
    void bytesByChanceAreReadWithoutFailing() throws IOException {
        store.add(entry("1", "prompt", "p"));
        final byte[] whole = Files.readAllBytes(file);
        final Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            final byte[] bytes = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            for (int k = 0; k < 1 + i % 5; k++)
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            Files.write(file, bytes);
            assertTrue(store.entries().entries().size() <= 2);
        }
    }

    @Test
    void othersCannotReadIt() throws IOException {
        assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("posix"));
        store.add(entry("1", "prompt", "p"));
        store.set(HistorySettings.NORMAL);
        store.set(new HistorySettings(true, false, true, 1, 1));
        store.add(entry("2", "prompt", "p"));
        store.remove(Set.of("1"));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertTrue(assertThrows(InpaintException.class, store::entries).getMessage().contains("chmod 600"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertTrue(assertThrows(InpaintException.class, () -> store.add(entry("3", "prompt", "p"))).getMessage()
                .startsWith("No history is kept. "));
    }

    @Test
    void switchedOffNothingIsWritten() throws IOException {
        store.add(entry("1", "prompt", "p"));
        final String before = text();
        store.set(new HistorySettings(false, true, true, 500, 50));
        store.add(entry("2", "prompt", "p"));
        store.end("1", HistoryOutcome.QUEUED.ended(State.DONE, 1, ""));
        assertEquals(before, text());
        assertEquals(new HistorySettings(false, true, true, 500, 50),
                new HistoryStore(Optional.of(folder)).settings());
        store.clear();
        assertFalse(Files.exists(file));
        assertEquals(List.of(), ids());
        Files.writeString(folder.resolve("settings.json"), "{\"keep\":");
        assertTrue(assertThrows(InpaintException.class, () -> store.add(entry("3", "prompt", "p"))).getMessage()
                .contains("correct or delete the file"), "it may have been switched off");
        assertFalse(Files.exists(file));
    }

    @Test
    void keysOfAccountsAreTakenOut() throws IOException {
        final Map<String, String> keys = Map.of("server", "https://anna:pa/ss@gpu.example.org:7860/?token=geheim",
                "prompt", "a key on a table, hf_abcdefghij0123456789 by mistake", "inputs",
                "{\"api_key\": \"verysecret\", \"guidance\": 60, \"max_tokens\": 500, \"keyframe\": \"a\"}",
                "stylebook", "/home/anna/styles.csv", "seed", "7");
        final HistoryEntry plain = entry("1", "prompt", "p");
        store.add(plain.with(plain.image(), "", keys, List.of(), plain.outcome().ended(State.FAILED, 1,
                "https://anna:passt@gpu.example.org does not answer")));
        for (final String secret : List.of("pa/ss", "geheim", "hf_", "verysecret", "passt"))
            assertFalse(text().contains(secret), secret + " in " + text());
        final HistoryEntry read = store.entries().entries().get(0);
        assertEquals(Set.of("server", "prompt", "inputs"), Set.copyOf(read.leftOut()));
        assertEquals("https://gpu.example.org:7860/", read.keys().get("server").replaceFirst("^gpu", "https://gpu"));
        assertTrue(read.keys().get("inputs").contains("\"guidance\": 60, \"max_tokens\": 500, \"keyframe\": \"a\""),
                read.keys().get("inputs"));
        assertEquals("/home/anna/styles.csv", read.keys().get("stylebook"));
    }

    @Test
    void namesAndPicturesOnlyWhereTheyAreWanted() throws IOException {
        final HistoryOutcome seen = HistoryOutcome.QUEUED.brought(List.of("abc"), "iVBORw0KGgo=");
        store.add(entry("1", "prompt", "p").with(seen));
        store.end("1", seen);
        assertFalse(text().contains("iVBOR"), text());
        assertTrue(text().contains("patient"), text());
        store.clear();
        store.set(new HistorySettings(true, true, false, 500, 50));
        store.add(entry("2", "prompt", "p"));
        store.end("2", seen);
        assertFalse(text().contains("patient"), text());
        assertEquals(seen, store.entries().entries().get(0).outcome());
        assertEquals("64 x 48 px, 16-bit, 6 planes", store.entries().entries().get(0).image().sizeAndType());
    }

    @Test
    void whatIsTooLargeIsLeftOutAndSaid() throws IOException {
        final HistoryEntry plain = entry("1", "prompt", "x".repeat(200_000));
        store.add(plain.with(plain.image(), "A".repeat(2_000_000), plain.keys(), List.of(), plain.outcome()));
        final HistoryEntry read = store.entries().entries().get(0);
        assertEquals(Set.of("prompt", "selection"), Set.copyOf(read.leftOut()));
        assertEquals(Map.of("seed", "7"), read.keys());
        assertTrue(text().getBytes(StandardCharsets.UTF_8).length < 1000);
    }

    @Test
    void whatWasRemovedCanComeBack() throws IOException {
        IntStream.range(0, 5).forEach(i -> store.add(entry("n" + i, "prompt", "text" + i)));
        final List<HistoryEntry> before = store.entries().entries();
        store.remove(Set.of("n1", "n3"));
        assertEquals(List.of("n4", "n2", "n0"), ids());
        assertFalse(text().contains("text3"), "it is in the file no more");
        store.restore(List.of(before.get(1), before.get(3)));
        assertEquals(before, store.entries().entries());
    }
}
