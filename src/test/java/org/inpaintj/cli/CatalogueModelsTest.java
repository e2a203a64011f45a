package org.inpaintj.cli;

import static org.inpaintj.model.download.LoopbackHub.file;
import static org.inpaintj.model.download.LoopbackHub.sha256;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.inpaintj.RunningJava;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.model.catalogue.ModelStore;
import org.inpaintj.model.download.LoopbackHub;
import org.inpaintj.model.folder.ModelFixture;

/** Models of a catalogue, fetched from a real server on this machine, on the command line and in macros. */
class CatalogueModelsTest {

    private static final Path LAMA = ModelFixture.of("erasers").folder().resolve("lama-free.onnx");
    private static final Path ENLARGER = ModelFixture.of("upscalers").folder().resolve("x2.onnx");

    @TempDir
    Path folder;
    @AutoClose
    private final LoopbackHub hub = new LoopbackHub();
    private ModelStore.Use use;
    private Path models;

    @BeforeEach
    void serve() throws IOException {
        models = Files.createDirectories(folder.resolve("models"));
        final byte[] lama = Files.readAllBytes(LAMA), enlarger = Files.readAllBytes(ENLARGER);
        hub.on("/lama.onnx", file(lama, "\"a\"")).on("/x2.onnx", file(enlarger, "\"b\""));
        Files.writeString(models.resolve("catalogue.json"), catalogue(entry("tiny-lama", "model", "false", "lama.onnx",
                lama), entry("tiny-x2", "upscaler", "true", "x2.onnx", enlarger)));
        use = ModelStore.use(new ModelStore(models, hub.patient()));
    }

    @AfterEach
    void end() {
        use.close();
    }

    private static String catalogue(final String... entries) {
        return "{\"schema\": 1, \"models\": [" + String.join(", ", entries) + "]}";
    }

    private String entry(final String id, final String role, final String accept, final String name,
            final byte[] bytes) {
        return "{\"id\": \"" + id + "\", \"title\": \"The " + id + "\", \"role\": \"" + role + "\", \"task\": "
                + "\"erase\", \"family\": \"lama\", \"licence\": {\"id\": \"Bound 1.0\", \"url\": "
                + "\"https://example.org/bound\", \"accept\": " + accept + "}, \"files\": [{\"path\": \"" + name
                + "\", \"urls\": [\"" + hub.at("/" + name) + "\"], \"size\": " + bytes.length + ", \"sha256\": \""
                + sha256(bytes) + "\"}]}";
    }

    private Path image() {
        final ByteProcessor noise = new ByteProcessor(71, 53);
        final byte[] bytes = new byte[71 * 53];
        new Random(5).nextBytes(bytes);
        noise.setPixels(bytes);
        final Path in = folder.resolve("in.tif");
        ImageFiles.save(new ImagePlus("in", noise), in);
        return in;
    }

    private static byte[] pixels(final Path file) {
        return (byte[]) ImageFiles.open(file).getProcessor().getPixels();
    }

    private CliRun inpaint(final Path out, final Object... more) {
        final List<Object> words = new ArrayList<>(List.of("inpaint", image(), "--roi", "20,15,12,10", "--target",
                "inplace", "--out", out, "--overwrite"));
        words.addAll(List.of(more));
        return CliRun.of(words.toArray());
    }

    @Test
    void aKeyNamesAModelThatIsFetchedBeforeTheRun() {
        final Path out = folder.resolve("out.tif"), byPath = folder.resolve("path.tif");
        inpaint(out, "--model", "tiny-lama").failed(ExitCode.SOFTWARE, "'tiny-lama' is in the catalogue but not here: "
                + "add download=true, or get it with 'models get tiny-lama' on the command line.");
        inpaint(out, "--engine", "erase", "--model", "tiny-lama", "--download", "false").failed(ExitCode.SOFTWARE,
                "'tiny-lama' is in the catalogue but not here: add download=true, or get it with 'models get "
                        + "tiny-lama' on the command line.");
        inpaint(out, "--model", "tiny-lama", "--download", "maybe").failed(ExitCode.USAGE,
                "download takes true or false, not 'maybe'.");
        assertEquals(List.of(), hub.asked);
        assertEquals("Wrote " + out + " (engine erase).", inpaint(out, "--model", "tiny-lama", "--download").done()
                .out().strip());
        assertEquals(1, hub.asked.size());
        inpaint(byPath, "--model", LAMA).done();
        assertArrayEquals(pixels(byPath), pixels(out));
        inpaint(out, "--model", "tiny-lama", "--download", "true").done();
        inpaint(out, "--model", "tiny-lama").done();
        assertEquals(1, hub.asked.size());
    }

