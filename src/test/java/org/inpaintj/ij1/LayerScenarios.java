package org.inpaintj.ij1;

import static org.inpaintj.ij1.Desk.check;
import static org.inpaintj.ij1.Desk.image;
import static org.inpaintj.ij1.Desk.macro;

import java.util.Arrays;

import javax.swing.JFrame;
import javax.swing.JList;

import org.inpaintj.image.Layer;

import ij.ImagePlus;

/** The list of layers. */
final class LayerScenarios {

    private LayerScenarios() {}

    static void layersWindow() throws Exception {
        final ImagePlus imp = image();
        final short[] before = ((short[]) imp.getProcessor().getPixels()).clone();
        check(macro("run('Inpaint Selection...', 'engine=slow seed=200');").isEmpty(), "no message");
        Gui.choose("Plugins", "InpaintJ", "Layers...");
        final JFrame window = Gui.window(JFrame.class, "Layers of cells");
        final JList<?> list = Gui.all(window, JList.class).get(0);
        Gui.until("row", () -> list.getModel().getSize() == 1 && list.getSelectedIndex() == 0);
        Gui.press(window, "Hide");
        Gui.until("hidden", () -> !Layer.of(imp).get(0).visible());
        Gui.press(window, "Show");
        Gui.until("shown", () -> Layer.of(imp).get(0).visible());
        Gui.press(window, "Copy Macro Line");
        Gui.settle();
        final String line = (String) java.awt.Toolkit.getDefaultToolkit().getSystemClipboard()
                .getData(java.awt.datatransfer.DataFlavor.stringFlavor);
        check(line.equals(Layer.of(imp).get(0).macro()), line);
        Gui.press(window, "Repeat");
        Gui.until("second layer", () -> Layer.of(imp).size() == 2);
        check(Layer.of(imp).get(0).provenance().patchSha256().equals(Layer.of(imp).get(1).provenance().patchSha256()),
                "a repeat is identical");
        Gui.until("second row", () -> list.getModel().getSize() == 2);
        Gui.press(window, "Discard");
        Gui.until("one layer", () -> Layer.of(imp).size() == 1);
        Gui.until("one row", () -> list.getModel().getSize() == 1 && list.getSelectedIndex() == 0);
        check(Arrays.equals(before, (short[]) imp.getProcessor().getPixels()), "the image is as it was");
        Gui.press(window, "Accept");
        Gui.until("no layer", () -> Layer.of(imp).isEmpty());
        final short[] after = (short[]) imp.getProcessor().getPixels();
        int changed = 0;
        for (int i = 0; i < after.length; i++)
            if (before[i] != after[i]) {
                changed++;
                check(imp.getRoi().contains(i % 64, i / 64), "only what is selected changes");
            }
        check(changed > 100, changed + " samples changed");
        imp.changes = false;
        Gui.later(imp::close);
        Gui.until("the window to close with its image", () -> !window.isShowing());
    }
}
