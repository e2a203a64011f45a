package org.inpaintj.engine.remote.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.remote.FakeServer;
import org.inpaintj.engine.remote.FakeServer.Reply;
import org.inpaintj.engine.remote.ServerAddress;
import org.inpaintj.engines.Engines;

/** What servers are asked when they are tested, and what is made of their answers. */
class ServerEngineTest {

    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ServerReport ask(final String engine) {
        return ((ServerEngine) Engines.found().get(engine)).ask(ServerAddress.of(server.address()), Progress.NONE);
    }

    private String error(final String engine) {
        return assertThrows(InpaintException.class, () -> ask(engine)).getMessage();
    }

    @Test
    void aWebuiTellsItsModelsAndMayTellItsVersion() {
        server.on("GET /sdapi/v1/sd-models", got -> Reply.json("[{\"title\":\"dreamy.safetensors [0123456789]\","
                + "\"model_name\":\"dreamy\"},{\"model_name\":\"v1-5\"},{}]"));
        assertEquals(new ServerReport("", List.of("dreamy.safetensors [0123456789]", "v1-5"), 2), ask("a1111"));
        server.on("GET /internal/sysinfo", got -> Reply.json("{\"Version\":\"v1.10.1\"}"));
        assertEquals("v1.10.1, 2 models", ask("a1111").sentence());
        assertEquals(4, server.got().size());
        assertTrue(server.got().stream().allMatch(got -> got.method().equals("GET") && got.body().length == 0));
    }

    @Test
    void aComfyUiTellsItsVersionDeviceAndModels() {
        server.on("GET /system_stats", got -> Reply.json("{\"system\":{\"comfyui_version\":\"0.3.60\"},"
                + "\"devices\":[{\"name\":\"cuda:0\\nA100\"}]}"));
        server.on("GET /object_info/CheckpointLoaderSimple", got -> Reply.json("{\"CheckpointLoaderSimple\":{"
                + "\"input\":{\"required\":{\"ckpt_name\":[[\"dreamy.safetensors\"],{}]}}}}"));
        assertEquals(new ServerReport("ComfyUI 0.3.60 on cuda:0 A100", List.of("dreamy.safetensors"), 1),
                ask("comfyui"));
    }

    @Test
    void whatFailsIsASentence() {
        assertEquals("The A1111 server '" + server.name() + "' has no such interface: start it with --api, or correct "
                + "the address.", error("a1111"));
        server.on("GET /sdapi/v1/sd-models", got -> Reply.json(401, "{\"detail\":\"Not authenticated\"}"));
        assertTrue(error("a1111").contains("asks for a key"), error("a1111"));
        server.on("GET /sdapi/v1/sd-models", got -> Reply.json("<html>"));
        assertTrue(error("a1111").contains("check that the address is that of such a server"), error("a1111"));
        server.on("GET /system_stats", got -> Reply.json("[]"));
        assertTrue(error("comfyui").contains(server.name()), error("comfyui"));
        server.close();
        assertTrue(error("comfyui").contains("cannot be reached"), error("comfyui"));
    }

    @Test
    void aQuestionIsGivenUp() {
        assertThrows(CancelledException.class, () -> ((ServerEngine) Engines.found().get("a1111"))
                .ask(ServerAddress.of(server.address()), new Progress() {
                    @Override
                    public void step(final int done, final int total, final String what) {}

                    @Override
                    public boolean cancelled() {
                        return true;
                    }
                }));
        assertEquals(List.of(), server.got());
    }
}
