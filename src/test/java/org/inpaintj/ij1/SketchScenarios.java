package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.macro;

import java.awt.Color;
import java.awt.MouseInfo;
import java.awt.Point;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.WindowEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JList;
import javax.swing.JSlider;
import javax.swing.JSpinner;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.Toolbar;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.Job;
import org.inpaintj.ui.form.FormDialog;

/** Painting by mouse, with ImageJ's own tools. */
final class SketchScenarios {

    private static final int RED = 0xffff0000;
    /** Below all windows that the scenarios open. */
    private static final Point CLEAR = new Point(60, 760);

    private SketchScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("strokes are painted, taken back and kept", SketchScenarios::strokes);
        all.put("images of other types are painted by mouse", SketchScenarios::types);
        all.put("a sketch that is closed is kept and can be gone on with", SketchScenarios::closed);
        all.put("a discarded sketch leaves nothing", SketchScenarios::discarded);
        all.put("what is painted is inpainted, recorded and replayed", SketchScenarios::inpainted);
        all.put("a command chosen while sketching works on the image", SketchScenarios::commands);
        all.put("a job that ends meanwhile loses nothing", SketchScenarios::jobs);
    }

    private static ImagePlus image(final String type) {
        final ImagePlus imp = IJ.createImage("photo", type, 64, 48, 1);
        imp.show();
        Toolbar.setForegroundColor(Color.red);
        return imp;
    }

    private static Object samples(final ImagePlus imp) {
        return imp.getProcessor().duplicate().getPixels();
    }

    private static boolean isLike(final Object one, final ImagePlus imp) {
        return Arrays.deepEquals(new Object[] { one }, new Object[] { samples(imp) });
    }

    /** The working copy, once its window of buttons is there. */
    private static ImagePlus begin(final ImagePlus imp) {
        PlainImageJGui.choose("Plugins", "InpaintJ", "Sketch...");
        PlainImageJGui.window(JFrame.class, "Sketch");
        final ImagePlus copy = PlainImageJGui.await("working copy",
                () -> WindowManager.getImage(imp.getTitle() + " sketch"));
        PlainImageJGui.until("canvas", () -> copy.getCanvas() != null && copy.getCanvas().isShowing());
        PlainImageJGui.until("brush", () -> "Paintbrush Tool".equals(IJ.getToolName()));
        return copy;
    }

    private static JFrame window() {
        return PlainImageJGui.find(JFrame.class, "Sketch");
    }

    private static boolean ended() {
        return window() == null;
    }

    /**
     * A stroke with the real mouse, once the working copy is in front of the image, whose place it takes. Where
     * something else keeps covering it, it is put where nothing is. A window whose decoration Java has not heard of
     * lies elsewhere than Java says and does not move: it is shown anew.
     */
    private static void stroke(final ImagePlus copy, final int x1, final int y1, final int x2, final int y2)
            throws Exception {
        final Object before = samples(copy);
        for (int tries = 0; tries < 100 && isLike(before, copy); tries++) {
            if (tries % 20 == 10)
                again(copy, tries / 20);
            drag(copy, x1, y1, x2, y2);
        }
        check(!isLike(before, copy), "no stroke at " + copy.getCanvas().getLocationOnScreen() + " with "
                + IJ.getToolName() + ", mouse at " + MouseInfo.getPointerInfo().getLocation() + ", windows "
                + Arrays.stream(Window.getWindows()).filter(Window::isShowing)
                        .map(w -> PlainImageJGui.title(w) + w.getBounds()).toList());
    }

    private static void again(final ImagePlus copy, final int times) throws Exception {
        PlainImageJGui.onEventThread(() -> {
            copy.getWindow().setVisible(false);
            return null;
        });
        new Robot().waitForIdle();
        PlainImageJGui.onEventThread(() -> {
            copy.getWindow().setLocation(CLEAR.x + 100 * times, CLEAR.y);
            copy.getWindow().setVisible(true);
            return null;
        });
        PlainImageJGui.until("the sketch again", () -> copy.getCanvas().isShowing());
    }

    private static void drag(final ImagePlus copy, final int x1, final int y1, final int x2, final int y2)
            throws Exception {
        final Robot robot = new Robot();
        PlainImageJGui.onEventThread(() -> {
            copy.getWindow().toFront();
            return null;
        });
        Point before = null, at = copy.getCanvas().getLocationOnScreen();
        for (; !at.equals(before); at = copy.getCanvas().getLocationOnScreen()) {
            // the window manager may still be moving the window
            before = at;
            robot.delay(60);
        }
        robot.mouseMove(at.x + copy.getCanvas().screenX(x1), at.y + copy.getCanvas().screenY(y1));
        robot.waitForIdle();
        if (PlainImageJGui.onEventThread(copy.getCanvas()::getMousePosition) == null)
            return;
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseMove(at.x + copy.getCanvas().screenX(x2), at.y + copy.getCanvas().screenY(y2));
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        robot.waitForIdle();
        PlainImageJGui.settle();
    }

    static void strokes() throws Exception {
        final ImagePlus imp = image("RGB ramp");
        final Object before = samples(imp);
        final Recorder recorder = TestDesktop.record();
        final ImagePlus copy = begin(imp);
        PlainImageJGui.onEventThread(() -> {
            PlainImageJGui.all(window(), JSpinner.class).get(0).setValue(4);
            return null;
        });
        check(Prefs.get("brush.width", 0) == 4, "the width of ImageJ's brush");
        stroke(copy, 10, 10, 30, 10);
        PlainImageJGui.until("first stroke", () -> copy.getProcessor().get(20, 10) == RED);
        final Object one = samples(copy);
        stroke(copy, 10, 30, 30, 30);
        PlainImageJGui.until("second stroke", () -> copy.getProcessor().get(20, 30) == RED);
        final Object two = samples(copy);
        PlainImageJGui.press(window(), "Undo");
        PlainImageJGui.until("one stroke", () -> isLike(one, copy));
        PlainImageJGui.press(window(), "Redo");
        PlainImageJGui.until("both strokes", () -> isLike(two, copy));
        WindowManager.setCurrentWindow(copy.getWindow());
        PlainImageJGui.choose("Edit", "Undo");
        PlainImageJGui.until("one stroke by ImageJ's menu", () -> isLike(one, copy));
        PlainImageJGui.choose("Edit", "Undo");
        PlainImageJGui.until("none", () -> isLike(before, copy));
        PlainImageJGui.press(window(), "Redo");
        PlainImageJGui.until("one stroke again", () -> isLike(one, copy));
        check(macro("selectImage('photo sketch'); makeRectangle(40, 20, 8, 8); setForegroundColor(255, 0, 0);"
                + "run('Fill'); run('Select None');").isEmpty(), "no message");
        PlainImageJGui.until("a fill", () -> copy.getProcessor().get(44, 24) == RED);
        final Object three = samples(copy);
        PlainImageJGui.press(window(), "Clear");
        PlainImageJGui.until("clear", () -> isLike(before, copy));
        PlainImageJGui.press(window(), "Undo");
        PlainImageJGui.until("all is back", () -> isLike(three, copy));
        PlainImageJGui.press(window(), "Undo");
        PlainImageJGui.until("without the fill", () -> isLike(one, copy));
        check(isLike(before, imp), "the image is as it was");
        PlainImageJGui.press(window(), "Done");
        PlainImageJGui.until("end", () -> ended() && WindowManager.getImage("photo sketch") == null);
        PlainImageJGui.until("the layer", () -> Layer.of(imp).size() == 1);
        check(Layer.of(imp).get(0).isSketch() && isLike(before, imp), Layer.of(imp).get(0).title());
        PlainImageJGui.until("the image is current", () -> WindowManager.getCurrentImage() == imp);
        final String text = recorder.getText();
        for (final String line : List.of("run(\"Sketch...\");", "action=undo", "action=redo", "action=clear",
                "action=done"))
            check(text.contains(line), line + " in " + text);
        TestDesktop.close(recorder);
    }

    static void types() throws Exception {
        for (final String type : List.of("32-bit ramp", "16-bit composite-mode")) {
            final ImagePlus imp;
            if (type.contains("composite")) {
                imp = IJ.createHyperStack("photo", 64, 48, 3, 2, 1, 16);
                imp.show();
                imp.setPosition(2, 2, 1);
                Toolbar.setForegroundColor(Color.white);
            } else
                imp = image(type);
            final Object before = samples(imp);
            final ImagePlus copy = begin(imp);
            check(copy.getBitDepth() == imp.getBitDepth() && copy.getNSlices() == 1, copy);
            stroke(copy, 20, 20, 40, 20);
            PlainImageJGui.until("a stroke", () -> !isLike(before, copy));
            PlainImageJGui.press(window(), "Done");
            PlainImageJGui.until("the layer", () -> ended() && Layer.of(imp).size() == 1);
            check(isLike(before, imp), "the image is as it was");
            check(Layer.of(imp).get(0).patch().samples().planes().size() == imp.getNChannels(), type);
            check(Layer.of(imp).get(0).slice() == imp.getSlice(), type);
            imp.changes = false;
            PlainImageJGui.onEventThread(() -> {
                imp.close();
                return null;
            });
        }
    }

    static void closed() throws Exception {
        final ImagePlus imp = image("8-bit ramp");
        final Object before = samples(imp);
        final ImagePlus copy = begin(imp);
        stroke(copy, 10, 10, 30, 10);
        PlainImageJGui.later(() -> copy.getWindow().dispatchEvent(
                new WindowEvent(copy.getWindow(), WindowEvent.WINDOW_CLOSING)));
        PlainImageJGui.until("the layer, without a question", () -> ended() && Layer.of(imp).size() == 1);
        check(isLike(before, imp), "the image is as it was");
        final String one = Layer.of(imp).get(0).provenance().patchSha256();
        final ImagePlus again = begin(imp);
        check(!isLike(before, again), "what was painted is there");
        stroke(again, 10, 30, 30, 30);
        PlainImageJGui.later(() -> window().dispatchEvent(new WindowEvent(window(), WindowEvent.WINDOW_CLOSING)));
        PlainImageJGui.until("more", () -> ended() && Layer.of(imp).size() == 1
                && !Layer.of(imp).get(0).provenance().patchSha256().equals(one));
        PlainImageJGui.until("no copy", () -> WindowManager.getImage("photo sketch") == null);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Layers...");
        final JFrame layers = PlainImageJGui.window(JFrame.class, "Layers of photo");
        PlainImageJGui.until("a row", () -> PlainImageJGui.all(layers, JList.class).get(0).getModel().getSize() == 1);
        final String row = String.valueOf(PlainImageJGui.all(layers, JList.class).get(0).getModel().getElementAt(0));
        check(row.contains("Sketch"), row);
        PlainImageJGui.press(layers, "Hide");
        PlainImageJGui.until("hidden", () -> !Layer.of(imp).get(0).visible());
        PlainImageJGui.press(layers, "Repeat");
        PlainImageJGui.press(PlainImageJGui.await("message", () -> TestDesktop.message("painted by hand")), "OK");
        PlainImageJGui.press(layers, "Undo");
        PlainImageJGui.until("shown again", () -> Layer.of(imp).get(0).visible());
        check(macro("run('Layers...', 'action=undo');").isEmpty(), "no message");
        check(Layer.of(imp).size() == 1 && Layer.of(imp).get(0).provenance().patchSha256().equals(one),
                "Undo brings the first one back");
    }

    static void discarded() throws Exception {
        final ImagePlus imp = image("16-bit ramp");
        final Object before = samples(imp);
        final ImagePlus copy = begin(imp);
        stroke(copy, 10, 10, 30, 10);
        PlainImageJGui.until("a stroke", () -> !isLike(before, copy));
        PlainImageJGui.press(window(), "Discard");
        PlainImageJGui.press(PlainImageJGui.window(JDialog.class, "Discard the Sketch"), "Cancel");
        PlainImageJGui.settle();
        check(!ended(), "it was not meant");
        PlainImageJGui.press(window(), "Discard");
        PlainImageJGui.press(PlainImageJGui.window(JDialog.class, "Discard the Sketch"), "Discard");
        PlainImageJGui.until("end", () -> ended() && WindowManager.getImage("photo sketch") == null);
        check(Layer.of(imp).isEmpty() && isLike(before, imp), "nothing is left");
        begin(imp);
        imp.changes = false;
        PlainImageJGui.later(imp::close);
        PlainImageJGui.until("the image is gone", () -> imp.getProcessor() == null);
        PlainImageJGui.press(window(), "Done");
        PlainImageJGui.press(PlainImageJGui.await("message",
                () -> TestDesktop.message("so the sketch has no place on it")), "OK");
        PlainImageJGui.until("end", SketchScenarios::ended);
        check(WindowManager.getImage("photo sketch") != null, "what was painted is an image");
    }

    static void inpainted() throws Exception {
        final ImagePlus imp = image("RGB ramp");
        final Object before = samples(imp);
        imp.setRoi(2, 2, 5, 5);
        Prefs.set("inpaintj.inpaint", "model=[" + SelectionScenarios.models.resolve("sd") + "] steps=2 seed=4");
        final ImagePlus copy = begin(imp);
        stroke(copy, 20, 20, 40, 24);
        PlainImageJGui.onEventThread(() -> {
            PlainImageJGui.all(window(), JSlider.class).get(0).setValue(30);
            return null;
        });
        final Recorder recorder = TestDesktop.record();
        PlainImageJGui.press(window(), "Inpaint the Painted Part...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Inpaint Selection");
        check(TestDesktop.typed(dialog, "mask").equals("painted"), TestDesktop.typed(dialog, "mask"));
        check(TestDesktop.typed(dialog, "sketch").equals("painted"), TestDesktop.typed(dialog, "sketch"));
        check(TestDesktop.typed(dialog, "transparency").equals("30"), TestDesktop.typed(dialog, "transparency"));
        TestDesktop.type(dialog, "prompt", "a cat");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("the result", () -> Layer.of(imp).size() == 2);
        final Layer made = Layer.of(imp).get(1);
        check(Layer.of(imp).get(0).isSketch() && !made.isSketch() && isLike(before, imp), "both are layers");
        check(made.provenance().facts().containsKey("sketch sha256"), made.provenance().facts());
        final String line = PlainImageJGui.await("recorded line", () -> recorder.getText().lines()
                .filter(l -> l.contains("Inpaint Selection")).findFirst().orElse(null));
        check(line.contains("transparency=30") && line.contains("mask=painted sketch=painted"), line);
        TestDesktop.close(recorder);
        made.hide();
        check(macro(line).isEmpty(), "no message");
        check(Layer.of(imp).get(2).provenance().patchSha256().equals(made.provenance().patchSha256()),
                "the recorded line makes the same samples");
        check(macro("run('Layers...', 'action=repeat layer=2');").isEmpty(), "no message");
        check(Layer.of(imp).get(3).provenance().patchSha256().equals(made.provenance().patchSha256()), "a repeat too");
    }

    static void commands() throws Exception {
        final ImagePlus imp = image("8-bit ramp");
        final ImagePlus copy = begin(imp);
        stroke(copy, 20, 20, 40, 24);
        WindowManager.setCurrentWindow(copy.getWindow());
        PlainImageJGui.choose("Plugins", "InpaintJ", "Inpaint Selection...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Inpaint Selection");
        PlainImageJGui.until("the end of the sketch", SketchScenarios::ended);
        check(TestDesktop.typed(dialog, "mask").equals("painted"), TestDesktop.typed(dialog, "mask"));
        TestDesktop.choose(dialog, "engine", "patch");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("the result", () -> Layer.of(imp).size() == 2);
        check(Layer.of(imp).get(1).provenance().mask().equals("painted"), Layer.of(imp).get(1).provenance().mask());
    }

    static void jobs() throws Exception {
        final ImagePlus imp = image("16-bit ramp");
        final Object before = samples(imp);
        imp.setRoi(30, 20, 10, 10);
        final Job<?> job = TestDesktop.startSlowly(100);
        final ImagePlus copy = begin(imp);
        stroke(copy, 10, 10, 30, 10);
        PlainImageJGui.until("end of the job", () -> job.state().ended() && Layer.of(imp).size() == 1);
        check(!ended() && !isLike(before, copy), "the sketch goes on");
        PlainImageJGui.press(window(), "Done");
        PlainImageJGui.until("both", () -> ended() && Layer.of(imp).size() == 2);
        check(Layer.of(imp).get(1).isSketch() && !Layer.of(imp).get(0).isSketch() && isLike(before, imp), "in order");
    }
}
