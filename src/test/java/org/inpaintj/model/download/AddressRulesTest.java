package org.inpaintj.model.download;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/** Names, addresses and proxies. */
class AddressRulesTest {

    private static final URI SOMEWHERE = URI.create("https://example.org/a");

    @Test
    void hostileNamesAreRefused() {
        for (final String name : List.of("", "/etc/passwd", "..", "a/../b", "a//b", "./a", "a/", "a\\b", "C:a", "a\nb",
                "con", "NUL.txt", "unet/aux.onnx", "COM1 .x", "a.", "a ", "a\u202eb", "x".repeat(300), "a?b", "a\0b"))
            assertThrows(InpaintException.class, () -> new RemoteFile(SOMEWHERE, name, -1, ""), name);
        for (final String name : List.of("model.onnx", "unet/model.onnx_data", "a b/c+d #1.onnx", "..a", "模型.onnx"))
            assertDoesNotThrow(() -> new RemoteFile(SOMEWHERE, name, 3, "0".repeat(64)), name);
        assertThrows(InpaintException.class, () -> new RemoteFile(SOMEWHERE, "a", -1, "0".repeat(63)));
        assertThrows(InpaintException.class, () -> new RemoteFile(URI.create("a"), "a", -1, ""));
    }

    @Test
    void noServerSendsFurtherIn() {
        final URI far = URI.create("https://93.184.216.34/a");
        for (final String near : List.of("https://10.0.0.1/x", "https://192.168.1.1/x", "https://127.0.0.1/x",
                "https://169.254.169.254/x", "https://[::1]/x", "https://[fd00::1]/x", "http://127.0.0.1/x",
                "https://100.64.0.1/x", "https://[::ffff:10.0.0.1]/x", "http://93.184.216.35/x", "ftp://93.184.216.34/",
                "https://user@93.184.216.35/x"))
            assertThrows(InpaintException.class, () -> Addresses.check(far, URI.create(near)), near);
        assertDoesNotThrow(() -> Addresses.check(far, URI.create("https://93.184.216.35/x")));
        assertDoesNotThrow(() -> Addresses.check(URI.create("https://10.0.0.1/"), URI.create("https://10.0.0.2/")));
        assertEquals("https://a.org:8/x", Addresses.shown(URI.create("https://a.org:8/x?token=secret")));
    }

    private static String proxy(final String address, final Map<String, String> variables) {
        final Proxy proxy = new ProxyChoice(DownloadSettings.NORMAL.withVariables(variables::get))
                .select(URI.create(address)).get(0);
        return proxy.type() == Proxy.Type.DIRECT ? "" : ((InetSocketAddress) proxy.address()).getHostString() + ":"
                + ((InetSocketAddress) proxy.address()).getPort();
    }

    @Test
    void proxiesOfTheEnvironmentAreUsed() {
        final Map<String, String> set = Map.of("HTTPS_PROXY", "http://proxy.org:3128", "no_proxy",
                "localhost, .intra.org,plain.org");
        assertEquals("proxy.org:3128", proxy("https://example.org/", set));
        assertEquals("", proxy("https://a.intra.org/", set));
        assertEquals("", proxy("https://www.plain.org/", set));
        assertEquals("proxy.org:3128", proxy("https://notplain.org/", set));
        assertEquals("", proxy("http://127.0.0.1:8/", Map.of("HTTP_PROXY", "proxy.org:1")));
        assertThrows(InpaintException.class, () -> proxy("https://example.org/", Map.of("https_proxy", "http://:x")));
    }

    @Test
    void aProxyThatWantsAPasswordIsNamed(@TempDir final Path folder) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            CompletableFuture.runAsync(() -> answer407(socket));
            final DownloadSettings settings = DownloadSettings.NORMAL.withVariables(
                    Map.of("HTTPS_PROXY", "http://127.0.0.1:" + socket.getLocalPort(), "HF_HOME", "/nowhere")::get);
            final String said = assertThrows(InpaintException.class, () -> new Downloader(settings).fetch(
                    List.of(new RemoteFile(URI.create("https://example.invalid/a.onnx"), "a.onnx", -1, "")), folder,
                    Progress.NONE)).getMessage();
            assertTrue(said.contains("proxy on the way to 'example.invalid'"), said);
        }
    }

    private static void answer407(final ServerSocket socket) {
        try (Socket line = socket.accept()) {
            line.getInputStream().read(new byte[4096]);
            line.getOutputStream().write(("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic "
                    + "realm=\"x\"\r\nContent-Length: 0\r\n\r\n").getBytes());
            line.getOutputStream().flush();
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
