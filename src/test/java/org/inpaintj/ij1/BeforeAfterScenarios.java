package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;

import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.gui.Toolbar;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.ui.compare.BeforeAfterView;

/** Before and after, on the image. */
final class BeforeAfterScenarios {

    private static final int ZOOM = 6, Y = 21;
    /** Columns in the left and the right part of the fill. */
    private static final int LEFT = 22, RIGHT = 30;

    private BeforeAfterScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("a key holds back all layers while it is pressed", BeforeAfterScenarios::key);
        all.put("a line between before and after is dragged", BeforeAfterScenarios::split);
        all.put("the difference is shown", BeforeAfterScenarios::difference);
    }

    /** All that must be as it was. */
    private record State(Overlay overlay, List<Roi> elements, List<Double> opacities, boolean changes, Roi selection,
            List<Short> samples) {

        static State of(final ImagePlus imp) {
            final List<Short> samples = new ArrayList<>();
            for (final short sample : (short[]) imp.getProcessor().getPixels())
                samples.add(sample);
            return new State(imp.getOverlay(), Arrays.asList(imp.getOverlay().toArray()),
                    Layer.of(imp).stream().map(layer -> layer.roi().getOpacity()).toList(), imp.changes, imp.getRoi(),
                    samples);
        }

        void check(final ImagePlus imp) {
            final State now = of(imp);
            TestDesktop.check(now.overlay == overlay && now.elements.size() == elements.size(), "the same overlay");
            for (int i = 0; i < elements.size(); i++)
                TestDesktop.check(now.elements.get(i) == elements.get(i), "the same elements");
            TestDesktop.check(now.opacities.equals(opacities), now.opacities);
            TestDesktop.check(now.changes == changes && now.selection == selection, "nothing else has changed");
            TestDesktop.check(now.samples.equals(samples), "no sample has changed");
        }
    }

    /** Two layers, one above the other, and an element of the user's own between them. */
    private static ImagePlus painted() {
        final ImagePlus imp = image();
        check(macro("run('Inpaint Selection...', 'engine=slow seed=30'); "
                + "run('Inpaint Selection...', 'engine=slow seed=250');").isEmpty(), "no message");
        PlainImageJGui.onEventThread(() -> {
            final Roi own = new Roi(26, 10, 2, 30);
            own.setFillColor(java.awt.Color.RED);
            imp.getOverlay().add(own);
            imp.deleteRoi();
            imp.changes = false;
            return null;
        });
        return imp;
    }

    static void key() throws Exception {
        final ImagePlus imp = painted();
        final CanvasView view = new CanvasView(imp, ZOOM);
        final int after = view.colour(LEFT, Y), own = view.colour(27, Y);
        final Overlay overlay = imp.getOverlay();
        PlainImageJGui.onEventThread(() -> {
            imp.setHideOverlay(true);
            return null;
        });
        PlainImageJGui.until("no overlay", () -> view.colour(LEFT, Y) != after);
        final int before = view.colour(LEFT, Y);
        PlainImageJGui.onEventThread(() -> {
            imp.setHideOverlay(false);
            return null;
        });
        view.until("the overlay", LEFT, Y, after);
        check(imp.getOverlay() == overlay && own == 0xff0000, "the user's element is red");
        final Recorder recorder = TestDesktop.record();
        view.focus();
        imp.changes = false;
        final State state = State.of(imp);
        final String recorded = recorder.getText();

        view.robot().keyPress(KeyEvent.VK_BACK_QUOTE);
        view.until("before", LEFT, Y, before);
        check(view.colour(27, Y) == own, "the user's own element stays");
        state.check(imp);
        TestDesktop.sleep(900);
        check(view.colour(LEFT, Y) == before, "as long as it is pressed");
        view.robot().keyRelease(KeyEvent.VK_BACK_QUOTE);
        view.until("after", LEFT, Y, after);
        state.check(imp);

        view.robot().keyPress(KeyEvent.VK_0);
        view.until("before, by the other key", LEFT, Y, before);
        PlainImageJGui.later(() -> {
            IJ.getInstance().toFront();
            IJ.getInstance().requestFocus();
        });
        view.until("after, for the focus is lost", LEFT, Y, after);
        view.robot().keyRelease(KeyEvent.VK_0);
        state.check(imp);
        check(recorder.getText().equals(recorded), "nothing is recorded");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Mask Brush Tool");
        PlainImageJGui.until("the tool", () -> MaskBrushTool.NAME.equals(IJ.getToolName()));
        PlainImageJGui.later(() -> imp.setRoi(4, 4, 20, 20));
        view.focus();
        view.robot().keyPress(KeyEvent.VK_0);
        PlainImageJGui.until("rounder by the tool's own key", () -> imp.getRoi() != null
                && imp.getRoi().getType() != Roi.RECTANGLE);
        view.robot().keyRelease(KeyEvent.VK_0);
        IJ.setTool(Toolbar.RECTANGLE);
        final TextRoi text = new TextRoi(40, 10, "n");
        PlainImageJGui.later(() -> imp.setRoi(text));
        view.focus();
        view.robot().keyPress(KeyEvent.VK_0);
        PlainImageJGui.until("the digit in the text", () -> ((TextRoi) imp.getRoi()).getText().contains("0"));
        check(view.colour(LEFT, Y) == after, "typing is no look at what was before");
        view.robot().keyRelease(KeyEvent.VK_0);
        TestDesktop.close(recorder);
    }

    static void split() throws Exception {
        final ImagePlus imp = painted();
        final CanvasView view = new CanvasView(imp, ZOOM);
        final int left = view.colour(LEFT, Y), right = view.colour(RIGHT, Y);
        check(left == right, "one tone");
        final State state = State.of(imp);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Before and After");
        // the line is in the middle, to the right of the fill
        PlainImageJGui.until("before, on both sides", () -> view.colour(LEFT, Y) != left
                && view.colour(RIGHT, Y) != right);
        final int before = view.colour(LEFT, Y);
        view.drag(32, 40, 24, 40);
        view.until("after, right of the line", RIGHT, Y, right);
        view.until("before, left of it", LEFT, Y, before);
        state.check(imp);
        view.drag(24, 40, 18, 30);
        view.until("after, wherever it is painted", LEFT, Y, left);
        check(imp.getRoi() == null, "nothing is selected by dragging the line");
        view.drag(40, 30, 50, 40);
        PlainImageJGui.until("elsewhere, the tool selects", () -> imp.getRoi() != null
                && imp.getRoi().getBounds().width > 5);
        PlainImageJGui.later(imp::deleteRoi);
        view.drag(18, 30, 26, 30);
        view.until("before again", LEFT, Y, before);
        check(macro("run('Flatten Layers');").isEmpty(), "no message");
        TestDesktop.select(imp);
        PlainImageJGui.until("magnified", () -> {
            view.focus();
            view.type(KeyEvent.VK_EQUALS);
            return imp.getCanvas().getMagnification() > ZOOM;
        });
        view.until("before, magnified", LEFT, Y, before);
        view.until("after, magnified", RIGHT, Y, right);
        check(macro("run('Before and After', 'view=off');").isEmpty(), "no message");
        view.until("after", LEFT, Y, left);
        imp.changes = false;
        state.check(imp);
        check(imp.getCanvas().getShowAllList() == null
                && Arrays.asList(imp.getCanvas().getMouseListeners()).contains(imp.getCanvas()),
                "the canvas is as ever");
    }

    static void difference() throws Exception {
        final ImagePlus imp = painted();
        final CanvasView view = new CanvasView(imp, ZOOM);
        final int after = view.colour(LEFT, Y);
        final State state = State.of(imp);
        view.focus();
        view.type(KeyEvent.VK_SHIFT, KeyEvent.VK_BACK_QUOTE);
        PlainImageJGui.until("the line", () -> BeforeAfterView.of(imp) == BeforeAfterView.View.SPLIT
                && view.colour(LEFT, Y) != after);
        final int before = view.colour(LEFT, Y);
        view.type(KeyEvent.VK_SHIFT, KeyEvent.VK_BACK_QUOTE);
        PlainImageJGui.until("the difference", () -> BeforeAfterView.of(imp) == BeforeAfterView.View.DIFFERENCE
                && view.colour(40, 40) == 0);
        final int plain = Math.abs((before & 0xff) - (after & 0xff));
        PlainImageJGui.until("its picture", () -> view.colour(LEFT, Y) != 0);
        final int factor = (view.colour(LEFT, Y) & 0xff) / plain;
        check(factor >= 1 && view.colour(LEFT, Y) == factor * plain * 0x10101, factor + " times " + plain);
        Layer.of(imp).get(1).roi().setOpacity(0);
        final int other = view.colour(LEFT, Y);
        PlainImageJGui.until("another difference", () -> view.colour(LEFT, Y) != other || view.colour(LEFT, Y) == other
                && ((ImageRoi) imp.getOverlay().get(1)).getOpacity() == 0 && view.colour(LEFT, Y) != factor * plain
                        * 0x10101);
        Layer.of(imp).get(1).roi().setOpacity(1);
        view.type(KeyEvent.VK_SHIFT, KeyEvent.VK_BACK_QUOTE);
        view.until("after", LEFT, Y, after);
        state.check(imp);
        final ImagePlus bare = IJ.createImage("bare", "8-bit ramp", 16, 16, 1);
        PlainImageJGui.later(bare::show);
        PlainImageJGui.until("the other image", () -> WindowManager.getImage("bare") == bare);
        BeforeAfterView.show(imp, BeforeAfterView.View.SPLIT);
        imp.changes = false;
        PlainImageJGui.later(imp::close);
        PlainImageJGui.until("its end with the image", () -> PlainImageJGui.onEventThread(
                () -> BeforeAfterView.of(imp) == BeforeAfterView.View.OFF));
        check(macro("selectImage('bare'); run('Before and After');").contains("has no layers"), "it is said");
    }
}
