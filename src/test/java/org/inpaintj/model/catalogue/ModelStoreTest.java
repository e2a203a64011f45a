package org.inpaintj.model.catalogue;

import static org.inpaintj.model.download.LoopbackHub.file;
import static org.inpaintj.model.download.LoopbackHub.part;
import static org.inpaintj.model.download.LoopbackHub.random;
import static org.inpaintj.model.download.LoopbackHub.sha256;
import static org.inpaintj.model.download.LoopbackHub.status;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.model.catalogue.ModelStore.State;
import org.inpaintj.model.download.DownloadSettings;
import org.inpaintj.model.download.LoopbackHub;

/** Models that come into the store from a real server on this machine, and leave it. */
class ModelStoreTest {

    private static final byte[] LARGE = random(200_000, 1), SMALL = random(3_000, 2);
    private static final String COMMIT = "0123456789012345678901234567890123456789";

    @TempDir
    Path folder;
    @AutoClose
    private final LoopbackHub hub = new LoopbackHub();
    private final Notes notes = new Notes();

    private ModelStore store(final DownloadSettings settings) {
        return new ModelStore(folder.resolve("models"), settings);
    }

    private ModelStore store() {
        return store(hub.patient());
    }

    private static CatalogueEntry entry(final String more) {
        return Catalogue.parse("The catalogue", "{\"schema\": 1, \"models\": [{\"id\": \"tiny\", \"title\": \"Tiny\", "
                + "\"role\": \"model\", \"task\": \"inpaint\", \"family\": \"sd15\", " + more + "}]}").entries().get(0);
    }

    private static final String FREE = "\"licence\": {\"id\": \"MIT\", \"accept\": false}, ";

    private static String listed(final String path, final byte[] bytes, final String... urls) {
        return "{\"path\": \"" + path + "\", \"urls\": [\"" + String.join("\", \"", urls) + "\"]"
                + (bytes == null ? "" : ", \"size\": " + bytes.length + ", \"sha256\": \"" + sha256(bytes) + "\"")
                + "}";
    }

    /** Of two files, one with its digest and one without. */
    private CatalogueEntry pair() {
        hub.json("/api/models/o/n/revision/main", "{\"sha\": \"" + COMMIT + "\"}");
        hub.json("/api/models/o/n/tree/" + COMMIT + "?recursive=true", "[{\"type\": \"file\", \"path\": \"a/s.json\", "
                + "\"size\": 3000, \"oid\": \"x\"}]");
        hub.on("/o/n/resolve/" + COMMIT + "/a/s.json", file(SMALL, "\"s\""));
        hub.on("/large", file(LARGE, "\"l\""));
        return entry(FREE + "\"files\": [" + listed("unet/model.onnx", LARGE, hub.at("/large").toString()) + ", "
                + listed("s.json", null, "hf:o/n:a/s.json") + "]");
    }