    @Test
    void aLicenceThatBindsIsAcceptedOnceForAllRuns() {
        final Path out = folder.resolve("out.tif");
        final Object[] line = {"upscale", image(), "--out", out, "--upscaler", "tiny-x2", "--overwrite"};
        final List<Object> fetching = new ArrayList<>(List.of(line));
        fetching.add("--download");
        final String absent = CliRun.of(line).err();
        assertTrue(absent.contains("inpaintj: 'tiny-x2' is in the catalogue but not here: add download=true, or get it "
                + "with 'models get tiny-x2' on the command line."), absent);
        CliRun.of(fetching.toArray()).failed(ExitCode.SOFTWARE, "'The tiny-x2' is given under the licence Bound 1.0 "
                + "(https://example.org/bound), which binds whoever uses it: read it, and accept it with 'models get "
                + "tiny-x2 --accept-licence' on the command line.");
        assertFalse(Files.exists(out));
        assertEquals(models.resolve("tiny-x2/x2.onnx").toString(), CliRun.of("models", "get", "tiny-x2",
                "--accept-licence").done().out().strip());
        CliRun.of("models", "remove", "tiny-x2").done();
        CliRun.of(fetching.toArray()).done();
        assertEquals(142, ImageFiles.open(out).getWidth());
    }

