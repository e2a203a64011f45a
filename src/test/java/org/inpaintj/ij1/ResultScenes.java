package org.inpaintj.ij1;

import static org.inpaintj.ij1.WindowScene.command;
import static org.inpaintj.ij1.WindowScene.press;

import java.awt.Window;
import java.util.List;
import java.util.Map;

import javax.swing.AbstractButton;
import javax.swing.JList;
import javax.swing.JTextArea;

import ij.ImagePlus;
import ij.Prefs;

import org.inpaintj.command.window.CommandStarter;
import org.inpaintj.history.HistorySettings;
import org.inpaintj.history.HistoryStore;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.compare.BeforeAfterView;

/** The windows of what was selected, painted, compared and kept. */
final class ResultScenes {

    private ResultScenes() {}

    static void addTo(final List<WindowScene> all) {
        all.add(WindowScene.of("Refine Selection... candidates", "SelectionPreviewWindow CandidatesWindow",
                ResultScenes::refined));
        all.add(WindowScene.of("Select by Text... found", "DetectionsWindow", ResultScenes::found));
        all.add(WindowScene.of("Interrogate... answer", "InterrogateWork", () -> press(DialogScenes.ofImage(
                "Interrogate...", "interrogate", "model=@wd-tagger threshold=0.5"), "OK")));
        all.add(WindowScene.of("Compare... table", "", ResultScenes::compared));
        all.add(WindowScene.of("Layers...", "LayersWindow", () -> layers("Layers...")));
        all.add(WindowScene.of("Layers... none", "", () -> {
            Screenshots.image();
            return command("Layers...");
        }));
        all.add(WindowScene.of("Layers... write", "WriteQuestion", () -> {
            Prefs.set("inpaintj.ask_before_writing", true);
            return press(selected(layers("Layers...")), "Write into Image...");
        }));
        all.add(WindowScene.of("Layers... rename", "SelectedLayers", () -> press(selected(layers("Layers...")),
                "Rename...")));
        all.add(WindowScene.of("Candidates...", "CandidateWindow CandidateStrip", () -> {
            final Window window = layers("Candidates...");
            DocumentWindows.pictured(window, 3);
            return window;
        }));
        all.add(WindowScene.of("Candidates... record", "RecordWindow", () -> press(layers("Candidates..."),
                "Record")));
        all.add(WindowScene.of("Candidates... side by side", "SideBySideWindow", () -> press(layers("Candidates..."),
                "Side by Side")));
        all.add(WindowScene.of("Before and After", "", () -> compared(BeforeAfterView.View.SPLIT)));
        all.add(WindowScene.of("Before and After difference", "", () -> compared(BeforeAfterView.View.DIFFERENCE)));
        all.add(WindowScene.of("Jobs...", "JobsWindow", ResultScenes::jobs));
        all.add(WindowScene.of("Jobs... none", "", () -> command("Jobs...")));
        all.add(WindowScene.of("Jobs... of a closed image", "ClosedImages", ResultScenes::closed));
        all.add(WindowScene.of("Jobs... failed", "", ResultScenes::failed));
        all.add(WindowScene.of("History...", "HistoryWindow", ResultScenes::history));
        all.add(WindowScene.of("History... none", "", () -> {
            HistoryStore.ofUser().clear();
            return command("History...");
        }));
        all.add(WindowScene.of("History... empty", "", () -> press(history(), "Empty...")));
        all.add(WindowScene.of("Sketch...", "SketchWindow", ResultScenes::sketch));
        all.add(WindowScene.of("Sketch... discard", "", () -> press(sketch(), "Discard")));
    }

    private static Window refined() throws Exception {
        final Window dialog = DialogScenes.ofImage("Refine Selection...", "refine", "model=@sam");
        final Window window = press(dialog, "OK");
        PlainImageJGui.until("a candidate", () -> PlainImageJGui.all(window, AbstractButton.class).stream()
                .allMatch(AbstractButton::isEnabled));
        return window;
    }

    private static Window found() throws Exception {
        return press(DialogScenes.ofImage("Select by Text...", "select_by_text",
                "text=[small cat. dog.] detector=@dino model=@sam"), "OK");
    }

