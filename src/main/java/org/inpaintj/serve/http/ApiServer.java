package org.inpaintj.serve.http;

import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.inpaintj.core.InpaintException;

/**
 * The HTTP server: lets requests in or not, reads their bodies, has a route answer, and writes what it answers. No
 * request ends a thread, and nothing of one is written into a log. Thread-safe.
 */
public final class ApiServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ApiServer.class.getName());
    /** How long a client may take to send a request, and to read an answer, seconds. */
    private static final int LONGEST_REQUEST = 30, LONGEST_ANSWER = 120;
    private static final int MOST_CONNECTIONS = 256;

    static {
        // read by the JDK's server when its class is loaded
        preset("sun.net.httpserver.maxReqTime", LONGEST_REQUEST);
        preset("sun.net.httpserver.idleInterval", LONGEST_REQUEST);
        preset("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
    }

    private final HttpSettings settings;
    private final RouteTable routes;
    private final BodyReader bodies = new BodyReader();
    private final HttpServer server;
    private final RequestGuard guard;
    private final ThreadPoolExecutor threads =
            (ThreadPoolExecutor) Executors.newCachedThreadPool(daemons("InpaintJ serve "));
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(daemons("InpaintJ serve watch "));

    /**
     * Binds the port; nobody is answered before {@link #start}.
     *
     * @throws InpaintException if the port is taken or the address is none of this machine's
     */
    public ApiServer(final HttpSettings settings, final RouteTable routes) {
        this.settings = settings;
        this.routes = routes;
        try {
            server = HttpServer.create(new InetSocketAddress(settings.address(), settings.port()), 0);
        } catch (final IOException e) {
            throw new InpaintException("The server cannot listen at " + settings.address().getHostAddress() + ", port "
                    + settings.port() + " (" + e.getMessage() + "): give another --port; 0 takes a free one.", e);
        }
        guard = new RequestGuard(settings, port());
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    private static void preset(final String property, final int value) {
        if (System.getProperty(property) == null)
            System.setProperty(property, Integer.toString(value));
    }

    private static ThreadFactory daemons(final String name) {
        final AtomicInteger number = new AtomicInteger();
        return work -> {
            final Thread thread = new Thread(work, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    public ApiServer start() {
        server.start();
        return this;
    }

    /** At which it really listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Where clients find it. */
    public String address() {
        final String host = settings.address().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    private void handle(final HttpExchange exchange) {
        final long began = System.nanoTime();
        try (exchange) {
            final Headers headers = exchange.getResponseHeaders();
            ApiReply reply;
            try {
                reply = answer(exchange, headers);
            } catch (final ApiException e) {
                reply = e.reply();
            } catch (final IOException e) {
                // nobody is left to be answered
                return;
            } catch (final Throwable e) {
                // of what was sent nothing is to stand in a log, so messages are left out
                LOG.log(Logger.Level.WARNING, "A request failed unexpectedly: " + e.getClass().getName() + " at "
                        + (e.getStackTrace().length == 0 ? "an unknown place" : e.getStackTrace()[0]));
                reply = ApiReply.json(500, failure(e));
            }
            write(exchange, reply, began);
        } catch (final IOException | RuntimeException e) {
            // the client has gone
            return;
        }
    }

    private static JsonObject failure(final Throwable error) {
        final JsonObject body = new JsonObject();
        body.addProperty("error", error.getClass().getSimpleName());
        body.addProperty("detail", "");
        body.addProperty("body", "");
        body.addProperty("errors", error instanceof OutOfMemoryError
                ? "Java's memory is used up: ask for smaller pictures, or start with java -Xmx8g -jar ..."
                : "The server failed unexpectedly: please report it.");
        return body;
    }

    private ApiReply answer(final HttpExchange exchange, final Headers headers) throws IOException {
        final String method = exchange.getRequestMethod().toUpperCase(Locale.ROOT);
        final Optional<String> page = guard.admit(method, exchange.getRequestHeaders());
        page.ifPresent(origin -> {
            headers.set("Access-Control-Allow-Origin", origin);
            headers.set("Vary", "Origin");
            headers.set("Access-Control-Allow-Methods", "GET, POST");
            headers.set("Access-Control-Allow-Headers", "Authorization, Content-Type");
        });
        if (method.equals("OPTIONS") && page.isPresent())
            return new ApiReply(204, "", Map.of(), new byte[0]);
        final String path = exchange.getRequestURI().getRawPath();
        final Route route = routes.find(method, path);
        try (BodyReader.Held body = bodies.read(exchange)) {
            return route.handler().answer(new ApiRequest(method, path, query(exchange), body.json()));
        } catch (final InpaintException e) {
            throw ApiException.invalid("", e.getMessage());
        }
    }

    private static Map<String, String> query(final HttpExchange exchange) {
        final Map<String, String> values = new HashMap<>();
        final String query = exchange.getRequestURI().getRawQuery();
        for (final String pair : query == null ? new String[0] : query.split("&"))
            try {
                final int equal = pair.indexOf('=');
                values.put(URLDecoder.decode(equal < 0 ? pair : pair.substring(0, equal), StandardCharsets.UTF_8),
                        equal < 0 ? "" : URLDecoder.decode(pair.substring(equal + 1), StandardCharsets.UTF_8));
            } catch (final IllegalArgumentException e) {
                throw ApiException.of(400, "The query is not encoded as in a URL.");
            }
        return values;
    }

    private void write(final HttpExchange exchange, final ApiReply reply, final long began) throws IOException {
        final Headers headers = exchange.getResponseHeaders();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        headers.set("X-Process-Time", String.format(Locale.ROOT, "%.4f", (System.nanoTime() - began) / 1e9));
        if (!reply.type().isEmpty())
            headers.set("Content-Type", reply.type());
        reply.headers().forEach(headers::set);
        // a client that does not read would keep the thread
        final Future<?> late = watch.schedule(exchange::close, LONGEST_ANSWER, TimeUnit.SECONDS);
        try {
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            if (reply.body().length > 0)
                exchange.getResponseBody().write(reply.body());
        } finally {
            late.cancel(false);
        }
    }

    /** How many threads answer requests at this moment. */
    public int busy() {
        return threads.getActiveCount();
    }

    /** Takes no more requests and breaks off those that are not answered within two seconds. */
    @Override
    public void close() {
        // it always waits as long as it may
        server.stop(busy() > 0 ? 2 : 0);
        threads.shutdownNow();
        watch.shutdownNow();
    }
}
