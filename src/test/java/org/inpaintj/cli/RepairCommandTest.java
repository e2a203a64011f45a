package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.model.folder.ModelFixture;

/** The sub-command repair. */
class RepairCommandTest {

    @TempDir
    Path folder;

    private Path in, labels, out;

    @BeforeEach
    void files() {
        in = folder.resolve("in.tif");
        labels = folder.resolve("labels.tif");
        out = folder.resolve("out.tif");
        final ImagePlus imp = IJ.createImage("in", "16-bit ramp", 60, 40, 2);
        imp.setSlice(2);
        imp.getProcessor().setColor(100);
        imp.getProcessor().fill(new Roi(10, 10, 6, 6));
        imp.getProcessor().fill(new Roi(40, 20, 8, 5));
        imp.setOverlay(new Overlay(new Roi(10, 10, 6, 6)));
        IJ.saveAsTiff(imp, in.toString());
        final ImagePlus mask = IJ.createImage("labels", "8-bit black", 60, 40, 1);
        mask.getProcessor().setColor(1);
        mask.getProcessor().fill(new Roi(10, 10, 6, 6));
        mask.getProcessor().setColor(2);
        mask.getProcessor().fill(new Roi(40, 20, 8, 5));
        IJ.saveAsTiff(mask, labels.toString());
    }

    @Test
    void labelsOfAFileAreRepaired() {
        final CliRun run = CliRun.of("repair", in, "--slice", 2, "--labels", labels, "--out", out, "--engine", "patch",
                "--seed", 4).done();
        assertEquals("Wrote " + out + " (2 regions, engine patch).", run.out().strip());
        final ImagePlus made = IJ.openImage(out.toString());
        assertEquals(List.of("region 1: patch, seed 4", "region 2: patch, seed 5"),
                Layer.of(made).stream().map(Layer::title).toList());
        assertEquals(2, Layer.of(made).get(0).slice());
        final ImagePlus before = IJ.openImage(in.toString());
        assertArrayEquals((short[]) before.getStack().getPixels(2), (short[]) made.getStack().getPixels(2));
    }

    @Test
    void hotPixelsAreFoundAndRepainted() {
        final ShortProcessor ip = new ShortProcessor(64, 48);
        final Random random = new Random(1);
        for (int i = 0; i < 64 * 48; i++)
            ip.set(i, 500 + i % 64 + random.nextInt(9));
        ip.set(20, 12, 9000);
        ip.set(50, 40, 0);
        ImageFiles.save(new ImagePlus("in", ip), in);
        final CliRun run = CliRun.of("repair", in, "--defects", "pixels", "--dilate", 0, "--out", out, "--engine",
                "patch", "--seed", 4, "--target", "image", "--overwrite").done();
        assertEquals(List.of("Found 2 defects: pixel 2."), run.notes());
        final ImageProcessor after = ImageFiles.open(out).getProcessor();
        for (int i = 0; i < 64 * 48; i++)
            if (i == 12 * 64 + 20 || i == 40 * 64 + 50)
                assertTrue(after.get(i) >= 480 && after.get(i) < 600, "pixel " + i + " is " + after.get(i));
            else
                assertEquals(ip.get(i), after.get(i));
        CliRun.of("repair", in, "--defects", "pixels stars", "--out", out, "--overwrite").failed(1, "'pixels "
                + "stars' names no kinds of defects: give one or more of dust, scratches, pixels, stripes.");
    }

    @Test
    void aTextAndAnOverlayAreSources() {
        final String dino = ModelFixture.of("dino").folder().toString();
        CliRun.of("repair", in, "--text", "small cat.", "--detector", dino, "--confidence", "0.01", "--most", 1,
                "--out", out,
                "--engine", "patch", "--seed", 4).done();
        assertEquals(1, Layer.of(IJ.openImage(out.toString())).size());
        final Path flat = folder.resolve("flat.tif");
        final CliRun run = CliRun.of("repair", in, "--source", "overlay", "--target", "image", "--out", flat,
                "--engine",
                "patch", "--seed", 4).done();
        assertTrue(run.out().contains("(1 region, engine patch)"), run.out());
        assertEquals(0, Layer.of(IJ.openImage(flat.toString())).size());
    }

    @Test
    void whatIsWrongIsOneLine() throws IOException {
        CliRun.of("repair", in, "--out", out).failed(ExitCode.SOFTWARE,
                "Nothing is selected in 'in.tif': draw a selection around "
                + "what is to be repainted.");
        CliRun.of("repair", in, "--out", out, "--order", "up").failed(ExitCode.USAGE,
                "The value of 'order' must be one of none, "
                + "left_to_right, centre_to_edge, area, not 'up'.");
        CliRun.of("repair", in, "--out", out, "--candidates", 3).failed(ExitCode.USAGE,
                "Unknown option '--candidates'; see --help.");
        CliRun.of("repair", in, "--out", out, "--macro", Files.createFile(folder.resolve("a.ijm")))
                .failed(ExitCode.SOFTWARE,
                "Macros run in the sub-command macro only: let one call Repair Detections... there.");
        CliRun.of("repair", in, "--out", out, "--labels", labels, "--smallest", "0.9").failed(ExitCode.SOFTWARE,
                "None of the 2 regions "
                + "found in 'in.tif' is left, so it stays as it is: look at confidence, smallest, largest and dilate.");
        assertFalse(Files.exists(out));
    }
}
