package org.inpaintj.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.InpaintException;

class ServerAddressTest {

    @ParameterizedTest
    @ValueSource(strings = { "http://127.0.0.1:7860", "http://localhost:7860/", "http://[::1]:8188",
        "http://192.168.1.20:7860", "http://10.1.2.3", "http://172.20.0.1", "http://gpu:7860", "http://gpu.local:7860",
        "http://[fd00::1]:80", "https://example.org/sub", "HTTPS://example.org" })
    void theseAreAllowed(final String text) {
        assertFalse(ServerAddress.of(text).name().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://example.org", "http://8.8.8.8:7860", "http://172.40.0.1", "ftp://127.0.0.1", "",
        "127.0.0.1:7860", "http://ann:geheim@127.0.0.1", "https://example.org/?key=geheim", "https://example.org/#x",
        "file:///etc/passwd", "http://", "http://999.1.1.1" })
    void theseAreNot(final String text) {
        final String message = assertThrows(InpaintException.class, () -> ServerAddress.of(text)).getMessage();
        assertFalse(message.contains("geheim"));
        assertTrue(message.endsWith(".") && !message.contains("\n"), message);
    }

    @Test
    void routesAreBehindThePath() {
        final ServerAddress address = ServerAddress.of(" https://example.org:8443/gpu/ ");
        assertEquals("https://example.org:8443/gpu/queue", address.route("/queue").toString());
        assertEquals("example.org:8443", address.name());
        assertTrue(address.keepsSecrets());
        assertFalse(ServerAddress.of("http://192.168.1.2").keepsSecrets());
        assertTrue(ServerAddress.of("http://127.0.0.2").keepsSecrets());
    }
}
