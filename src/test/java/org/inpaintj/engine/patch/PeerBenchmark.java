package org.inpaintj.engine.patch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;

/**
 * Prints quality and seconds of the embedded engine beside those of other programs, from one run on the same images,
 * masks and machine: a square hole of 128 px and blobs over 15 % of the image.
 *
 * <pre>
 * java -cp ... org.inpaintj.engine.patch.PeerBenchmark [IMAGES] [--work FOLDER] [--python python3] [--jar FILE]
 * </pre>
 *
 * {@code IMAGES} is a folder of PNG or JPEG files of at least 256 px; without it the bundled sample and the synthetic
 * micrographs of {@link PatchFixtures} serve. {@code --jar} names the command line's jar, {@code --python} an
 * interpreter with the packages of {@code src/test/python/requirements.txt}; G'MIC is called as {@code gmic}. What is
 * missing is left out and named. Inputs and fills stay in the work folder.
 */
public final class PeerBenchmark {

    private static final int SIDE = 128;
    private static final double[][] PLACES =
            { { 0.5, 0.5 }, { 0.2, 0.75 }, { 0.8, 0.25 }, { 0.65, 0.85 }, { 0.3, 0.3 } };
    private static final double[] BLOB_SIGMAS = { 9, 14, 20 };
    private static final String[] PYTHON = { "patchmatch-3", "patchmatch-5", "patchmatch-7", "resynthesizer", "telea" };

    private record Case(String name, TestPicture truth, boolean[] hole, Path image, Path mask) {
    }

    private final Path work;
    private final PeerResults peers;
    private final Map<String, List<Case>> sets = new LinkedHashMap<>();

    private PeerBenchmark(final Path work, final PeerResults peers) {
        this.work = work;
        this.peers = peers;
    }

    public static void main(final String[] args) throws IOException, InterruptedException {
        Locale.setDefault(Locale.ROOT);
        final Map<String, String> options = new LinkedHashMap<>(
                Map.of("--work", "target/benchmark", "--python", "python3", "--jar", "target/inpaintj.jar"));
        Path images = null;
        for (int i = 0; i < args.length; i++)
            if (options.containsKey(args[i]) && i + 1 < args.length)
                options.put(args[i], args[++i]);
            else
                images = Path.of(args[i]);
        final PeerBenchmark benchmark = new PeerBenchmark(Path.of(options.get("--work")),
                new PeerResults(options.get("--python"), Path.of(options.get("--jar"))));
        final Map<String, TestPicture> pictures = images == null ? bundled() : read(images);
        benchmark.prepare(pictures);
        System.out.printf("%s, %d cores, %s, %d images: %s%n", LocalDate.now(),
                Runtime.getRuntime().availableProcessors(), System.getProperty("os.arch"), pictures.size(),
                String.join(", ", pictures.keySet()));
        for (final String set : benchmark.sets.keySet())
            benchmark.table(set);
    }

    private static Map<String, TestPicture> bundled() throws IOException {
        final Map<String, TestPicture> all =
                new LinkedHashMap<>(read(Path.of("src/main/resources/org/inpaintj/samples")));
        all.putAll(PatchFixtures.all(512, 1));
        all.remove("corner");
        return all;
    }

