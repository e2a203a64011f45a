package org.inpaintj.model.download;

import static org.inpaintj.model.download.LoopbackHub.file;
import static org.inpaintj.model.download.LoopbackHub.part;
import static org.inpaintj.model.download.LoopbackHub.random;
import static org.inpaintj.model.download.LoopbackHub.redirect;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/** Files from a real server on this machine, by good lines and bad ones. */
class DownloaderTest {

    private static final byte[] BYTES = random(200_000, 1);

    @TempDir
    Path folder;
    @AutoClose
    private final LoopbackHub hub = new LoopbackHub();

    private RemoteFile wanted(final String name, final byte[] bytes) {
        return new RemoteFile(hub.at("/" + name), name, bytes.length, sha256(bytes));
    }

    private Path fetch(final RemoteFile file) throws IOException {
        return fetch(file, hub.settings(Map.of()));
    }

    private Path fetch(final RemoteFile file, final DownloadSettings settings) throws IOException {
        return new Downloader(settings).fetch(List.of(file), folder, Progress.NONE).get(0);
    }

    private String refusal(final RemoteFile file, final DownloadSettings settings) {
        final String said = assertThrows(InpaintException.class, () -> fetch(file, settings)).getMessage();
        assertFalse(Files.exists(folder.resolve(file.name())), said);
        return said;
    }

