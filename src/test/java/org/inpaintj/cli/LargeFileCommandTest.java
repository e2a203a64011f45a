package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ByteProcessor;

import org.inpaintj.FileDigests;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.imagej.large.LargeFiles;
import org.inpaintj.imagej.large.LargeOutlook;
import org.inpaintj.imagej.large.LargeRequest;
import org.inpaintj.params.MacroLine;

/** Inpaint Large File... in macros without a display, beside the command line, and what it refuses. */
class LargeFileCommandTest {

    private static final Path ZARR = Path.of("src/test/resources/zarr/new.ome.zarr").toAbsolutePath();

    @TempDir
    Path folder;

    private Path in, mask;

    @BeforeEach
    void files() {
        in = folder.resolve("in.tif");
        mask = folder.resolve("mask.tif");
        final ByteProcessor ip = new ByteProcessor(60, 50), spots = new ByteProcessor(60, 50);
        ip.noise(40);
        spots.setColor(255);
        spots.fill(new Roi(10, 8, 6, 5));
        spots.fill(new Roi(30, 25, 7, 8));
        IJ.saveAsTiff(new ImagePlus("in", ip), in.toString());
        IJ.saveAsTiff(new ImagePlus("mask", spots), mask.toString());
    }

    /** Also in batch mode, where the selection is that of an image that nobody sees. */
    @Test
    void aMacroWithoutADisplayMakesWhatTheCommandLineMakes() throws IOException {
        final Path macro = Files.writeString(folder.resolve("macro.ijm"), """
                run("Inpaint Large File...", "file=[IN] output=[DIR/a.tif] mask=[DIR/mask.tif] seed=4");
                run("Inpaint Large File...", "file=[IN] output=[DIR/b.tif] labels=[DIR/mask.tif] dilate=2 seed=4");
                run("Inpaint Large File...", "file=[ZARR] output=[DIR/c.ome.zarr] roi=5,6,7,8 seed=4");
                setBatchMode(true);
                newImage("any", "8-bit black", 60, 50, 1);
                makeRectangle(30, 25, 7, 8);
                run("Inpaint Large File...", "file=[IN] output=[DIR/d.tif] regions=selection seed=4");
                """.replace("IN", in.toString()).replace("DIR", folder.toString()).replace("ZARR", ZARR.toString()));
        final CliRun run = CliRun.process(List.of(), "macro", macro);
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("Wrote '" + folder.resolve("a.tif") + "' (regions: 2, engine patch)."),
                run.out());
        CliRun.of("inpaint", in, "--blocks", "--mask", mask, "--seed", 4, "--out", folder.resolve("a2.tif")).done();
        CliRun.of("repair", in, "--blocks", "--labels", mask, "--dilate", 2, "--seed", 4, "--out",
                folder.resolve("b2.tif")).done();
        CliRun.of("inpaint", ZARR, "--roi", "5,6,7,8", "--seed", 4, "--out", folder.resolve("c2.ome.zarr")).done();
        CliRun.of("inpaint", in, "--blocks", "--roi", "30,25,7,8", "--seed", 4, "--out", folder.resolve("d2.tif"))
                .done();
        for (final String name : List.of("a", "b", "d"))
            assertArrayEquals(Files.readAllBytes(folder.resolve(name + "2.tif")),
                    Files.readAllBytes(folder.resolve(name + ".tif")), name);
        assertFalse(Arrays.equals(Files.readAllBytes(in), Files.readAllBytes(folder.resolve("d.tif"))));
        assertEquals(FileDigests.of(folder.resolve("c2.ome.zarr")), FileDigests.of(folder.resolve("c.ome.zarr")));
    }

    private static LargeRequest request(final String line) {
        return LargeRequest.keys().parse(LargeRequest.keys().expand(MacroLine.parse(line)));
    }

    private static void refused(final String line, final String why) {
        final InpaintException e = assertThrows(InpaintException.class, () -> {
            final LargeRequest request = request(line);
            request.job(List.of());
            LargeFiles.checkFree(request.in(), request.read(), request.out(), request.large().overwrite());
        }, line);
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingIsBegun() throws IOException {
        final String file = "file=[" + in + "] ", masked = file + "mask=[" + mask + "] ";
        Files.copy(in, folder.resolve("taken.tif"));
        Files.createSymbolicLink(folder.resolve("link.tif"), in);
        refused("output=b.tif mask=a.tif", "set file to");
        refused(masked, "set output to");
        refused(file + "output=b.tif", "set mask, labels, roi, or regions to selection or manager");
        refused(masked + "output=b.tif roi=1,2,3,4", "is said in 2 ways");
        refused(masked + "output=b.tif regions=manager", "is said in 2 ways");
        refused(file + "output=b.tif regions=selection", "Nothing is selected");
        refused(file + "output=b.tif roi=1,2,3", "is no left,top,width,height");
        refused(file + "output=b.tif labels=a.tif grow=3", "there is no grow");
        refused(masked + "output=[" + folder.resolve("b.png") + "]", "must end in .tif");
        refused(masked + "output=[" + folder.resolve("taken.tif") + "]", "exists already: set overwrite");
        for (final String original : List.of("in.tif", "link.tif"))
            refused(masked + "overwrite output=[" + folder.resolve(original) + "]", "is never changed");
        refused(masked + "overwrite output=[" + mask + "]", "is a file that is read");
        refused(masked + "output=[" + folder.resolve("missing/b.tif") + "]", "there is no folder");
        refused(masked + "output=b.tif text=cell", "nknown key 'text'");
    }

    /** Size, kind, regions, memory and disk. */
    @Test
    void whatWillComeOfItIsKnown() throws IOException {
        final LargeRequest request = request("file=[" + in + "] output=b.tif mask=[" + mask + "] engine=patch");
        final LargeOutlook look = request.job(List.of()).outlook(Progress.NONE);
        assertEquals("60 50 TIFF 2 " + Files.size(in), look.layout().width() + " " + look.layout().height() + " "
                + look.kind() + " " + look.regions() + " " + look.disk());
        assertTrue(look.memory(request.request()) > 60 * 50 && look.memory(request.request()) < 10 << 20,
                "" + look.memory(request.request()));
        assertEquals("OME-Zarr", LargeOutlook.of(ZARR).kind());
        assertTrue(LargeRequest.keys().keys().containsAll(LargeRequest.FIRST_PAGE), "the first page");
    }
}
