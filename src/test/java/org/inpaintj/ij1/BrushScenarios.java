package org.inpaintj.ij1;

import static org.inpaintj.ij1.MousePointer.drag;
import static org.inpaintj.ij1.MousePointer.key;
import static org.inpaintj.ij1.MousePointer.show;
import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.macro;

import java.awt.Dialog;
import java.awt.Rectangle;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import ij.gui.Toolbar;
import ij.plugin.frame.Recorder;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.history.HistoryStore;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.roi.SoftSelection;
import org.inpaintj.raster.tile.Brush;
import org.inpaintj.raster.tile.TileMask;
import org.inpaintj.raster.tile.TileMorphology;

/** The Mask Brush Tool. */
final class BrushScenarios {

    private static final int WIDTH = 120, HEIGHT = 90;
    /** What a scratch has, and the most that its surroundings have. */
    private static final int SCRATCH = 255, GROUND = 140;
    private static final String SELECT = "call(\"org.inpaintj.imagej.roi.RoiText.select\"";

    private BrushScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("the mask brush adds and takes away", BrushScenarios::addsAndTakesAway);
        all.put("strokes of the mask brush are taken back", BrushScenarios::undo);
        all.put("size and soft edge follow keys, wheel and dialog", BrushScenarios::settings);
        all.put("the quick mask covers what is not selected", BrushScenarios::quickMask);
        all.put("the mask brush paints where the mouse is at any zoom", BrushScenarios::zoomed);
        all.put("a mask is grown, shrunk and smoothed by keys", BrushScenarios::shapes);
        all.put("a soft mask is recorded and replayed to the pixel", BrushScenarios::softMask);
        all.put("a scratch is gone when the mouse is released", BrushScenarios::eraseOnRelease);
    }

    /** The tool with options as the preferences have them, and an image. */
    static ImagePlus begin(final String options) {
        Prefs.set(BrushSettings.PLACE, options);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Mask Brush Tool");
        PlainImageJGui.until("the tool", () -> MaskBrushTool.NAME.equals(IJ.getToolName()));
        return show(new ImagePlus("film", film()));
    }

    /** Uneven ground with two bright scratches. */
    private static ImageProcessor film() {
        final ByteProcessor ip = new ByteProcessor(WIDTH, HEIGHT);
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++)
                ip.set(x, y, (int) (60 + x / 2.0 + 15 * Math.sin(x * 0.7) * Math.cos(y * 0.9)));
        ip.setColor(SCRATCH);
        ip.drawLine(20, 30, 60, 30);
        ip.drawLine(20, 60, 60, 60);
        return ip;
    }

    private static TileMask none() {
        return TileMask.empty(WIDTH, HEIGHT);
    }

    private static double[] path(final double... points) {
        return points;
    }

    /** What is selected. */
    private static byte[] selected(final ImagePlus imp) {
        final Roi roi = imp.getRoi();
        return (roi == null ? none() : SoftSelection.mask(roi, imp)).values(new Box(0, 0, WIDTH, HEIGHT));
    }

    private static void selects(final String what, final ImagePlus imp, final TileMask expected) {
        final byte[] values = expected.values(new Box(0, 0, WIDTH, HEIGHT));
        PlainImageJGui.until(what, () -> PlainImageJGui.onEventThread(() -> Arrays.equals(values, selected(imp))));
    }

    static void addsAndTakesAway() {
        final ImagePlus imp = begin("size=11");
        final Brush brush = new Brush(11, 0);
        drag(imp, 20, 20, 60, 20);
        TileMask mask = none().paint(brush, path(20, 20, 40, 20, 60, 20), true);
        selects("a stroke", imp, mask);
        drag(imp, 40, 10, 40, 40);
        mask = mask.paint(brush, path(40, 10, 40, 40), true);
        selects("two strokes", imp, mask);
        drag(imp, 50, 20, 54, 20, InputEvent.ALT_DOWN_MASK, 1);
        mask = mask.paint(brush, path(50, 20, 54, 20), false);
        selects("less by Alt", imp, mask);
        drag(imp, 30, 10, 30, 30, InputEvent.CTRL_DOWN_MASK, 1);
        mask = mask.paint(brush, path(30, 10, 30, 30), false);
        selects("less by Ctrl", imp, mask);

        imp.setRoi(70, 50, 30, 20);
        drag(imp, 70, 50, 80, 50);
        selects("more than what somebody else had selected", imp, TileMask.of(WIDTH, HEIGHT, new Box(70, 50, 30, 20),
                null).paint(brush, path(70, 50, 80, 50), true));
        imp.deleteRoi();
        drag(imp, 90, 20, 90, 20);
        final ImageCanvas canvas = imp.getCanvas();
        selects("nothing but a click", imp, none().paint(brush, path(canvas.offScreenXD(canvas.screenXD(90.5)),
                canvas.offScreenYD(canvas.screenYD(20.5))), true));
        drag(imp, 80, 20, 100, 20, InputEvent.ALT_DOWN_MASK, 1);
        PlainImageJGui.until("nothing", () -> imp.getRoi() == null);
        check(imp.getOverlay() == null, "nothing joins the overlay");
        IJ.setTool(Toolbar.RECTANGLE);
        PlainImageJGui.until("nothing on the image", () -> imp.getCanvas().getShowAllList() == null);
    }

    static void undo() {
        final ImagePlus imp = begin("size=9");
        final Brush brush = new Brush(9, 0);
        drag(imp, 20, 20, 60, 20);
        final TileMask one = none().paint(brush, path(20, 20, 60, 20), true);
        selects("one", imp, one);
        drag(imp, 20, 40, 60, 40);
        final TileMask two = one.paint(brush, path(20, 40, 60, 40), true);
        selects("two", imp, two);
        key(imp, KeyEvent.VK_Z, InputEvent.CTRL_DOWN_MASK);
        selects("one again", imp, one);
        key(imp, KeyEvent.VK_Z, InputEvent.CTRL_DOWN_MASK);
        selects("none", imp, none());
        key(imp, KeyEvent.VK_Y, InputEvent.CTRL_DOWN_MASK);
        key(imp, KeyEvent.VK_Z, InputEvent.CTRL_DOWN_MASK | InputEvent.SHIFT_DOWN_MASK);
        selects("two again", imp, two);
        imp.setRoi(5, 5, 9, 9);
        key(imp, KeyEvent.VK_Z, InputEvent.CTRL_DOWN_MASK);
        PlainImageJGui.settle();
        check(imp.getRoi().getBounds().equals(new Rectangle(5, 5, 9, 9)), "another's selection is not taken back");
    }

    static void settings() {
        final ImagePlus imp = begin("size=50");
        key(imp, KeyEvent.VK_CLOSE_BRACKET);
        check(Prefs.get(BrushSettings.PLACE, "").equals("size=60"), Prefs.get(BrushSettings.PLACE, ""));
        key(imp, KeyEvent.VK_OPEN_BRACKET);
        check(Prefs.get(BrushSettings.PLACE, "").equals("size=50"), Prefs.get(BrushSettings.PLACE, ""));
        key(imp, KeyEvent.VK_CLOSE_BRACKET, InputEvent.SHIFT_DOWN_MASK);
        check(Prefs.get(BrushSettings.PLACE, "").equals("size=50 softness=10"), Prefs.get(BrushSettings.PLACE, ""));
        key(imp, KeyEvent.VK_OPEN_BRACKET, InputEvent.SHIFT_DOWN_MASK);
        key(imp, KeyEvent.VK_OPEN_BRACKET, InputEvent.SHIFT_DOWN_MASK);
        check(Prefs.get(BrushSettings.PLACE, "").equals("size=50"), Prefs.get(BrushSettings.PLACE, ""));
        // the canvas has heard of the mouse
        drag(imp, 60, 45, 60, 45);
        wheel(imp, InputEvent.ALT_DOWN_MASK, -1);
        check(Prefs.get(BrushSettings.PLACE, "").equals("size=60"), Prefs.get(BrushSettings.PLACE, ""));
        final double zoom = imp.getCanvas().getMagnification();
        wheel(imp, InputEvent.CTRL_DOWN_MASK, -1);
        check(imp.getCanvas().getMagnification() > zoom, "the wheel with Ctrl still zooms");
        check(Prefs.get(BrushSettings.PLACE, "").equals("size=60"), Prefs.get(BrushSettings.PLACE, ""));

        new Thread(() -> Toolbar.getPlugInTool().showOptionsDialog(), "Run$_options").start();
        final Dialog dialog = PlainImageJGui.window(Dialog.class, MaskBrushTool.NAME);
        TestDesktop.type(dialog, "size", "7");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("the options are kept", () -> Prefs.get(BrushSettings.PLACE, "").equals("size=7"));
    }

    private static void wheel(final ImagePlus imp, final int modifiers, final int rotation) {
        final ImageCanvas canvas = imp.getCanvas();
        PlainImageJGui.later(() -> canvas.dispatchEvent(new MouseWheelEvent(canvas, MouseEvent.MOUSE_WHEEL,
                System.currentTimeMillis(), modifiers, 60, 45, 0, false, MouseWheelEvent.WHEEL_UNIT_SCROLL, 3,
                rotation)));
        PlainImageJGui.settle();
    }

    /** What the canvas shows. */
    private static BufferedImage seen(final ImagePlus imp) {
        return PlainImageJGui.onEventThread(() -> {
            final ImageCanvas canvas = imp.getCanvas();
            final BufferedImage out = new BufferedImage(canvas.getWidth(), canvas.getHeight(),
                    BufferedImage.TYPE_INT_RGB);
            canvas.paint(out.createGraphics());
            return out;
        });
    }

    private static int mixed(final int grey, final int rgb, final double opacity, final int shift) {
        return (int) Math.round(grey * (1 - opacity) + (rgb >> shift & 255) * opacity);
    }

    private static void isMixed(final String what, final int seen, final int grey, final int rgb,
            final double opacity) {
        for (final int shift : new int[] { 0, 8, 16 })
            check(Math.abs((seen >> shift & 255) - mixed(grey, rgb, opacity, shift)) <= 3, what + ": "
                    + Integer.toHexString(seen) + " of " + grey);
    }

    private static boolean isGrey(final int rgb) {
        return (rgb & 255) == (rgb >> 16 & 255);
    }

    static void quickMask() {
        final ImagePlus imp = begin("size=21");
        drag(imp, 30, 45, 90, 45);
        PlainImageJGui.until("selection", () -> imp.getRoi() != null);
        PlainImageJGui.later(() -> imp.getCanvas().dispatchEvent(new MouseEvent(imp.getCanvas(),
                MouseEvent.MOUSE_EXITED, System.currentTimeMillis(), 0, 200, 200, 0, false)));
        PlainImageJGui.settle();
        final int inside = imp.getProcessor().get(60, 45), outside = imp.getProcessor().get(60, 15);
        BufferedImage seen = seen(imp);
        isMixed("selected is tinted", seen.getRGB(60, 45), inside, 0x00beff, 1 / 3.0);
        isMixed("not selected is as it is", seen.getRGB(60, 15), outside, 0, 0);
        key(imp, KeyEvent.VK_Q);
        seen = seen(imp);
        isMixed("selected is as it is", seen.getRGB(60, 45), inside, 0, 0);
        isMixed("not selected is covered", seen.getRGB(60, 15), outside, 0xff0000, 0.5);
        Prefs.set(BrushSettings.PLACE, "size=21 colour=green opacity=80");
        imp.setRoi(50, 5, 20, 20);
        key(imp, KeyEvent.VK_Q);
        key(imp, KeyEvent.VK_Q);
        PlainImageJGui.until("the quick mask of what another has selected", () -> (seen(imp).getRGB(60, 45)
                & 0xff0000) < 0x300000 && isGrey(seen(imp).getRGB(60, 15)));
        seen = seen(imp);
        isMixed("now selected", seen.getRGB(60, 15), outside, 0, 0);
        isMixed("no more selected", seen.getRGB(60, 45), inside, 0x00c000, 0.8);
        key(imp, KeyEvent.VK_Q);
        PlainImageJGui.settle();
        isMixed("off", seen(imp).getRGB(60, 70), imp.getProcessor().get(60, 70), 0, 0);
        check(imp.getOverlay() == null, "nothing joins the overlay");
    }

    static void zoomed() {
        final ImagePlus imp = begin("size=5");
        for (int i = 0; i < 4; i++)
            PlainImageJGui.later(() -> imp.getCanvas().zoomIn(60, 45));
        PlainImageJGui.settle();
        final ImageCanvas canvas = imp.getCanvas();
        check(canvas.getMagnification() >= 3, canvas.getMagnification());
        drag(imp, 50, 40, 70, 50);
        final double x1 = canvas.offScreenXD(canvas.screenXD(50.0)), y1 = canvas.offScreenYD(canvas.screenYD(40.0));
        final double x2 = canvas.offScreenXD(canvas.screenXD(70.0)), y2 = canvas.offScreenYD(canvas.screenYD(50.0));
        final double xm = canvas.offScreenXD((canvas.screenXD(50.0) + canvas.screenXD(70.0)) / 2);
        final double ym = canvas.offScreenYD((canvas.screenYD(40.0) + canvas.screenYD(50.0)) / 2);
        check(Math.abs(x1 - 50) < 0.5 && Math.abs(y2 - 50) < 0.5, x1 + " " + y2);
        selects("a stroke", imp, none().paint(new Brush(5, 0), path(x1, y1, xm, ym, x2, y2), true));
        drag(imp, 50, 60, 70, 60);
        PlainImageJGui.until("two parts", () -> imp.getRoi().getType() == Roi.COMPOSITE);
        IJ.setTool(Toolbar.RECTANGLE);
        PlainImageJGui.until("no tint", () -> imp.getCanvas().getShowAllList() == null);
        final int[] quick = pixels(seen(imp));
        imp.setRoi((Roi) imp.getRoi().clone());
        check(Arrays.equals(quick, pixels(seen(imp))), "outlines are drawn as ImageJ draws them");
    }

    private static int[] pixels(final BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    static void shapes() {
        final ImagePlus imp = begin("size=15 softness=40");
        drag(imp, 30, 45, 90, 45);
        final TileMask stroke = none().paint(new Brush(15, 0.4), path(30, 45, 90, 45), true);
        selects("a soft stroke", imp, stroke);
        key(imp, KeyEvent.VK_9);
        key(imp, KeyEvent.VK_NUMPAD9);
        final TileMask grown = TileMorphology.grow(TileMorphology.grow(stroke, 1), 1);
        selects("grown twice", imp, grown);
        key(imp, KeyEvent.VK_8);
        selects("shrunk", imp, TileMorphology.grow(grown, -1));
        key(imp, KeyEvent.VK_Z);
        key(imp, KeyEvent.VK_Z);
        key(imp, KeyEvent.VK_Z);
        selects("all taken back", imp, stroke);
        key(imp, KeyEvent.VK_0);
        selects("smoothed", imp, TileMorphology.smooth(stroke, 2));
    }

    private static String lines(final Recorder recorder) {
        return PlainImageJGui.onEventThread(recorder::getText);
    }

    static void softMask() {
        final ImagePlus imp = begin("size=15 softness=60");
        final Recorder recorder = TestDesktop.record();
        TestDesktop.select(imp);
        drag(imp, 20, 30, 60, 30);
        drag(imp, 20, 60, 60, 60);
        final TileMask mask = none().paint(new Brush(15, 0.6), path(20, 30, 60, 30), true)
                .paint(new Brush(15, 0.6), path(20, 60, 60, 60), true);
        selects("two soft strokes", imp, mask);
        PlainImageJGui.until("a line", () -> lines(recorder).contains(SELECT));
        final String text = lines(recorder), recorded = text.substring(text.lastIndexOf(SELECT));
        TestDesktop.close(recorder);
        check(macro("run('Remove Object', 'engine=patch seed=3');").isEmpty(), "no message");
        final Layer layer = Layer.of(imp).get(0);
        check(layer.patch().selection().bounds().equals(mask.bounds()), "what is selected a little is painted a "
                + "little: " + layer.patch().selection().bounds());
        final ImagePlus other = show(new ImagePlus("other", film()));
        TestDesktop.select(other);
        check(macro(recorded + "run('Remove Object', 'engine=patch seed=3');").isEmpty(), "no message");
        selects("the same by the lines", other, mask);
        check(Layer.of(other).get(0).provenance().patchSha256().equals(layer.provenance().patchSha256()),
                "the same samples");
    }

    /** The samples that are seen of an image. */
    private static byte[] flat(final ImagePlus imp) {
        TestDesktop.select(imp);
        final int before = WindowManager.getImageCount();
        check(macro("run('Flatten Layers');").isEmpty(), "no message");
        PlainImageJGui.until("copy", () -> WindowManager.getImageCount() > before);
        final ImagePlus copy = WindowManager.getCurrentImage();
        final byte[] samples = ((byte[]) copy.getProcessor().getPixels()).clone();
        copy.changes = false;
        PlainImageJGui.onEventThread(() -> {
            copy.close();
            return null;
        });
        return samples;
    }

    /** For the documents: a stroke with a soft edge while it is painted, and the brush. */
    static void picture(final ImagePlus imp, final GuiScenarios.Scenario taken) throws Exception {
        Prefs.set(BrushSettings.PLACE, "size=" + imp.getWidth() / 9 + " softness=40 bar=false");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Mask Brush Tool");
        PlainImageJGui.until("the tool", () -> MaskBrushTool.NAME.equals(IJ.getToolName()));
        imp.deleteRoi();
        final int x = imp.getWidth() / 3, y = imp.getHeight() / 3;
        drag(imp, x, y, x + x / 2, y + y / 3);
        drag(imp, x + x / 2, y + y / 3, 2 * x, y);
        PlainImageJGui.until("selection", () -> imp.getRoi() != null);
        TestDesktop.sleep(500);
        taken.run();
        imp.deleteRoi();
        IJ.setTool(Toolbar.RECTANGLE);
        PlainImageJGui.settle();
    }

    static void eraseOnRelease() {
        final ImagePlus imp = begin("size=9 erase");
        final Recorder recorder = TestDesktop.record();
        TestDesktop.select(imp);
        imp.setRoi(100, 70, 10, 10);
        final Brush brush = new Brush(9, 0);
        drag(imp, 16, 31, 64, 31);
        drag(imp, 16, 61, 64, 61);
        PlainImageJGui.until("a layer for each stroke", () -> Layer.of(imp).size() == 2);
        final List<Layer> layers = Layer.of(imp);
        check(layers.get(0).patch().box().intersect(layers.get(1).patch().box()).isEmpty(), "each removes its own");
        final List<String> kept = layers.stream().map(layer -> layer.provenance().patchSha256()).toList();
        PlainImageJGui.until("each a run of the history", () -> HistoryStore.ofUser().entries().entries().stream()
                .limit(2).flatMap(run -> run.outcome().layers().stream()).toList().containsAll(kept));
        PlainImageJGui.until("nothing of the strokes is seen", () -> isGrey(seen(imp).getRGB(40, 31)));
        check(imp.getRoi().getBounds().equals(new Rectangle(100, 70, 10, 10)), "the selection is as it was");
        final TileMask strokes = none().paint(brush, path(16, 31, 64, 31), true)
                .paint(brush, path(16, 61, 64, 61), true);
        final byte[] before = (byte[]) film().getPixels(), after = flat(imp);
        int changed = 0;
        for (int i = 0; i < before.length; i++) {
            final boolean inside = strokes.at(i % WIDTH, i / WIDTH) > 0;
            check(inside || before[i] == after[i], "nothing outside changes, at " + i % WIDTH + ", " + i / WIDTH);
            check(!inside || (after[i] & 255) < GROUND, "the scratch is gone, at " + i % WIDTH + ", " + i / WIDTH);
            changed += before[i] == after[i] ? 0 : 1;
        }
        check(changed > 80, changed);
        check(Arrays.equals(before, (byte[]) imp.getProcessor().getPixels()), "the image itself is as it was");

        final String text = lines(recorder);
        final int first = text.indexOf(SELECT);
        final String recorded = text.substring(first, text.indexOf('\n', text.indexOf("run(\"Remove Object\"",
                text.indexOf("run(\"Remove Object\"") + 1)));
        TestDesktop.close(recorder);
        final ImagePlus other = show(new ImagePlus("other", film()));
        TestDesktop.select(other);
        check(macro(recorded).isEmpty(), "no message");
        check(Arrays.equals(after, flat(other)), "the lines do the same");
        TestDesktop.select(imp);
        drag(imp, 80, 20, 90, 20);
        PlainImageJGui.until("one more", () -> Layer.of(imp).size() == 3);
        PlainImageJGui.choose("Edit", "Undo");
        PlainImageJGui.until("Edit > Undo takes a removal back", () -> Layer.of(imp).size() == 2);
    }
}
