package org.inpaintj.model.download;

import static org.inpaintj.model.download.LoopbackHub.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.inpaintj.core.InpaintException;

/** Lists of hubs from a real server on this machine. */
class HubTest {

    private static final String COMMIT = "0123456789012345678901234567890123456789", SHA = "ab".repeat(32);

    @AutoClose
    private final LoopbackHub hub = new LoopbackHub();

    private List<RemoteFile> list(final String source) throws IOException {
        return Hub.list(source, new Downloader(hub.settings(Map.of("HF_TOKEN", "hf_t"))));
    }

    private void repository() {
        final String tree = "/api/models/o/n/tree/" + COMMIT + "?recursive=true";
        hub.json("/api/models/o/n/revision/a%2Fb", "{\"sha\": \"" + COMMIT + "\"}")
                .json("/api/models/o/n/revision/main", "{\"sha\": \"" + COMMIT + "\"}")
                .on(tree, exchange -> {
                    exchange.getResponseHeaders().set("Link", "<" + hub.at("/next?cursor=2") + ">; rel=\"next\"");
                    status(exchange, 200, "[{\"type\": \"directory\", \"path\": \"unet\"}, "
                            + "{\"type\": \"file\", \"path\": \"unet/model #1.onnx\", \"size\": 9, "
                            + "\"oid\": \"x\", \"lfs\": {\"oid\": \"" + SHA
                            + "\", \"size\": 9}}, {\"type\": \"file\", \"path\": \"old.bin\", \"size\": 5}]");
                })
                .json("/next?cursor=2",
                        "[{\"type\": \"file\", \"path\": \"config.json\", \"size\": 12, \"oid\": \"y\"}]");
    }

    @Test
    void aRepositoryIsListedAtItsCommitPageByPage() throws IOException {
        repository();
        final String base = hub.base() + "/o/n/resolve/" + COMMIT;
        assertEquals(List.of(new RemoteFile(URI.create(base + "/unet/model%20%231.onnx"), "unet/model #1.onnx", 9, SHA),
                new RemoteFile(URI.create(base + "/config.json"), "config.json", 12, "")), list("hf:o/n"));
        assertEquals(3, hub.asked.size());
        assertTrue(hub.asked.stream().allMatch(each -> each.authorization().equals("Bearer hf_t")));
        assertEquals(1, list("hf:o/n@a/b:unet").size());
        assertEquals(1, list("hf:o/n@" + COMMIT + ":*.json").size());
        assertEquals(1, list("hf:o/n:**.onnx").size());
        assertEquals("old.bin", list("hf:o/n:old.bin").get(0).name());
        assertTrue(assertThrows(InpaintException.class, () -> list("hf:o/n:*.onnx")).getMessage()
                .startsWith("There is no file '*.onnx'"));
    }

    @Test
    void aMirrorGetsNoToken() throws IOException {
        repository();
        final DownloadSettings settings = hub.settings(Map.of("HF_TOKEN", "hf_t", "HF_ENDPOINT", hub.otherName("/")));
        final RemoteFile file = Hub.list("hf:o/n:config.json", new Downloader(mirrored(settings))).get(0);
        assertEquals("localhost", file.address().getHost());
        assertTrue(hub.asked.stream().allMatch(each -> each.authorization().equals("null")));
    }

    /** The pages of the mirror name the mirror. */
    private DownloadSettings mirrored(final DownloadSettings settings) {
        hub.on("/api/models/o/n/tree/" + COMMIT + "?recursive=true", exchange -> {
            exchange.getResponseHeaders().set("Link", "</next?cursor=2>; rel=\"next\"");
            status(exchange, 200, "[]");
        });
        return settings;
    }

    @Test
    void modelScopeAndCivitaiAreListed() throws IOException {
        hub.json("/api/v1/models/o/n/repo/files?Revision=master&Recursive=true", "{\"Code\": 200, \"Success\": true, "
                + "\"Data\": {\"Files\": [{\"Type\": \"tree\", \"Path\": \"a\"}, {\"Type\": \"blob\", \"Path\": "
                + "\"a/b.onnx\", \"Size\": 4, \"Sha256\": \"" + SHA + "\"}]}}");
        assertEquals(List.of(new RemoteFile(hub.at("/models/o/n/resolve/master/a/b.onnx"), "a/b.onnx", 4, SHA)),
                list("modelscope:o/n"));
        hub.json("/api/v1/model-versions/7", "{\"files\": [{\"name\": \"x.safetensors\", \"sizeKB\": 3.2, \"primary\": "
                + "true, \"hashes\": {\"SHA256\": \"" + SHA.toUpperCase() + "\"}, \"downloadUrl\": \""
                + hub.at("/api/download/models/7") + "\"}, {\"name\": \"y.pt\", \"downloadUrl\": \"x\"}]}");
        assertEquals(List.of(new RemoteFile(hub.at("/api/download/models/7"), "x.safetensors", -1, SHA)),
                list("civitai:7"));
        assertTrue(hub.asked.stream().noneMatch(each -> each.path().contains("download")));
    }

    @Test
    void badListsAreRefused() {
        for (final String source : List.of("", "hf:o", "hf:o/n@../x", "hf:../../x", "civitai:x", "file:/etc/passwd",
                "http://example.org/a.onnx", "https://u:p@example.org/a.onnx", "https://example.org/", "hf:missing/x"))
            assertThrows(InpaintException.class, () -> list(source), source);
        final String tree = "/api/models/o/n/tree/" + COMMIT + "?recursive=true";
        for (final String answer : List.of("[{\"type\": \"file\", \"path\": \"../../x\", \"size\": 1}]", "no json", "3",
                "[{\"type\": \"file\", \"path\": \"a\", \"lfs\": {\"oid\": \"short\"}}]", "[".repeat(5000))) {
            hub.json(tree, answer);
            assertThrows(InpaintException.class, () -> list("hf:o/n@" + COMMIT), answer);
        }
    }

    @Test
    void anAddressNamesItsFileWithoutARequest() throws IOException {
        assertEquals(new RemoteFile(URI.create("https://example.org/x/model%201.onnx?k=1"), "model 1.onnx", -1, ""),
                list("https://example.org/x/model%201.onnx?k=1").get(0));
        assertEquals(List.of(), hub.asked);
    }
}
