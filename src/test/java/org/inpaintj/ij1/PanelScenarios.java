package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;

import java.awt.Component;
import java.awt.event.WindowEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.JTextArea;
import javax.swing.MenuSelectionManager;
import javax.swing.text.JTextComponent;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.Roi;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.form.FormDialog;

/** The panel beside the image, with the real mouse and keyboard where events alone prove nothing. */
final class PanelScenarios {

    private PanelScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("the first fill in a fresh install takes three clicks", () -> with(PanelScenarios::threeClicks));
        all.put("a prompt used before takes two clicks", () -> with(PanelScenarios::history));
        all.put("the panel follows the active image and says what is lacking", () -> with(PanelScenarios::follows));
        all.put("the panel shows, cancels and ends jobs, and why one failed", () -> with(PanelScenarios::jobs));
        all.put("closing the panel loses nothing", () -> with(PanelScenarios::closed));
        all.put("the panel tells size, memory and time before the click", () -> with(PanelScenarios::estimates));
        all.put("keys remove and generate while the image has the focus", () -> with(PanelKeyScenarios::keys));
        all.put("a key that the user has given away stays given", () -> with(PanelKeyScenarios::keyOfTheUser));
        all.put("all settings are a link away, and are said", () -> with(PanelScenarios::allSettings));
        all.put("all settings begin with what was just typed", () -> with(PanelKeyScenarios::allSettingsAtOnce));
        all.put("the panel makes a larger image", () -> with(ExpandScenarios::expands));
        all.put("the panel has a width for each side", () -> with(ExpandScenarios::eachSide));
        all.put("candidates of the panel are chosen in it", () -> with(PanelScenarios::candidates));
    }

    private static void with(final GuiScenarios.Scenario scenario) throws Exception {
        forget();
        try {
            scenario.run();
        } finally {
            forget();
        }
    }

    private static void forget() {
        for (final String each : List.of("mode", "all", "remove", "fill", "replace", "add", "expand", "refine"))
            Prefs.set("inpaintj.panel." + each, "");
        Prefs.set("inpaintj.times", "");
    }

    static JFrame open() {
        PlainImageJGui.choose("Plugins", "InpaintJ", "InpaintJ Panel");
        return PlainImageJGui.window(JFrame.class, "InpaintJ Panel");
    }

    static void close(final JFrame window) {
        PlainImageJGui.later(() -> window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING)));
        // which is the last that it does
        PlainImageJGui.until("the end", () -> WindowManager.getWindow("InpaintJ Panel") == null);
    }

    static AbstractButton button(final JFrame window, final String label) {
        return PlainImageJGui.await("the button " + label, () -> PlainImageJGui.all(window, AbstractButton.class)
                .stream().filter(b -> label.equals(b.getText()) && b.isShowing()).findFirst().orElse(null));
    }

    /** Waits until Generate can be pressed. */
    static AbstractButton generate(final JFrame window) {
        final AbstractButton button = button(window, "Generate");
        PlainImageJGui.until("Generate after " + says(window), button::isEnabled);
        return button;
    }

    static <C extends Component> C input(final JFrame window, final Class<C> type, final String key) {
        return TestDesktop.input(window, type, key);
    }

    static void type(final JFrame window, final String key, final String text) {
        final JTextComponent field = input(window, JTextComponent.class, key);
        PlainImageJGui.onEventThread(() -> {
            field.setText(text);
            return null;
        });
    }

    /** All that the window says in words. */
    static String says(final JFrame window) {
        final StringBuilder all = new StringBuilder();
        for (final JComponent part : PlainImageJGui.all(window, JComponent.class))
            if (part.isShowing() && part instanceof JLabel label)
                all.append(label.getText()).append('\n');
            else if (part.isShowing() && part instanceof JTextArea area && !area.isEditable())
                all.append(area.getText()).append('\n');
        return all.toString();
    }

    static void until(final JFrame window, final String words) {
        try {
            PlainImageJGui.until(words, () -> PlainImageJGui.onEventThread(() -> says(window)).contains(words));
        } catch (final AssertionError e) {
            throw new AssertionError("the panel does not say '" + words + "' but " + says(window), e);
        }
    }

    static Layer layer(final ImagePlus imp) {
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        return Layer.of(imp).get(0);
    }

    /** The samples of a copy with the visible layers in it. */
    private static short[] flattened(final ImagePlus imp) {
        TestDesktop.select(imp);
        check(macro("run('Flatten Layers');").isEmpty(), "no message");
        final ImagePlus flat = WindowManager.getCurrentImage();
        check(flat != imp, "a copy");
        final short[] samples = ((short[]) flat.getProcessor().getPixels()).clone();
        flat.changes = false;
        PlainImageJGui.onEventThread(() -> {
            flat.close();
            return null;
        });
        return samples;
    }

    /** Opens the menu, chooses the panel (the submenu opens by itself), presses Generate. */
    static void threeClicks() throws Exception {
        final ImagePlus imp = image();
        imp.getProcessor().setValue(60000);
        imp.getProcessor().fill(new Roi(23, 18, 5, 5));
        final short[] before = ((short[]) imp.getProcessor().getPixels()).clone();
        int clicks = 2;
        final JFrame window = open();
        LayerScenarios.click(generate(window));
        clicks++;
        final Layer layer = layer(imp);
        check(clicks <= 3, clicks);
        final short[] made = flattened(imp);
        check(!Arrays.equals(made, before), "something is painted");
        final long seed = layer.provenance().seed();
        imp.setOverlay(null);
        imp.setRoi(20, 16, 12, 10);
        TestDesktop.select(imp);
        check(macro("run('Inpaint Selection...', 'engine=patch seed=" + seed + "');").isEmpty(), "no message");
        check(layer(imp).provenance().patchSha256().equals(layer.provenance().patchSha256()), "the same patch");
        check(Arrays.equals(flattened(imp), made), "the same pixels as by the macro");
        check(Arrays.equals((short[]) imp.getProcessor().getPixels(), before), "the image is as it was");
    }

    private static String sd() {
        return SelectionScenarios.models.resolve("sd").toString();
    }

    private static void withModel(final String mode) {
        Prefs.set("inpaintj.panel.mode", mode);
        Prefs.set("inpaintj.panel." + mode, "model=" + sd() + " steps=2");
    }

    static void history() throws Exception {
        withModel("add");
        final ImagePlus imp = image();
        final JFrame window = open();
        for (final String words : List.of("a blue house, at night", "a red car")) {
            type(window, "prompt", words);
            LayerScenarios.click(generate(window));
            layer(imp);
            imp.setOverlay(null);
        }
        type(window, "prompt", "");
        check(input(window, JTextArea.class, "prompt").getText().isEmpty(), "nothing is typed");
        until(window, "Say in the prompt what to paint.");
        check(!button(window, "Generate").isEnabled(), "not without a prompt");
        LayerScenarios.click(button(window, "History"));
        final JMenuItem item = PlainImageJGui.await("the list", () -> Arrays.stream(MenuSelectionManager
                .defaultManager().getSelectedPath()).filter(JPopupMenu.class::isInstance)
                .flatMap(menu -> Arrays.stream(((JPopupMenu) menu).getComponents()))
                .filter(JMenuItem.class::isInstance).map(JMenuItem.class::cast)
                .filter(each -> each.getText().startsWith("a blue house") && each.isShowing()).findFirst()
                .orElse(null));
        LayerScenarios.click(item);
        PlainImageJGui.until("the prompt", () -> input(window, JTextArea.class, "prompt").getText()
                .equals("a blue house, at night"));
        LayerScenarios.click(generate(window));
        final Map<String, String> request = layer(imp).provenance().request();
        check(request.get("prompt").equals("a blue house, at night") && request.get("content").equals("noise")
                && request.get("strength").equals("1") && request.get("steps").equals("2"), request);
    }

    static void follows() throws Exception {
        final JFrame window = open();
        until(window, "No image is open: open one first.");
        check(!button(window, "Generate").isEnabled(), "nothing to paint on");
        final ImagePlus first = image();
        until(window, "cells: 12 x 10 px selected");
        final ImagePlus second = IJ.createImage("other", "8-bit ramp", 60, 50, 1);
        second.show();
        TestDesktop.select(second);
        until(window, "Nothing is selected in 'other': draw a selection");
        check(!button(window, "Generate").isEnabled(), "nothing is selected");
        second.setRoi(10, 10, 9, 8);
        until(window, "other: 9 x 8 px selected");
        LayerScenarios.click(generate(window));
        layer(second);
        TestDesktop.select(first);
        until(window, "cells: 12 x 10 px selected");
        LayerScenarios.click(button(window, "Add"));
        until(window, "Add needs a model that paints by words");
        check(!button(window, "Generate").isEnabled(), "no model");
        LayerScenarios.click(button(window, "Remove"));
        LayerScenarios.click(generate(window));
        check(layer(first).provenance().engine().equals("patch"), layer(first).provenance());
        check(Layer.of(second).size() == 1, "one each");
    }

    static void jobs() throws Exception {
        Prefs.set("inpaintj.panel.fill", "engine=slow steps=600");
        final ImagePlus imp = image();
        final JFrame window = open();
        LayerScenarios.click(generate(window));
        LayerScenarios.click(generate(window));
        PlainImageJGui.until("two jobs", () -> JobQueue.shared().jobs().size() == 2);
        until(window, "Inpaint Selection (slow): cells: pretending, step ");
        until(window, "next in the queue");
        final Job<?> running = JobQueue.shared().jobs().get(0), waiting = JobQueue.shared().jobs().get(1);
        PlainImageJGui.until("time left", () -> running.status().left().isPresent());
        until(window, " s left");
        LayerScenarios.click(row(window, waiting, "Cancel"));
        PlainImageJGui.until("cancelled", () -> waiting.state() == Job.State.CANCELLED);
        check(running.state() == Job.State.RUNNING, "the other goes on");
        LayerScenarios.click(row(window, running, "Stop and Keep"));
        PlainImageJGui.until("the end", () -> running.state() == Job.State.DONE && running.status().stopped());
        layer(imp);
        close(window);
        Prefs.set("inpaintj.panel.fill", "engine=slow cfg=99");
        final JFrame again = open();
        LayerScenarios.click(generate(again));
        PlainImageJGui.press(PlainImageJGui.await("message", () -> TestDesktop.message("The engine was told to fail")),
                "OK");
        until(again, "failed: The engine was told to fail: choose another cfg.");
    }

    private static AbstractButton row(final JFrame window, final Job<?> job, final String label) {
        return PlainImageJGui.await(label + " of job " + job.id(), () -> PlainImageJGui.all(window, JComponent.class)
                .stream().filter(part -> ("job " + job.id()).equals(part.getName()))
                .flatMap(part -> PlainImageJGui.all(part, AbstractButton.class).stream())
                .filter(b -> label.equals(b.getText()) && b.isShowing() && b.isEnabled()).findFirst().orElse(null));
    }

    static void closed() throws Exception {
        withModel("replace");
        image();
        JFrame window = open();
        type(window, "prompt", "a [red] car, “红色” at night");
        LayerScenarios.click(button(window, "Negative prompt"));
        type(window, "negative", "blurry");
        type(window, "seed", "17");
        final JFrame typed = window;
        PlainImageJGui.onEventThread(() -> {
            input(typed, JTextComponent.class, "strength").setText("0.6");
            typed.setLocation(200, 150);
            return null;
        });
        LayerScenarios.click(button(window, "Refine"));
        PlainImageJGui.until("its own strength", () -> input(typed, JTextComponent.class, "strength").getText()
                .equals("0.35"));
        LayerScenarios.click(button(window, "Replace"));
        close(typed);
        window = open();
        check(window != typed, "another window");
        generate(window);
        check(input(window, JTextArea.class, "prompt").getText().equals("a [red] car, “红色” at night"), "prompt");
        check(input(window, JTextArea.class, "negative").getText().equals("blurry"), "negative prompt");
        check(input(window, JTextComponent.class, "seed").getText().equals("17"), "seed");
        check(input(window, JTextComponent.class, "strength").getText().equals("0.6"), "strength");
        check(button(window, "Replace").isSelected(), "mode");
        check(Math.abs(window.getX() - 200) < 40 && Math.abs(window.getY() - 150) < 40, window.getLocation());
        until(window, "Also set: steps=2");
    }

    static void estimates() throws Exception {
        withModel("replace");
        Prefs.set("inpaintj.panel.all", "prompt=[a red car] seed=3");
        final ImagePlus imp = image();
        final JFrame window = open();
        generate(window);
        until(window, "Will be: ");
        final String told = says(window);
        check(told.matches("(?s).*Will be: 2 steps at \\d+ x \\d+ px[^;]*; about \\d+(\\.\\d)? [MG]B of memory\n.*"),
                told);
        LayerScenarios.click(generate(window));
        final Map<String, String> facts = layer(imp).provenance().facts();
        check(told.contains(facts.get("steps") + " steps at " + facts.get("processing_size") + " px"), facts);
        imp.setRoi(20, 16, 11, 10);
        until(window, "of memory; about ");
    }

    static void allSettings() throws Exception {
        Prefs.set("inpaintj.panel.fill", "engine=slow");
        final ImagePlus imp = image();
        final JFrame window = open();
        generate(window);
        until(window, "Also set: engine=slow");
        LayerScenarios.click(button(window, "All Settings..."));
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Inpaint Selection");
        TestDesktop.type(dialog, "grow", "2");
        TestDesktop.type(dialog, "seed", "21");
        PlainImageJGui.press(dialog, "OK");
        until(window, "Also set: engine=slow, grow=2");
        check(JobQueue.shared().jobs().isEmpty(), "nothing runs");
        check(input(window, JTextComponent.class, "seed").getText().equals("21"), "what has an input is there");
        LayerScenarios.click(generate(window));
        final Map<String, String> request = layer(imp).provenance().request();
        check(request.get("grow").equals("2") && request.get("seed").equals("21"), request);
        LayerScenarios.click(button(window, "Reset"));
        PlainImageJGui.until("the engine of no choice", () -> !PlainImageJGui.onEventThread(() -> says(window))
                .contains("Also set"));
    }

    static void candidates() throws Exception {
        Prefs.set("inpaintj.panel.all", "seed=4 candidates=2");
        final ImagePlus imp = image();
        final JFrame window = open();
        LayerScenarios.click(generate(window));
        PlainImageJGui.until("layers", () -> Layer.of(imp).size() == 2);
        until(window, "Candidate 1 of 2: patch, seed 4");
        check(PlainImageJGui.find(JFrame.class, "Candidates") == null, "they are not shown twice");
        PlainImageJGui.press(window, "Keep This One");
        PlainImageJGui.until("one layer", () -> Layer.of(imp).size() == 1);
        check(Layer.of(imp).get(0).provenance().seed() == 4, Layer.of(imp).get(0).provenance());
    }
}
