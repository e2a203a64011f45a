package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.IJ;
import ij.ImagePlus;

import org.inpaintj.model.folder.ModelFixture;

/** The sub-command compare, and the command in macros. */
class CompareCommandTest {

    @TempDir
    Path folder;

    private Path in, out, table;

    @BeforeEach
    void files() {
        in = folder.resolve("in.tif");
        out = folder.resolve("out.tif");
        table = folder.resolve("out.csv");
        final ImagePlus imp = IJ.createImage("in", "16-bit ramp", 60, 40, 2);
        imp.setSlice(2);
        imp.getProcessor().add(3);
        IJ.saveAsTiff(imp, in.toString());
    }

    @Test
    void aGridOfAnImageIsAStackThatIsSaved() throws IOException {
        final CliRun run = CliRun.of("compare", in, "--slice", 2, "--roi", "20,10,12,9", "--out", out, "--table",
                table, "--engine", "patch", "--x", "seed: 1, 2, 1", "--y", "grow: 0-4 (+2)").done();
        assertEquals("Wrote " + out + " (9 of 9 cells).", run.out().strip());
        final ImagePlus made = IJ.openImage(out.toString());
        assertArrayEquals(new int[] { 60, 40, 1, 3, 3 }, made.getDimensions());
        assertEquals("seed: 2, grow: 4", made.getStack().getSliceLabel(8));
        assertEquals(6, made.getInfoProperty().split("InpaintJ provenance: ").length - 1);
        final Path single = folder.resolve("single.tif");
        CliRun.of("inpaint", in, "--slice", 2, "--roi", "20,10,12,9", "--out", single, "--engine", "patch", "--seed", 2,
                "--grow", 4, "--target", "image").done();
        assertArrayEquals((short[]) IJ.openImage(single.toString()).getStack().getPixels(2),
                (short[]) made.getStack().getPixels(8));
        final List<String> rows = Files.readAllLines(table);
        assertEquals("cell,seed,grow,seconds,evaluations,notes", rows.get(0));
        assertTrue(rows.get(1).matches("1,1,0,\\d+\\.\\d{3},,"), rows.get(1));
        assertEquals("3,1,0,,,the same as cell 1", rows.get(3));
    }

    @Test
    void imagesFromAPromptBecomeAMontage() {
        final Path png = folder.resolve("grid.png");
        CliRun.of("compare", "--out", png, "--result", "montage", "--model", ModelFixture.of("sd15").folder(),
                "--steps", 2, "--width", 64, "--height", 48, "--prompt", "a cat", "--seed", 4, "--x",
                "prompt=cat, \"dog, running\"", "--y", "cfg: 1-7 [2]").done();
        final ImagePlus made = IJ.openImage(png.toString());
        assertEquals(24, made.getBitDepth());
        assertTrue(made.getWidth() >= 2 * 64 && made.getHeight() >= 2 * 48, made.toString());
    }

    @Test
    void whatIsWrongIsOneLineAndNothingIsWritten() throws IOException {
        CliRun.of("compare", in, "--out", out).failed(ExitCode.USAGE, "Nothing says what is compared: give X a key and "
                + "its values (x=[KEY: VALUES]), such as seed: 1, 2, 3.");
        CliRun.of("compare", in, "--roi", "1,1,9,9", "--out", out, "--x", "steps: 1, 2, 0").failed(ExitCode.USAGE,
                "In x: The value of 'steps' must be from 1 to 1000, not 0.");
        CliRun.of("compare", in, "--out", out, "--x", "seed: 1-2000").failed(ExitCode.USAGE, "The grid has 2000 cells, "
                + "more than the 1000 that are made unasked: give cells=2000 to make them all, or fewer values.");
        CliRun.of("compare", in, "--out", out, "--x", "candidates: 1, 2").failed(ExitCode.USAGE, "In x: the key "
                + "'candidates' means nothing to a cell: compare another one.");
        CliRun.of("compare", in, "--roi", "1,1,9,9", "--out", folder.resolve("a.png"), "--x", "seed: 1, 2").failed(
                ExitCode.SOFTWARE, "'" + folder.resolve("a.png") + "' cannot hold a stack; save as .tif or give "
                        + "--result montage.");
        CliRun.of("compare", in, "--roi", "1,1,9,9", "--out", out, "--x", "sampler: Euler, Eulerr", "--model",
                ModelFixture.of("sd15").folder()).failed(ExitCode.SOFTWARE, "In x (sampler: Eulerr): There is no "
                        + "sampler 'Eulerr': did you mean 'Euler' or 'Euler a'?");
        Files.writeString(table, "precious");
        CliRun.of("compare", in, "--roi", "1,1,9,9", "--out", out, "--table", table, "--x", "seed: 1, 2").failed(
                ExitCode.SOFTWARE, "'" + table + "' exists already: give --overwrite to replace it, or another name.");
        assertEquals("precious", Files.readString(table));
        assertFalse(Files.exists(out));
    }

    /** The example, and what a macro finds in its image and its table. */
    @Test
    void macrosCompareToo() throws IOException {
        final CliRun run = CliRun.process(List.of(), "macro", Files.writeString(folder.resolve("macro.ijm"), """
                runMacro("%s");
                close("*");
                newImage("a", "8-bit ramp", 64, 64, 1);
                makeRectangle(20, 20, 10, 10);
                run("Compare...", "engine=patch seed=3 task=inpaint result=stack x=[grow: 0-2] y= z= table=[%s]");
                Stack.getDimensions(width, height, channels, slices, frames);
                print(getTitle(), nImages, slices, frames);
                """.formatted(
                        Path.of("macros/Compare.ijm").toAbsolutePath(), table))).done();
        assertEquals(List.of("Made sample-compared: seed: 1, padding: 8", "Made a montage of ? x 269 pixels",
                "a-compared 2 3 1"), run.out().lines().map(line -> line.replaceAll("of \\d+", "of ?")).toList(),
                "legends are as wide as the font");
        assertEquals(4, Files.readAllLines(table).size());
        final CliRun wrong = CliRun.process(List.of(), "macro", Files.writeString(folder.resolve("wrong.ijm"), """
                newImage("a", "8-bit ramp", 64, 64, 1);
                makeRectangle(20, 20, 10, 10);
                run("Compare...", "engine=patch x=[grow: 0, much]");
                print("went on");
                """));
        assertEquals(ExitCode.SOFTWARE, wrong.status());
        assertTrue(wrong.err().contains("In x: The value of 'grow' must be a whole number from -10000 to 10000, not "
                + "'much'."), wrong.err());
        assertEquals("", wrong.out().strip());
    }
}
