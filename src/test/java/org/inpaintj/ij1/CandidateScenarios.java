package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;

import java.awt.Point;
import java.awt.Toolkit;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;

import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;

/** The strip of candidates. */
final class CandidateScenarios {

    private static final int ZOOM = 6, X = 26, Y = 21;

    private CandidateScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("four candidates are looked at and one is kept in three actions", CandidateScenarios::threeActions);
        all.put("a run goes on like one of its candidates", CandidateScenarios::paintsMore);
        all.put("candidates of a file are chosen from by key", CandidateScenarios::reopened);
        all.put("finished candidates are looked at while others are painted", CandidateScenarios::running);
        all.put("candidates blink and stand side by side", CandidateScenarios::compared);
    }

    /** Has a user's run bring candidates, and waits for the window. */
    private static JFrame run(final ImagePlus imp, final String keys) {
        Prefs.set("inpaintj.candidates_open", true);
        Prefs.set("inpaintj.candidates_under_pointer", true);
        Prefs.set("inpaintj.inpaint", "engine=slow target=layer " + keys);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        return PlainImageJGui.window(JFrame.class, "Candidates of " + imp.getTitle());
    }

    static List<JLabel> tiles(final JFrame window) {
        return PlainImageJGui.all(window, JLabel.class).stream()
                .filter(label -> String.valueOf(label.getText()).matches("\\d+: seed \\d+.*")).toList();
    }

    private static List<Boolean> seen(final ImagePlus imp) {
        return Layer.of(imp).stream().map(Layer::visible).toList();
    }

    private static List<Long> seeds(final ImagePlus imp) {
        return Layer.of(imp).stream().map(layer -> layer.provenance().seed()).toList();
    }

    private static AbstractButton button(final JFrame window, final String text) {
        return PlainImageJGui.all(window, AbstractButton.class).stream().filter(b -> text.equals(b.getText()))
                .findFirst().orElseThrow();
    }

    private static void point(final CanvasView view, final JLabel tile) {
        final Point at = tile.getLocationOnScreen();
        // a pointer that is there already tells nobody
        view.robot().mouseMove(at.x + tile.getWidth() / 2 + 1, at.y + tile.getHeight() / 2);
        view.robot().mouseMove(at.x + tile.getWidth() / 2, at.y + tile.getHeight() / 2);
        view.robot().waitForIdle();
    }

    /** Waits until the window has stopped moving and its pictures are drawn. */
    private static void settled(final JFrame window, final int count) {
        PlainImageJGui.until(count + " pictures", () -> tiles(window).size() == count
                && tiles(window).stream().allMatch(tile -> tile.getIcon() != null && tile.isShowing()));
        Point before = null, at = window.getLocationOnScreen();
        for (; !at.equals(before); at = window.getLocationOnScreen()) {
            before = at;
            TestDesktop.sleep(200);
        }
    }

    static void threeActions() throws Exception {
        final ImagePlus imp = image();
        final CanvasView view = new CanvasView(imp, ZOOM);
        final Object focus = java.awt.KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
        final JFrame window = run(imp, "seed=100 candidates=4 steps=4");
        PlainImageJGui.until("layers", () -> Layer.of(imp).size() == 4);
        settled(window, 4);
        check(java.awt.KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner() == focus
                && !window.isFocused(), "the image keeps the focus");
        check(seen(imp).equals(List.of(false, false, false, true)), "the first one is shown: " + seen(imp));
        final Recorder recorder = TestDesktop.record();
        recorder.setLocation(30, 700);
        PlainImageJGui.until("the recorder out of the way", () -> recorder.getLocationOnScreen().y >= 690);
        view.focus();
        imp.changes = false;
        int actions = 0;

        final Set<Integer> colours = new HashSet<>();
        final int first = view.colour(X, Y);
        for (final JLabel tile : tiles(window)) {
            PlainImageJGui.until("another colour", () -> {
                point(view, tile);
                return colours.isEmpty() ? view.colour(X, Y) == first : !colours.contains(view.colour(X, Y));
            });
            colours.add(view.colour(X, Y));
        }
        actions++;
        check(colours.size() == 4, "each was seen in place: " + colours);
        check(seen(imp).equals(List.of(false, false, false, true)) && !imp.changes, "looking changes nothing");

        LayerScenarios.click(tiles(window).get(2));
        actions++;
        PlainImageJGui.until("the third one", () -> seen(imp).equals(List.of(false, true, false, false)));

        PlainImageJGui.until("focus", window::isFocused);
        view.type(KeyEvent.VK_ENTER);
        actions++;
        PlainImageJGui.until("the others go", () -> seeds(imp).equals(List.of(102L)));
        check(seen(imp).equals(List.of(true)) && actions <= 3, actions + " actions");

        view.type(KeyEvent.VK_CONTROL, KeyEvent.VK_Z);
        PlainImageJGui.until("all come back", () -> seeds(imp).equals(List.of(103L, 102L, 101L, 100L))
                && seen(imp).equals(List.of(false, true, false, false)));
        PlainImageJGui.until("their pictures", () -> tiles(window).size() == 4);
        for (final String line : List.of("only layer=2", "keep layer=2", "undo"))
            check(recorder.getText().contains("run(\"Layers...\", \"action=" + line + "\");"), recorder.getText());
        TestDesktop.close(recorder);
        final int third = view.colour(X, Y);
        PlainImageJGui.press(window, "Show under the pointer");
        PlainImageJGui.settle();
        point(view, tiles(window).get(0));
        TestDesktop.sleep(200);
        check(view.colour(X, Y) == third && !Prefs.get("inpaintj.candidates_under_pointer", true), "not if unwanted");
        PlainImageJGui.press(window, "Keep All");
        PlainImageJGui.until("the end", () -> !window.isShowing());
        check(seen(imp).equals(List.of(false, true, false, false)), "all are kept");
    }

    static void paintsMore() throws Exception {
        final ImagePlus imp = image();
        new CanvasView(imp, 2);
        final JFrame window = run(imp, "seed=100 candidates=2 steps=2");
        PlainImageJGui.until("layers", () -> Layer.of(imp).size() == 2);
        settled(window, 2);
        imp.deleteRoi();
        final Recorder recorder = TestDesktop.record();
        TestDesktop.select(imp);
        PlainImageJGui.press(window, "Again");
        PlainImageJGui.until("more layers", () -> Layer.of(imp).size() == 4);
        final long seed = Layer.of(imp).get(3).provenance().seed();
        check(seeds(imp).subList(2, 4).equals(List.of(seed + 1, seed)) && seed != 100, seeds(imp));
        PlainImageJGui.until("the first run is hidden", () -> seen(imp).equals(List.of(false, false, false, true)));
        PlainImageJGui.until("their pictures", () -> tiles(window).get(0).getText().equals("1: seed " + seed));
        final String line = "run(\"Layers...\", \"action=again layer=2 seed=" + seed + "\");";
        PlainImageJGui.until("the line", () -> recorder.getText().contains(line));
        final String made = Layer.of(imp).get(3).provenance().patchSha256();
        check(macro(line.replace('"', '\'')).isEmpty(), "no message");
        check(Layer.of(imp).size() == 6 && Layer.of(imp).get(5).provenance().patchSha256().equals(made),
                "the line paints the same");
        final JComboBox<?> runs = PlainImageJGui.all(window, JComboBox.class).get(0);
        PlainImageJGui.until("the runs", () -> runs.isShowing() && runs.getItemCount() == 2);
        PlainImageJGui.onEventThread(() -> {
            runs.setSelectedIndex(1);
            return null;
        });
        PlainImageJGui.until("the first run", () -> tiles(window).get(0).getText().equals("1: seed 100"));
        check(button(window, "More Like This").getToolTipText().contains("has no variations"), "it is said");
        PlainImageJGui.press(window, "More Like This");
        PlainImageJGui.until("more layers", () -> Layer.of(imp).size() == 8);
        check(macro("run('Layers...', 'action=variation');").contains("is for one layer"), "of all it is none");
        check(macro("run('Layers...', 'action=hide layer=1 seed=3');")
                .contains("'seed' means something to action=again and action=variation only"), "nor to others");
        TestDesktop.close(recorder);
    }

    static void reopened() throws Exception {
        image();
        check(macro("run('Inpaint Selection...', 'engine=slow seed=100 candidates=4 steps=2'); saveAs('tiff', "
                + "getDirectory('temp') + 'candidates.tif'); close(); open(getDirectory('temp') + 'candidates.tif');")
                .isEmpty(), "no message");
        check(PlainImageJGui.find(JFrame.class, "Candidates of") == null, "a macro opens no window");
        final ImagePlus imp = WindowManager.getCurrentImage();
        final short[] before = ((short[]) imp.getProcessor().getPixels()).clone();
        final CanvasView view = new CanvasView(imp, 2);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Candidates...");
        final JFrame window = PlainImageJGui.window(JFrame.class, "Candidates of candidates.tif");
        settled(window, 4);
        PlainImageJGui.until("focus", window::isFocused);
        view.type(KeyEvent.VK_RIGHT);
        PlainImageJGui.until("the second one", () -> seen(imp).equals(List.of(false, false, true, false)));
        view.type(KeyEvent.VK_LEFT);
        PlainImageJGui.until("the first one", () -> seen(imp).equals(List.of(false, false, false, true)));
        view.type(KeyEvent.VK_DELETE);
        PlainImageJGui.until("it goes, the next one is shown", () -> seeds(imp).equals(List.of(103L, 102L, 101L))
                && seen(imp).equals(List.of(false, false, true)));
        view.type(KeyEvent.VK_CONTROL, KeyEvent.VK_Z);
        PlainImageJGui.until("it is back", () -> seen(imp).equals(List.of(false, false, false, true)));
        view.type(KeyEvent.VK_R);
        final JFrame record = PlainImageJGui.window(JFrame.class, "Record of slow, seed 100");
        check(PlainImageJGui.all(record, JTextArea.class).get(0).getText()
                .equals(Layer.of(imp).get(3).provenance().json()), "the record");
        PlainImageJGui.press(record, "Copy Macro Line");
        PlainImageJGui.settle();
        check(Toolkit.getDefaultToolkit().getSystemClipboard().getData(DataFlavor.stringFlavor)
                .equals(Layer.of(imp).get(3).macro()), "the line");
        check(Arrays.equals(before, (short[]) imp.getProcessor().getPixels()), "no sample changed");
    }

    static void running() throws Exception {
        final ImagePlus imp = image();
        final CanvasView view = new CanvasView(imp, ZOOM);
        final int plain = view.colour(X, Y);
        final JFrame window = run(imp, "seed=100 candidates=4 steps=400");
        PlainImageJGui.until("the first ones", () -> tiles(window).size() >= 2);
        final Job<?> job = JobQueue.shared().jobs().get(JobQueue.shared().jobs().size() - 1);
        check(tiles(window).get(0).getText().equals("1: seed 100"), tiles(window).get(0).getText());
        check(job.state() == Job.State.RUNNING && Layer.of(imp).isEmpty(), "others are painted");
        LayerScenarios.click(tiles(window).get(1));
        final int preview = 0xffffff;
        PlainImageJGui.until("the second one", () -> view.colour(X, Y) != preview && view.colour(X, Y) != plain);
        TestDesktop.sleep(400);
        check(view.colour(X, Y) != preview, "the preview makes way");
        check(imp.getOverlay() == null, "it is no layer");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        final Job<?> waiting = PlainImageJGui.await("another run", () -> JobQueue.shared().jobs().stream()
                .filter(each -> each.state() == Job.State.QUEUED).findFirst().orElse(null));
        waiting.cancel();
        PlainImageJGui.settle();
        check(tiles(window).size() >= 2 && tiles(window).get(0).getText().equals("1: seed 100"),
                "those of the run that goes on stay");
        job.cancel();
        PlainImageJGui.until("the end", () -> tiles(window).isEmpty() && imp.getCanvas().getShowAllList() == null);
        view.until("the image", X, Y, plain);
        check(Layer.of(imp).isEmpty() && imp.getOverlay() == null, "nothing came");
    }

    static void compared() throws Exception {
        final ImagePlus imp = image();
        final CanvasView view = new CanvasView(imp, ZOOM);
        final JFrame window = run(imp, "seed=100 candidates=3 steps=3");
        PlainImageJGui.until("layers", () -> Layer.of(imp).size() == 3);
        settled(window, 3);
        final Object picture = tiles(window).get(1).getIcon();
        PlainImageJGui.onEventThread(() -> {
            imp.setDisplayRange(0, 90000);
            imp.updateAndDraw();
            return null;
        });
        PlainImageJGui.until("a picture with the new contrast", () -> tiles(window).get(1).getIcon() != picture);
        imp.changes = false;
        PlainImageJGui.press(window, "Blink");
        final List<Integer> colours = new ArrayList<>();
        final long end = System.currentTimeMillis() + 1600;
        while (System.currentTimeMillis() < end) {
            final int now = view.colour(X, Y);
            if (colours.isEmpty() || colours.get(colours.size() - 1) != now)
                colours.add(now);
        }
        check(colours.size() >= 4 && new HashSet<>(colours).size() == 2, "two in turn: " + colours);
        check(seen(imp).equals(List.of(false, false, true)) && !imp.changes, "blinking changes nothing");
        PlainImageJGui.press(window, "Blink");
        TestDesktop.sleep(400);
        final int still = view.colour(X, Y);
        TestDesktop.sleep(400);
        check(view.colour(X, Y) == still, "it stands still");

        PlainImageJGui.press(window, "Side by Side");
        final JFrame side = PlainImageJGui.window(JFrame.class, "Side by Side: cells");
        final List<JScrollPane> panes = PlainImageJGui.all(side, JScrollPane.class);
        check(panes.size() == 3, panes.size());
        final JComboBox<?> zoom = PlainImageJGui.all(side, JComboBox.class).get(0);
        PlainImageJGui.onEventThread(() -> {
            zoom.setSelectedItem("1600 %");
            panes.get(1).getHorizontalScrollBar().setValue(40);
            return null;
        });
        PlainImageJGui.settle();
        final Set<Object> places = new HashSet<>();
        panes.forEach(pane -> places.add(pane.getViewport().getViewPosition()));
        check(places.size() == 1 && panes.get(0).getViewport().getViewPosition().x == 40, places);
        check(panes.get(0).getViewport().getView().getPreferredSize().width == 16 * 64, "the zoom");
        PlainImageJGui.onEventThread(() -> {
            press(panes.get(2));
            return null;
        });
        PlainImageJGui.until("the third one", () -> seen(imp).equals(List.of(true, false, false)));
        PlainImageJGui.later(() -> {
            imp.setOverlay(null);
            button(window, "Keep This One").doClick();
        });
        gone();
        PlainImageJGui.later(() -> press(panes.get(1)));
        gone();
        side.dispose();
    }

    private static void press(final JScrollPane pane) {
        pane.getViewport().getView().dispatchEvent(new java.awt.event.MouseEvent(pane.getViewport().getView(),
                java.awt.event.MouseEvent.MOUSE_PRESSED, 0, 0, 5, 5, 1, false, 1));
    }

    private static void gone() {
        PlainImageJGui.press(PlainImageJGui.await("message", () -> TestDesktop.message("is not on 'cells' any more")),
                "OK");
        PlainImageJGui.settle();
    }
}