    private String refusal(final RemoteFile file) {
        return refusal(file, hub.settings(Map.of()));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void filesLandUnderTheirNamesSmallestFirst() throws IOException {
        final byte[] small = random(10, 2);
        hub.on("/big.onnx", file(BYTES, "\"a\"")).on("/unet/small.onnx", file(small, ""));
        final List<String> said = new ArrayList<>();
        final List<Double> shares = new ArrayList<>();
        final List<Path> got = new Downloader(hub.settings(Map.of())).fetch(
                List.of(wanted("big.onnx", BYTES), wanted("unet/small.onnx", small)), folder, new Progress() {
                    @Override
                    public void step(final int done, final int total, final String what) {
                        said.add(done + "/" + total + " " + what);
                    }

                    @Override
                    public void share(final double done) {
                        shares.add(done);
                    }
                });
        assertArrayEquals(BYTES, Files.readAllBytes(got.get(0)));
        assertArrayEquals(small, Files.readAllBytes(folder.resolve("unet/small.onnx")));
        assertEquals(List.of("big.onnx", "unet"), names());
        assertEquals(List.of("/unet/small.onnx", "/big.onnx"), hub.asked.stream().map(each -> each.path()).toList());
        assertEquals("identity", hub.asked.get(0).encoding());
        assertTrue(said.contains("1/2 big.onnx: 0 of 1 MB"), said.toString());
        assertEquals("2/2 big.onnx", said.get(said.size() - 1));
        assertEquals(1, shares.get(shares.size() - 1));
        assertEquals(shares.stream().sorted().toList(), shares);
        fetch(wanted("big.onnx", BYTES));
        assertEquals(2, hub.asked.size(), "a file that is there is not asked for");
    }

    /** Each answer breaks off after a random number of bytes; 40 of them, and the file is the same to the byte. */
    @Test
    void aLineThatBreaksAtAnyByteIsGoneOnWith() throws IOException {
        final Random random = new Random(3);
        final AtomicInteger breaks = new AtomicInteger();
        hub.on("/a.onnx", exchange -> part(exchange, BYTES, "\"v\"",
                breaks.incrementAndGet() > 40 ? BYTES.length : 1 + random.nextInt(4000), 1500, sent -> {
                    assertFalse(Files.exists(folder.resolve("a.onnx")));
                }));
        assertArrayEquals(BYTES, Files.readAllBytes(fetch(wanted("a.onnx", BYTES))));
        assertTrue(breaks.get() > 40, breaks + " answers");
        assertTrue(hub.asked.stream().anyMatch(each -> each.ifRange().equals("\"v\"")));
        assertEquals(List.of("a.onnx"), names());
    }

    @Test
    void aServerThatIgnoresTheRangeBeginsAnew() throws IOException {
        final AtomicInteger asked = new AtomicInteger();
        hub.on("/a.onnx", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"v\"");
            exchange.sendResponseHeaders(200, BYTES.length);
            exchange.getResponseBody().write(BYTES, 0, asked.incrementAndGet() == 1 ? 50_000 : BYTES.length);
            exchange.getResponseBody().flush();
            if (asked.get() == 1)
                throw new IOException("the line breaks");
            exchange.close();
        });
        assertArrayEquals(BYTES, Files.readAllBytes(fetch(wanted("a.onnx", BYTES))));
        assertEquals(2, asked.get());
        assertEquals("bytes=50000-", hub.asked.get(1).range());
    }

    /** Each try sends as much as the last one: that is no progress. */
    @Test
    void aServerThatAlwaysBreaksAtTheSamePlaceIsGivenUp() {
        hub.on("/a.onnx", exchange -> {
            exchange.sendResponseHeaders(200, BYTES.length);
            exchange.getResponseBody().write(BYTES, 0, 50_000);
            exchange.getResponseBody().flush();
            throw new IOException("the line breaks");
        });
        assertTrue(refusal(wanted("a.onnx", BYTES)).contains("could not be fetched"));
        assertTrue(hub.asked.size() <= 10, hub.asked.size() + " tries");
    }

    /** Another version at the server: nothing of the old one may stay, even without a digest to tell. */
    @Test
    void aPartOfAnotherVersionIsThrownAway() throws IOException {
        final byte[] other = random(BYTES.length, 5);
        final AtomicInteger asked = new AtomicInteger();
        hub.on("/a.onnx", exchange -> {
            final boolean old = asked.incrementAndGet() == 1;
            part(exchange, old ? BYTES : other, old ? "\"old\"" : "\"new\"", old ? 70_000 : other.length, 1 << 20,
                    sent -> {});
        });
        final RemoteFile file = new RemoteFile(hub.at("/a.onnx"), "a.onnx", -1, "");
        assertArrayEquals(other, Files.readAllBytes(fetch(file)));
        assertEquals("\"old\"", hub.asked.get(1).ifRange());
    }

    @Test
    void aWholePartIsDoneByItsDigestOrByTheServersWord() throws IOException {
        final RemoteFile unknown = new RemoteFile(hub.at("/a.onnx"), "a.onnx", -1, "");
        Files.write(folder.resolve("a.onnx.part"), BYTES);
        new PartState(unknown.address().toString(), "\"v\"", -1, "").write(folder.resolve("a.onnx.part.json"));
        hub.on("/a.onnx", file(BYTES, "\"v\""));
        assertArrayEquals(BYTES, Files.readAllBytes(fetch(unknown)));
        assertEquals("bytes=" + BYTES.length + "-", hub.asked.get(0).range());
        Files.move(folder.resolve("a.onnx"), folder.resolve("a.onnx.part"));
        new PartState(unknown.address().toString(), "", -1, "").write(folder.resolve("a.onnx.part.json"));
        fetch(wanted("a.onnx", BYTES));
        assertEquals(1, hub.asked.size());
        Files.delete(folder.resolve("a.onnx"));
        Files.write(folder.resolve("a.onnx.part"), random(999, 1));
        Files.writeString(folder.resolve("a.onnx.part.json"), "{\"url\": \"" + unknown.address());
        assertArrayEquals(BYTES, Files.readAllBytes(fetch(unknown)), "a damaged state is none");
    }

    @Test
    void aSilentLineIsTriedAgain() throws IOException {
        final AtomicInteger asked = new AtomicInteger();
        hub.on("/a.onnx", exchange -> {
            final boolean silent = asked.incrementAndGet() == 1;
            part(exchange, BYTES, "\"v\"", BYTES.length, 60_000, sent -> {
                if (silent)
                    sleep(1500);
            });
        });
        assertArrayEquals(BYTES, Files.readAllBytes(fetch(wanted("a.onnx", BYTES))));
        assertEquals("bytes=60000-", hub.asked.get(1).range());
    }

    private static void sleep(final long millis) {
        try {
            Thread.sleep(millis);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aWrongDigestIsFetchedOnceMoreAndDeleted() throws IOException {
        hub.on("/a.onnx", file(BYTES, ""));
        final String other = sha256(random(3, 3));
        final String said = refusal(new RemoteFile(hub.at("/a.onnx"), "a.onnx", BYTES.length, other));
        assertTrue(said.contains(other) && said.contains(sha256(BYTES)), said);
        assertEquals(2, hub.asked.size());
        assertEquals(List.of(), names());
    }

    @Test
    void aWrongSizeIsRefusedBeforeTheBytes() throws IOException {
        hub.on("/a.onnx", file(BYTES, ""));
        final String said = refusal(new RemoteFile(hub.at("/a.onnx"), "a.onnx", 7, ""));
        assertTrue(said.contains("has 200000 bytes") && said.contains("should have 7"), said);
    }

    @Test
    void everyRefusalIsASentence() {
        final Map<String, List<String>> headers = Map.of(
                "404:is outdated", List.of(), "404:no repository", List.of("X-Error-Code", "RepoNotFound"),
                "404:no such version", List.of("X-Error-Code", "RevisionNotFound"),
                "401:missing at", List.of(), "410:withdrawn", List.of(), "407:proxy", List.of(),
                "403:accept it on", List.of("X-Error-Code", "GatedRepo"),
                "401:does not accept the token", List.of("X-Error-Message",
                        "Invalid credentials in Authorization header"),
                "403:taken down", List.of("X-Error-Message", "Access to this resource is disabled."),
                "503:could not be fetched", List.of());
        headers.forEach((text, header) -> {
            final int status = Integer.parseInt(text.substring(0, 3));
            hub.on("/a.onnx?token=secret", exchange -> {
                if (!header.isEmpty())
                    exchange.getResponseHeaders().set(header.get(0), header.get(1));
                status(exchange, status, "");
            });
            final String said = refusal(new RemoteFile(hub.at("/a.onnx?token=secret"), "a.onnx", -1, ""));
            assertTrue(said.contains(text.substring(4)), said);
            assertFalse(said.contains("secret"), said);
        });
    }

    @Test
    void tooManyRequestsAreWaitedFor() throws IOException {
        final AtomicInteger asked = new AtomicInteger();
        hub.on("/a.onnx", exchange -> {
            if (asked.incrementAndGet() > 1) {
                file(BYTES, "").handle(exchange);
                return;
            }
            exchange.getResponseHeaders().set("Retry-After", "1");
            status(exchange, 429, "");
        });
        final long start = System.nanoTime();
        fetch(wanted("a.onnx", BYTES));
        assertTrue(System.nanoTime() - start >= 1_000_000_000L);
        hub.on("/b.onnx", exchange -> {
            exchange.getResponseHeaders().set("RateLimit", "\"resolvers\";r=0;t=5400");
            status(exchange, 429, "");
        });
        assertTrue(refusal(wanted("b.onnx", BYTES)).contains("start again in 90 min"));
    }

    @Test
    void theTokenGoesToItsHostAlone() throws IOException {
        hub.on("/a.onnx", redirect(hub.otherName("/cdn"))).on("/cdn", file(BYTES, ""));
        fetch(wanted("a.onnx", BYTES), hub.settings(Map.of("HF_TOKEN", "hf_abc")));
        assertEquals(List.of("Bearer hf_abc", "null"), hub.asked.stream().map(each -> each.authorization()).toList());
        fetch(wanted("a.onnx", BYTES), hub.settings(Map.of("HF_TOKEN", "hf_abc")));
        hub.asked.clear();
        hub.on("/b.onnx", file(BYTES, ""));
        fetch(wanted("b.onnx", BYTES), hub.settings(Map.of("HF_TOKEN", "x", "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")));
        assertEquals("null", hub.asked.get(0).authorization());
        hub.asked.clear();
        final Path token = Files.writeString(folder.resolve("token"), "hf_file\n");
        hub.on("/c.onnx", exchange -> {
            if (exchange.getRequestHeaders().getFirst("Authorization") == null)
                file(BYTES, "").handle(exchange);
            else
                status(exchange, 401, "");
        });
        fetch(wanted("c.onnx", BYTES), hub.settings(Map.of("HF_TOKEN_PATH", token.toString())));
        assertEquals(List.of("Bearer hf_file", "null"), hub.asked.stream().map(each -> each.authorization()).toList());
    }

    @Test
    void aLinkThatHasExpiredIsAskedForAgain() throws IOException {
        final AtomicInteger asked = new AtomicInteger();
        hub.on("/a.onnx", redirect(hub.otherName("/cdn"))).on("/cdn", exchange -> {
            if (asked.incrementAndGet() == 1)
                status(exchange, 403, "");
            else
                file(BYTES, "").handle(exchange);
        });
        assertArrayEquals(BYTES, Files.readAllBytes(fetch(wanted("a.onnx", BYTES))));
        assertEquals(4, hub.asked.size());
        hub.on("/b.onnx", redirect("/b.onnx"));
        assertTrue(refusal(wanted("b.onnx", BYTES)).contains("more than 5 times"));
        hub.on("/c.onnx", redirect("http://example.invalid/x"));
        assertTrue(refusal(wanted("c.onnx", BYTES)).contains("only https"));
    }

    @Test
    void offlineAsksNobody() {
        for (final String name : List.of("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"))
            assertTrue(refusal(wanted("a.onnx", BYTES), hub.settings(Map.of(name, "1"))).contains(name));
        assertEquals(List.of(), hub.asked);
    }

    @Test
    void aFullDiskIsSaidWithBothNumbers() throws IOException {
        hub.on("/a.onnx", file(BYTES, ""));
        final String said = refusal(wanted("a.onnx", BYTES), hub.settings(Map.of()).withSpace(at -> 500_000_000));
        assertTrue(said.contains("needs 538 MB") && said.contains("500 MB are left"), said);
        assertEquals(List.of(), names());
    }

    @Test
    void pickleFilesAreFetchedOnlyIfAskedFor() throws IOException {
        hub.on("/a.ckpt", file(BYTES, ""));
        assertTrue(refusal(wanted("a.ckpt", BYTES)).contains("pickle"));
        fetch(wanted("a.ckpt", BYTES), hub.settings(Map.of()).withPickle(true));
    }

    @Test
    void cancellingKeepsThePart() throws IOException {
        hub.on("/a.onnx", exchange -> part(exchange, BYTES, "\"v\"", BYTES.length, 1000, sent -> sleep(1)));
        final Path part = folder.resolve("a.onnx.part");
        assertThrows(CancelledException.class, () -> new Downloader(hub.settings(Map.of())).fetch(
                List.of(wanted("a.onnx", BYTES)), folder, new Progress() {
                    @Override
                    public void step(final int done, final int total, final String what) {}

                    @Override
                    public boolean cancelled() {
                        return part.toFile().length() > 10_000;
                    }
                }));
        assertTrue(Files.size(part) > 10_000);
        assertEquals(List.of("a.onnx.part", "a.onnx.part.json"), names());
        hub.on("/a.onnx", file(BYTES, "\"v\""));
        assertArrayEquals(BYTES, Files.readAllBytes(fetch(wanted("a.onnx", BYTES))));
    }

    @Test
    void whatTheHubsOwnProgramsHaveIsTakenAndLeft() throws IOException {
        final Path blobs = Files.createDirectories(folder.resolve("cache/models--o--n/blobs"));
        final Path blob = Files.write(blobs.resolve(sha256(BYTES)), BYTES);
        final RemoteFile file = new RemoteFile(hub.at("/o/n/resolve/main/a.onnx"), "a.onnx", BYTES.length,
                sha256(BYTES));
        final DownloadSettings settings = hub.settings(Map.of("HF_HUB_CACHE", folder.resolve("cache").toString(),
                "HF_HUB_OFFLINE", "yes"));
        assertArrayEquals(BYTES, Files.readAllBytes(fetch(file, settings)));
        assertArrayEquals(BYTES, Files.readAllBytes(blob));
        Files.delete(folder.resolve("a.onnx"));
        final byte[] damaged = BYTES.clone();
        damaged[5]++;
        Files.write(blob, damaged);
        assertTrue(refusal(file, settings).contains("HF_HUB_OFFLINE"));
    }
}
