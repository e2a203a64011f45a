package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;

/** ControlNets by the command line: checkpoints against whole runs of diffusers, and what is refused. */
class ControlNetCommandTest {

    private static final double LIMIT = 2e-3;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({ "sd1, control_sd1.pth", "sd1, control-folder", "sdxl, control_sdxl.safetensors" })
    void checkpointsGiveTheReferencesImages(final String name, final String control) throws IOException {
        final ModelFixture golden = ModelFixture.of("controlnet-" + name);
        final Path picture = folder.resolve("picture.png"), mask = folder.resolve("mask.png"),
                hint = folder.resolve("hint.png");
        ImageFiles.save(new ImagePlus("picture", colours(golden.tensors().get("picture"))), picture);
        ImageFiles.save(new ImagePlus("mask", grey(golden.tensors().get("mask"))), mask);
        ImageFiles.save(new ImagePlus("hint", colours(golden.tensors().get("hint"))), hint);
        final List<String> wrong = new ArrayList<>();
        for (final String kase : golden.cases().keySet()) {
            final JsonObject told = golden.cases().getAsJsonObject(kase);
            final Path stages = folder.resolve(kase);
            final List<Object> line = line(told, picture, mask, stages);
            line.addAll(List.of("--model", golden.folder().resolve(name + ".safetensors"), "--control", hint,
                    "--controlnet", golden.folder().resolve(control)));
            CliRun.of(line.toArray()).done();
            final Tensor latents = golden.tensors().get(kase + "/latents");
            final double ofLatents = difference(latents, stages.resolve("latent.tif")) / Math.max(1, largest(latents));
            final double ofImage = difference(golden.tensors().get(kase + "/image"), stages.resolve("engine.tif"));
            final String report = String.format(Locale.ROOT, "%-5s %-24s %-20s latents %.1e, image %.1e", name, kase,
                    control, ofLatents, ofImage);
            System.out.println(report);
            if (!(ofLatents < LIMIT && ofImage < LIMIT))
                wrong.add(report);
            final ImagePlus seen = ImageFiles.open(stages.resolve("control.tif"));
            assertEquals(golden.tensors().get("hint").get(0) / 255, seen.getStack().getProcessor(1).getf(0), 1e-6);
        }
        assertEquals(List.of(), wrong);
        assertTrue(golden.cases().size() > 3);
    }

    /** The example, without a display, with an open image as the picture of the second run. */
    @Test
    void theExampleMacro() throws IOException {
        final Path model = ModelFixture.of("controlnet").folder(), out = folder.resolve("out.tif");
        final Path macro = Files.writeString(folder.resolve("macro.ijm"), "runMacro('"
                + Path.of("macros/ControlNet.ijm").toAbsolutePath() + "', '" + model + ";"
                + model.resolve("controls/scaled.onnx") + "');\nsaveAs('tiff', '" + out + "');\n");
        CliRun.process(List.of(), "macro", macro).done();
        final ImagePlus made = ImageFiles.open(out);
        assertEquals(128, made.getWidth());
        assertTrue(made.getInfoProperty().contains("\"control\": \"sample\""), made.getInfoProperty());
        assertTrue(made.getInfoProperty().contains("\"control_sha256\""));
    }

