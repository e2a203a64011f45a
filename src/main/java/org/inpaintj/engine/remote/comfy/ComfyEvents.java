package org.inpaintj.engine.remote.comfy;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.remote.RemoteClient;
import org.inpaintj.engine.remote.ServerAddress;

/**
 * What a ComfyUI tells about its work over a WebSocket: how far a graph is, and pictures in between. It is told only
 * where the socket opens and stays open; whoever follows a graph asks otherwise then. Thread-safe.
 */
final class ComfyEvents implements WebSocket.Listener, AutoCloseable {

    /** Longer messages than any that is needed; and graphs that are remembered. */
    private static final int MOST_TEXT = 1 << 20, MOST_BYTES = 16 << 20, MOST_GRAPHS = 64;
    /** Kinds of binary messages, and of a picture in them. */
    private static final int PREVIEW = 1, PREVIEW_WITH_FACTS = 4, HEAD = 8;

    private final Map<String, Double> shares = new ConcurrentHashMap<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final AtomicReference<byte[]> preview = new AtomicReference<>(), latest = new AtomicReference<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile boolean live;
    private Optional<WebSocket> socket = Optional.empty();

    private ComfyEvents() {}

    /** Opens the socket of a client; where that fails nothing is ever told. */
    static ComfyEvents open(final RemoteClient client, final ServerAddress address, final Map<String, String> headers,
            final String clientId, final Progress progress) {
        final ComfyEvents events = new ComfyEvents();
        events.live = true;
        events.socket = client.socket(address.socket("/ws?clientId=" + clientId), headers, events, progress);
        events.live &= events.socket.isPresent();
        return events;
    }

    /** Whether it can be relied on to tell that a graph has ended. */
    boolean isLive() {
        return live;
    }

    boolean hasEnded(final String graph) {
        return ended.contains(graph);
    }

    /** How far the node of a graph is that runs, 0 to 1. */
    double share(final String graph) {
        return shares.getOrDefault(graph, 0.0);
    }

    /** The latest picture in between, once. */
    Optional<byte[]> preview() {
        return Optional.ofNullable(preview.getAndSet(null));
    }

    /** The picture that came last: the result of a graph whose last node sends it here. */
    Optional<byte[]> latest() {
        return Optional.ofNullable(latest.get());
    }

    @Override
    public CompletionStage<?> onText(final WebSocket from, final CharSequence data, final boolean last) {
        text.append(data);
        if (text.length() > MOST_TEXT)
            return give(from);
        if (last) {
            heed(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    private CompletionStage<?> give(final WebSocket from) {
        live = false;
        from.abort();
        return null;
    }

    private void heed(final String message) {
        try {
            final JsonConfig json = JsonConfig.parse("The message", message, "", "");
            if (!json.isObject("data"))
                return;
            final JsonConfig data = json.child("data");
            final String graph = data.text("prompt_id", ""), type = json.text("type", "");
            if (graph.isEmpty() || shares.size() > MOST_GRAPHS || ended.size() > MOST_GRAPHS)
                return;
            if (type.equals("progress"))
                shares.put(graph, Math.max(0, Math.min(1, data.number("value", 0) / Math.max(1, data.number("max",
                        1)))));
            else if (type.matches("execution_(success|error|interrupted)") || type.equals("executing")
                    && !data.has("node"))
                ended.add(graph);
        } catch (final InpaintException e) {
            // a message that is none tells nothing
        }
    }

    @Override
    public CompletionStage<?> onBinary(final WebSocket from, final ByteBuffer data, final boolean last) {
        while (data.hasRemaining() && bytes.size() <= MOST_BYTES)
            bytes.write(data.get());
        if (bytes.size() > MOST_BYTES)
            return give(from);
        if (last) {
            picture(ByteBuffer.wrap(bytes.toByteArray()));
            bytes.reset();
        }
        from.request(1);
        return null;
    }

    /** A picture behind its kind and its format, or behind facts about it. */
    private void picture(final ByteBuffer message) {
        if (message.remaining() <= HEAD)
            return;
        final int kind = message.getInt(), second = message.getInt();
        if (kind == PREVIEW_WITH_FACTS && second >= 0 && second < message.remaining())
            message.position(message.position() + second);
        else if (kind != PREVIEW)
            return;
        final byte[] picture = new byte[message.remaining()];
        message.get(picture);
        preview.set(picture);
        latest.set(picture);
    }

    @Override
    public CompletionStage<?> onClose(final WebSocket from, final int status, final String reason) {
        live = false;
        return null;
    }

    @Override
    public void onError(final WebSocket from, final Throwable error) {
        live = false;
    }

    @Override
    public void close() {
        socket.ifPresent(WebSocket::abort);
    }
}
