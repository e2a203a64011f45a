package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.Documents;
import org.inpaintj.batch.BatchReport;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.model.library.LibraryFolders;
import org.inpaintj.model.library.ModelLibrary;

/** The command lines of the documents run as they stand, with tiny models and images under the names that they use. */
class ReadmeExamplesTest {

    private static final String PROGRAM = "java -jar inpaintj.jar ";

    @TempDir
    Path folder;

    @BeforeEach
    void images() throws IOException {
        for (final String name : List.of("cells.tif", "a.tif", "IN"))
            save(name, new ByteProcessor(97, 61));
        for (final String name : List.of("b.png", "sketch.png"))
            save(name, new ColorProcessor(97, 61));
        final ByteProcessor mask = new ByteProcessor(97, 61);
        mask.setColor(255);
        mask.fillRect(20, 15, 12, 10);
        save("mask.png", mask);
    }

    private void save(final String name, final ImageProcessor ip) throws IOException {
        final int[] pixels = new int[97 * 61];
        for (int y = 0, i = 0; y < 61; y++)
            for (int x = 0; x < 97; x++, i++)
                for (int c = 0; c < 3; c++)
                    pixels[i] = pixels[i] << 8 | (3 * x * x + 5 * y * y + x * y * (c + 1) + 40 * c) / 16 % 256;
        for (int i = 0; i < pixels.length && !name.startsWith("mask"); i++)
            ip.set(i, ip instanceof ColorProcessor ? pixels[i] : pixels[i] & 255);
        final Path path = folder.resolve(name.contains(".") ? name : name + ".tif");
        ImageFiles.save(new ImagePlus(name, ip), path);
        if (!name.contains("."))
            Files.move(path, folder.resolve(name));
    }

    /** The command lines in one page, without those that say what there is. */
    private static List<String> lines(final String page) {
        return lines().filter(line -> line.getKey().equals(page)).map(Map.Entry::getValue).toList();
    }

    /** Each command line with its page; one that says what there is has parts in brackets that may be left out. */
    private static Stream<Map.Entry<String, String>> lines() {
        return Documents.blocksForUsers().stream().filter(block -> block.text().startsWith(PROGRAM))
                .filter(block -> !block.text().contains("[--KEY VALUE]"))
                .flatMap(block -> block.lines().stream().map(line -> Map.entry(
                        block.document().getFileName().toString(), line.substring(PROGRAM.length()))));
    }

    private void run(final String line, final Map<String, String> names) {
        final List<Object> words = new ArrayList<>();
        final Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(line);
        while (word.find()) {
            final String text = word.group(1) != null ? word.group(1) : word.group(2);
            words.add(names.containsKey(text) ? names.get(text)
                    : text.matches("IN|\\w+\\.(tif|png|zip)|clean") ? folder.resolve(text).toString() : text);
        }
        CliRun.of(words.toArray()).done();
    }

    private static String model(final String name) {
        return ModelFixture.of(name).folder().toString();
    }

    @Test
    void theExamplesRun() throws IOException {
        final List<String> lines = lines("command-line.md");
        for (final String line : lines)
            run(line, Map.of("sd15", model("sd15")));
        assertEquals(7, lines.size());
        for (final String made : Set.of("clean.tif", "flat.tif", "clean/a.tif", "clean/b.png",
                "repaired.tif", "oil.png", "car.png"))
            assertTrue(Files.size(folder.resolve(made)) > 0, made);
    }

    /** With what their capital letters stand for. */
    @Test
    void theExamplesOfModelsRun() throws IOException {
        final Path eraser = ModelFixture.of("erasers").folder().resolve("lama-fixed.onnx");
        run(lines("diffusion.md").get(0), Map.of("x,y,w,h", "20,15,12,10", "OUT", folder.resolve("1.tif").toString(),
                "FOLDER", model("sd15")));
        run(lines("checkpoints.md").get(0), Map.of("mask.png", folder.resolve("mask.png").toString(),
                "sd-v1-5-inpainting.safetensors", ModelFixture.archive("checkpoint-sd1-inpaint")
                        .resolve("sd1-inpaint.ckpt").toString()));
        run(lines("erasers.md").get(0), Map.of("MASK", folder.resolve("mask.png").toString(), "OUT",
                folder.resolve("2.tif").toString(), "lama_fp32.onnx", eraser.toString()));
        for (final String line : lines("select.md"))
            if (line.contains("--text"))
                run(line.replace("[--model FOLDER]", "--box_threshold 0"),
                        Map.of("FOLDER", model("dino"), "MASK.png", folder.resolve("3.png").toString()));
            else
                run(line.replace("120,80,+;40,30,-", "20,15,+;40,30,-").replace("100,60,50,40", "20,15,30,20"),
                        Map.of("FOLDER", model("edge-sam")));
        final String network = ModelFixture.of("upscalers").folder().resolve("x4.onnx").toString();
        for (final String line : lines("upscale.md"))
            run(line, Map.of("4x-UltraSharp.pth", network));
        for (final String line : lines("parameters.md"))
            run(line, Map.of("sd15", model("sd15")));
        run(lines("README.md").get(0), Map.of("clean.tif", folder.resolve("4.tif").toString()));
        for (final String made : Set.of("1.tif", "2.tif", "MASK.png", "SELECTION.zip", "3.png", "4.tif",
                "large.tif", "large.png", "cat.png", "other.png"))
            assertTrue(Files.size(folder.resolve(made)) > 0, made);
    }

