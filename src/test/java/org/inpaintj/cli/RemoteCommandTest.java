package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.engine.remote.FakeServer;
import org.inpaintj.engine.remote.RemoteScenes;
import org.inpaintj.engine.remote.ServerPicture;
import org.inpaintj.engine.remote.a1111.FakeWebui;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.inpaint.Provenance;

/** Servers through the command line. */
class RemoteCommandTest {

    private static final int SIDE = 700;

    @TempDir
    private Path folder;

    private Path image() {
        final ImageProcessor colours = new ColorProcessor(SIDE, SIDE);
        final Random random = new Random(7);
        for (int i = 0; i < SIDE * SIDE; i++)
            colours.set(i, 0xff000000 | random.nextInt(1 << 24));
        final Path in = folder.resolve("in.tif");
        IJ.saveAsTiff(new ImagePlus("in", colours), in.toString());
        return in;
    }

    @Test
    void onlyTheCropGoesOutAndOnlyTheSelectionChanges() throws IOException {
        final Path in = image(), out = folder.resolve("out.tif"), layers = folder.resolve("layers.tif");
        try (FakeServer server = new FakeServer().on("POST /sdapi/v1/img2img", FakeWebui::paint)) {
            final CliRun run = CliRun.of("inpaint", in, "--roi", "300,200,40,30", "--engine", "a1111", "--server",
                    server.address(), "--prompt", "a red car", "--seed", "5", "--target", "inplace", "--blur", "0",
                    "--out", out).done();
            assertEquals("Wrote " + out + " (engine a1111, seed 5).", run.out().strip());
            final JsonObject body = FakeWebui.body(server.got().get(0));
            // 40 x 30 px with 32 px around, enlarged to what such models work at, and no more of the image
            assertEquals("544 488", size(body));
            assertEquals(body.get("width") + " " + body.get("height"), size(body));
            final ImageProcessor before = ImageFiles.open(in).getProcessor(),
                    after = ImageFiles.open(out).getProcessor();
            for (int y = 0; y < SIDE; y++)
                for (int x = 0; x < SIDE; x++)
                    if (x < 300 || x >= 340 || y < 200 || y >= 230)
                        assertEquals(before.get(x, y), after.get(x, y), x + "," + y);
            final int middle = after.get(320, 215) & 0xff;
            assertTrue(Math.abs(middle - 64) < 60, "" + middle);
            CliRun.of("inpaint", in, "--roi", "300,200,40,30", "--engine", "a1111", "--server", server.address(),
                    "--prompt", "a red car", "--seed", "5", "--out", layers).done();
            final Provenance made = Layer.of(ImageFiles.open(layers)).get(0).provenance();
            assertEquals("A1111", made.facts().get("provider"));
            assertEquals("dreamy [0123456789]", made.facts().get("server_model"));
            assertEquals(server.address(), made.request().get("server"));
        }
    }

    private static String size(final JsonObject body) {
        final var plane = ServerPicture.read(FakeWebui.picture(body), "").get(0);
        return plane.width() + " " + plane.height();
    }

    /** The other two tasks; and without the name of an engine they ask no server either. */
    @Test
    void wholeImagesComeFromServersThatAreNamed() throws IOException {
        final Path in = image(), made = folder.resolve("made.png"), changed = folder.resolve("changed.tif");
        try (FakeServer server = new FakeServer().on("POST /sdapi/v1/txt2img", got -> FakeWebui.reply(RemoteScenes.grey(
                96, 64, 0.75f), "DPM++ 2M")).on("POST /sdapi/v1/img2img", got -> FakeWebui.reply(RemoteScenes.negative(
                        FakeWebui.picture(FakeWebui.body(got))), "DPM++ 2M"))) {
            CliRun.of("text-to-image", "--engine", "a1111", "--server", server.address(), "--prompt", "a red car",
                    "--width", "96", "--height", "64", "--out", made).done();
            final ImageProcessor image = ImageFiles.open(made).getProcessor();
            assertEquals("96 x 64, 191", image.getWidth() + " x " + image.getHeight() + ", "
                    + (image.get(40, 30) & 0xff));
            CliRun.of("image-to-image", in, "--engine", "a1111", "--server", server.address(), "--target", "image",
                    "--strength", "0.5", "--prompt", "x", "--out", changed).done();
            final ImageProcessor before = ImageFiles.open(in).getProcessor(),
                    after = ImageFiles.open(changed).getProcessor();
            int off = 0;
            for (int i = 0; i < SIDE * SIDE; i += 101)
                off = Math.max(off, Math.abs(255 - (before.get(i) & 0xff) - (after.get(i) & 0xff)));
            assertTrue(off < 90, off + " levels");
            CliRun.of("text-to-image", "--server", server.address(), "--prompt", "x", "--out", made);
            assertEquals(List.of(1, 1), List.of(server.got("/sdapi/v1/txt2img").size(),
                    server.got("/sdapi/v1/img2img").size()));
        }
    }

