package org.inpaintj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.file.ImageFile;
import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.ForgedLayer;
import org.inpaintj.imagej.job.ImageFormat;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.imagej.job.LayerReplay;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.segment.RgbImage;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.sam.Segmenter;
import org.inpaintj.segment.sam.Segmenters;

/**
 * Damaged images, models and layers by the dozen, always the same ones: each is used or refused in a sentence soon,
 * nothing is changed by what is refused, and nobody prints a stack trace.
 */
class AttackTest {

    private static final int IMAGES = 200, MODELS = 60, LAYERS = 60;
    /** For each; a tenth of it where nothing else runs. */
    private static final int SECONDS = 10;

    @TempDir
    Path folder;

    private final ExecutorService worker = Executors.newCachedThreadPool(run -> {
        final Thread thread = new Thread(run, "attacked");
        thread.setDaemon(true);
        return thread;
    });
    private final PrintStream out = System.out, err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /** Something done with what was damaged. */
    @FunctionalInterface
    private interface Deed {
        void run() throws Exception;
    }

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true));
        System.setErr(System.out);
    }

    @AfterEach
    void stop() {
        System.setOut(out);
        System.setErr(err);
        worker.shutdownNow();
        final String text = printed.toString();
        assertTrue(!text.contains("\tat ") && !text.contains("Exception"), text);
    }

    /** True if it was done, false if it was refused in a sentence. */
    private boolean done(final String what, final Deed deed) {
        try {
            worker.submit(() -> {
                deed.run();
                return null;
            }).get(SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (final TimeoutException e) {
            return fail(what + " took more than " + SECONDS + " s", e);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (final ExecutionException e) {
            if (!(e.getCause() instanceof InpaintException))
                fail(what + ": " + e.getCause(), e.getCause());
            final String said = e.getCause().getMessage();
            assertTrue(said.endsWith(".") && said.length() > 20 && !said.contains("\n"), what + ": " + said);
            return false;
        }
    }

    private static Request request(final String... keysAndValues) {
        Request request = Engines.found().request(Map.of("engine", "patch", "seed", "1", "device", "cpu"));
        for (int i = 0; i < keysAndValues.length; i += 2)
            request = request.with(keysAndValues[i], keysAndValues[i + 1]);
        return request;
    }

    private static int hash(final ImagePlus imp) {
        int hash = imp.getStackSize();
        for (int i = 1; i <= imp.getStackSize(); i++) {
            final Object pixels = imp.getStack().getProcessor(i).getPixels();
            hash = 31 * hash + Arrays.deepHashCode(new Object[] { pixels });
        }
        return hash;
    }

    @Test
    void images() throws IOException {
        int opened = 0;
        for (int seed = 0; seed < IMAGES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final ImageFormat format = ImageFormat.values()[seed % ImageFormat.values().length];
            final Path file = format.write(folder);
            Files.write(file, Mutation.of(Files.readAllBytes(file), random));
            final ImagePlus[] imp = new ImagePlus[1];
            if (!done(format + " " + seed, () -> imp[0] = ImageFile.open(file)))
                continue;
            opened++;
            if (imp[0].getWidth() < 20 || imp[0].getHeight() < 20)
                continue;
            final int before = hash(imp[0]);
            imp[0].setRoi(imp[0].getWidth() / 2, imp[0].getHeight() / 2, 8, 7);
            done(format + " " + seed + " painted", () -> InpaintJob.of(imp[0], request("padding", "8"))
                    .paint(Progress.NONE));
            assertEquals(before, hash(imp[0]), format + " " + seed);
        }
        assertTrue(opened > 20 && opened < IMAGES - 20, opened + " of " + IMAGES + " were opened");
    }

    @Test
    void models() throws IOException {
        final List<String> kinds = List.of("sd15", "sam", "erasers", "sd3", "sdxl", "sd2");
        int ran = 0;
        for (int seed = 0; seed < MODELS; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final String kind = kinds.get(seed % kinds.size());
            final Path model = kind.equals("erasers") ? ModelFixture.archive(kind)
                    : ModelFixture.copy(kind, Files.createDirectories(folder.resolve(kind + seed)));
            final Path damaged;
            try (Stream<Path> files = Files.walk(model)) {
                final List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
                damaged = all.get(random.nextInt(all.size()));
            }
            Files.write(damaged, Mutation.of(Files.readAllBytes(damaged), random));
            ran += done(model.relativize(damaged) + " of " + kind + " " + seed, () -> use(kind, model, damaged)) ? 1
                    : 0;
        }
        assertTrue(ran > 5 && ran < MODELS - 5, ran + " of " + MODELS + " ran");
    }

    private static void use(final String kind, final Path model, final Path damaged) {
        final ImagePlus imp = new ImagePlus("picture", new ByteProcessor(32, 32));
        imp.setRoi(8, 9, 12, 11);
        if (kind.startsWith("sam"))
            try (SessionCache.Lease<Segmenter> lease = Segmenters.lease(Segmenters.model(model.toString()))) {
                final Segmenter segmenter = lease.value();
                final RgbImage rgb = RgbImage.of(32, 32, new int[32 * 32]);
                segmenter.segment(segmenter.embed(rgb, Progress.NONE),
                        SegmentPrompt.of(List.of(new SegmentPrompt.Point(12, 12, true))),
                        Progress.NONE).best().mask();
            }
        else if (kind.equals("erasers"))
            InpaintJob.of(imp, request("engine", "erase", "model", damaged.toString())).paint(Progress.NONE);
        else
            InpaintJob.of(imp,
                    request("engine", "diffusion", "model", model.toString(), "steps", "1", "prompt", "a cell",
                    "width", "64", "height", "64")).paint(Progress.NONE);
    }

    @Test
    void layers() throws IOException {
        final Path file = folder.resolve("layers.tif");
        int whole = 0;
        for (int seed = 0; seed < LAYERS; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final ImagePlus made = ImageFile.open(ImageFormat.values()[seed % 3].write(folder));
            for (final int x : new int[] { 5, 18 }) {
                made.setRoi(x, 7, 12, 9);
                Delivery.deliver(InpaintJob.of(made, request("padding", "8")).paint(Progress.NONE));
            }
            forge(Layer.of(made).get(0).roi(), random);
            assertTrue(new FileSaver(made).saveAsTiff(file.toString()));
            final ImagePlus imp = IJ.openImage(file.toString());
            final int before = hash(imp);
            final String what = "layer " + seed;
            final Layer forged = Layer.of(imp).get(0);
            done(what + " listed", () -> Layer.of(imp).forEach(layer -> layer.title().concat(layer.damage())));
            done(what + " flattened", () -> LayerFlattener.flatten(imp, false));
            done(what + " repeated", () -> LayerReplay.of(imp, forged).paint(Progress.NONE));
            imp.setRoi(new Roi(12, 10, 9, 9));
            assertTrue(done(what + " painted", () -> Delivery.deliver(InpaintJob.of(imp, request("padding", "8"))
                    .paint(Progress.NONE))));
            assertEquals(before, hash(imp), what);
            assertEquals(3, Layer.of(imp).size(), what);
            if (done(what + " accepted", forged::accept)) {
                whole++;
                assertEquals(2, Layer.of(imp).size(), what);
            } else {
                assertEquals(before, hash(imp), what);
                forged.discard();
            }
            assertTrue(done(what + " the others", () -> LayerFlattener.flatten(imp, true)), what);
            assertEquals(0, Layer.of(imp).size(), what);
        }
        assertTrue(whole < LAYERS - 20, whole + " of " + LAYERS + " were accepted");
    }

    private static void forge(final Roi layer, final SplittableRandom random) {
        final String[] keys = { ForgedLayer.PATCH, ForgedLayer.SELECTION, ForgedLayer.PROVENANCE };
        final String key = keys[random.nextInt(keys.length)];
        switch (random.nextInt(4)) {
            case 0 -> layer.setProperty(key, new String(Mutation.of(layer.getProperty(key).getBytes(), random))
                    .replaceAll("[^\\x21-\\x7e]", "A"));
            case 1 -> ForgedLayer.record(layer, "\"[a-z_]+\": (\"[^\"]*\"|[0-9.]+)", random.nextBoolean()
                    ? "\"facts\": null"
                    : "\"seed\": 1e999");
            default -> ForgedLayer.bytes(layer, key, bytes -> Mutation.of(bytes, random));
        }
    }
}
