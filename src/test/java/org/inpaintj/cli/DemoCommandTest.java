package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;

class DemoCommandTest {

    @TempDir
    Path folder;

    @Test
    void withoutADisplayItWritesTheLayerAndBeforeAndAfter() throws IOException {
        final CliRun run = CliRun.process(List.of(), "demo", "--out", folder).done();
        final Path result = folder.resolve("inpaintj-demo.tif"), picture = folder.resolve("inpaintj-demo-before-after.png");
        assertTrue(run.out().contains(result.toString()), run.out());
        assertTrue(run.out().contains(picture.toString()), run.out());
        final ImagePlus layered = IJ.openImage(result.toString());
        assertEquals(1, layered.getOverlay().size());
        assertEquals(2 * layered.getWidth(), IJ.openImage(picture.toString()).getWidth());
    }
}
