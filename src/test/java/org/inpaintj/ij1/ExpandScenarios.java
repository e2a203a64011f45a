package org.inpaintj.ij1;

import static org.inpaintj.ij1.PanelScenarios.button;
import static org.inpaintj.ij1.PanelScenarios.close;
import static org.inpaintj.ij1.PanelScenarios.generate;
import static org.inpaintj.ij1.PanelScenarios.input;
import static org.inpaintj.ij1.PanelScenarios.open;
import static org.inpaintj.ij1.PanelScenarios.type;
import static org.inpaintj.ij1.PanelScenarios.until;
import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;

import java.util.Arrays;
import java.util.List;

import javax.swing.JCheckBox;
import javax.swing.JFrame;
import javax.swing.JTextField;

import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

/** The mode Expand of the panel. */
final class ExpandScenarios {

    private ExpandScenarios() {}

    static void expands() throws Exception {
        Prefs.set("inpaintj.panel.all", "seed=4");
        final ImagePlus imp = image();
        imp.deleteRoi();
        final JFrame window = open();
        until(window, "cells: nothing selected");
        LayerScenarios.click(button(window, "Expand"));
        until(window, "result 192 x 176 px");
        for (final String side : List.of("left", "up", "down"))
            LayerScenarios.click(input(window, JCheckBox.class, side));
        type(window, "expand", "16");
        until(window, "result 80 x 48 px");
        LayerScenarios.click(generate(window));
        final ImagePlus made = PlainImageJGui.await("a larger image",
                () -> WindowManager.getCurrentImage() == imp ? null : WindowManager.getCurrentImage());
        check(made.getWidth() == 80 && made.getHeight() == 48, made);
        final short[] by = ((short[]) made.getProcessor().getPixels()).clone();
        TestDesktop.select(imp);
        check(macro("run('Outpaint...', 'method=auto expand=16 directions=right seed=4');").isEmpty(), "no message");
        check(Arrays.equals(by, (short[]) WindowManager.getCurrentImage().getProcessor().getPixels()),
                "the same pixels as by the macro");
    }

    /** Each side as wide as it is told, recorded as the keys of the command, and there again the next time. */
    static void eachSide() throws Exception {
        Prefs.set("inpaintj.panel.all", "seed=4");
        Prefs.set("inpaintj.panel.mode", "expand");
        final ImagePlus imp = image();
        imp.deleteRoi();
        final JFrame window = open();
        until(window, "result 192 x 176 px");
        check(input(window, JTextField.class, "left_px").getText().equals("64"), "as Expand says");
        type(window, "expand", "16");
        PlainImageJGui.until("the sides follow", () -> input(window, JTextField.class, "down_px").getText()
                .equals("16"));
        LayerScenarios.click(input(window, JCheckBox.class, "down"));
        check(!input(window, JTextField.class, "down_px").isEnabled(), "no width of no side");
        type(window, "left_px", "5");
        type(window, "up_px", "none");
        until(window, "'up:none' names no width: give a side as a word");
        check(!button(window, "Generate").isEnabled(), "nothing can come of it");
        type(window, "up_px", "9");
        until(window, "result 85 x 57 px");
        final Recorder recorder = TestDesktop.record();
        LayerScenarios.click(generate(window));
        final ImagePlus made = PlainImageJGui.await("a larger image",
                () -> WindowManager.getCurrentImage() == imp ? null : WindowManager.getCurrentImage());
        final String line = PlainImageJGui.await("the recorded line", () -> recorder.getText().lines()
                .filter(text -> text.contains("Outpaint...")).findFirst().orElse(null));
        TestDesktop.close(recorder);
        check(line.contains("expand=16") && line.contains("directions=left:5,right,up:9"), line);
        check(made.getWidth() == 85 && made.getHeight() == 57 && made.getProcessor().get(5, 9) == imp.getProcessor()
                .get(0, 0), made);
        final short[] by = ((short[]) made.getProcessor().getPixels()).clone();
        close(window);
        TestDesktop.select(imp);
        check(macro(line).isEmpty(), "no message");
        check(Arrays.equals(by, (short[]) WindowManager.getCurrentImage().getProcessor().getPixels()),
                "the same pixels as by the macro");
        final JFrame again = open();
        check(input(again, JTextField.class, "left_px").getText().equals("5") && input(again, JTextField.class,
                "right_px").getText().equals("16") && !input(again, JCheckBox.class, "down").isSelected(),
                "it is there again");
        for (final String side : List.of("left", "right", "up"))
            LayerScenarios.click(input(again, JCheckBox.class, side));
        until(again, "Check a side on which the image is to grow.");
    }
}
