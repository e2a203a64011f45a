package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;

import java.awt.Component;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.KeyEvent;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

import javax.swing.AbstractButton;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JTable;
import javax.swing.JTextField;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;

import org.inpaintj.command.window.CommandStarter;
import org.inpaintj.core.Platform;
import org.inpaintj.history.HistoryEntry;
import org.inpaintj.history.HistoryOutcome.State;
import org.inpaintj.history.HistorySettings;
import org.inpaintj.history.HistoryStore;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.roi.RoiText;

/** The window of what was run. */
final class HistoryScenarios {

    /** How a PNG file begins, in base64. */
    private static final String PNG = "iVBORw0KGgo";

    private HistoryScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("a run is kept with its keys, and its macro makes the same pixels", HistoryScenarios::kept);
        all.put("a run is made again on another image", HistoryScenarios::runAgain);
        all.put("a run is found, its settings are used, and it is removed", HistoryScenarios::searchAndUse);
        all.put("the layer of a run is revealed", HistoryScenarios::reveal);
        all.put("the history is switched off and emptied", HistoryScenarios::offAndEmpty);
    }

    static HistoryStore clean() {
        final HistoryStore store = HistoryStore.ofUser();
        store.clear();
        store.set(HistorySettings.NORMAL);
        return store;
    }

    static String file() throws Exception {
        final Path file = Platform.config().orElseThrow().resolve("history/runs.jsonl");
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    static List<HistoryEntry> entries(final HistoryStore store) {
        return store.entries().entries();
    }

    /** Runs as a window does, and waits until it is done and kept. */
    private static HistoryEntry run(final HistoryStore store, final ImagePlus imp, final Map<String, String> keys) {
        final int before = entries(store).size();
        final Map<String, String> all = new java.util.HashMap<>(Map.of("engine", "slow", "steps", "2"));
        all.putAll(keys);
        new CommandStarter().start("Inpaint Selection...", imp, all);
        return PlainImageJGui.await("a run that ended", () -> entries(store).size() == before + 1
                && entries(store).get(0).outcome().state() != State.QUEUED ? entries(store).get(0) : null);
    }

    static JFrame open(final int rows) {
        PlainImageJGui.choose("Plugins", "InpaintJ", "History...");
        final JFrame window = PlainImageJGui.window(JFrame.class, "History");
        rows(window, rows);
        return window;
    }

    static void rows(final JFrame window, final int rows) {
        PlainImageJGui.until(rows + " rows", () -> PlainImageJGui.onEventThread(() -> table(window).getRowCount()
                == rows));
    }

    static JTable table(final JFrame window) {
        return PlainImageJGui.all(window, JTable.class).get(0);
    }

    static <C extends Component> C named(final JFrame window, final Class<C> type, final String name) {
        return PlainImageJGui.all(window, type).stream().filter(each -> name.equals(each.getName())).findFirst()
                .orElseThrow();
    }

    static void says(final JFrame window, final String words) {
        PlainImageJGui.until(words, () -> named(window, JLabel.class, "said").getText().contains(words));
    }

    static void refuses(final String words) {
        final Window message = PlainImageJGui.await("message " + words, () -> TestDesktop.message(words));
        PlainImageJGui.press(message, "OK");
        PlainImageJGui.until("end of the message", () -> !message.isShowing());
    }

    private static String digest(final ImagePlus imp, final int layer) {
        return Layer.of(imp).get(layer).provenance().patchSha256();
    }

    private static void kept() throws Exception {
        final HistoryStore store = clean();
        final ImagePlus imp = image();
        final ShapeRoi shape = new ShapeRoi(new Roi(20, 16, 16, 12)).xor(new ShapeRoi(new OvalRoi(25, 18, 6.5, 7.25)));
        imp.setRoi(shape);
        final Window dialog = TestDesktop.inpaintDialog();
        TestDesktop.choose(dialog, "engine", "slow");
        TestDesktop.type(dialog, "seed", "-1");
        TestDesktop.type(dialog, "grow", "2");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        PlainImageJGui.until("its end", () -> entries(store).get(0).outcome().state() == State.DONE);
        final HistoryEntry entry = entries(store).get(0);
        final String made = digest(imp, 0);
        check(entry.command().equals("Inpaint Selection...") && entry.keys().get("engine").equals("slow")
                && entry.keys().get("grow").equals("2") && entry.image().title().equals("cells")
                && entry.keys().get("seed").equals("" + Layer.of(imp).get(0).provenance().seed())
                && entry.outcome().layers().equals(List.of(made)) && entry.outcome().seconds() > 0, entry);
        check(!file().contains(PNG), "no pixels");

        final JFrame window = open(1);
        check(table(window).getValueAt(0, 1).equals("Inpaint Selection")
                && table(window).getValueAt(0, 2).equals("cells") && table(window).getValueAt(0, 4).equals("slow")
                && table(window).getValueAt(0, 5).equals("done"), "the row");
        PlainImageJGui.key(table(window), KeyEvent.VK_C, Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx());
        says(window, "The macro is copied");
        final String macro = copied();
        imp.setOverlay(null);
        imp.deleteRoi();
        TestDesktop.select(imp);
        final String message = macro(macro);
        check(message.isEmpty() && Layer.of(imp).size() == 1 && digest(imp, 0).equals(made), message + macro);
        check(entries(store).size() == 1, "runs of macros are not kept");

        imp.setOverlay(null);
        imp.setRoi(20, 16, 12, 10);
        run(store, imp, Map.of("seed", "5"));
        rows(window, 2);
        PlainImageJGui.onEventThread(() -> {
            table(window).setRowSelectionInterval(0, 0);
            return null;
        });
        PlainImageJGui.press(window, "Copy Macro");
        PlainImageJGui.until("a line that people can read", () -> copied().startsWith("makeRectangle(20, 16, 12, 10);\n"
                + "run(\"Inpaint Selection...\", \""));
    }

    static String copied() {
        try {
            return (String) Toolkit.getDefaultToolkit().getSystemClipboard().getData(DataFlavor.stringFlavor);
        } catch (final java.awt.datatransfer.UnsupportedFlavorException | java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void runAgain() throws Exception {
        final HistoryStore store = clean();
        final ImagePlus first = image();
        final HistoryEntry entry = run(store, first, Map.of("seed", "9"));
        final JFrame window = open(1);
        final ImagePlus other = IJ.createImage("other", "16-bit ramp", 64, 48, 1);
        other.show();
        TestDesktop.select(other);
        PlainImageJGui.press(window, "Run Again Here");
        says(window, "with the selection of the run, 12 x 10 px at 20, 16");
        PlainImageJGui.until("layer", () -> Layer.of(other).size() == 1);
        check(digest(other, 0).equals(entry.outcome().layers().get(0)), "the same image, the same pixels");
        rows(window, 2);

        other.setRoi(1, 2, 5, 6);
        PlainImageJGui.press(window, "Run Again Here");
        says(window, "with the selection that is there, 5 x 6 px at 1, 2");
        PlainImageJGui.until("second layer", () -> Layer.of(other).size() == 2);
        rows(window, 3);

        final ImagePlus small = IJ.createImage("small", "8-bit ramp", 16, 16, 1);
        small.show();
        TestDesktop.select(small);
        PlainImageJGui.onEventThread(() -> {
            table(window).setRowSelectionInterval(2, 2);
            return null;
        });
        PlainImageJGui.press(window, "Run Again Here");
        refuses("does not fit into it");
        check(Layer.of(small).isEmpty() && small.getRoi() == null, "nothing was done");
    }

    private static void searchAndUse() throws Exception {
        final HistoryStore store = clean();
        final ImagePlus imp = image();
        run(store, imp, Map.of("engine", "slow_prompt", "prompt", "a red car", "seed", "3"));
        run(store, imp, Map.of("seed", "4", "grow", "3"));
        run(store, imp, Map.of("seed", "5", "cfg", "99"));
        refuses("told to fail");
        final JFrame window = open(3);
        final JTextField search = named(window, JTextField.class, "search");
        search(search, "RED slow_prompt car");
        rows(window, 1);
        check(table(window).getValueAt(0, 3).equals("a red car"), table(window).getValueAt(0, 3));
        search(search, "failed cells");
        rows(window, 1);
        check(table(window).getValueAt(0, 3).equals("no prompt"), table(window).getValueAt(0, 3));
        search(search, "a bus");
        rows(window, 0);
        search(search, "grow=3");
        rows(window, 1);

        TestDesktop.select(imp);
        PlainImageJGui.key(table(window), KeyEvent.VK_ENTER);
        final Window dialog = PlainImageJGui.window(Window.class, "Inpaint Selection");
        check(TestDesktop.typed(dialog, "seed").equals("4") && TestDesktop.typed(dialog, "grow").equals("3"),
                "the settings of the run");
        PlainImageJGui.press(dialog, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !dialog.isShowing());
        check(Prefs.get("inpaintj.inpaint", "").contains("grow=3"), Prefs.get("inpaintj.inpaint", ""));

        try (FileChannel channel = FileChannel.open(Platform.config().orElseThrow().resolve("history/lock"),
                StandardOpenOption.WRITE)) {
            channel.lock();
            PlainImageJGui.key(table(window), KeyEvent.VK_DELETE);
            // the file is another's turn: windows go on meanwhile
            PlainImageJGui.settle();
            check(table(window).getRowCount() == 1, "not removed yet");
        }
        rows(window, 0);
        search(search, "");
        rows(window, 2);
        check(!file().contains("\"grow\":\"3\""), "it is in the file no more");
        PlainImageJGui.key(table(window), KeyEvent.VK_Z, Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx());
        rows(window, 3);
        PlainImageJGui.key(table(window), KeyEvent.VK_ESCAPE);
        PlainImageJGui.until("closed", () -> !window.isShowing());
    }

    static void search(final JTextField field, final String words) {
        PlainImageJGui.onEventThread(() -> {
            field.setText(words);
            return null;
        });
    }

    private static void reveal() throws Exception {
        final HistoryStore store = clean();
        final ImagePlus imp = image();
        run(store, imp, Map.of("seed", "1"));
        run(store, imp, Map.of("seed", "2"));
        final ImagePlus other = IJ.createImage("other", "8-bit ramp", 16, 16, 1);
        other.show();
        TestDesktop.select(other);
        final JFrame window = open(2);
        PlainImageJGui.onEventThread(() -> {
            table(window).setRowSelectionInterval(1, 1);
            return null;
        });
        PlainImageJGui.press(window, "Reveal Layer");
        final JFrame layers = PlainImageJGui.window(JFrame.class, "Layers of cells");
        final JList<?> list = PlainImageJGui.all(layers, JList.class).get(0);
        PlainImageJGui.until("the older layer, which is the lower one", () -> list.getModel().getSize() == 2
                && list.getSelectedIndex() == 1);
        says(window, "in the list of layers of 'cells'");
        PlainImageJGui.press(layers, "Repeat");
        final HistoryEntry again = PlainImageJGui.await("the repeated layer", () -> entries(store).size() == 3
                && entries(store).get(0).outcome().state() == State.DONE ? entries(store).get(0) : null);
        check(again.command().equals("Inpaint Selection...") && again.keys().get("seed").equals("1")
                && again.outcome().layers().equals(List.of(digest(imp, 0)))
                && RoiText.roi(again.selection()).getBounds().equals(new Rectangle(20, 16, 12, 10)), again);
        Layer.of(imp).get(2).discard();
        Layer.of(imp).get(0).discard();
        PlainImageJGui.press(window, "Reveal Layer");
        refuses("is in no open image");
    }

    private static void offAndEmpty() throws Exception {
        final HistoryStore store = clean();
        final ImagePlus imp = image();
        final JFrame window = open(0);
        tick(window, "pictures");
        tick(window, "names");
        PlainImageJGui.until("settings", () -> store.settings().equals(new HistorySettings(true, true, false, 500,
                50)));
        final HistoryEntry entry = run(store, imp, Map.of("mask", mask(imp)));
        check(file().contains(PNG) && !file().contains("cells"), file());
        check(entry.leftOut().equals(List.of("mask")) && entry.image().width() == 64, entry);
        rows(window, 1);
        PlainImageJGui.press(window, "Run Again Here");
        refuses("The history has left out values of the run (mask)");
        tick(window, "keep");
        PlainImageJGui.until("switched off", () -> !store.settings().keep());
        final String before = file();
        new CommandStarter().start("Inpaint Selection...", imp, Map.of("engine", "slow", "steps", "2"));
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 2);
        check(file().equals(before), "nothing is written");
        PlainImageJGui.press(window, "Empty...");
        PlainImageJGui.press(PlainImageJGui.window(JDialog.class, "Empty the History"), "Delete");
        rows(window, 0);
        check(file().isEmpty(), "nothing is left");
        store.set(HistorySettings.NORMAL);
    }

    /** The title of an open image that serves as a mask. */
    private static String mask(final ImagePlus imp) {
        final ImagePlus mask = IJ.createImage("secret of cells", "8-bit black", imp.getWidth(), imp.getHeight(), 1);
        mask.setRoi(5, 5, 9, 9);
        IJ.run(mask, "Set...", "value=255");
        mask.deleteRoi();
        mask.show();
        return mask.getTitle();
    }

    private static void tick(final JFrame window, final String name) {
        final AbstractButton box = named(window, AbstractButton.class, name);
        PlainImageJGui.until(name + " can be ticked", box::isEnabled);
        PlainImageJGui.later(box::doClick);
        PlainImageJGui.settle();
    }
}
