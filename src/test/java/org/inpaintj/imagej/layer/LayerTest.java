package org.inpaintj.imagej.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageRoi;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.io.FileSaver;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.image.ImageCopier;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.imagej.job.InpaintJobs;
import org.inpaintj.imagej.job.InpaintResult;
import org.inpaintj.imagej.job.TestImages;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.inpaint.samples.SampleDigest;

class LayerTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    @TempDir
    Path folder;

    @AfterEach
    void forgetCurrentImage() {
        WindowManager.setTempCurrentImage(null);
    }

    @ParameterizedTest
    @EnumSource(TestImages.class)
    void survivesTiffDuplicateAndOverlayDuplicate(final TestImages kind) {
        final ImagePlus imp = InpaintJobs.image(kind);
        imp.setOverlay(new Overlay(new OvalRoi(1, 1, 3, 3)));
        final InpaintResult result = InpaintJobs.paint(imp, "candidates", "2");
        Delivery.deliver(result);
        final String flat = InpaintJobs.digest(LayerFlattener.flatten(imp, false));
        final ImagePlus reopened = saveAndOpen(imp, kind);
        for (final ImagePlus copy : List.of(imp, imp.duplicate(), reopened, twin(imp))) {
            final List<Layer> layers = Layer.of(copy);
            assertEquals(List.of(false, true), layers.stream().map(Layer::visible).toList());
            for (int k = 0; k < 2; k++) {
                final Patch expected = result.candidates().get(1 - k), actual = layers.get(k).patch();
                assertEquals(expected.box(), actual.box());
                assertArrayEquals(expected.painted(), actual.painted());
                assertEquals(SampleDigest.of(expected.samples().only(expected.painted())),
                        SampleDigest.of(actual.samples().only(actual.painted())));
                assertEquals(expected.provenance(), actual.provenance());
                assertArrayEquals(expected.selection().values(), actual.selection().values());
                assertEquals(expected.selection().box(), actual.selection().box());
                assertEquals(StackPosition.shown(imp), layers.get(k).position());
            }
            if (copy.getStackSize() == imp.getStackSize())
                assertEquals(flat, InpaintJobs.digest(LayerFlattener.flatten(copy, false)));
        }
    }

    /** The same image with an overlay that was duplicated by itself. */
    private static ImagePlus twin(final ImagePlus imp) {
        final ImagePlus out = imp.duplicate();
        out.setOverlay(imp.getOverlay().duplicate());
        out.setPosition(imp.getChannel(), imp.getSlice(), imp.getFrame());
        return out;
    }

    private ImagePlus saveAndOpen(final ImagePlus imp, final TestImages kind) {
        final String path = folder.resolve(kind + ".tif").toString();
        final ImagePlus real = kind.isVirtual() ? ImageCopier.of(imp, imp.getTitle()) : imp;
        assertTrue(real.getStackSize() > 1 ? new FileSaver(real).saveAsTiffStack(path)
                : new FileSaver(real).saveAsTiff(path));
        final ImagePlus out = IJ.openImage(path);
        out.setPosition(imp.getChannel(), imp.getSlice(), imp.getFrame());
        return out;
    }

    @Test
    void showsWhatFlattenWillWrite() {
        for (final TestImages kind : List.of(TestImages.GRAY8, TestImages.PALETTE, TestImages.GRAY16, TestImages.RGB,
                TestImages.COMPOSITE8, TestImages.COLOUR16, TestImages.HYPER16)) {
            final ImagePlus imp = InpaintJobs.image(kind);
            InpaintJobs.deliver(imp);
            final ImagePlus flat = LayerFlattener.flatten(imp, false);
            final int[] expected = (int[]) new ij.process.ColorProcessor(flat.getImage()).getPixels();
            final Patch patch = Layer.of(imp).get(0).patch();
            final int[] picture = (int[]) Layer.of(imp).get(0).roi().getProcessor().getPixels();
            for (int i = 0; i < picture.length; i++) {
                final int x = patch.box().x() + i % patch.box().width(), y = patch.box().y() + i / patch.box().width();
                if (!patch.painted()[i])
                    assertEquals(0, picture[i] >>> 24, kind + ": must be transparent");
                for (int shift = 0; shift < 24 && patch.painted()[i]; shift += 8)
                    assertEquals(expected[y * 16 + x] >> shift & 0xff, picture[i] >> shift & 0xff, 2, kind.toString());
            }
        }
    }

    @Test
    void followsTheDisplayRange() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        imp.setDisplayRange(0, 65535);
        InpaintJobs.deliver(imp);
        final ImageRoi roi = Layer.of(imp).get(0).roi();
        final int[] before = ((int[]) roi.getProcessor().getPixels()).clone();
        imp.setDisplayRange(0, 20000);
        roi.setImage(imp);
        roi.draw(new java.awt.image.BufferedImage(8, 8, java.awt.image.BufferedImage.TYPE_INT_RGB).createGraphics());
        final int[] after = (int[]) roi.getProcessor().getPixels();
        long brighter = 0;
        for (int i = 0; i < after.length; i++)
            brighter += (after[i] & 0xff) > (before[i] & 0xff) ? 1 : 0;
        assertTrue(brighter > 12, brighter + " pixels became brighter");
        // while ImageJ flattens, the element belongs to an image without pixels
        roi.setImage(new ImagePlus());
        roi.draw(new java.awt.image.BufferedImage(8, 8, java.awt.image.BufferedImage.TYPE_INT_RGB).createGraphics());
        assertArrayEquals(after, (int[]) roi.getProcessor().getPixels());
    }

    @Test
    void thumbnailsFollowTheContrast() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp, "candidates", "2");
        final Layer hidden = Layer.of(imp).get(0);
        assertEquals(List.of("candidate 2 of 2", "candidate 1 of 2"),
                Layer.of(imp).stream().map(layer -> layer.provenance().heading()).toList());
        imp.setDisplayRange(0, 65535);
        final java.awt.image.BufferedImage before = hidden.thumbnail(96);
        assertEquals(96, Math.max(before.getWidth(), before.getHeight()));
        final String look = Layer.look(imp);
        imp.setDisplayRange(0, 20000);
        assertFalse(look.equals(Layer.look(imp)));
        int brighter = 0;
        final java.awt.image.BufferedImage after = hidden.thumbnail(96);
        for (int i = 0; i < 96; i++)
            brighter += (after.getRGB(i, 40) & 0xff) > (before.getRGB(i, 40) & 0xff) ? 1 : 0;
        assertTrue(brighter > 48, brighter + " pixels became brighter");
    }

    @Test
    void aReopenedLayerIsRevived() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp, "candidates", "2");
        final ImagePlus opened = saveAndOpen(imp, TestImages.GRAY16);
        assertEquals(ImageRoi.class, Layer.of(opened).get(0).roi().getClass());
        Layer.revive(opened);
        assertEquals(2, opened.getOverlay().size());
        for (int k = 0; k < 2; k++) {
            assertInstanceOf(LayerRoi.class, Layer.of(opened).get(k).roi());
            assertEquals(k == 1, Layer.of(opened).get(k).visible());
            assertEquals(Layer.of(imp).get(k).provenance(), Layer.of(opened).get(k).provenance());
        }
    }

    @Test
    void hidesShowsDiscardsAndBringsBack() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        InpaintJobs.deliver(imp);
        final Layer layer = Layer.of(imp).get(0);
        layer.hide();
        assertFalse(Layer.of(imp).get(0).visible());
        assertEquals("'gray8.tif' has no visible layer to flatten: inpaint a selection first, or show a layer.",
                assertThrows(InpaintException.class, () -> LayerFlattener.flatten(imp, false)).getMessage());
        layer.show();
        assertTrue(Layer.of(imp).get(0).visible());
        layer.discard();
        assertEquals(0, Layer.of(imp).size());
        LayerHistory.undo(imp);
        assertEquals(1, Layer.of(imp).size());
        assertTrue(Layer.of(imp).get(0).visible());
    }

    @Test
    void ofTwoCandidatesTheRightOneGoes() {
        final ImagePlus imp = InpaintJobs.image(TestImages.RGB);
        InpaintJobs.deliver(imp, "candidates", "3");
        Layer.of(imp).get(1).discard();
        assertEquals(List.of("noise, seed 9", "noise, seed 7"), Layer.of(imp).stream().map(Layer::title).toList());
        Layer.of(imp).get(1).accept();
        assertEquals(List.of("noise, seed 9"), Layer.of(imp).stream().map(Layer::title).toList());
    }

    @Test
    void layersBuildOnVisibleLayersBelow() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp);
        final String flat = InpaintJobs.digest(LayerFlattener.flatten(imp, false));
        final InpaintJob second = InpaintJob.of(imp, InpaintJobs.request("area", "whole"));
        assertEquals(flat, SampleDigest.of(second.samples()));
        Layer.of(imp).get(0).hide();
        assertEquals(InpaintJobs.digest(imp),
                SampleDigest.of(InpaintJob.of(imp, InpaintJobs.request("area", "whole")).samples()));
    }

    @Test
    void aMovedLayerIsFlattenedWhereItIs() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        final Patch patch = InpaintJobs.paint(imp).candidates().get(0);
        InpaintJobs.deliver(imp);
        Layer.of(imp).get(0).roi().setLocation(12, -2);
        final byte[] flat = (byte[]) LayerFlattener.flatten(imp, false).getProcessor().getPixels();
        final byte[] source = (byte[]) imp.getProcessor().getPixels();
        final byte[] samples = (byte[]) patch.samples().planes().get(0);
        for (int i = 0; i < flat.length; i++) {
            final int x = i % 16 - 12, y = i / 16 + 2;
            final int k = y * patch.box().width() + x;
            final boolean painted = x >= 0 && x < patch.box().width() && y < patch.box().height() && patch.painted()[k];
            assertEquals(painted ? samples[k] : source[i], flat[i]);
        }
    }

    @Test
    void aLayerOfAnotherTypeIsRefused() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp);
        imp.setProcessor(imp.getProcessor().convertToByte(true));
        final String expected = "The layer 'noise, seed 7' was made for another type of image than 'gray16.tif' now "
                + "is: convert the image back, or discard the layer.";
        assertEquals(expected, assertThrows(InpaintException.class, () -> LayerFlattener.flatten(imp, true))
                .getMessage());
        assertEquals(expected, assertThrows(InpaintException.class, () -> Layer.of(imp).get(0).accept()).getMessage());
        imp.setRoi(1, 1, 4, 4);
        assertEquals(1, InpaintJobs.paint(imp).candidates().size());
    }

    @Test
    void damagedPropertiesAreReportedAndTakeNoMemory() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        InpaintJobs.deliver(imp);
        final ImagePlus opened = saveAndOpen(imp, TestImages.GRAY8);
        final ImageRoi roi = Layer.of(opened).get(0).roi();
        final String good = roi.getProperty("inpaintj.patch");
        final byte[] raw = Base64.getDecoder().decode(good);
        // a kilobyte of zeros that unpacks to 64 MB
        final String bomb = Base64.getEncoder().encodeToString(deflate(new byte[1 << 26]));
        for (final String bad : List.of("x", "!!!", good.substring(0, 20), bomb,
                Base64.getEncoder().encodeToString(deflate(new byte[30])),
                Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(raw, raw.length - 9)))) {
            roi.setProperty("inpaintj.patch", bad);
            assertEquals("Layer 1 of 'GRAY8.tif' is damaged (its property 'inpaintj.patch' cannot be read), so it "
                    + "cannot be used: discard it.",
                    assertThrows(InpaintException.class, () -> LayerFlattener.flatten(opened, false)).getMessage());
        }
        Layer.revive(opened);
        assertEquals(1, Layer.of(opened).size());
        roi.setProperty("inpaintj.patch", good);
        roi.setProperty("inpaintj.selection", Base64.getEncoder().encodeToString(deflate(new byte[3])));
        assertThrows(InpaintException.class, () -> Layer.of(opened).get(0).patch());
        roi.setProperty("inpaintj.provenance", Base64.getEncoder().encodeToString(deflate("{}".getBytes())));
        assertThrows(InpaintException.class, () -> Layer.of(opened).get(0).provenance());
        roi.setProperty("inpaintj.provenance", null);
        assertEquals("damaged layer", Layer.of(opened).get(0).title());
    }

    private static byte[] deflate(final byte[] bytes) {
        final java.util.zip.Deflater deflater = new java.util.zip.Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        final byte[] out = new byte[1 << 17];
        return java.util.Arrays.copyOf(out, deflater.deflate(out));
    }
}