    /** A picture of another size is said; the keys of ControlNets are in the help. */
    @Test
    void notesAndErrorsAreSentences() throws IOException {
        final Path model = ModelFixture.of("controlnet").folder(), in = folder.resolve("in.png"),
                hint = folder.resolve("hint.png"), out = folder.resolve("out.png");
        ImageFiles.save(new ImagePlus("in", new ColorProcessor(64, 48)), in);
        ImageFiles.save(new ImagePlus("hint", new ColorProcessor(32, 32)), hint);
        final Object[] line = { "image-to-image", in, "--out", out, "--overwrite", "--model", model, "--steps", 2,
            "--seed", 1, "--prompt", "a", "--controlnet", model.resolve("controls/scaled.onnx") };
        assertTrue(CliRun.of(joined(line, "--control", hint)).done().notes().contains(
                "The control picture 1 of 32 x 32 px was resized to the 64 x 48 px of the image."));
        CliRun.of(joined(line)).failed(ExitCode.SOFTWARE, "The ControlNet of controlnet sees no picture: set control "
                + "to the title of an open image, to a file, or to shown for the picture that is changed.");
        CliRun.of(joined(line, "--control", "shown", "--control_mode", "more")).failed(ExitCode.USAGE,
                "The value of 'control_mode' must be one of balanced, prompt, control, guess, not 'more'.");
        CliRun.of(joined(line, "--control", "shown", "--control_weight", 3)).failed(ExitCode.USAGE,
                "The value of 'control_weight' must be from 0 to 2, not 3.");
    }

    private static Object[] joined(final Object[] first, final Object... second) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
    }

    private List<Object> line(final JsonObject told, final Path picture, final Path mask, final Path stages)
            throws IOException {
        final List<Object> line = new ArrayList<>(switch (told.get("task").getAsString()) {
            case "text" -> List.of("text-to-image", "--width", 128, "--height", 64);
            case "image" -> List.of("image-to-image", picture, "--strength", told.get("strength"));
            default -> List.of("inpaint", picture, "--mask", mask, "--area", "whole", "--blur", 0, "--keep", "noise",
                    "--strength", told.get("strength"));
        });
        final Path scheduler = Files.writeString(folder.resolve("scheduler.json"), told.get("scheduler").toString());
        line.addAll(List.of("--schedule", "Model", "--scheduler", scheduler, "--out",
                stages.resolveSibling(stages.getFileName() + ".png"), "--overwrite", "--save-stages", stages,
                "--steps", told.get("steps"), "--cfg", told.get("cfg"), "--seed", told.get("seed"), "--negative",
                told.get("negative").getAsString(), "--prompt", told.get("prompt").getAsString()));
        for (final String key : List.of("weight", "start", "end", "mode")) {
            final JsonElement value = told.get(key);
            if (value != null)
                line.addAll(List.of("--control_" + key, value.getAsString()));
        }
        return line;
    }

    /** The largest difference of a golden tensor of shape 1, channels, y, x to an image with a slice a channel. */
    private static double difference(final Tensor golden, final Path file) {
        final ImagePlus image = ImageFiles.open(file);
        assertEquals(golden.size(1), image.getStackSize(), file.toString());
        final int plane = image.getWidth() * image.getHeight();
        assertEquals(golden.size(2) * golden.size(3), plane, file.toString());
        double most = 0;
        for (int i = 0; i < golden.size(); i++) {
            final double off = Math.abs(golden.get(i) - image.getStack().getProcessor(1 + i / plane).getf(i % plane));
            assertTrue(off >= 0, "not a number in " + file);
            most = Math.max(most, off);
        }
        return most;
    }

    private static double largest(final Tensor tensor) {
        double most = 0;
        for (int i = 0; i < tensor.size(); i++)
            most = Math.max(most, Math.abs(tensor.get(i)));
        return most;
    }

    private static ColorProcessor colours(final Tensor picture) {
        final ColorProcessor ip = new ColorProcessor((int) picture.size(1), (int) picture.size(0));
        for (int i = 0; i < ip.getPixelCount(); i++)
            ip.set(i, 0xff000000 | (int) picture.get(3 * i) << 16 | (int) picture.get(3 * i + 1) << 8
                    | (int) picture.get(3 * i + 2));
        return ip;
    }

    private static ByteProcessor grey(final Tensor mask) {
        final ByteProcessor ip = new ByteProcessor((int) mask.size(1), (int) mask.size(0));
        for (int i = 0; i < ip.getPixelCount(); i++)
            ip.set(i, (int) mask.get(i));
        return ip;
    }
}
