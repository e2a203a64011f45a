package org.inpaintj.ij1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import ij.process.ShortProcessor;

import org.inpaintj.cli.CliRun;

/** A stack, and what the command line makes of it, for ImageJ to be compared with; there is none within ImageJ. */
final class LargeFileFixture {

    static final String STACK = "stack.tif", RESULT = "line.tif";
    static final int WIDTH = 64, HEIGHT = 48;

    private LargeFileFixture() {}

    static Roi selection() {
        return new OvalRoi(20, 16, 13, 11);
    }

    /** @param folder made here */
    static void write(final Path folder) throws IOException {
        Files.createDirectories(folder);
        final Random random = new Random(4);
        final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
        for (int z = 0; z < 3; z++) {
            final ShortProcessor ip = new ShortProcessor(WIDTH, HEIGHT);
            for (int i = 0; i < WIDTH * HEIGHT; i++)
                ip.set(i, 900 * (i % WIDTH) + random.nextInt(800));
            stack.addSlice(ip);
        }
        final Path in = folder.resolve(STACK), roi = folder.resolve("oval.roi");
        IJ.saveAsTiff(new ImagePlus("stack", stack), in.toString());
        if (!RoiEncoder.save(selection(), roi.toString()))
            throw new IOException(roi.toString());
        CliRun.of("inpaint", in, "--mask", roi, "--slice", 2, "--seed", 5, "--out", folder.resolve(RESULT)).done();
    }
}
