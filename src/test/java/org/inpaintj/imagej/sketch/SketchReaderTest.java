package org.inpaintj.imagej.sketch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.job.InpaintJobs;
import org.inpaintj.imagej.job.TestImages;
import org.inpaintj.inpaint.Strokes;
import org.inpaintj.inpaint.TestEngine;

/** Other pictures as sketches. */
class SketchReaderTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    @TempDir
    Path folder;

    private Strokes read(final String name, final ImagePlus imp) {
        return SketchReader.read(folder.resolve(name).toString(), imp).strokes();
    }

    private String refused(final String name, final ImagePlus imp) {
        return assertThrows(InpaintException.class, () -> SketchReader.read(name, imp)).getMessage();
    }

    private String tiff(final ImagePlus imp) {
        final String path = folder.resolve("sketch.tif").toString();
        assertTrue(new FileSaver(imp).saveAsTiff(path));
        return path;
    }

    private static ImagePlus rgb(final int width, final int height) {
        final ColorProcessor ip = new ColorProcessor(width, height);
        for (int i = 0; i < width * height; i++)
            ip.set(i, 0xff000000 | i * 0x030507);
        return new ImagePlus("photo", ip);
    }

    @ParameterizedTest
    @EnumSource(value = TestImages.class, names = { "VIRTUAL16", "VIRTUAL_HYPER" }, mode = EnumSource.Mode.EXCLUDE)
    void aPictureOfTheImagesTypePaintsWhatDiffers(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind), other = imp.duplicate();
        other.setPosition(imp.getChannel(), imp.getSlice(), imp.getFrame());
        final ImageProcessor ip = other.getProcessor();
        ip.set(3, 4, ip.get(3, 4) ^ 1);
        final String path = tiff(other);
        final Strokes strokes = SketchReader.read(path, imp).strokes();
        assertEquals(new Box(3, 4, 1, 1), strokes.box());
        assertEquals(imp.getNChannels(), strokes.samples().planes().size());
    }

    @Test
    void whatAFileDoesNotLeaveTransparentIsPainted() throws IOException {
        final ImagePlus imp = rgb(12, 9);
        final BufferedImage paint = new BufferedImage(12, 9, BufferedImage.TYPE_INT_ARGB);
        paint.setRGB(4, 3, 0xffff8040);
        paint.setRGB(6, 5, 0x80ffffff);
        // the image's own colour, but painted
        paint.setRGB(7, 5, 0xff000000 | imp.getProcessor().get(7, 5));
        ImageIO.write(paint, "png", new File(folder.toFile(), "rgba.png"));
        final Strokes strokes = read("rgba.png", imp);
        assertEquals(new Box(4, 3, 4, 3), strokes.box());
        final int[] made = (int[]) strokes.samples().planes().get(0);
        assertEquals(0xff8040, made[0] & 0xffffff);
        final int below = imp.getProcessor().get(6, 5) & 0xff;
        assertEquals(below + (255 - below) * 128 / 255.0, made[2 * 4 + 2] & 0xff, 1);
        final boolean[] flags = strokes.painted();
        for (int i = 0; i < flags.length; i++)
            assertEquals(i == 0 || i == 10 || i == 11, flags[i], "pixel " + i);
    }

    @Test
    void aTransparentFilePaintsNothing() throws IOException {
        ImageIO.write(new BufferedImage(12, 9, BufferedImage.TYPE_INT_ARGB), "png",
                new File(folder.toFile(), "none.png"));
        assertEquals("The sketch 'none.png' paints nothing: it is transparent everywhere.",
                refused(folder.resolve("none.png").toString(), rgb(12, 9)));
    }

    @Test
    void theColoursOfAnotherTypeAreThoseThatAreShown() throws IOException {
        final ImagePlus deep = IJ.createImage("deep", "16-bit ramp", 12, 9, 1);
        deep.setDisplayRange(1000, 52000);
        final ColorProcessor shown = deep.getProcessor().convertToColorProcessor();
        shown.set(3, 4, 0xff808080);
        shown.set(5, 6, 0xffffffff);
        ImageIO.write(shown.getBufferedImage(), "png", new File(folder.toFile(), "shown.png"));
        final Strokes strokes = read("shown.png", deep);
        assertEquals(new Box(3, 4, 3, 3), strokes.box());
        assertEquals(1000 + 51000 * 128 / 255.0, strokes.samples().get(0, 0), 1);
        assertEquals(52000, strokes.samples().get(0, 8), 1);
        final ImagePlus colours = rgb(12, 9), grey = new ImagePlus("g", colours.getProcessor().convertToByte(false));
        grey.getProcessor().set(2, 2, 200);
        final Strokes onColours = SketchReader.read(tiff(grey), colours).strokes();
        assertEquals(0xc8c8c8, ((int[]) onColours.samples().planes().get(0))[(2 - onColours.box().y())
                * onColours.box().width() + 2 - onColours.box().x()] & 0xffffff);
        final ImagePlus indexed = InpaintJobs.image(TestImages.PALETTE);
        final ColorProcessor painted = indexed.getProcessor().convertToColorProcessor();
        painted.set(3, 4, painted.get(9, 9) ^ 0x010000);
        ImageIO.write(painted.getBufferedImage(), "png", new File(folder.toFile(), "indexed.png"));
        assertEquals(1, read("indexed.png", indexed).painted().length);
    }

    @Test
    void whatCannotBeASketchIsRefused() {
        final ImagePlus imp = rgb(12, 9);
        assertEquals("The sketch 'nowhere.png' is neither an open image nor a file: give the title of an image or the "
                + "path of a file.", refused("nowhere.png", imp));
        assertEquals("Nothing is painted on 'photo' here: paint with Sketch... and end it first, or give the title of "
                + "an image or the path of a file.", refused("painted", imp));
        assertEquals("The sketch 'sketch.tif' is 13 x 9 pixels and 'photo' is 12 x 9: they must be of the same size.",
                refused(tiff(rgb(13, 9)), imp));
        assertEquals("The sketch 'sketch.tif' paints nothing: all its pixels are those that are seen of 'photo'.",
                refused(tiff(imp), imp));
        final ImagePlus composite = InpaintJobs.image(TestImages.COMPOSITE8);
        assertEquals("The sketch 'sketch.tif' has RGB colours and 'composite8.tif' 2 channels of 8 bits, so its "
                + "colours do not say what belongs into each channel: give one of the image's type, or paint with "
                + "Sketch....", refused(tiff(rgb(16, 12)), composite));
    }
}
