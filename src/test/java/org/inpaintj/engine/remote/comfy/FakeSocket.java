package org.inpaintj.engine.remote.comfy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real WebSocket (RFC 6455) in front of an HTTP server: upgrades are answered here, all else is passed on. */
final class FakeSocket implements AutoCloseable {

    private final ServerSocket front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int back;
    private volatile Socket client;
    private volatile String head = "";

    FakeSocket(final String address) throws IOException {
        back = URI.create(address).getPort();
        threads.execute(() -> {
            try {
                while (true) {
                    final Socket socket = front.accept();
                    threads.execute(() -> serve(socket));
                }
            } catch (final IOException e) {
                // closed
            }
        });
    }

    String address() {
        return "http://127.0.0.1:" + front.getLocalPort();
    }

    /** What the client said when it asked for the socket. */
    String head() {
        return head;
    }

    private void serve(final Socket socket) {
        try {
            final ByteArrayOutputStream read = new ByteArrayOutputStream();
            final InputStream in = socket.getInputStream();
            while (!read.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                final int next = in.read();
                if (next < 0)
                    return;
                read.write(next);
            }
            final String text = read.toString(StandardCharsets.ISO_8859_1);
            if (text.toLowerCase(java.util.Locale.ROOT).contains("upgrade: websocket"))
                accept(socket, text);
            else
                // a connection that is kept would bring the next request, maybe an upgrade, past this
                pass(socket, text.replaceFirst("\r\n", "\r\nConnection: close\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        } catch (final IOException e) {
            // the other side has left
        }
    }

    private void accept(final Socket socket, final String text) throws IOException {
        final String key = text.replaceFirst("(?is).*sec-websocket-key: ([^\r]+)\r.*", "$1");
        try {
            final byte[] digest = MessageDigest.getInstance("SHA-1").digest((key
                    + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
                    + "Upgrade\r\nSec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        head = text;
        client = socket;
    }

    private void pass(final Socket socket, final byte[] begun) throws IOException {
        final Socket server = new Socket(InetAddress.getLoopbackAddress(), back);
        server.getOutputStream().write(begun);
        threads.execute(() -> copy(server, socket));
        copy(socket, server);
    }

    private static void copy(final Socket from, final Socket to) {
        try (from; to) {
            final OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
        } catch (final IOException e) {
            // the other side has left
        }
    }

    void text(final String message) {
        send(0x81, message.getBytes(StandardCharsets.UTF_8));
    }

    void binary(final byte[] message) {
        send(0x82, message);
    }

    /** Sends a frame; to nobody if nobody listens. */
    private void send(final int kind, final byte[] message) {
        if (client == null)
            return;
        final ByteArrayOutputStream frame = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(frame)) {
            out.write(kind);
            if (message.length < 126)
                out.write(message.length);
            else if (message.length < 65536) {
                out.write(126);
                out.writeShort(message.length);
            } else {
                out.write(127);
                out.writeLong(message.length);
            }
            out.write(message);
            client.getOutputStream().write(frame.toByteArray());
            client.getOutputStream().flush();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts the line. */
    void cut() throws IOException {
        client.close();
    }

    @Override
    public void close() throws IOException {
        front.close();
        threads.shutdownNow();
    }
}
