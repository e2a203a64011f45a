package org.inpaintj.ij1;

import static org.inpaintj.ij1.MousePointer.begin;
import static org.inpaintj.ij1.MousePointer.cells;
import static org.inpaintj.ij1.MousePointer.click;
import static org.inpaintj.ij1.MousePointer.doubleClick;
import static org.inpaintj.ij1.MousePointer.drag;
import static org.inpaintj.ij1.MousePointer.enter;
import static org.inpaintj.ij1.MousePointer.key;
import static org.inpaintj.ij1.MousePointer.looks;
import static org.inpaintj.ij1.MousePointer.says;
import static org.inpaintj.ij1.MousePointer.shiftClick;
import static org.inpaintj.ij1.MousePointer.show;
import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.message;

import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ij.CompositeImage;
import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.Toolbar;
import ij.plugin.frame.Recorder;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.imagej.region.SelectionProvenance;
import org.inpaintj.job.Job;
import org.inpaintj.ui.form.FormDialog;

/** The Select Object Tool. */
final class ToolScenarios {

    private ToolScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("the first click asks for a model", ToolScenarios::asksForModel);
        all.put("dots and box find an object", ToolScenarios::dotsAndBox);
        all.put("candidates are chosen by key", ToolScenarios::candidates);
        all.put("accepting is recorded and replayed", ToolScenarios::recorded);
        all.put("two clicks select an object", ToolScenarios::twoClicks);
        all.put("dots belong to a slice", ToolScenarios::slices);
        all.put("a changed image is looked at again", ToolScenarios::changedImage);
        all.put("every type of image can be pointed at", ToolScenarios::types);
        all.put("clicking goes on while the image is looked at", ToolScenarios::neverBlocks);
        all.put("Esc stops looking at the image", ToolScenarios::escape);
        all.put("closing the image stops looking at it", ToolScenarios::closing);
        all.put("dots are part of nothing", ToolScenarios::partOfNothing);
        all.put("other tools and keys are as ever", ToolScenarios::otherTools);
    }

    static void asksForModel() {
        final ImagePlus imp = begin();
        Prefs.set("inpaintj.segmenters", "");
        click(imp, 60, 45);
        FormDialog dialog = PlainImageJGui.window(FormDialog.class, SelectObjectTool.NAME);
        check(PlainImageJGui.text(dialog).contains("Acly/MobileSAM")
                && PlainImageJGui.text(dialog).contains("InpaintJ downloads none"),
                PlainImageJGui.text(dialog));
        PlainImageJGui.press(dialog, "Cancel");
        says("cancelled");
        check(imp.getCanvas().getShowAllList() == null, "no dot stays");

        click(imp, 60, 45);
        dialog = PlainImageJGui.window(FormDialog.class, SelectObjectTool.NAME);
        TestDesktop.type(dialog, "model", MousePointer.model.getParent() + "/nowhere");
        PlainImageJGui.press(dialog, "OK");
        final Window message = PlainImageJGui.await("message", () -> message("nowhere"));
        PlainImageJGui.press(message, "OK");
        dialog = PlainImageJGui.await("dialog again", () -> {
            final FormDialog again = PlainImageJGui.find(FormDialog.class, SelectObjectTool.NAME);
            return again != null && TestDesktop.typed(again, "model").contains("nowhere") ? again : null;
        });
        TestDesktop.type(dialog, "model", MousePointer.model.toString());
        TestDesktop.type(dialog, "grow", "3");
        PlainImageJGui.press(dialog, "OK");
        says("candidate 1 of 3");
        check(Prefs.get("inpaintj.refine", "").contains("grow=3"), "the options are remembered");
        check(Prefs.get("inpaintj.segmenters", "").equals(MousePointer.model.toString()),
                "so is the model, for all commands");
    }

    static void dotsAndBox() {
        final ImagePlus imp = begin();
        click(imp, 60, 45);
        says("include 1, candidate 1 of 3, score ");
        shiftClick(imp, 10, 10);
        says("include 1, exclude 1, candidate 1 of 3");
        drag(imp, 40, 25, 81, 66);
        says("include 1, exclude 1, box, candidate 1 of 3");
        click(imp, 11, 11);
        says("include 1, box, candidate 1");
        click(imp, 59, 44);
        PlainImageJGui.until("the box alone", () -> ImageJ.getStatusBarText().startsWith("box, candidate 1"));
        key(imp, KeyEvent.VK_BACK_SPACE);
        says("include 1, box, candidate 1");
        key(imp, KeyEvent.VK_Z, InputEvent.CTRL_DOWN_MASK);
        says("include 1, exclude 1, box, candidate 1");
        key(imp, KeyEvent.VK_DELETE);
        says("click on the object");
        check(ImageJ.getStatusBarText().contains("Shift-click: not this; Enter: select; Esc: give up"),
                ImageJ.getStatusBarText());
        key(imp, KeyEvent.VK_Z);
        says("include 1, exclude 1, box, candidate 1");
        check(imp.getRoi() == null, "nothing is selected before it is accepted");
        enter(imp);
        final Roi roi = PlainImageJGui.await("selection", imp::getRoi);
        final SelectionProvenance how = SelectionProvenance.of(roi).get(0);
        check(how.points().equals(List.of(List.of(60.0, 45.0, 1.0), List.of(10.0, 10.0, 0.0))), how.points());
        check(how.box().equals(List.of(40.0, 25.0, 81.0, 66.0)), how.box());
        check(imp.getCanvas().getShowAllList() == null && imp.getOverlay() == null, "nothing else stays");

        shiftClick(imp, 10, 10);
        says("exclude 1; click on the object too");
        key(imp, KeyEvent.VK_ESCAPE);
        says("cancelled");
        check(imp.getRoi() == roi && imp.getCanvas().getShowAllList() == null, "Esc leaves the selection as it is");
        check(looks().size() == 1, "one look at the image is enough: " + looks().size());
    }

    static void candidates() {
        final ImagePlus imp = begin();
        click(imp, 60, 45);
        says("candidate 1 of 3");
        key(imp, KeyEvent.VK_3);
        says("candidate 3 of 3");
        key(imp, KeyEvent.VK_TAB);
        says("candidate 1 of 3");
        key(imp, KeyEvent.VK_2);
        says("candidate 2 of 3");
        enter(imp);
        final Rectangle second = PlainImageJGui.await("selection", imp::getRoi).getBounds();
        final SelectionProvenance how = SelectionProvenance.of(imp.getRoi()).get(0);
        click(imp, 60, 45);
        says("candidate 1 of 3");
        enter(imp);
        PlainImageJGui.until("other selection", () -> SelectionProvenance.of(imp.getRoi()).get(0)
                .output() != how.output());
        check(SelectionProvenance.of(imp.getRoi()).get(0).score() >= how.score(), "the first is the best");
        PlainImageJGui.settle(); // the former one is kept after the new one is set, in the same event
        IJ.run("Restore Selection");
        check(imp.getRoi().getBounds().equals(second), "the former selection can be restored");
    }

    static void recorded() {
        final ImagePlus imp = begin();
        Prefs.set("inpaintj.refine", "islands=3");
        final Recorder recorder = TestDesktop.record();
        click(imp, 60, 45);
        shiftClick(imp, 10, 10);
        drag(imp, 40, 25, 81, 66);
        says("box, candidate 1 of 3");
        key(imp, KeyEvent.VK_2);
        says("candidate 2 of 3");
        enter(imp);
        final Roi accepted = PlainImageJGui.await("selection", imp::getRoi);
        final String line = PlainImageJGui.await("recorded line", () -> recorder.getText().lines()
                .filter(l -> l.startsWith("run(\"Refine Selection...\"")).findFirst().orElse(null));
        check(line.equals("run(\"Refine Selection...\", \"candidate=2 islands=3 model=" + MousePointer.model
                + " points=60,45,+;10,10,- box=40,25,41,41\");"), line);
        recorder.close();
        PlainImageJGui.settle();
        imp.deleteRoi();
        final String message = TestDesktop.macro(line);
        check(message.isEmpty(), message);
        check(Arrays.equals(mask(imp, accepted), mask(imp, imp.getRoi())), "the line selects the same");
        check(SelectionProvenance.of(imp.getRoi()).get(0).points().size() == 2, "by the same prompt");
    }

    private static byte[] mask(final ImagePlus imp, final Roi roi) {
        final ByteProcessor ip = new ByteProcessor(imp.getWidth(), imp.getHeight());
        ip.setValue(255);
        ip.fill(roi);
        return (byte[]) ip.getPixels();
    }

    static void twoClicks() {
        final ImagePlus imp = begin();
        doubleClick(imp, 60, 45);
        Roi roi = PlainImageJGui.await("selection", imp::getRoi);
        check(SelectionProvenance.of(roi).get(0).points().size() == 1, "one dot");
        imp.deleteRoi();
        click(imp, 60, 45);
        click(imp, 20, 70);
        says("include 2, candidate 1");
        doubleClick(imp, 60, 45);
        roi = PlainImageJGui.await("selection", imp::getRoi);
        check(SelectionProvenance.of(roi).get(0).points().size() == 2, "two clicks on a dot leave it where it is");
    }

    static void slices() {
        MousePointer.take();
        final ImageStack stack = new ImageStack(120, 90);
        for (int z = 0; z < 3; z++)
            stack.addSlice(cells(120, 90, 5 * z));
        final ImagePlus imp = show(new ImagePlus("stack", stack));
        click(imp, 60, 45);
        says("include 1, candidate 1");
        imp.setSlice(2);
        PlainImageJGui.until("no dot", () -> imp.getCanvas().getShowAllList() == null);
        click(imp, 65, 45);
        click(imp, 67, 60);
        says("include 2, candidate 1");
        imp.setSlice(1);
        says("include 1, candidate 1");
        check(looks().size() == 2, "coming back needs no new look: " + looks().size());
        imp.setSlice(2);
        says("include 2, candidate 1");
        enter(imp);
        PlainImageJGui.until("selection", () -> imp.getRoi() != null);
        check(SelectionProvenance.of(imp.getRoi()).get(0).points().get(0).get(0) == 65, "the dots of this slice");
        imp.setSlice(1);
        says("include 1, candidate 1");
        check(looks().size() == 2, "two slices, two looks: " + looks().size());
        check(looks().get(1).title().equals("Select Object: stack"), looks().get(1).title());
    }

    static void changedImage() {
        final ImagePlus imp = begin();
        click(imp, 60, 45);
        says("include 1, candidate 1");
        final ImageProcessor other = cells(120, 90, -30);
        imp.getProcessor().insert(other, 0, 0);
        click(imp, 30, 60);
        says("include 2, candidate 1");
        check(looks().size() == 2, "it was looked at again: " + looks().size());
        check(looks().get(1).title().equals("Select Object, image changed: cells"), looks().get(1).title());
        imp.setDisplayRange(20, 200);
        imp.updateAndDraw();
        click(imp, 30, 70);
        says("include 3, candidate 1");
        check(looks().size() == 3, "what is seen follows the display range: " + looks().size());
        imp.setProcessor(cells(60, 50, 0));
        PlainImageJGui.until("no dots", () -> imp.getCanvas().getShowAllList() == null);
        click(imp, 55, 45);
        says("include 1, candidate 1");
    }

    static void types() {
        MousePointer.take();
        final ImageProcessor ip = cells(120, 90, 0);
        final ImageStack channels = new ImageStack(120, 90);
        for (int i = 0; i < 12; i++)
            channels.addSlice(cells(120, 90, i).convertToShort(false));
        final ImagePlus hyperstack = new ImagePlus("composite", channels);
        hyperstack.setDimensions(2, 3, 2);
        final ImagePlus composite = new CompositeImage(hyperstack, IJ.COMPOSITE);
        composite.setPosition(1, 2, 2);
        for (final ImagePlus imp : List.of(new ImagePlus("8", ip), new ImagePlus("16", ip.convertToShort(false)),
                new ImagePlus("32", ip.convertToFloat()), new ImagePlus("rgb", ip.convertToRGB()), composite)) {
            show(imp);
            imp.getCanvas().zoomIn(60, 45);
            click(imp, 60, 45);
            says("include 1, candidate 1");
            enter(imp);
            final Roi roi = PlainImageJGui.await("selection", imp::getRoi);
            check(SelectionProvenance.of(roi).get(0).points().equals(List.of(List.of(60.0, 45.0, 1.0))),
                    imp + " " + SelectionProvenance.of(roi).get(0).points());
            check(imp.getBitDepth() != 32 || imp.getProcessor().getf(60, 45) == 220, "the samples stay");
            IJ.showStatus("");
        }
    }

    static void neverBlocks() {
        final ImagePlus imp = begin();
        try (MousePointer.Hold hold = new MousePointer.Hold()) {
            click(imp, 60, 45);
            hold.await();
            shiftClick(imp, 10, 10);
            click(imp, 62, 47 + 12);
            enter(imp);
            PlainImageJGui.until("dots, while the look is held", () -> imp.getCanvas().getShowAllList() != null);
            check(imp.getRoi() == null, "there is no answer yet");
        }
        final Roi roi = PlainImageJGui.await("selection", imp::getRoi);
        check(SelectionProvenance.of(roi).get(0).points().size() == 3, "the newest question is answered");
        check(looks().size() == 1, "one look for all clicks: " + looks().size());
    }

    static void escape() {
        final ImagePlus imp = begin();
        final Job<?> first;
        try (MousePointer.Hold hold = new MousePointer.Hold()) {
            click(imp, 60, 45);
            first = hold.await();
            key(imp, KeyEvent.VK_ESCAPE);
            check(imp.getCanvas().getShowAllList() == null, "the dots go at once");
        }
        PlainImageJGui.until("end", () -> first.state() == Job.State.CANCELLED);
        final Job<?> second;
        try (MousePointer.Hold hold = new MousePointer.Hold()) {
            click(imp, 60, 45);
            second = hold.await();
            second.cancel();
        }
        says("cancelled; click again to go on");
        check(imp.getCanvas().getShowAllList() != null, "cancelled in the list of jobs, the dots stay");
        click(imp, 50, 40);
        says("include 2, candidate 1");
        check(imp.getRoi() == null, "nothing was selected");
    }

    static void closing() {
        final ImagePlus imp = begin();
        final Job<?> job;
        try (MousePointer.Hold hold = new MousePointer.Hold()) {
            click(imp, 60, 45);
            job = hold.await();
            imp.changes = false;
            PlainImageJGui.later(imp::close);
            PlainImageJGui.until("closed", () -> imp.getWindow() == null);
            PlainImageJGui.settle();
        }
        PlainImageJGui.until("end", () -> job.state() == Job.State.CANCELLED);
        final ImagePlus other = show(new ImagePlus("other", cells(120, 90, 10)));
        click(other, 70, 45);
        says("include 1, candidate 1");
    }

    static void partOfNothing() throws Exception {
        final ImagePlus imp = begin();
        final Overlay overlay = new Overlay(new Roi(3, 3, 9, 9));
        overlay.drawLabels(true);
        imp.setOverlay(overlay);
        final int[] flat = flattened(imp);
        click(imp, 60, 45);
        drag(imp, 40, 25, 81, 66);
        says("include 1, box, candidate 1");
        TestDesktop.sleep(300);
        PlainImageJGui.settle();
        check(imp.getOverlay() == overlay && overlay.size() == 1, "the user's overlay");
        check(overlay.getDrawLabels(), "its labels");
        check(Arrays.equals(flat, flattened(imp)), "a flattened copy");
        PlainImageJGui.until("dots again", () -> imp.getCanvas().getShowAllList() != null);
        check(imp.duplicate().getOverlay().size() == 1, "a duplicate");
        final String path = MousePointer.model.resolveSibling("saved.tif").toString();
        IJ.saveAsTiff(imp, path);
        final ImagePlus saved = IJ.openImage(path);
        check(saved.getOverlay().size() == 1 && saved.getRoi() == null, "a saved file");
        imp.setOverlay(null);
        IJ.saveAsTiff(imp, path);
        check(IJ.openImage(path).getOverlay() == null, "a saved file without overlay");
        check(TestDesktop.macro("run('Inpaint Selection...', 'engine=patch');")
                .contains("Nothing is selected"), "a mask");
        imp.setRoi(10, 10, 12, 12);
        check(TestDesktop.macro("run('Inpaint Selection...', 'engine=patch seed=1 target=image');").isEmpty(),
                "inpainting");
        check(imp.getRoi().getBounds().equals(new Rectangle(10, 10, 12, 12)), "a selection");
        final ImagePlus made = IJ.getImage();
        for (final int[] at : new int[][] { { 60, 45 }, { 41, 26 }, { 80, 65 } })
            check(made.getProcessor().get(at[0], at[1]) == imp.getProcessor().get(at[0], at[1]), "its samples");
    }

    /** What <em>Image &gt; Overlay &gt; Flatten</em> makes of it. */
    private static int[] flattened(final ImagePlus imp) {
        PlainImageJGui.later(() -> WindowManager.setCurrentWindow(imp.getWindow()));
        PlainImageJGui.settle();
        PlainImageJGui.choose("Image", "Overlay", "Flatten");
        final ImagePlus flat = PlainImageJGui.await("flattened copy",
                () -> WindowManager.getCurrentImage() == imp ? null
                : WindowManager.getCurrentImage());
        final int[] pixels = (int[]) flat.getProcessor().getPixels();
        flat.changes = false;
        flat.close();
        return pixels;
    }

    static void otherTools() {
        final ImagePlus imp = begin();
        click(imp, 60, 45);
        says("candidate 1 of 3");
        IJ.setTool(Toolbar.MAGNIFIER);
        PlainImageJGui.settle();
        PlainImageJGui.settle();
        check(imp.getCanvas().getShowAllList() != null, "the dots stay while zooming");
        IJ.setTool(Toolbar.RECTANGLE);
        PlainImageJGui.until("no dots", () -> imp.getCanvas().getShowAllList() == null);
        drag(imp, 10, 10, 30, 20);
        PlainImageJGui.until("rectangle", () -> imp.getRoi() != null);
        check(imp.getRoi().getType() == Roi.RECTANGLE, "the rectangle tool");
        IJ.setTool(SelectObjectTool.NAME);
        PlainImageJGui.until("dots again", () -> imp.getCanvas().getShowAllList() != null);
        key(imp, KeyEvent.VK_ESCAPE);
        final double before = imp.getCanvas().getMagnification();
        PlainImageJGui.key(imp.getCanvas(), KeyEvent.VK_EQUALS);
        PlainImageJGui.until("zoom by key", () -> imp.getCanvas().getMagnification() > before);
    }
}
