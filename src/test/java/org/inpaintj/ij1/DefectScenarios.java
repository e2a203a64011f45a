package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;

import java.awt.Window;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.text.JTextComponent;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.roi.MaskToRoi;
import org.inpaintj.raster.Mask;
import org.inpaintj.ui.form.FormDialog;

/** Defects are outlined in the image while a dialog asks for them, and what is outlined is what is repainted. */
final class DefectScenarios {

    private static final int WIDTH = 120, HEIGHT = 90, OUTLINE = 0xff9900;

    private DefectScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("defects are outlined before they are repaired, by the keys", DefectScenarios::repair);
        all.put("defects of the open image are outlined before a batch", DefectScenarios::batch);
    }

    /** Two slices of noise, each with dust, a hot pixel and a stripe. */
    private static ImagePlus image() {
        final ImagePlus imp = IJ.createImage("plate", "16-bit black", WIDTH, HEIGHT, 2);
        final Random random = new Random(3);
        for (int s = 1; s <= 2; s++) {
            final ImageProcessor ip = imp.getStack().getProcessor(s);
            for (int i = 0; i < WIDTH * HEIGHT; i++)
                ip.set(i, (int) Math.round(1000 + 10 * random.nextGaussian()
                        + 400 * Math.exp(-(Math.pow(i % WIDTH - 30 * s, 2) + Math.pow(i / WIDTH - 25, 2)) / 8)
                        + (i % WIDTH == 90 ? 200 : 0)));
            ip.set(15, 60 + s, 3000);
        }
        imp.setOverlay(new Overlay(new Roi(2, 2, 5, 5)));
        imp.getOverlay().drawLabels(true);
        imp.setRoi(40, 40, 9, 9);
        imp.show();
        // a brush that is still selected draws on the canvas, too
        IJ.setTool("rectangle");
        imp.changes = false;
        return imp;
    }

    /** What is outlined; nothing selected where nothing is. */
    private static Mask outlined(final ImagePlus imp) {
        return PlainImageJGui.onEventThread(() -> {
            final Overlay shown = imp.getCanvas().getShowAllList();
            final Box all = new Box(0, 0, WIDTH, HEIGHT);
            return shown == null ? new Mask(all, new float[WIDTH * HEIGHT])
                    : MaskToRoi.mask((Roi) shown.get(0).clone(), imp).over(all);
        });
    }

    private static int count(final Mask mask) {
        int count = 0;
        for (final float value : mask.values())
            count += value >= 0.5f ? 1 : 0;
        return count;
    }

    private static boolean says(final Window dialog, final String words) {
        return PlainImageJGui.text(dialog).replaceAll("\\s+", " ").contains(words);
    }

    private static void until(final Window dialog, final String words) {
        PlainImageJGui.until(words, () -> says(dialog, words));
        PlainImageJGui.settle();
    }

    private static int orange(final CanvasView view) {
        final int[] pixels = view.picture().getRGB(0, 0, WIDTH * 4, HEIGHT * 4, null, 0, WIDTH * 4);
        return (int) Arrays.stream(pixels).filter(rgb -> (rgb & 0xffffff) == OUTLINE).count();
    }

    private static void repair() throws Exception {
        final ImagePlus imp = image();
        final CanvasView view = new CanvasView(imp, 4);
        final Roi selected = imp.getRoi();
        final Overlay overlay = imp.getOverlay();
        final short[] before = ((short[]) imp.getProcessor().getPixels()).clone();
        Prefs.set("inpaintj.repair", "engine=patch seed=1 dilate=0 target=layer");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Repair Detections...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Repair Detections");
        PlainImageJGui.onEventThread(() -> {
            dialog.setLocation(620, 20);
            return null;
        });
        check(imp.getCanvas().getShowAllList() == null, "nothing is looked for in the selection");
        TestDesktop.choose(dialog, "source", "defects");
        until(dialog, "Will be: 3 defects: ");
        final int all = count(outlined(imp));
        check(outlined(imp).at(30, 25) == 1 && outlined(imp).at(15, 61) == 1 && outlined(imp).at(90, 50) == 1
                && all < 300, all);
        PlainImageJGui.until("the outlines on the screen", () -> orange(view) > 100);

        TestDesktop.type(dialog, "defects", "pixels");
        until(dialog, "Will be: 1 defect: pixel 1");
        check(count(outlined(imp)) == 1 && outlined(imp).at(15, 61) == 1, count(outlined(imp)));
        TestDesktop.type(dialog, "dilate", "3");
        PlainImageJGui.until("a grown one", () -> count(outlined(imp)) == 9);
        TestDesktop.type(dialog, "sensitivity", "1000");
        until(dialog, "nothing is found");
        check(imp.getCanvas().getShowAllList() == null, "no outline");
        check(imp.getOverlay() == overlay && overlay.size() == 1 && imp.getRoi() == selected && !imp.changes
                && Arrays.equals(before, (short[]) imp.getProcessor().getPixels()), "the image is as it was");
        TestDesktop.type(dialog, "sensitivity", "6");
        until(dialog, "Will be: 1 defect: pixel 1");
        LayerScenarios.click(PlainImageJGui.all(dialog, AbstractButton.class).stream()
                .filter(button -> "Cancel".equals(button.getText())).findFirst().orElseThrow());
        PlainImageJGui.until("no outline", () -> imp.getCanvas().getShowAllList() == null && orange(view) == 0);
        check(imp.getOverlay() == overlay && overlay.size() == 1 && imp.getRoi() == selected && !imp.changes
                && overlay.getDrawLabels(), "nothing is left, and the labels are there");
        repaired(imp, before);
    }

    private static void repaired(final ImagePlus imp, final short[] before) {
        Prefs.set("inpaintj.repair", "source=defects engine=patch seed=1 dilate=2 target=layer");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Repair Detections...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Repair Detections");
        until(dialog, "Will be: 3 defects: ");
        final Mask shown = outlined(imp);
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("layers", () -> Layer.of(imp).size() == 3);
        PlainImageJGui.until("no outline beside the result", () -> imp.getCanvas().getShowAllList() == null);
        final boolean[] selected = new boolean[WIDTH * HEIGHT];
        for (final Layer layer : Layer.of(imp)) {
            final Mask mask = layer.patch().selection().over(new Box(0, 0, WIDTH, HEIGHT));
            for (int i = 0; i < selected.length; i++)
                selected[i] |= mask.values()[i] >= 0.5f;
        }
        for (int i = 0; i < selected.length; i++)
            check(selected[i] == (shown.values()[i] >= 0.5f), "pixel " + i % WIDTH + ", " + i / WIDTH);
        check(Arrays.equals(before, (short[]) imp.getProcessor().getPixels()), "layers leave the samples");
        PlainImageJGui.until("the labels below the preview of the job", () -> imp.getOverlay().getDrawLabels());
    }

    private static void batch() throws Exception {
        final ImagePlus imp = image();
        imp.deleteRoi();
        Prefs.set("inpaintj.batch", "each=slices engine=patch seed=1 dilate=2");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Batch...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Batch");
        check(!TestDesktop.shown(dialog).contains("defects"), TestDesktop.shown(dialog));
        TestDesktop.choose(dialog, "source", "defects");
        until(dialog, "Will be: 3 defects: ");
        check(TestDesktop.input(dialog, JTextComponent.class, "defects").isShowing()
                && TestDesktop.input(dialog, JComboBox.class, "source").isShowing(), "what is looked for is asked");
        final Mask shown = outlined(imp);
        TestDesktop.type(dialog, "images", System.getProperty("java.io.tmpdir"));
        PlainImageJGui.until("no outline", () -> imp.getCanvas().getShowAllList() == null);
        TestDesktop.type(dialog, "images", "");
        until(dialog, "Will be: 3 defects: ");
        PlainImageJGui.press(dialog, "OK");
        final ImagePlus made = PlainImageJGui.await("the result", () -> WindowManager.getCurrentImage() == imp ? null
                : WindowManager.getCurrentImage());
        Prefs.set("inpaintj.batch", "");
        check(imp.getCanvas().getShowAllList() == null && made.getStackSize() == 2, "the slices");
        int changed = 0;
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            final boolean differs = imp.getStack().getProcessor(1).get(i) != made.getStack().getProcessor(1).get(i);
            check(!differs || shown.values()[i] >= 0.5f, "pixel " + i % WIDTH + ", " + i / WIDTH);
            changed += differs ? 1 : 0;
        }
        check(changed > 0.8 * count(shown), changed + " of " + count(shown));
        check(imp.getStack().getProcessor(2).get(15, 62) == 3000 && made.getStack().getProcessor(2).get(15, 62) < 1100,
                "the other slice has defects of its own");
    }
}
