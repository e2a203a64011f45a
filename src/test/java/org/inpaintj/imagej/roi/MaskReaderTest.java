package org.inpaintj.imagej.roi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.macro.Interpreter;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.job.InpaintJobs;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.raster.Mask;

class MaskReaderTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    private static final ImagePlus TARGET = IJ.createImage("target", "8-bit black", 4, 1, 1);

    @TempDir
    Path folder;

    private ImagePlus open;

    @AfterEach
    void close() {
        if (open != null)
            Interpreter.removeBatchModeImage(open);
        Interpreter.batchMode = false;
    }

    @Test
    void whiteIsRepaintedSoftlyAndLabelsWhole() {
        assertMask(new float[] { 0, 0.2f, 1, 0 }, new ByteProcessor(4, 1, new byte[] { 0, 51, -1, 0 }));
        assertMask(new float[] { 0, 1, 1, 0 }, new ByteProcessor(4, 1, new byte[] { 0, 3, 7, 0 }));
        assertMask(new float[] { 0, 1, 0.4f, 0 }, new ShortProcessor(4, 1, new short[] { 0, -1, 26214, 0 }, null));
        assertMask(new float[] { 0, 1, 1, 0 }, new ShortProcessor(4, 1, new short[] { 0, 300, 1, 0 }, null));
        assertMask(new float[] { 0, 0.5f, 1, 0 }, new FloatProcessor(4, 1, new float[] { 0, 0.5f, 1, 0 }));
        assertMask(new float[] { 0, 0.5f, 0.25f, 0 }, new FloatProcessor(4, 1,
                new float[] { Float.NaN, 0.5f, 0.25f, -0f }));
        assertMask(new float[] { 0, 1, 1, 0 }, new FloatProcessor(4, 1, new float[] { 0, 12, -1, 0 }));
        assertMask(new float[] { 0, 1, 0.2f, 0 }, new ColorProcessor(4, 1, new int[] { 0, 0xffffffff, 0x003300, 0 }));
        assertMask(new float[] { 0, 1, 1, 0 }, new ColorProcessor(4, 1, new int[] { 0, 0x0000ff, 0xff0000, 0 }));
    }

    @Test
    void aBinaryImageCountsByItsValuesWhateverItsLookUpTable() {
        final ByteProcessor inverted = new ByteProcessor(4, 1, new byte[] { 0, -1, -1, 0 });
        inverted.invertLut();
        assertMask(new float[] { 0, 1, 1, 0 }, inverted);
    }

    @Test
    void coloursOfAPaletteAreLookedUp() {
        final ByteProcessor ip = new ByteProcessor(4, 1, new byte[] { 7, 1, 1, 7 });
        final byte[] grey = new byte[256];
        for (int i = 0; i < 256; i++)
            grey[i] = (byte) (i % 2 == 0 ? 0 : i % 3 == 0 ? 130 : 255);
        final byte[] red = grey.clone();
        red[7] = grey[7] = 0;
        red[100] = 99;
        ip.setColorModel(new IndexColorModel(8, 256, red, grey, grey));
        assertMask(new float[] { 0, 1, 1, 0 }, ip);
    }

    @Test
    void theOpaqueOfAFileWithAlphaIsRepainted() throws IOException {
        final BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_INT_ARGB);
        for (int x = 0; x < 4; x++)
            image.setRGB(x, 0, x == 0 ? 0x00ffffff : x == 1 ? 0x80ffffff : 0xff000000);
        assertMask(new float[] { 0, 128 / 255f, 1, 1 }, write(image, "alpha.png"));
        for (int x = 0; x < 4; x++)
            image.setRGB(x, 0, x == 2 ? 0xffffffff : 0xff000000);
        assertMask(new float[] { 0, 0, 1, 0 }, write(image, "opaque.png"));
    }

    @Test
    void filesOfTheUsualKinds() throws IOException {
        final BufferedImage bits = new BufferedImage(4, 1, BufferedImage.TYPE_BYTE_BINARY);
        bits.setRGB(1, 0, 0xffffff);
        assertMask(new float[] { 0, 1, 0, 0 }, write(bits, "bits.png"));
        final File tiff = folder.resolve("soft mask.tif").toFile();
        save(tiff.toPath());
        assertMask(new float[] { 0, 0.2f, 1, 0 }, tiff);
    }

    @Test
    void theMaskOfAStackIsThatOfTheSlice() {
        final ImageStack stack = new ImageStack(4, 1);
        stack.addSlice(new ByteProcessor(4, 1, new byte[] { -1, 0, 0, 0 }));
        stack.addSlice(new ByteProcessor(4, 1, new byte[] { 0, 0, 0, -1 }));
        show(new ImagePlus("masks", stack));
        final ImagePlus target = IJ.createImage("target", "8-bit black", 4, 1, 2);
        target.setSlice(2);
        assertEquals(new Box(3, 0, 1, 1), MaskReader.of("masks", target).box());
        assertEquals(new Box(0, 0, 1, 1), MaskReader.of(Integer.toString(open.getID()), TARGET).box());
    }

    @Test
    void whatIsWrongIsSaid() throws IOException {
        assertEquals("The mask 'nowhere.tif' is neither an open image nor a file: give the title of an image or the "
                + "path of a file.", error("nowhere.tif"));
        show(new ImagePlus("m", new ByteProcessor(3, 2)));
        assertEquals("The mask 'm' is 3 x 2 pixels and 'target' is 4 x 1: they must be of the same size.", error("m"));
        close();
        show(new ImagePlus("m", new ByteProcessor(4, 1)));
        assertEquals("The mask 'm' is black everywhere: paint white what is to be repainted.", error("m"));
        final Path text = folder.resolve("notes.png");
        Files.writeString(text, "this is not a picture");
        assertEquals("'" + text + "' is not an image that ImageJ can open, or it is damaged.", error(text.toString()));
        final Path cut = folder.resolve("cut.tif");
        save(cut);
        final byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 2));
        assertEquals("'" + cut + "' is damaged and cannot be opened (it is cut off: " + bytes.length
                + " bytes are needed and there are " + (bytes.length - 2) + ").", error(cut.toString()));
    }

    @Test
    void aMaskTakesThePlaceOfTheSelection() {
        final ImagePlus imp = IJ.createImage("image", "32-bit ramp", 4, 1, 1);
        show(new ImagePlus("my mask", new ByteProcessor(4, 1, new byte[] { 0, 51, -1, 0 })));
        final Patch patch = InpaintJobs.paint(imp, "mask", "my mask").candidates().get(0);
        assertEquals(new Box(1, 0, 2, 1), patch.box());
        assertEquals("my mask", patch.provenance().mask());
        assertEquals("", patch.provenance().request().get("mask"));
        close();
        show(new ImagePlus("labels", new ByteProcessor(4, 1, new byte[] { 0, 1, 1, 0 })));
        final float[] whole = (float[]) InpaintJobs.paint(imp, "mask", "labels").candidates().get(0).samples()
                .planes().get(0);
        final float[] soft = (float[]) patch.samples().planes().get(0);
        // a fifth of the way from the original to the fill
        final float original = imp.getProcessor().getf(1);
        assertEquals(original + 0.2 * (whole[0] - original), soft[0], 1e-5);
        assertEquals(whole[1], soft[1]);
    }

    private void assertMask(final float[] expected, final ImageProcessor ip) {
        show(new ImagePlus("mask", ip));
        assertArrayEquals(expected, whole(MaskReader.of("mask", TARGET)), 1e-6f);
        close();
    }

    private void assertMask(final float[] expected, final File file) {
        assertArrayEquals(expected, whole(MaskReader.of(file.getPath(), TARGET)), 1e-6f, file.getName());
    }

    private static float[] whole(final Mask mask) {
        return mask.over(new Box(0, 0, 4, 1)).values();
    }

    private String error(final String mask) {
        return assertThrows(InpaintException.class, () -> MaskReader.of(mask, TARGET)).getMessage();
    }

    private static void save(final Path path) {
        new FileSaver(new ImagePlus("", new ByteProcessor(4, 1, new byte[] { 0, 51, -1, 0 })))
                .saveAsTiff(path.toString());
    }

    private File write(final BufferedImage image, final String name) throws IOException {
        final File file = folder.resolve(name).toFile();
        ImageIO.write(image, "png", file);
        return file;
    }

    private void show(final ImagePlus imp) {
        open = imp;
        Interpreter.batchMode = true;
        Interpreter.addBatchModeImage(imp);
    }

    @Test
    void namesHoldNoPath() {
        assertEquals(Arrays.asList("m.tif", "m.tif", "title"),
                Arrays.asList(FileNames.last("/home/me/m.tif"), FileNames.last("C:\\me\\m.tif"),
                        FileNames.last("title")));
    }
}
