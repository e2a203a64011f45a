package org.inpaintj.ij1;

import static org.inpaintj.ij1.ImagePixels.assertOnlyInside;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;

/** The scripts in examples/ repaint in a real Fiji, without a display, what they say. */
class FijiExamplesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({ "inpaint.groovy, 16", "inpaint.py, 16", "inpaint.py, 8" })
    void theScriptRepaintsTheSelection(final String script, final int bits) throws Exception {
        final FijiProcess fiji = new FijiProcess(folder);
        final Roi object = new OvalRoi(96, 76, 48, 38);
        final ImagePlus cells = ImagePixels.noise("cells", bits, 1, object);
        ImagePixels.save(cells, folder);
        final Path made = folder.resolve("made.tif");
        final String log = fiji.run(FijiProcess.PATIENCE, "--headless", "--run",
                Path.of("examples", script).toAbsolutePath().toString(),
                "input=\"" + folder.resolve("cells.tif") + "\",output=\"" + made + "\"");
        assertTrue(Files.exists(made), log);
        assertOnlyInside(cells, ImagePixels.open(made), object, log);
    }
}