    @Test
    void theExamplesOfLargeImagesRun() throws IOException {
        save("slide.tif", new ByteProcessor(97, 61));
        final ByteProcessor spots = new ByteProcessor(32, 24), large = new ByteProcessor(97, 61);
        spots.set(9, 9, 1);
        large.set(9, 9, 255);
        save("mask-small.tif", spots);
        save("mask-large.tif", large);
        Files.writeString(folder.resolve("boxes.csv"), "x,y,width,height\n20,15,12,10\n");
        final List<String> lines = lines("large-images.md");
        for (final String line : lines)
            run(line.contains("--mask spots.tif") ? line + " --blocks" : line, Map.of("boxes.csv",
                    folder.resolve("boxes.csv").toString(), "plate.ome.zarr", "src/test/resources/zarr/new.ome.zarr",
                    "clean.ome.zarr", folder.resolve("clean.ome.zarr").toString(), "spots.tif", folder.resolve(
                            line.startsWith("repair") ? "mask-small.tif" : "mask-large.tif").toString()));
        assertEquals(3, lines.size());
        for (final String made : Set.of("clean.tif", "clean2.tif", "clean.ome.zarr/zarr.json"))
            assertTrue(Files.size(folder.resolve(made)) > 0, made);
    }

    @Test
    void theExamplesOfGridsAndPromptsRun() throws IOException {
        for (final String line : lines("compare.md"))
            run(line, Map.of("sd15", model("sd15"), "grid.csv", folder.resolve("grid.csv").toString()));
        for (final String line : lines("prompts.md"))
            run(line, Map.of());
        for (final String made : Set.of("grid.tif", "grid.png", "grid.csv"))
            assertTrue(Files.size(folder.resolve(made)) > 0, made);
    }

    @Test
    void theExampleOfInterrogateRuns() {
        for (final String line : lines("interrogate.md"))
            run(line, Map.of("FOLDER", model("wd-tagger")));
    }

    @Test
    void theExamplesOfOutpaintingRun() throws IOException {
        for (final String line : lines("outpaint.md"))
            run(line, Map.of("sd15", model("sd15")));
        for (final String made : Set.of("larger.tif", "wide.png"))
            assertTrue(Files.size(folder.resolve(made)) > 0, made);
    }

    @Test
    void theExamplesOfBatchesRun() throws IOException {
        final Path plates = Files.createDirectory(folder.resolve("plates"));
        for (final String name : Set.of("A1", "B2")) {
            Files.copy(folder.resolve("b.png"), plates.resolve(name + ".png"));
            Files.copy(folder.resolve("mask.png"), plates.resolve(name + "_mask.png"));
        }
        Files.writeString(folder.resolve("plates.csv"), "image,mask\nplates/A1.png,plates/A1_mask.png\n");
        for (final String line : lines("batch.md"))
            run(line, Map.of("plates", plates.toString(), "plates.csv", folder.resolve("plates.csv").toString()));
        for (final String made : Set.of("A1.png", "B2.png", BatchReport.CSV, BatchReport.JSON))
            assertTrue(Files.size(folder.resolve("clean").resolve(made)) > 0, made);
    }

    @Test
    void theExampleOfStacksRuns() throws IOException {
        final Path stacks = Files.createDirectory(folder.resolve("stacks"));
        final ImageStack slices = new ImageStack(97, 61), masks = new ImageStack(97, 61);
        for (int z = 0; z < 3; z++) {
            slices.addSlice(ImageFiles.open(folder.resolve("cells.tif")).getProcessor().convertToByteProcessor());
            masks.addSlice(ImageFiles.open(folder.resolve("mask.png")).getProcessor().convertToByteProcessor());
        }
        ImageFiles.save(new ImagePlus("brain", slices), stacks.resolve("brain.tif"));
        ImageFiles.save(new ImagePlus("mask", masks), stacks.resolve("brain_mask.tif"));
        for (final String line : lines("stacks.md"))
            run(line, Map.of("stacks", stacks.toString()));
        assertTrue(Files.size(folder.resolve("clean/brain.tif")) > 0);
    }

    @Test
    void theExamplesOfFoldersRun() throws IOException {
        Files.createDirectories(folder.resolve("ComfyUI/models/checkpoints"));
        final LibraryFolders folders =
                new LibraryFolders(Optional.of(folder.resolve("config/folders.json")), name -> null);
        try (ModelLibrary.Use use = ModelLibrary.use(new ModelLibrary(folders, Optional.empty()))) {
            for (final String line : lines("models.md"))
                run(line, Map.of("ComfyUI", folder.resolve("ComfyUI").toString()));
            assertEquals(List.of(folder.resolve("ComfyUI")), folders.all());
        }
    }

    @Test
    void noExampleIsForgotten() {
        assertEquals(Map.ofEntries(Map.entry("README.md", 1L), Map.entry("batch.md", 2L),
                Map.entry("checkpoints.md", 1L),
                Map.entry("command-line.md", 7L),
                Map.entry("compare.md", 2L), Map.entry("diffusion.md", 1L), Map.entry("erasers.md", 1L),
                Map.entry("interrogate.md", 1L), Map.entry("large-images.md", 3L), Map.entry("models.md", 2L),
                Map.entry("outpaint.md", 2L),
                Map.entry("parameters.md", 2L), Map.entry("prompts.md", 1L), Map.entry("select.md", 3L),
                Map.entry("serve.md", 1L), Map.entry("stacks.md", 1L), Map.entry("upscale.md", 2L)),
                lines().collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.counting())));
    }
}
