package org.inpaintj.ij1;

import static org.inpaintj.ij1.LayerScenarios.focus;
import static org.inpaintj.ij1.LayerScenarios.list;
import static org.inpaintj.ij1.LayerScenarios.open;
import static org.inpaintj.ij1.LayerScenarios.samples;
import static org.inpaintj.ij1.LayerScenarios.seen;
import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;

import java.awt.Container;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JSlider;
import javax.swing.JTextField;
import javax.swing.plaf.basic.BasicHTML;

import ij.ImagePlus;
import ij.Prefs;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.layer.Layer;

/** Several layers at once, and their order, names and opacities. */
final class LayerOrderScenarios {

    private LayerOrderScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("several layers are hidden, faded, named, ordered and discarded at once",
                LayerOrderScenarios::several);
        all.put("a layer is dragged to another place", LayerOrderScenarios::dragged);
    }

    private static List<Long> seeds(final ImagePlus imp) {
        return Layer.of(imp).stream().map(layer -> layer.provenance().seed()).toList();
    }

    static void several() throws Exception {
        Prefs.set("inpaintj.ask_before_writing", false);
        final ImagePlus imp = image();
        final short[] before = samples(imp);
        macro("run('Inpaint Selection...', 'engine=slow seed=200 candidates=2');"
                + "run('Inpaint Selection...', 'engine=slow seed=3');");
        final JFrame window = open(imp);
        final JList<?> list = list(window);
        final Recorder recorder = TestDesktop.record();
        PlainImageJGui.onEventThread(() -> {
            list.setSelectedIndex(1);
            return null;
        });
        PlainImageJGui.press(window, "Select Run");
        PlainImageJGui.until("both candidates", () -> Arrays.equals(list.getSelectedIndices(), new int[] { 1, 2 }));
        PlainImageJGui.press(window, "Hide");
        PlainImageJGui.until("both hidden", () -> seen(imp).equals(List.of(false, false, true)));
        check(Arrays.equals(list.getSelectedIndices(), new int[] { 1, 2 }), "they stay selected");
        PlainImageJGui.press(window, "Show");
        PlainImageJGui.until("both shown", () -> seen(imp).equals(List.of(true, true, true)));
        final JSlider slider = PlainImageJGui.all(window, JSlider.class).get(0);
        PlainImageJGui.onEventThread(() -> {
            slider.setValue(40);
            return null;
        });
        PlainImageJGui.until("both faded", () -> Layer.of(imp).stream().map(Layer::opacity).toList()
                .equals(List.of(0.4, 0.4, 1.0)));
        PlainImageJGui.until("the rows say so", () -> String.valueOf(list.getModel().getElementAt(1)).contains("40 %"));
        PlainImageJGui.onEventThread(() -> {
            list.setSelectedIndex(2);
            return null;
        });
        PlainImageJGui.press(window, "Rename...");
        final JDialog dialog = PlainImageJGui.window(JDialog.class, "Rename");
        final JTextField field = PlainImageJGui.all(dialog, JTextField.class).get(0);
        PlainImageJGui.onEventThread(() -> {
            field.setText("<html><b>no dust");
            return null;
        });
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("the name", () -> Layer.of(imp).get(0).label().equals("<html><b>no dust"));
        PlainImageJGui.until("in its row", () -> String.valueOf(list.getModel().getElementAt(2))
                .contains("<html><b>no dust"));
        check(PlainImageJGui.onEventThread(() -> PlainImageJGui.all(row(list, 2), JLabel.class).stream()
                .noneMatch(label -> label.getClientProperty(BasicHTML.propertyKey) != null)), "it is no page");
        final List<Long> order = seeds(imp);
        PlainImageJGui.press(window, "Up");
        PlainImageJGui.until("one higher", () -> seeds(imp).equals(List.of(order.get(1), order.get(0), order.get(2)))
                && list.getSelectedIndex() == 1);
        PlainImageJGui.onEventThread(() -> {
            list.setSelectionInterval(0, 2);
            return null;
        });
        PlainImageJGui.press(window, "Discard");
        PlainImageJGui.until("all gone", () -> Layer.of(imp).isEmpty());
        PlainImageJGui.press(window, "Undo");
        PlainImageJGui.until("all back", () -> Layer.of(imp).size() == 3);
        PlainImageJGui.press(window, "Undo");
        PlainImageJGui.until("the order before", () -> seeds(imp).equals(order));
        PlainImageJGui.settle();
        final String text = recorder.getText();
        for (final String action : List.of("hide layer=1", "hide layer=2", "opacity layer=1 opacity=0.4",
                "rename layer=1 label=[<html><b>no dust]", "move layer=1 to=2", "discard layer=3", "discard layer=2"))
            check(text.contains("run(\"Layers...\", \"action=" + action + "\");"), action + " in " + text);
        TestDesktop.close(recorder);
        check(macro("run('Layers...', 'action=move layer=3 to=1'); run('Layers...', 'action=opacity layer=0 "
                + "opacity=1'); run('Layers...', 'action=rename layer=2 label=[]');").isEmpty(), "no message");
        check(seeds(imp).equals(List.of(order.get(2), order.get(0), order.get(1))), seeds(imp));
        check(Layer.of(imp).stream().allMatch(layer -> layer.opacity() == 1 && layer.label().isEmpty()), "as before");
        check(macro("run('Layers...', 'action=hide layer=1 opacity=0.5');")
                .contains("means something to action=opacity"), "said");
        check(Arrays.equals(before, samples(imp)), "the image is as it was");
    }

    private static <R> Container row(final JList<R> list, final int place) {
        return (Container) list.getCellRenderer().getListCellRendererComponent(list,
                list.getModel().getElementAt(place), place, false, false);
    }

    /** With the real mouse. */
    static void dragged() throws Exception {
        final ImagePlus imp = image();
        macro("run('Inpaint Selection...', 'engine=slow seed=200 candidates=3');");
        final JFrame window = open(imp);
        final JList<?> list = list(window);
        final List<Long> order = seeds(imp);
        focus(window, list);
        final Robot robot = new Robot();
        final Point at = list.getLocationOnScreen();
        final Rectangle top = list.getCellBounds(0, 0), last = list.getCellBounds(2, 2);
        robot.mouseMove(at.x + 150, at.y + top.height / 2);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.delay(200);
        for (int y = top.height / 2; y < last.y + last.height - 4; y += 8) {
            robot.mouseMove(at.x + 150, at.y + y);
            robot.delay(15);
        }
        robot.mouseMove(at.x + 150, at.y + last.y + last.height - 3);
        robot.delay(300);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        robot.waitForIdle();
        PlainImageJGui.until("the top one is the lowest", () -> seeds(imp)
                .equals(List.of(order.get(2), order.get(0), order.get(1))));
        PlainImageJGui.until("it stays selected", () -> list.getSelectedIndex() == 2);
    }
}
