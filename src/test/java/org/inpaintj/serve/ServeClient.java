package org.inpaintj.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.zip.DataFormatException;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.inpaintj.png.PngBytes;
import org.inpaintj.png.PngImage;

/** Asks a server as other programs do, over real connections. */
public final class ServeClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String address;
    private final int port;

    /** What was answered. */
    public record Answer(int status, Function<String, String> header, byte[] body) {

        public JsonElement json() {
            return JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
        }

        public JsonObject object() {
            return json().getAsJsonObject();
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The value of a header; null if there is none. */
        public String header(final String name) {
            return header.apply(name);
        }

        /** The pictures of an answer to txt2img and the like. */
        public List<PngImage> images() {
            return object().getAsJsonArray("images").asList().stream().map(each -> image(each.getAsString())).toList();
        }

        /** What the text "info" holds. */
        public JsonObject info() {
            return JsonParser.parseString(object().get("info").getAsString()).getAsJsonObject();
        }
    }

    public ServeClient(final InpaintServer server) {
        this(server.address());
    }

    /** @param address such as {@code http://127.0.0.1:7860} */
    public ServeClient(final String address) {
        this.address = address;
        port = URI.create(address).getPort();
    }

    public int port() {
        return port;
    }

    public Answer get(final String path, final String... headers) {
        return send(request(path, headers).GET().build());
    }

    public Answer post(final String path, final String body, final String... headers) {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    /** As a client that sends JSON. */
    public Answer post(final String path, final JsonElement body) {
        return post(path, body.toString(), "Content-Type", "application/json");
    }

    private HttpRequest.Builder request(final String path, final String... headers) {
        final HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofMinutes(1));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static Answer send(final HttpRequest request) {
        try {
            final HttpResponse<byte[]> got = HTTP.send(request, BodyHandlers.ofByteArray());
            return new Answer(got.statusCode(), name -> got.headers().firstValue(name).orElse(null), got.body());
        } catch (final IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes as they are, and gives all that comes until the server closes; empty if it says nothing. */
    public String raw(final byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            final OutputStream out = socket.getOutputStream();
            try {
                out.write(request);
                out.flush();
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (final IOException e) {
                // closed before all was sent
                return "";
            }
        }
    }

    /** A request with these headers, on a connection of its own; the status of the answer, 0 for none. */
    public int status(final String line, final String... headers) throws IOException {
        final String answer = raw((line + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return answer.length() < 12 ? 0 : Integer.parseInt(answer.substring(9, 12));
    }

    /** A picture of noise on a ramp. */
    public static int[] picture(final int width, final int height, final long seed) {
        final Random random = new Random(seed);
        final int[] rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            final int grey = 40 + 150 * (i % width) / width + random.nextInt(30);
            rgb[i] = 0xff000000 | grey << 16 | (grey + 20) << 8 | 255 - grey;
        }
        return rgb;
    }

    /** White in a square, black around it. */
    public static int[] mask(final int width, final int height, final int left, final int top, final int side) {
        final int[] rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            final int x = i % width - left, y = i / width - top;
            rgb[i] = x >= 0 && y >= 0 && x < side && y < side ? 0xffffffff : 0xff000000;
        }
        return rgb;
    }

    /** As it stands in a request. */
    public static String base64(final int[] rgb, final int width, final int height) {
        return Base64.getEncoder().encodeToString(PngBytes.of(rgb, width, height, List.of()));
    }

    public static PngImage image(final String base64) {
        try {
            return PngImage.read(Base64.getDecoder().decode(base64), 1_000_000);
        } catch (final DataFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its pixels, opaque. */
    public static int[] pixels(final PngImage image) {
        final int[] rgb = new int[image.width() * image.height()];
        for (int i = 0; i < rgb.length; i++) {
            final int x = i % image.width(), y = i / image.width();
            rgb[i] = 0xff000000 | Math.round(255 * image.value(x, y, 0)) << 16
                    | Math.round(255 * image.value(x, y, 1)) << 8 | Math.round(255 * image.value(x, y, 2));
        }
        return rgb;
    }

    /** A request of img2img with a mask, at the size of the picture. */
    public static JsonObject inpaint(final int[] rgb, final int[] mask, final int width, final int height,
            final long seed) {
        final JsonObject body = new JsonObject();
        final JsonArray images = new JsonArray();
        images.add(base64(rgb, width, height));
        body.add("init_images", images);
        body.addProperty("mask", base64(mask, width, height));
        body.addProperty("seed", seed);
        body.addProperty("width", width);
        body.addProperty("height", height);
        return body;
    }
}