    private static Window compared() throws Exception {
        final Window dialog = DialogScenes.ofImage("Compare...", "compare",
                "engine=slow steps=1 x=[seed: 1, 30] y=[grow: 0, 1]");
        PlainImageJGui.press(dialog, "OK");
        return PlainImageJGui.window(ij.text.TextWindow.class, "camera-compared");
    }

    /** An image with the candidates of a run. */
    private static ImagePlus painted() throws Exception {
        final ImagePlus imp = Screenshots.image();
        TestDesktop.check(TestDesktop.macro("run('Remove Object', 'engine=patch seed=1 candidates=3');").isEmpty(),
                "no message");
        PlainImageJGui.until("layers", () -> Layer.of(imp).size() == 3);
        imp.deleteRoi();
        return imp;
    }

    private static Window layers(final String label) throws Exception {
        painted();
        return command(label);
    }

    private static Window selected(final Window layers) {
        final JList<?> list = PlainImageJGui.all(layers, JList.class).get(0);
        PlainImageJGui.until("rows", () -> list.getModel().getSize() == 3);
        PlainImageJGui.onEventThread(() -> {
            list.setSelectedIndex(0);
            return null;
        });
        return layers;
    }

    private static Window compared(final BeforeAfterView.View how) throws Exception {
        final ImagePlus imp = painted();
        PlainImageJGui.onEventThread(() -> {
            BeforeAfterView.show(imp, how);
            return null;
        });
        TestDesktop.sleep(600);
        return imp.getWindow();
    }

    private static Window jobs() throws Exception {
        Screenshots.image();
        Prefs.set("inpaintj.inpaint", "engine=patch seed=1");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        PlainImageJGui.until("a job that is done", () -> JobQueue.shared().jobs().stream()
                .anyMatch(job -> job.state() == Job.State.DONE));
        TestDesktop.startSlowly(1000);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        PlainImageJGui.until("one that waits", () -> JobQueue.shared().jobs().size() == 3);
        final Window window = command("Jobs...");
        TestDesktop.sleep(4000);
        return window;
    }

    private static Window closed() throws Exception {
        final ImagePlus imp = Screenshots.image();
        TestDesktop.startSlowly(1000);
        imp.changes = false;
        return PlainImageJGui.opened(() -> PlainImageJGui.later(imp::close));
    }

    private static Window failed() throws Exception {
        Screenshots.image();
        Prefs.set("inpaintj.inpaint", "engine=slow cfg=99");
        return command("Remove Object");
    }

    static Window history() throws Exception {
        final ImagePlus imp = Screenshots.image();
        final HistoryStore store = HistoryStore.ofUser();
        store.clear();
        store.set(HistorySettings.NORMAL);
        for (final Map<String, String> keys : List.of(Map.of("engine", "patch", "seed", "1"),
                Map.of("engine", "slow_prompt", "seed", "7", "steps", "2", "prompt", "a lighthouse on a hill"))) {
            final int before = Layer.of(imp).size();
            new CommandStarter().start("Inpaint Selection...", imp, keys);
            PlainImageJGui.until("a layer", () -> Layer.of(imp).size() == before + 1);
        }
        final Window window = command("History...");
        PlainImageJGui.until("its text", () -> PlainImageJGui.all(window, JTextArea.class).stream()
                .anyMatch(area -> area.getText().contains("lighthouse")));
        return window;
    }

    private static Window sketch() throws Exception {
        final ImagePlus imp = Screenshots.image();
        imp.deleteRoi();
        PlainImageJGui.choose("Plugins", "InpaintJ", "Sketch...");
        final Window window = PlainImageJGui.window(javax.swing.JFrame.class, "Sketch");
        final ImagePlus copy = PlainImageJGui.await("copy", () -> ij.WindowManager.getImage("camera.png sketch"));
        PlainImageJGui.until("canvas", () -> copy.getCanvas() != null && copy.getCanvas().isShowing());
        MousePointer.drag(copy, 110, 210, 130, 330);
        TestDesktop.sleep(700);
        return window;
    }
}