    /** Unless an engine on a server is named, none is asked, whatever else is said. */
    @Test
    void autoAsksNoServer() throws IOException {
        try (FakeServer server = new FakeServer()) {
            final CliRun run = CliRun.of("inpaint", image(), "--roi", "300,200,40,30", "--server", server.address(),
                    "--seed", "1", "--out", folder.resolve("auto.tif")).done();
            assertEquals(List.of("The key server has no effect with the engine 'patch'."), run.notes());
            assertEquals(List.of(), server.got());
        }
    }

    @Test
    void noServerIsOneLine() throws IOException {
        final String address;
        try (FakeServer gone = new FakeServer()) {
            address = gone.address();
        }
        CliRun.of("inpaint", image(), "--roi", "300,200,40,30", "--engine", "a1111", "--server", address, "--out",
                folder.resolve("none.tif")).failed(ExitCode.SOFTWARE, "The server '" + address.substring(7)
                        + "' cannot be reached: start it, or correct the address.");
        CliRun.of("inpaint", image(), "--roi", "300,200,40,30", "--engine", "a1111", "--server",
                "http://example.org", "--out", folder.resolve("none.tif")).failed(ExitCode.SOFTWARE,
                        "The image would go to 'example.org' unencrypted: give an address that begins with https, or "
                                + "one of this machine or of the local network.");
    }

    /** Neither where it works nor where the service repeats the key in its own words. */
    @Test
    void theKeyOfAServiceIsInNoFileAndNoMessage() throws IOException {
        final Path in = image(), out = folder.resolve("service.tif");
        try (FakeServer server = new FakeServer()) {
            server.on("POST /draw", got -> FakeServer.Reply.json("{\"data\":{\"url\":\"" + server.address()
                    + "/drawn.png\"},\"id\":\"rl-geheim-77\"}"))
                    .on("GET /drawn.png", got -> FakeServer.Reply.png(RemoteScenes.grey(1024, 1024, 0.25f)));
            final CliRun run = service(in, out, server).done();
            assertEquals("Bearer rl-geheim-77", server.got("/draw").get(0).header("Authorization"));
            assertEquals("{\"prompt\":\"a red car\",\"size\":\"1024x1024\"}", server.got("/draw").get(0).text());
            final Provenance made = Layer.of(ImageFiles.open(out)).get(0).provenance();
            assertEquals("relay|not told|...", made.facts().get("service") + "|" + made.facts().get("cost") + "|"
                    + made.facts().get("request_id"));
            final String file = new String(Files.readAllBytes(out), StandardCharsets.ISO_8859_1);
            assertFalse((run.out() + run.err() + file).contains("geheim"));
            server.on("POST /draw", got -> FakeServer.Reply.json(401, "{\"error\":\"rl-geheim-77 is no key\"}"));
            final CliRun refused = service(in, folder.resolve("refused.tif"), server);
            assertEquals(ExitCode.SOFTWARE, refused.status());
            assertTrue(refused.err().contains("does not accept the key (... is no key)"), refused.err());
            assertFalse((refused.out() + refused.err()).contains("geheim"));
        }
    }

    private static CliRun service(final Path in, final Path out, final FakeServer server) throws IOException {
        final ProcessBuilder builder = new ProcessBuilder(org.inpaintj.RunningJava.program(), "-Xmx512m", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "inpaint", in.toString(), "--roi",
                "300,200,40,30", "--engine", "service", "--service", "relay", "--server", server.address() + "/draw",
                "--prompt", "a red car", "--seed", "5", "--out", out.toString());
        builder.environment().put("INPAINTJ_RELAY_KEY", "rl-geheim-77");
        return CliRun.of(builder);
    }

    /** Nor in what is written: the file is looked through for the key. */
    @Test
    void theKeyIsInNoFile() throws IOException {
        try (FakeServer server = new FakeServer().on("POST /sdapi/v1/img2img", FakeWebui::paint)) {
            final Path in = image(), out = folder.resolve("keyed.tif");
            final ProcessBuilder builder = new ProcessBuilder(org.inpaintj.RunningJava.program(), "-Xmx512m", "-cp",
                    System.getProperty("java.class.path"), Main.class.getName(), "inpaint", in.toString(), "--roi",
                    "300,200,40,30", "--engine", "a1111", "--server", server.address(), "--seed", "5", "--out",
                    out.toString());
            builder.environment().put("INPAINTJ_A1111_KEY", "ann:Zx81-geheim");
            final CliRun run = CliRun.of(builder).done();
            assertTrue(server.got().get(0).header("Authorization").startsWith("Basic "));
            assertFalse((run.out() + run.err()).contains("geheim"));
            final String file = new String(Files.readAllBytes(out), StandardCharsets.ISO_8859_1);
            assertFalse(file.contains("geheim") || file.contains("YW5uO"));
        }
    }
}