    private List<String> names(final Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).map(each -> below.relativize(each).toString().replace('\\', '/'))
                    .sorted().toList();
        }
    }

    private String refusal(final CatalogueEntry entry, final ModelStore store) {
        return assertThrows(InpaintException.class, () -> store.install(entry, notes)).getMessage();
    }

    @Test
    void aModelOfTwoFilesGetsItsFolderOnceItIsWhole() throws IOException {
        final ModelStore store = store();
        final CatalogueEntry pair = pair();
        assertEquals(State.ABSENT, store.state(pair));
        assertEquals(Optional.empty(), store.find("tiny"));
        assertFalse(Files.exists(store.folder()), "looking makes no folder");
        hub.on("/large", exchange -> {
            assertEquals(State.PARTIAL, store.state(pair));
            assertEquals(List.of("s.json", "unet/model.onnx.lock"), names(store.folder().resolve("tiny.partial")));
            file(LARGE, "").handle(exchange);
        });
        final Path there = store.install(pair, notes);
        assertEquals(store.folder().resolve("tiny"), there);
        assertEquals(List.of("tiny.json", "tiny/s.json", "tiny/unet/model.onnx"), names(store.folder()));
        assertArrayEquals(LARGE, Files.readAllBytes(there.resolve("unet/model.onnx")));
        assertEquals(State.INSTALLED, store.state(pair));
        assertEquals(there, new ModelStore(store.folder(), DownloadSettings.NORMAL).find("tiny").orElseThrow());
        assertEquals(List.of(), store.verify(pair, notes));
        final int asked = hub.asked.size();
        assertEquals(there, store.install(pair, notes));
        assertEquals(asked, hub.asked.size(), "what is there is not asked for");
        assertEquals(sha256(SMALL), store.known(pair).files().get(1).sha256());
        assertEquals("hf:o/n@" + COMMIT + ":a/s.json", store.known(pair).files().get(1).urls().get(0));
    }

    @Test
    void oneFileIsWhatAKeyGets() {
        hub.on("/large", file(LARGE, ""));
        final String files = "\"files\": [" + listed("x.safetensors", LARGE, hub.at("/large").toString());
        final CatalogueEntry alone = entry(FREE + files + "]");
        final Path path = store().install(alone, notes);
        assertEquals(store().folder().resolve("tiny/x.safetensors"), path);
        assertEquals(path, store().find("tiny").orElseThrow());
        hub.on("/small", file(SMALL, ""));
        final CatalogueEntry opening = entry(FREE + files + ", " + listed("y.data", SMALL, hub.at("/small").toString())
                + "], \"opens\": \"x.safetensors\"");
        assertEquals(State.PARTIAL, store().state(opening));
        assertEquals(path, store().install(opening, notes));
        assertEquals(path, store().find("tiny").orElseThrow());
        for (final String none : List.of("", ".", "..", "tiny/x.safetensors", "TINY", "none", "a\0b"))
            assertEquals(Optional.empty(), store().find(none), none);
    }

    @Test
    void aLicenceThatBindsIsAcceptedOnce() {
        hub.on("/large", file(LARGE, ""));
        final String files = "\"files\": [" + listed("x", LARGE, hub.at("/large").toString()) + "]";
        final CatalogueEntry bound = entry("\"licence\": {\"id\": \"OpenRAIL\", \"url\": \"https://example.org/l\"}, "
                + files);
        final String said = refusal(bound, store());
        assertTrue(said.contains("OpenRAIL (https://example.org/l)")
                && said.contains("models get tiny --accept-licence"), said);
        assertEquals(List.of(), hub.asked);
        store().acceptLicence(bound);
        assertTrue(store().licenceAccepted(bound));
        store().install(bound, notes);
        store().remove(bound);
        assertTrue(store().licenceAccepted(bound), "of a model that is fetched again");
        assertFalse(store().licenceAccepted(entry("\"licence\": {\"id\": \"OpenRAIL 2\"}, " + files)),
                "another licence is asked about");
    }

    @Test
    void aDownloadThatBrokeOffGoesOn() {
        final CatalogueEntry pair = pair();
        hub.on("/large", exchange -> part(exchange, LARGE, "\"l\"", hub.asked.size() == 4 ? 90_000 : 0, 10_000,
                sent -> {}));
        assertTrue(refusal(pair, store()).contains("start again to go on"));
        assertEquals(State.PARTIAL, store().state(pair));
        assertEquals(Optional.empty(), store().find("tiny"));
        hub.asked.clear();
        hub.on("/large", file(LARGE, "\"l\""));
        store().install(pair, notes);
        assertEquals(1, hub.asked.size(), "neither the list nor the small file is asked for again");
        assertEquals("bytes=90000-", hub.asked.get(0).range());
        assertEquals(List.of(), store().verify(pair, notes));
    }

    @Test
    void whatIsStoppedGoesOn() {
        final CatalogueEntry pair = pair();
        hub.on("/large", exchange -> part(exchange, LARGE, "\"l\"", LARGE.length, 10_000, sent -> {}));
        final long[] came = {0};
        final Progress stopping = new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public void share(final double done) {
                came[0]++;
            }

            @Override
            public boolean cancelled() {
                return came[0] > 1;
            }
        };
        assertThrows(CancelledException.class, () -> store().install(pair, stopping));
        assertEquals(State.PARTIAL, store().state(pair));
        store().install(pair, notes);
        assertEquals(State.INSTALLED, store().state(pair));
    }

    @Test
    void everyRefusalIsASentenceAndLosesNothing() throws IOException {
        final CatalogueEntry pair = pair();
        final Map<String, LoopbackHub.Handler> refusals = Map.of(
                "has the SHA-256", file(random(200_000, 3), ""),
                "should have 200000", file(random(9, 3), ""),
                "accepted its licence", exchange -> {
                    exchange.getResponseHeaders().set("X-Error-Code", "GatedRepo");
                    status(exchange, 403, "");
                },
                "is outdated", exchange -> status(exchange, 404, ""),
                "missing at", exchange -> status(exchange, 401, ""),
                "start again in 90 min", exchange -> {
                    exchange.getResponseHeaders().set("Retry-After", "5400");
                    status(exchange, 429, "");
                });
        refusals.forEach((words, handler) -> {
            hub.on("/large", handler);
            final String said = refusal(pair, store());
            assertTrue(said.contains(words), said);
            assertEquals(Optional.empty(), store().find("tiny"));
        });
        assertEquals(List.of("s.json"), names(store().folder().resolve("tiny.partial")));
        final CatalogueEntry gone = entry(FREE + "\"files\": [" + listed("x", SMALL, hub.at("/gone").toString()) + "]");
        assertThrows(InpaintException.class, () -> new ModelStore(folder.resolve("other"), hub.patient()).install(gone,
                notes));
        assertEquals(List.of(), names(folder.resolve("other")), "where nothing came");
        assertEquals(State.ABSENT, new ModelStore(folder.resolve("other"), hub.patient()).state(gone));
        final String full = refusal(pair, store(hub.patient().withSpace(disk -> 100)));
        assertTrue(full.contains("'tiny' needs 538 MB") && full.contains("0 MB are left"), full);
        hub.on("/large", file(LARGE, ""));
        store().install(pair, notes);
        assertEquals(1, hub.asked.stream().filter(each -> each.path().endsWith("s.json")).count(), "it stayed");
    }

    @Test
    void theNextAddressIsAskedAndSaid() {
        hub.on("/bad", file(random(200_000, 3), "")).on("/good", file(LARGE, ""));
        final CatalogueEntry mirrored = entry(FREE + "\"files\": [" + listed("x", LARGE, hub.at("/gone").toString(),
                hub.at("/bad").toString(), hub.at("/good").toString()) + "]");
        store().install(mirrored, notes);
        assertEquals(2, notes.all.size());
        assertTrue(notes.all.get(0).contains("outdated") && notes.all.get(1).contains("SHA-256"), notes.all.toString());
        assertEquals(List.of(), store().verify(mirrored, notes));
    }

    /** Of a file whose digest nobody knew, the first one counts. */
    @Test
    void aFileIsKnownFromItsFirstDownloadOn() throws IOException {
        final CatalogueEntry pair = pair();
        final Path small = store().install(pair, notes).resolve("s.json");
        Files.delete(small);
        hub.on("/o/n/resolve/" + COMMIT + "/a/s.json", file(random(3_000, 9), "\"s\""));
        final String said = refusal(pair, store());
        assertTrue(said.contains(sha256(SMALL)), said);
        Files.write(small, random(3_000, 9));
        assertEquals(State.INSTALLED, store().state(pair), "which looks at sizes alone");
        final List<String> wrong = store().verify(pair, notes);
        assertEquals(1, wrong.size());
        assertTrue(wrong.get(0).contains("s.json' has the SHA-256") && wrong.get(0).contains("models get tiny"));
        store().remove(pair);
        assertEquals(List.of(), names(store().folder()));
        store().install(pair, notes);
        assertEquals(sha256(random(3_000, 9)), store().known(pair).files().get(1).sha256());
    }

    @Test
    void whatIsDamagedIsFetchedAnewAndTheRestStays() throws IOException {
        final CatalogueEntry pair = pair();
        final Path there = store().install(pair, notes);
        Files.write(there.resolve("unet/model.onnx"), random(200_000, 5));
        Files.writeString(there.resolve("mine.txt"), "mine");
        hub.asked.clear();
        store().install(pair, notes);
        assertEquals(1, hub.asked.size());
        assertArrayEquals(LARGE, Files.readAllBytes(there.resolve("unet/model.onnx")));
        assertEquals(List.of("mine.txt", "s.json", "unet/model.onnx"), names(there));
        assertFalse(Files.exists(store().folder().resolve("tiny.partial")));
        assertEquals(List.of(there.resolve("mine.txt")), store().remove(pair));
        assertEquals(List.of("tiny/mine.txt"), names(store().folder()));
        assertEquals(Optional.empty(), store().find("tiny"));
    }

    @Test
    void aRepositoryWhoseFilesTheHubListsIsKnownFromThenOn() {
        pair();
        hub.json("/api/models/o/n/tree/" + COMMIT + "?recursive=true", "[{\"type\": \"file\", \"path\": \"a/s.json\", "
                + "\"size\": 3000, \"oid\": \"x\"}, {\"type\": \"file\", \"path\": \"a/b.bin\", \"size\": 5, "
                + "\"oid\": \"x\"}]");
        final CatalogueEntry whole = entry(FREE + "\"source\": \"hf:o/n:a/*\"");
        assertEquals(State.ABSENT, store().state(whole));
        assertEquals(store().folder().resolve("tiny/a/s.json"), store().install(whole, notes), "without pickle files");
        assertEquals(State.INSTALLED, store().state(whole));
        assertEquals(List.of(), store().verify(whole, notes));
        store().remove(whole);
        assertEquals(State.ABSENT, store().state(whole));
    }

    @Test
    void aPickleFileOfAnUnknownDigestIsRefused() {
        hub.on("/p", file(SMALL, ""));
        final String url = hub.at("/p").toString();
        final CatalogueEntry unknown = entry(FREE + "\"files\": [" + listed("x.pth", null, url) + "]");
        assertTrue(refusal(unknown, store()).contains("pickle"));
        store(hub.patient().withPickle(true)).install(unknown, notes);
        store().remove(unknown);
        store().install(entry(FREE + "\"files\": [" + listed("x.pth", SMALL, url) + "]"), notes);
    }

    @Test
    void twoAtOnceDownloadOnce() throws Exception {
        final CatalogueEntry pair = pair();
        final ExecutorService threads = Executors.newFixedThreadPool(2);
        final Future<Path> a = threads.submit(() -> store().install(pair, Progress.NONE));
        final Future<Path> b = threads.submit(() -> store().install(pair, Progress.NONE));
        assertEquals(a.get(), b.get());
        threads.shutdown();
        assertEquals(1, hub.asked.stream().filter(each -> each.path().equals("/large")).count());
    }

    @Test
    void aCatalogueBesideTheModelsComesFirst() throws IOException {
        assertEquals(44, store().catalogue().entries().size());
        Files.createDirectories(store().folder());
        Files.writeString(store().folder().resolve("catalogue.json"), "{\"schema\": 1, \"models\": []}");
        assertEquals(44, store().catalogue().entries().size());
        Files.writeString(store().folder().resolve("catalogue.json"), "{");
        assertTrue(assertThrows(InpaintException.class, () -> store().catalogue()).getMessage().contains("damaged"));
        Files.writeString(store().folder().resolve("lama.json"), "{");
        Files.createDirectories(store().folder().resolve("lama"));
        assertTrue(assertThrows(InpaintException.class, () -> store().find("lama")).getMessage().contains("delete it"));
    }

    @Test
    void aStoreForAWhileIsThatOfTheProgram() {
        final ModelStore store = store();
        try (ModelStore.Use use = ModelStore.use(store)) {
            assertEquals(store, ModelStore.standard());
        }
        assertTrue(ModelStore.standard().folder().endsWith("models") || System.getenv(ModelStore.VARIABLE) != null);
        assertEquals(Path.of("/some/where"), ModelStore.folder(" /some/where "));
        assertThrows(InpaintException.class, () -> ModelStore.folder("a\0b"));
        assertThrows(InpaintException.class, () -> new ModelStore(null, DownloadSettings.NORMAL).folder());
        assertEquals(Optional.empty(), new ModelStore(null, DownloadSettings.NORMAL).find("lama"));
    }
}
