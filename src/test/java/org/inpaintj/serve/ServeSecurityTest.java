package org.inpaintj.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.InpaintException;
import org.inpaintj.serve.http.Credentials;
import org.inpaintj.serve.http.HttpSettings;
import org.inpaintj.serve.http.Route;

/** Who is let in, and what is not done for those who are; on real connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServeSecurityTest {

    private static final String OPTIONS = "/sdapi/v1/options", ORIGIN = "http://localhost:3000";
    private static final Credentials KEYS = Credentials.of("ann:secret,bob:x:y", "token-1");

    private InpaintServer open, locked;
    private ServeClient client, stranger;

    @TempDir
    private static Path folder;

    @BeforeAll
    void start() {
        open = new InpaintServer(ServeSettings.local());
        locked = new InpaintServer(ServeSettings.local().with(new HttpSettings(InetAddress.getLoopbackAddress(), 0,
                KEYS, Set.of("paint.example"), Set.of(ORIGIN))));
        client = new ServeClient(open);
        stranger = new ServeClient(locked);
    }

    @AfterAll
    void stop() {
        open.close();
        locked.close();
    }

    @Test
    void itListensOnThisMachineAlone() {
        assertTrue(open.address().matches("http://127\\.0\\.0\\.1:\\d+"), open.address());
        final InpaintException refused = assertThrows(InpaintException.class, () -> new HttpSettings(
                InetAddress.getByName("0.0.0.0"), 0, Credentials.NONE, Set.of(), Set.of()));
        assertTrue(refused.getMessage().contains("INPAINTJ_API_KEY"), refused.getMessage());
        assertThrows(InpaintException.class, () -> Credentials.of("ann", ""));
        assertThrows(InpaintException.class, () -> new HttpSettings(InetAddress.getLoopbackAddress(), 0, KEYS, Set.of(),
                Set.of("*")));
    }

    @Test
    void otherNamesAreTurnedAway() throws IOException {
        final String get = "GET " + OPTIONS;
        for (final String host : List.of("127.0.0.1", "localhost", "[::1]"))
            assertEquals(200, client.status(get, "Host: " + host + ":" + client.port()), host);
        for (final String host : List.of("evil.example:" + client.port(), "127.0.0.1:1", "localhost", "127.0.0.1",
                "127.0.0.1.evil.example:" + client.port(), "", "192.0.2.1:" + client.port(), "paint.example",
                "2130706433x:" + client.port()))
            assertEquals(403, client.status(get, "Host: " + host), host);
        assertEquals(403, client.status(get, "Host: localhost:" + client.port(), "Host: evil.example"));
        assertEquals(401, stranger.status(get, "Host: paint.example"));
    }

    @Test
    void otherPagesAreTurnedAway() throws IOException {
        final String host = "Host: 127.0.0.1:" + client.port(), post = "POST /sdapi/v1/interrupt";
        for (final String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1", ORIGIN,
                "http://localhost:" + client.port()))
            assertEquals(403, client.status(post, host, "Content-Length: 0", "Origin: " + origin), origin);
        assertEquals(200, client.status(post, host, "Content-Length: 0", "Origin: http://127.0.0.1:" + client.port()));
        assertEquals(200, client.status(post, host, "Content-Length: 0"));
        for (final String site : List.of("cross-site", "same-site"))
            assertEquals(403, client.status("GET " + OPTIONS, host, "Sec-Fetch-Site: " + site), site);
        assertEquals(200, client.status("GET " + OPTIONS, host, "Sec-Fetch-Site: none"));
        assertEquals(403, client.status("OPTIONS " + OPTIONS, host, "Origin: http://evil.example",
                "Access-Control-Request-Method: POST"));
        final String allowed = stranger.raw(("OPTIONS " + OPTIONS + " HTTP/1.1\r\nHost: 127.0.0.1:" + stranger.port()
                + "\r\nOrigin: " + ORIGIN + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        assertTrue(allowed.startsWith("HTTP/1.1 204") && allowed.toLowerCase().contains(
                "access-control-allow-origin: " + ORIGIN), allowed);
    }

    @Test
    void bodiesAreJsonAlone() {
        final String path = "/sdapi/v1/txt2img";
        for (final String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonp",
                "multipart/form-data; boundary=x"))
            assertEquals(415, client.post(path, "{}", "Content-Type", type).status(), type);
        assertEquals(415, client.post(path, "{}").status());
        assertEquals(422, client.post(path, "{}", "Content-Type", "Application/JSON; charset=utf-8").status());
        for (final String bad : List.of("{", "[]", "{}{}", "{'a': 1}", "{\"a\": NaN}", "\u0000", "nul",
                "[".repeat(100_000), "{\"a\":".repeat(40) + "1" + "}".repeat(40)))
            assertEquals(422, client.post(path, bad, "Content-Type", "application/json").status(),
                    bad.substring(0, Math.min(9, bad.length())));
    }

    @Test
    void sizesAreBounded() throws IOException {
        final String head = "POST /sdapi/v1/txt2img HTTP/1.1\r\nHost: 127.0.0.1:" + client.port()
                + "\r\nContent-Type: application/json\r\nConnection: close\r\n";
        final byte[] large = (head + "Content-Length: " + (65 << 20) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        final byte[] all = Arrays.copyOf(large, large.length + (65 << 20));
        assertTrue(client.raw(all).startsWith("HTTP/1.1 413"));
        // a length that is never sent is no reason to take memory
        final JsonObject huge = new JsonObject();
        huge.addProperty("image", Base64.getEncoder().encodeToString(header(20_000, 20_000)));
        final ServeClient.Answer answer = client.post("/sdapi/v1/png-info", huge);
        assertEquals(422, answer.status());
        assertTrue(answer.text().contains("20000 x 20000"), answer.text());
        final StringBuilder bomb = new StringBuilder("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + client.port() + "\r\n");
        for (int i = 0; i < 5000; i++)
            bomb.append("X-").append(i).append(": ").append("y".repeat(100)).append("\r\n");
        assertFalse(client.raw(bomb.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII))
                .startsWith("HTTP/1.1 200"));
        assertEquals(200, client.get("/").status());
    }

    /** The beginning of a PNG that claims to be so large. */
    private static byte[] header(final int width, final int height) {
        return ByteBuffer.allocate(60).putLong(0x89504e470d0a1a0aL).putInt(13).putInt(0x49484452)
                .putInt(width).putInt(height).put((byte) 8).put((byte) 2).array();
    }

    @Test
    void aKeyCountsOnEveryRoute() {
        for (final Route route : locked.routes()) {
            final ServeClient.Answer answer = route.method().equals("GET") ? stranger.get(route.path())
                    : stranger.post(route.path(), new JsonObject());
            assertEquals(401, answer.status(), route.path());
            assertTrue(answer.header("WWW-Authenticate").startsWith("Basic"));
        }
        assertEquals(401, stranger.get("/none").status());
        for (final String wrong : List.of("Basic " + base64("ann:wrong"), "Bearer token-2", "Bearer ann:secret",
                "Basic token-1", "Bearer", "", "Basic " + base64("ann:secret") + "x"))
            assertEquals(401, stranger.get(OPTIONS, "Authorization", wrong).status(), wrong);
        for (final String right : List.of("Basic " + base64("ann:secret"), "basic " + base64("bob:x:y"),
                "Bearer token-1"))
            assertEquals(200, stranger.get(OPTIONS, "Authorization", right).status(), right);
        assertFalse(stranger.get("/sdapi/v1/cmd-flags", "Authorization", "Bearer token-1").text().contains("secret"));
        assertFalse(KEYS.toString().contains("secret"));
    }

    private static String base64(final String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void answersCarryTheHeadersThatProtectPages() {
        for (final String path : List.of("/", "/docs", OPTIONS, "/none")) {
            final ServeClient.Answer answer = client.get(path);
            assertEquals("nosniff", answer.header("X-Content-Type-Options"));
            assertEquals("DENY", answer.header("X-Frame-Options"));
            assertEquals("no-referrer", answer.header("Referrer-Policy"));
            assertEquals("no-store", answer.header("Cache-Control"));
            assertTrue(answer.header("Content-Security-Policy").startsWith("default-src 'none'"));
            assertTrue(Double.parseDouble(answer.header("X-Process-Time")) >= 0);
            assertNull(answer.header("Access-Control-Allow-Origin"));
        }
    }

    /** No text of a client's is taken for a file: each field of texts is given the path of a picture. */
    @Test
    void noPathAndNoAddressIsOpened() throws IOException {
        final int[] rgb = ServeClient.picture(16, 16, 1);
        final Path file = folder.resolve("secret.png");
        Files.write(file, Base64.getDecoder().decode(ServeClient.base64(rgb, 16, 16)));
        final List<Path> before = list();
        final JsonObject whole = ServeClient.inpaint(rgb, ServeClient.mask(16, 16, 4, 4, 4), 16, 16, 1);
        for (final Route route : open.routes())
            fields(route).asMap().forEach((field, about) -> {
                final String type = about.getAsJsonObject().get("type").getAsString();
                final boolean picture = Set.of("image", "mask", "init_images", "latent_mask").contains(field);
                if (!Set.of("string", "array").contains(type))
                    return;
                for (final String path : picture ? List.of(file.toString(), "file://" + file,
                        open.address() + "/secret.png", "../../secret.png") : List.of(file.toString())) {
                    final JsonObject body = route.path().endsWith("img2img") ? whole.deepCopy() : new JsonObject();
                    final JsonArray list = new JsonArray();
                    list.add(path);
                    body.add(field, type.equals("array") ? list : new JsonPrimitive(path));
                    final ServeClient.Answer answer = client.post(route.path(), body);
                    assertTrue(answer.status() < 500 || answer.status() == 503, route.path() + " " + field);
                    if (picture && !field.equals("latent_mask"))
                        assertTrue(answer.status() == 422 || answer.status() == 404, field + answer.status());
                    else if (answer.status() != 200)
                        assertFalse(answer.text().contains(folder.toString()), answer.text());
                }
            });
        assertEquals(before, list());
    }

    private static List<Path> list() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.sorted().toList();
        }
    }

    /** The fields of a route's body, as the description says. */
    private JsonObject fields(final Route route) {
        final JsonObject path = client.get("/openapi.json").object().getAsJsonObject("paths").getAsJsonObject(
                route.path().equals("/images/") ? "/images/{name}" : route.path());
        final JsonElement body = route.method().equals("GET") ? null : path.getAsJsonObject("post").get("requestBody");
        return body == null ? new JsonObject() : body.getAsJsonObject().getAsJsonObject("content")
                .getAsJsonObject("application/json").getAsJsonObject("schema").getAsJsonObject("properties");
    }
}
