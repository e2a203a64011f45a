package org.inpaintj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.task.TaskService;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;

import org.inpaintj.cli.CliRun;
import org.inpaintj.cli.JarRun;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.engines.PluginJar;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.job.InpaintResult;
import org.inpaintj.imagej.job.RegionBatch;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.repair.RepairRequest;

/** An engine in a jar of its own, with two keys of its own: whatever asks for it, they are there. */
class PluginEngineTest {

    @TempDir
    static Path folder;

    private static URLClassLoader loader;
    private static Engines plugged;

    @BeforeAll
    static void compile() throws IOException {
        final Path jar = PluginJar.make(folder.resolve("engines"));
        loader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, PluginEngineTest.class.getClassLoader());
        plugged = Engines.of(loader);
    }

    @AfterAll
    static void close() throws IOException {
        loader.close();
    }

    /** 16 bits, v = 1000 + 50 x, with a hole of zeros that is selected. */
    private static ImagePlus image() {
        final ImagePlus imp = IJ.createImage("plate", "16-bit black", 40, 30, 1);
        final ImageProcessor ip = imp.getProcessor();
        for (int y = 0; y < 30; y++)
            for (int x = 0; x < 40; x++)
                ip.set(x, y, 1000 + 50 * x);
        imp.setRoi(12, 10, 9, 7);
        ip.setValue(0);
        ip.fill(imp.getRoi());
        return imp;
    }

    private static int at(final ImagePlus imp, final int x, final int y) {
        return LayerFlattener.flatten(imp, false).getProcessor().get(x, y);
    }

    @Test
    void itIsFoundBehindTheOthersAndItsKeysAreInTheVocabulary() {
        assertEquals(List.of("patch", "diffusion", "erase", "a1111", "comfyui", "service", "gradient"), plugged.ids());
        assertEquals(List.of(), plugged.problems());
        assertTrue(plugged.keys().keys().containsAll(List.of("angle", "slope")));
        assertEquals("prompt", plugged.keys().keys().get(plugged.keys().keys().size() - 1));
        assertEquals("patch", plugged.of(plugged.request(Map.of())).id());
        assertFalse(Engines.found().keys().has("angle"), "only where it is found");
    }

    @Test
    void aScriptGivesItsKeysByNameOrInOneLine() throws Exception {
        try (Engines.Use use = Engines.use(plugged); Context context = new Context(CommandService.class,
                TaskService.class,
                StrictCommands.class)) {
            final CommandService commands = context.getService(CommandService.class);
            final ImagePlus named = image(), line = image();
            commands.run(InpaintSelection.class, true, "image", named, "engine", "gradient", "slope", 0.5, "padding",
                    3).get();
            commands.run(InpaintSelection.class, true, "image", line, "keys",
                    "engine=gradient slope=0.5 padding=3").get();
            assertEquals(at(named, 12, 12), at(line, 12, 12));
            final Provenance made = Layer.of(named).get(0).provenance();
            assertEquals("0.5", made.request().get("slope"));
            assertEquals("0", made.request().get("angle"));
            assertFalse(made.request().containsKey("steps") || made.request().containsKey("seed"),
                    made.request().toString());
            assertEquals(made.request(), Layer.of(line).get(0).provenance().request());
            assertTrue(made.macro().contains("engine=gradient"), made.macro());
            assertEquals(1000 + 50 * 16 - 25 * 4, at(named, 12, 12), 2, "half as steep, through the mean");
        }
    }

    @Test
    void aDialogShowsItsKeysOnceItIsChosen() {
        try (Engines.Use use = Engines.use(plugged)) {
            final InpaintSelection command = new InpaintSelection();
            assertTrue(command.choices("engine").contains("gradient"));
            assertFalse(command.shown().contains("angle"), command.shown().toString());
            assertTrue(command.page().containsAll(List.of("angle", "slope", "prompt")), "it may come to show them");
            command.assign(Map.of("engine", "gradient"));
            assertTrue(command.shown().containsAll(List.of("angle", "slope", "engine", "grow")),
                    command.shown().toString());
            assertFalse(command.shown().contains("prompt") || command.rest(command.shown()).contains("device"));
            assertFalse(new TextToImage().shown().contains("angle"), "it makes no whole images");
        }
    }

    @Test
    void otherEnginesSayThatItsKeysMeanNothingToThem() {
        try (Engines.Use use = Engines.use(plugged)) {
            assertEquals(List.of("The key angle has no effect with the engine 'patch'."), KeyUse.of(
                    plugged.get("patch"), Task.INPAINT).notes(plugged.request(Map.of("angle", "3"))));
        }
        assertTrue(assertThrows(InpaintException.class, () -> Engines.found().request(Map.of("angle",
                "3"))).getMessage()
                .startsWith("Unknown key 'angle'"));
    }

    /** It is told nothing in words and has no strength, so there is nothing to share out. */
    @Test
    void regionsAreRepairedWithIt() {
        try (Engines.Use use = Engines.use(plugged)) {
            final ImagePlus imp = image();
            final RepairRequest repair = RepairRequest.of(Map.of("engine", "gradient", "slope", "0", "steps", "3",
                    "main", "x",
                    "dilate", "0"));
            final InpaintResult made = RegionBatch.of(imp, repair.regions(), repair.request()).paint(Progress.NONE,
                    sofar -> {});
            assertEquals(List.of("The key steps has no effect with the engine 'gradient'.",
                    "The key main has no effect with an engine that reads no prompt."), made.notes());
            assertEquals("0", made.candidates().get(0).provenance().request().get("slope"));
        }
    }

    private static void checkFile(final Path out, final double slope) {
        final ImagePlus imp = ImageFiles.open(out);
        assertEquals(1, Layer.of(imp).size());
        final Provenance made = Layer.of(imp).get(0).provenance();
        assertEquals("gradient", made.engine());
        assertEquals(slope, Double.parseDouble(made.request().get("slope")));
        for (int x = 12; x < 21; x++)
            assertEquals(1000 + 50 * 16 + slope * 50 * (x - 16), at(imp, x, 12), 2);
    }

    @Test
    void theCommandLineLooksIntoAFolder() throws IOException {
        final Path in = folder.resolve("in.tif"), out = folder.resolve("out.tif");
        ImageFiles.save(image(), in);
        final Path engines = folder.resolve("engines");
        CliRun.of("inpaint", in, "--out", out, "--engine", "gradient", "--slope", "0.25", "--padding", "3",
                "--plugins", engines)
                .done();
        checkFile(out, 0.25);
        final String help = CliRun.of("inpaint", "--help", "--plugins=" + engines).done().out();
        assertTrue(help.contains("How the engine paints:") && help.contains("--angle"), help);
        assertFalse(CliRun.of("inpaint", "--help").done().out().contains("--angle"));
        assertTrue(CliRun.of("inpaint", in, "--out", out, "--overwrite", "--engine", "gradient").err()
                .contains("There is no engine 'gradient'"));
        final CliRun none = CliRun.of("inpaint", in, "--out", out, "--plugins", folder.resolve("nowhere"));
        assertEquals("inpaintj: There is no jar in a folder '" + folder.resolve("nowhere")
                + "': give --plugins the folder that "
                + "holds the jars of engines.", none.err().strip());
        assertEquals(2, none.status());
    }

    /** As a user starts it, with the folder plugins beside the program, and with one that is named. */
    @Test
    void theProgramLooksBesideItself() throws IOException {
        final JarRun run = new JarRun(Files.createDirectory(folder.resolve("user"))).installed();
        final Path in = run.work.resolve("in.tif"), out = run.work.resolve("out.tif");
        ImageFiles.save(image(), in);
        run.run("inpaint", in, "--out", out, "--engine", "gradient", "--slope", "0.5", "--padding", "3", "--plugins",
                folder.resolve("engines")).done();
        checkFile(out, 0.5);
        PluginJar.make(run.program().resolveSibling("plugins"));
        run.run("inpaint", in, "--out", out, "--overwrite", "--engine", "gradient", "--padding", "3").done();
        checkFile(out, 1);
        final Path macro = Files.writeString(run.work.resolve("fill.ijm"), "open('" + in
                + "'); run('Inpaint Selection...', "
                + "'engine=gradient slope=2 padding=3'); saveAs('tiff', '" + out + "');");
        CliRun.of(run.with(List.of("--add-opens=java.base/java.lang=ALL-UNNAMED"), "macro", macro)).done();
        checkFile(out, 2);
    }
}
