package org.inpaintj.model.download;

import static org.inpaintj.model.download.LoopbackHub.file;
import static org.inpaintj.model.download.LoopbackHub.part;
import static org.inpaintj.model.download.LoopbackHub.random;
import static org.inpaintj.model.download.LoopbackHub.sha256;
import static org.inpaintj.model.download.LoopbackHub.status;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/** Several addresses of one file, the tokens of several hubs, and lists that nobody waits for any more. */
class MirrorsAndTokensTest {

    private static final byte[] BYTES = random(200_000, 1);

    @TempDir
    Path folder;
    @AutoClose
    private final LoopbackHub hub = new LoopbackHub();

    private void fetch(final RemoteFile file, final DownloadSettings settings) throws IOException {
        new Downloader(settings).fetch(List.of(file), folder, Progress.NONE);
    }

    private static void pause(final long millis) {
        try {
            Thread.sleep(millis);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theTokensOfCivitaiAndModelScopeGoToThemAlone() throws IOException {
        final Map<String, String> tokens = Map.of("HF_TOKEN", "hf_a", "CIVITAI_API_TOKEN", "civ",
                "MODELSCOPE_API_TOKEN", "ms");
        final URI here = hub.base(), elsewhere = URI.create("https://elsewhere.invalid");
        final DownloadSettings all = hub.settings(tokens);
        for (final String[] each : new String[][] {{"civ", "1"}, {"ms", "2"}}) {
            final DownloadSettings settings = new DownloadSettings(all.variables(), elsewhere,
                    each[0].equals("ms") ? here : elsewhere, each[0].equals("civ") ? here : elsewhere,
                    Duration.ofSeconds(30),
                    all.backOff(), false, all.space());
            hub.on("/t" + each[1], LoopbackHub.redirect(hub.otherName("/far" + each[1])));
            hub.on("/far" + each[1], file(BYTES, ""));
            hub.asked.clear();
            fetch(new RemoteFile(hub.at("/t" + each[1]), each[1] + ".onnx", -1, ""), settings);
            assertEquals(List.of("Bearer " + each[0], "null"), hub.asked.stream().map(LoopbackHub.Asked::authorization)
                    .toList());
            // a hub that repeats the token in its answer
            hub.on("/no" + each[1], exchange -> {
                exchange.getResponseHeaders().set("X-Error-Message", "not for " + each[0] + " today");
                status(exchange, 403, "");
            });
            final String said = assertThrows(InpaintException.class, () -> fetch(new RemoteFile(hub.at("/no" + each[1]),
                    "no" + each[1], -1, ""), settings)).getMessage();
            assertTrue(said.contains("not for ... today") && said.contains("_API_TOKEN"), said);
        }
    }

    @Test
    void theNextPlaceGoesOnWhereTheFirstBroke() throws IOException {
        final RemoteFile first = new RemoteFile(hub.at("/a.onnx"), "a.onnx", BYTES.length, sha256(BYTES));
        final RemoteFile second = new RemoteFile(hub.at("/b.onnx"), "a.onnx", first.bytes(), first.sha256());
        hub.on("/a.onnx", exchange -> part(exchange, BYTES, "\"one\"", hub.asked.size() > 1 ? 0 : 120_000, 1000,
                sent -> {})).on("/b.onnx", file(BYTES, "\"two\""));
        final List<String> notes = new ArrayList<>();
        final Progress progress = new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public void note(final String sentence) {
                notes.add(sentence);
            }
        };
        new Downloader(hub.settings(Map.of())).fetchAny(List.of(List.of(first, second)), folder, progress);
        assertArrayEquals(BYTES, Files.readAllBytes(folder.resolve("a.onnx")));
        final LoopbackHub.Asked last = hub.asked.get(hub.asked.size() - 1);
        assertEquals("/b.onnx", last.path());
        assertTrue(Integer.parseInt(last.range().replaceAll("\\D", "")) >= 100_000, last.range());
        assertEquals("null", last.ifRange());
        assertEquals(1, notes.size());
    }

    @Test
    void aListIsCancelledAtOnce() {
        hub.on("/api/models/o/n/revision/main", exchange -> pause(3000));
        final DownloadSettings quick = hub.settings(Map.of());
        final DownloadSettings patient = new DownloadSettings(quick.variables(), quick.huggingFace(),
                quick.modelScope(), quick.civitai(), Duration.ofMinutes(1), quick.backOff(), false, quick.space());
        final Progress stopped = new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public boolean cancelled() {
                return !hub.asked.isEmpty();
            }
        };
        final long start = System.nanoTime();
        assertThrows(CancelledException.class, () -> Hub.list("hf:o/n", new Downloader(patient), stopped));
        assertTrue(System.nanoTime() - start < 2_900_000_000L, "before the server has answered");
    }
}