    private static Map<String, TestPicture> read(final Path folder) throws IOException {
        final Map<String, TestPicture> all = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path file : files.sorted().toList()) {
                final String name = file.getFileName().toString();
                if (name.matches("(?i).*\\.(png|jpe?g)"))
                    all.put(name.replaceFirst("\\.\\w+$", ""), TestPicture.read(file));
            }
        }
        return all;
    }

    /** Writes each image without its hole, and the mask: what every program starts from. */
    private void prepare(final Map<String, TestPicture> pictures) throws IOException {
        Files.createDirectories(work);
        int n = 0;
        for (final Map.Entry<String, TestPicture> e : pictures.entrySet()) {
            final Path file = work.resolve(e.getKey() + ".truth.png");
            e.getValue().write(file);
            final TestPicture truth = TestPicture.read(file); // 8 bits, as the others see it
            add("128 x 128 hole", e.getKey() + ".hole", truth, square(truth, PLACES[n % PLACES.length]));
            if (truth.width() == truth.height())
                add("blobs over 15 %", e.getKey() + ".blobs", truth,
                        PatchFixtures.blobs(truth.width(), BLOB_SIGMAS[n % BLOB_SIGMAS.length], 0.15, 100 + n));
            n++;
        }
    }

    private void add(final String set, final String name, final TestPicture truth, final boolean[] hole)
            throws IOException {
        final Path image = work.resolve(name + ".png"), mask = work.resolve(name + ".mask.png");
        truth.without(hole).write(image);
        TestPicture.of(hole, truth.width()).write(mask);
        sets.computeIfAbsent(set, s -> new ArrayList<>()).add(new Case(name, truth, hole, image, mask));
    }

    private static boolean[] square(final TestPicture image, final double[] place) {
        final int x = (int) (place[0] * (image.width() - SIDE)), y = (int) (place[1] * (image.height() - SIDE));
        final boolean[] hole = new boolean[image.width() * image.height()];
        for (int v = 0; v < SIDE; v++)
            Arrays.fill(hole, (y + v) * image.width() + x, (y + v) * image.width() + x + SIDE, true);
        return hole;
    }

    private void table(final String set) throws IOException, InterruptedException {
        final List<Case> cases = sets.get(set);
        System.out.printf("%n%s, %d images; seconds are medians%n%n", set, cases.size());
        System.out.println(
                "| | PSNR | SSIM | gradient | Gabor | patch Frechet | seam | noise | fill, s | process, s |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        embedded(cases);
        for (final String method : PYTHON)
            python(method, cases);
        commands("G'MIC inpaint_matchpatch", "gmic", cases, peers::gmic);
    }

    private void embedded(final List<Case> cases) throws IOException, InterruptedException {
        final PatchEngine engine = new PatchEngine();
        final Request request = Engines.found().request(Map.of("seed", "1"));
        final List<FillQuality> quality = new ArrayList<>();
        final List<Double> seconds = new ArrayList<>();
        for (int k = 0; k < Math.min(8, cases.size()); k++) // warm
            engine.run(request, cases.get(k).truth.without(cases.get(k).hole).scene(cases.get(k).hole), Progress.NONE);
        for (final Case c : cases) {
            final var scene = c.truth.without(c.hole).scene(c.hole);
            final long start = System.nanoTime();
            final var result = engine.run(request, scene, Progress.NONE);
            seconds.add((System.nanoTime() - start) * 1e-9);
            final Path out = out("engine", c);
            c.truth.filled(result, c.hole).write(out);
            quality.add(quality(c, out));
        }
        row("InpaintJ, engine in the JVM", quality, seconds, List.of());
        commands("InpaintJ, command line", "inpaintj", cases, peers::inpaintj);
    }

    private void python(final String method, final List<Case> cases) throws IOException, InterruptedException {
        final List<Path> files = new ArrayList<>();
        for (final Case c : cases)
            files.addAll(List.of(c.image, c.mask, out(method, c)));
        final List<Double> seconds = peers.python(method, files);
        if (seconds == null)
            return;
        final List<FillQuality> quality = new ArrayList<>();
        for (final Case c : cases)
            quality.add(quality(c, out(method, c)));
        final List<Double> whole = new ArrayList<>();
        if (method.equals("patchmatch-3"))
            for (final Case c : cases) {
                final long start = System.nanoTime();
                peers.python(method, List.of(c.image, c.mask, out(method, c)));
                whole.add((System.nanoTime() - start) * 1e-9);
            }
        row(method, quality, seconds, whole);
    }

    private interface Command {
        boolean fill(Path image, Path mask, Path out) throws IOException, InterruptedException;
    }

    private void commands(final String label, final String folder, final List<Case> cases, final Command command)
            throws IOException, InterruptedException {
        final List<FillQuality> quality = new ArrayList<>();
        final List<Double> seconds = new ArrayList<>();
        for (final Case c : cases) {
            final Path out = out(folder, c);
            final long start = System.nanoTime();
            if (!command.fill(c.image, c.mask, out))
                return;
            seconds.add((System.nanoTime() - start) * 1e-9);
            quality.add(quality(c, out));
        }
        row(label, quality, List.of(), seconds);
    }

    private Path out(final String method, final Case c) throws IOException {
        return Files.createDirectories(work.resolve(method)).resolve(c.name + ".png");
    }

    private static FillQuality quality(final Case c, final Path file) throws IOException {
        return FillQuality.of(c.truth, c.truth.with(TestPicture.read(file), c.hole), c.hole);
    }

    private static void row(final String label, final List<FillQuality> all, final List<Double> fill,
            final List<Double> process) {
        final FillQuality q = FillQuality.mean(all);
        System.out.printf("| %s | %.2f | %.3f | %.3f | %.3f | %.3f | %.3f | %.2f | %s | %s |%n", label,
                q.psnr(), q.ssim(),
                q.gradient(), q.gabor(), q.frechet(), q.seam(), q.noise(), median(fill), median(process));
    }

    private static String median(final List<Double> seconds) {
        if (seconds.isEmpty())
            return "";
        final double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        final int n = sorted.length;
        return String.format("%.2f", (sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
    }
}
