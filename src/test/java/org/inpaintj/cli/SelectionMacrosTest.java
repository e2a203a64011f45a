package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.IJ;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.model.folder.ModelFixture;

/** Selecting by text and refining in macros without a display. */
class SelectionMacrosTest {

    @TempDir
    Path folder;

    private CliRun macro(final String text) throws IOException {
        return CliRun.process(List.of(), "macro", Files.writeString(folder.resolve("macro.ijm"), text));
    }

    /** The detections of a random network lie anywhere; its models and those of the real ones are used alike. */
    @Test
    void theExamplesRunAndSelectionsAreThere() throws IOException {
        final String examples = Path.of("macros").toAbsolutePath() + "/";
        final String sam = ModelFixture.of("edge-sam").folder().toString(),
                dino = ModelFixture.of("dino").folder().toString();
        final CliRun run = macro("""
                newImage("cells", "16-bit ramp", 80, 60, 1);
                runMacro("%1$sRemove_by_Text.ijm", "%2$s;%3$s;small cat.;choose=1");
                print((selectionType >= 0), Overlay.size);
                close("*");
                newImage("cells", "8-bit ramp", 80, 60, 1);
                makeRectangle(20, 10, 30, 30);
                runMacro("%1$sRefine_and_Inpaint.ijm", "%3$s");
                print((selectionType >= 0), Overlay.size);
                close("*");
                newImage("cells", "8-bit ramp", 80, 60, 1);
                makeRectangle(20, 10, 30, 30);
                run("Inpaint Selection...", "engine=patch seed=1 refine=sam segmenter=[%3$s]");
                print((selectionType == 0), Overlay.size);
                close("*");
                newImage("cells", "RGB ramp", 80, 60, 1);
                run("Select by Text...", "shape=box output=overlay choose=1,2 detector=%2$s box_threshold=0.01 "
                    + "text=[small cat. dog.]");
                print(selectionType, Overlay.size);
                """.formatted(examples, dino, sam)).done();
        final List<String> lines = run.out().lines().toList();
        assertEquals(2, lines.stream().filter(line -> line.startsWith("Inpainted ")).count(), run.out());
        assertEquals(3, lines.stream().filter("1 1"::equals).count(), run.out());
        assertEquals("-1 2", lines.get(lines.size() - 1), run.out());
        assertEquals(2, lines.stream()
                .filter(line -> line.startsWith("Image\tNumber\tPhrase\tScore\tX\tY\tWidth\tHeight\tArea"))
                .count(), "a table for each search: " + run.out());
    }

    @Test
    void errorsEndTheMacro() throws IOException {
        final String dino = ModelFixture.of("dino").folder().toString();
        stops("run('Select by Text...', 'detector=" + dino + " shape=box box_threshold=1 text=dog.');",
                "Nothing was found that is dog");
        stops("run('Select by Text...', 'detector=" + dino
                + " shape=box output=manager box_threshold=0.01 text=dog.');",
                "use output=overlay");
    }

    @Test
    void theCommandLineRefinesTheRectangle() {
        final Path in = folder.resolve("in.tif"), out = folder.resolve("out.tif");
        IJ.saveAsTiff(IJ.createImage("cells", "8-bit ramp", 80, 60, 1), in.toString());
        final CliRun run = CliRun.of("inpaint", in, "--roi", "20,10,30,30", "--refine", "sam", "--segmenter",
                ModelFixture.of("edge-sam").folder(), "--engine", "patch", "--out", out);
        assertEquals(0, run.status(), run.err());
        assertEquals("refined selection", Layer.of(IJ.openImage(out.toString())).get(0).provenance().mask());
        final CliRun none = CliRun.of("inpaint", in, "--roi", "20,10,30,30", "--refine", "sam", "--out", out,
                "--overwrite");
        assertEquals(1, none.status());
        assertTrue(none.err().contains("(segmenter=FOLDER)"), none.err());
    }

    private void stops(final String line, final String words) throws IOException {
        final CliRun run = macro("newImage('a', '8-bit ramp', 64, 64, 1);\nmakeRectangle(9, 9, 9, 9);\n" + line
                + "\nprint('went on');\n");
        assertEquals(ExitCode.SOFTWARE, run.status(), run.out());
        assertTrue(run.err().contains(words), run.err());
        assertTrue(!run.out().contains("went on"), run.out());
    }

    /** Sources that use ImageJ's own commands, from a macro without a display. */
    @Test
    void whatAMacroFindsIsRepaired() throws IOException {
        final Path find = Files.writeString(folder.resolve("find.ijm"), """
                run("Duplicate...", "title=a");
                setThreshold(50000, 65535);
                run("Analyze Particles...", "show=[Count Masks]");
                """);
        final Path fails = Files.writeString(folder.resolve("fails.ijm"), "x = y;");
        final CliRun run = macro("""
                setBatchMode(true);
                newImage("cells", "16-bit black", 80, 60, 3);
                setSlice(2);
                setColor(60000);
                fillOval(10, 10, 12, 9);
                fillOval(50, 30, 9, 12);
                before = getImageID();
                run("Repair Detections...", "source=macro engine=patch seed=1 macro=[%1$s]");
                print(Overlay.size, nImages, getImageID() - before, selectionType);
                run("Layers...", "action=discard");
                run("Repair Detections...", "source=macro engine=patch seed=1 target=slice join=merge macro=[%1$s]");
                print(Overlay.size, nSlices);
                run("Repair Detections...", "source=text confidence=0.01 most=1 engine=patch seed=1 detector=[%3$s] "
                    + "text=[small cat. dog.]");
                print(Overlay.size);
                run("Repair Detections...", "source=macro engine=patch macro=[%2$s]");
                print("not reached");
                """.formatted(find, fails, ModelFixture.of("dino").folder()));
        assertEquals(List.of("2 1 0 -1", "0 4", "1"), run.out().lines().filter(l -> l.matches("[-\\d ]+|not.*"))
                .toList(), run.out() + run.err());
        assertTrue(run.err().contains("The macro 'fails.ijm' failed"), run.err());
        assertEquals(ExitCode.SOFTWARE, run.status());
    }
}
