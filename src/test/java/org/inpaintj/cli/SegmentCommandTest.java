package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.process.ColorProcessor;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.region.SelectionProvenance;
import org.inpaintj.imagej.roi.MaskToRoi;
import org.inpaintj.model.folder.ModelFixture;

/** The sub-command segment. */
class SegmentCommandTest {

    @TempDir
    private Path folder;

    private String picture() {
        final ColorProcessor ip = new ColorProcessor(61, 47);
        for (int i = 0; i < 61 * 47; i++)
            ip.set(i, i * 77 % 256 << 16 | i % 61 * 4 << 8 | i / 61 * 5);
        final Path path = folder.resolve("in.png");
        ImageFiles.save(new ImagePlus("", ip), path);
        return path.toString();
    }

    @Test
    void masksScoresAndSelection() throws IOException {
        final String in = picture(), model = ModelFixture.of("edge-sam").folder().toString();
        final Path mask = folder.resolve("mask.png"), roi = folder.resolve("found.roi");
        final Path stages = folder.resolve("stages");
        final CliRun done = CliRun.of("segment", in, "--model", model, "--points", "20,20,+;50,40,-", "--out",
                mask.toString(), "--save-stages", stages.toString());
        assertEquals(0, done.status(), done.err());
        final byte[] best = (byte[]) IJ.openImage(mask.toString()).getProcessor().getPixels();
        assertArrayEquals(best,
                (byte[]) IJ.openImage(stages.resolve("mask0.png").toString()).getProcessor().getPixels());
        final JsonArray iou = JsonParser.parseString(Files.readString(stages.resolve("scores.json"))).getAsJsonObject()
                .getAsJsonArray("iou");
        assertEquals(3, iou.size());
        assertTrue(iou.get(0).getAsDouble() >= iou.get(1).getAsDouble());
        assertTrue(Files.exists(stages.resolve("mask2.png")));

        assertEquals(0, CliRun.of("segment", in, "--model", model, "--points", "20,20,+;50,40,-", "--out",
                roi.toString()).status());
        final Roi found = RoiDecoder.open(roi.toString());
        final ImagePlus imp = IJ.openImage(in);
        for (int i = 0; i < best.length; i++)
            assertEquals(best[i] != 0, MaskToRoi.mask(found, imp).at(i % 61, i / 61) == 1);
        final SelectionProvenance how = SelectionProvenance.of(found).get(0);
        assertEquals("EdgeSAM", how.family());
        assertEquals(2, how.points().size());
        assertEquals(64, how.models().get("decoder").length());
        assertEquals(iou.get(0).getAsDouble(), how.score(), 1e-6);
    }

    @Test
    void whatIsWrongIsSaid() {
        final String in = picture(), model = ModelFixture.of("edge-sam").folder().toString();
        final String out = folder.resolve("x.png").toString();
        assertEquals(2, CliRun.of("segment", in, "--model", model, "--out", out).status());
        for (final String bad : new String[] { "1,2", "1,2,*", "a,2,+", "NaN,2,+" })
            assertEquals(2, CliRun.of("segment", in, "--model", model, "--points", bad, "--out", out).status(), bad);
        assertEquals(2, CliRun.of("segment", in, "--model", model, "--box", "1,2,0,4", "--out", out).status());
        final CliRun outside = CliRun.of("segment", in, "--model", model, "--points", "99,2,+", "--out", out);
        assertEquals(1, outside.status());
        assertTrue(outside.err().contains("outside the image"), outside.err());
        assertEquals(1, CliRun.of("segment", in, "--model", folder.toString(), "--box", "1,2,3,4", "--out", out)
                .status());
        assertEquals(1, CliRun.of("segment", in, "--model", model, "--box", "1,2,3,4", "--out", out + ".jpg").status());
    }
}