    /** In a process of its own, as a user's macro runs, and the layer is that of a model that was there before. */
    @Test
    void aMacroFetchesWhatItNeeds() throws IOException {
        final Path in = image(), layers = folder.resolve("layers.tif"), flat = folder.resolve("flat.tif"),
                byLine = folder.resolve("line.tif");
        final Path macro = Files.writeString(folder.resolve("macro.ijm"), """
                open('IN');
                makeRectangle(20, 15, 12, 10);
                run("Inpaint Selection...", "model=tiny-lama download=true");
                saveAs('tiff', 'LAYERS');
                run("Flatten Layers");
                saveAs('tiff', 'FLAT');
                """.replace("IN'", in + "'").replace("LAYERS'", layers + "'").replace("FLAT'", flat + "'"));
        final ProcessBuilder process = new ProcessBuilder(RunningJava.program(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Xmx512m", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "macro", macro.toString());
        process.environment().put(ModelStore.VARIABLE, models.toString());
        CliRun.of(process).done();
        assertEquals(1, hub.asked.size());
        inpaint(byLine, "--model", LAMA).done();
        assertArrayEquals(pixels(byLine), pixels(flat));
        final Provenance made = Layer.of(ImageFiles.open(layers)).get(0).provenance();
        assertEquals("lama.onnx", made.facts().get("model"));
        assertEquals("tiny-lama", made.request().get("model"), "as it was named, so that it is found again");
        assertFalse(made.json().contains("download") || made.json().contains(folder.toString()), made.json());
    }

    @Test
    void modelsAreListedFetchedVerifiedAndRemoved() throws IOException {
        final String all = CliRun.of("models", "list").done().out(), more = CliRun.of("models", "list", "--all").done()
                .out();
        assertEquals(43, all.lines().count());
        assertEquals(46, more.lines().count());
        assertTrue(more.lines().anyMatch(line -> line.startsWith("flux2-klein-4b ")
                && line.endsWith("cannot be run here yet")), more);
        assertTrue(CliRun.of("models", "list", "TINY-x").done().out().matches(
                "tiny-x2 +- +1 MB  The tiny-x2 \\(Bound 1.0, to be accepted\\)\\R"));
        final Path file = models.resolve("tiny-lama/lama.onnx");
        assertEquals(file.toString(), CliRun.of("models", "get", "tiny-lama").done().out().strip());
        assertArrayEquals(Files.readAllBytes(LAMA), Files.readAllBytes(file));
        assertTrue(CliRun.of("models", "list", "tiny-lama").done().out().contains(" installed "));
        assertEquals("tiny-lama is right.", CliRun.of("models", "verify").done().out().strip());
        final byte[] bytes = Files.readAllBytes(file);
        bytes[9]++;
        Files.write(file, bytes);
        final CliRun wrong = CliRun.of("models", "verify", "tiny-lama");
        assertEquals(ExitCode.SOFTWARE, wrong.status());
        assertTrue(wrong.err().contains("instead of " + sha256(Files.readAllBytes(LAMA))), wrong.err());
        CliRun.of("models", "get", "tiny-lama").done();
        assertEquals("tiny-lama is right.", CliRun.of("models", "verify", "tiny-lama").done().out().strip());
        assertEquals("tiny-lama/lama.onnx\t" + Files.size(LAMA) + "\t" + sha256(Files.readAllBytes(LAMA)) + "\t"
                + hub.at("/lama.onnx"), CliRun.of("models", "hashes", "tiny-lama").done().out().strip());
        assertTrue(CliRun.of("models", "hashes", "lama").done().out().contains(hub.base()
                + "/Carve/LaMa-ONNX/resolve/c3c0c9e468934d62e79c329e35d82dd09ff8c444/lama_fp32.onnx"));
        assertEquals("Removed tiny-lama.", CliRun.of("models", "remove", "tiny-lama").done().out().strip());
        assertFalse(Files.exists(file.getParent()));
        CliRun.of("models", "remove", "tiny-lama").failed(ExitCode.SOFTWARE, "'tiny-lama' is not in " + models
                + ": there is nothing to remove.");
        CliRun.of("models", "verify", "tiny-lamma").failed(ExitCode.SOFTWARE,
                "There is no model 'tiny-lamma' in the catalogue: did you mean 'tiny-lama'.");
        for (final String action : List.of("get", "import", "remove"))
            assertEquals(ExitCode.USAGE, CliRun.of("models", action).status());
    }

    @Test
    void filesOfAStickAreImported() throws IOException {
        final Path zip = folder.resolve("stick.zip");
        try (OutputStream out = Files.newOutputStream(zip); ZipOutputStream packed = new ZipOutputStream(out)) {
            for (final Map.Entry<String, Path> each : Map.of("../a.bin", LAMA, "b.txt", folder.resolve(
                    "models/catalogue.json"), "c", ENLARGER).entrySet()) {
                packed.putNextEntry(new ZipEntry(each.getKey()));
                Files.copy(each.getValue(), packed);
                packed.closeEntry();
            }
        }
        final CliRun run = CliRun.of("models", "import", zip).done();
        assertEquals(List.of(models.resolve("tiny-lama/lama.onnx").toString(),
                models.resolve("tiny-x2/x2.onnx").toString()), run.out().lines().sorted().toList());
        assertEquals(List.of("'tiny-x2' is given under the licence Bound 1.0 (https://example.org/bound).",
                "1 files are none of the catalogue and were left, such as 'b.txt'."), run.notes());
        assertEquals(List.of(), hub.asked);
        assertTrue(CliRun.of("models", "import", models.resolve("catalogue.json")).err()
                .contains("no file of the catalogue and no zip archive"));
        assertTrue(CliRun.of("models", "import", Files.createDirectories(folder.resolve("empty"))).err()
                .contains("None of the files"));
    }

    @Test
    void aNewerCatalogueIsAFileOrAnAddress() throws IOException {
        final byte[] bytes = Files.readAllBytes(LAMA);
        final String newer = catalogue(entry("newest", "model", "false", "lama.onnx", bytes),
                entry("later", "model", "false", "lama.onnx", bytes).replace("\"role\": \"model\"",
                        "\"role\": \"film\""));
        final Path file = Files.writeString(folder.resolve("newer.json"), newer);
        hub.json("/newer.json", newer);
        for (final String place : List.of(file.toString(), hub.at("/newer.json").toString())) {
            final CliRun run = CliRun.of("models", "list", "newest", "--catalogue", place).done();
            assertTrue(run.out().startsWith("newest "), run.out());
        }
        assertTrue(CliRun.of("models", "list", "--catalogue", hub.at("/newer.json")).notes().get(0)
                .contains("'later' in the catalogue is left out"));
        CliRun.of("models", "get", "newest", "--catalogue", file).done();
        // it is found from then on without that catalogue
        inpaint(folder.resolve("out.tif"), "--model", "newest").done();
        hub.json("/newer.json", " ".repeat(5 << 20));
        assertEquals(ExitCode.SOFTWARE, CliRun.of("models", "list", "--catalogue", hub.at("/newer.json")).status());
        assertEquals(ExitCode.SOFTWARE, CliRun.of("models", "list", "--catalogue", folder.resolve("none")).status());
        final Path other = folder.resolve("other");
        assertEquals(other.resolve("tiny-lama/lama.onnx").toString(), CliRun.of("models", "get", "tiny-lama", "--out",
                other, "--catalogue", models.resolve("catalogue.json")).done().out().strip());
    }
}
