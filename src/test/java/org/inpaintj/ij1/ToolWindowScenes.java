package org.inpaintj.ij1;

import static org.inpaintj.ij1.WindowScene.command;
import static org.inpaintj.ij1.WindowScene.press;

import java.awt.Window;
import java.util.List;
import java.util.Set;

import javax.swing.JFrame;
import javax.swing.JTable;
import javax.swing.JTextField;

import ij.IJ;
import ij.Prefs;
import ij.gui.Toolbar;

import org.inpaintj.engine.remote.FakeServer;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.JobQueue;
import org.inpaintj.onnx.gpu.GpuAction;
import org.inpaintj.onnx.gpu.GpuSetup;
import org.inpaintj.ui.DeviceWindow;
import org.inpaintj.ui.panel.PanelMode;

/** The panel, the windows of models, servers and devices, the options of tools, and help. */
final class ToolWindowScenes {

    private ToolWindowScenes() {}

    static void addTo(final List<WindowScene> all) {
        all.add(WindowScene.of("InpaintJ Panel welcome", "", () -> {
            List.of("welcome", "inpaint", "eraser", "image-to-image", "text-to-image", "outpaint", "repair", "times",
                    "panel.all", "models").forEach(used -> Prefs.set("inpaintj." + used, ""));
            return panel(PanelMode.FILL);
        }));
        for (final PanelMode mode : PanelMode.values())
            all.add(WindowScene.of("InpaintJ Panel" + (mode == PanelMode.values()[0] ? "" : " " + mode.name()),
                    "InpaintPanelWindow", () -> {
                        Screenshots.image();
                        return panel(mode);
                    }));
        all.add(WindowScene.of("InpaintJ Panel results", "", ToolWindowScenes::results));
        all.add(WindowScene.of("InpaintJ Panel prompts", "PromptPart", ToolWindowScenes::prompts));
        all.add(WindowScene.of("InpaintJ Panel all settings", "", () -> {
            Screenshots.image();
            return press(panel(PanelMode.REPLACE), "All Settings...");
        }));
        all.add(WindowScene.of("Select Object Tool options", "", () -> options(SelectObjectTool.NAME)));
        all.add(WindowScene.of("Mask Brush Tool", "BrushBar", ToolWindowScenes::bar));
        all.add(WindowScene.of("Mask Brush Tool options", "", () -> options(MaskBrushTool.NAME)));
        all.add(WindowScene.of("Model Manager...", "ModelManagerWindow", () -> models("sd")));
        all.add(WindowScene.of("Model Manager... licence", "LicenceQuestion", () -> {
            final JFrame window = models("stable diffusion");
            PlainImageJGui.until("one that can be fetched", () -> PlainImageJGui.onEventThread(() -> {
                PlainImageJGui.all(window, JTable.class).get(0).setRowSelectionInterval(0, 0);
                return true;
            }));
            return press(window, "Get");
        }));
        all.add(WindowScene.of("Model Manager... address", "AddressForm", () -> press(models(""),
                "From Address...")));
        all.add(WindowScene.of("Model Manager... folders", "FoldersForm", () -> press(models(""), "Folders...")));
        all.add(WindowScene.of("Model Manager... folder", "", () -> press(press(models(""), "Folders..."), "Add...")));
        all.add(WindowScene.of("Model Manager... import", "ManagerActions", () -> press(models(""), "Import...")));
        all.add(WindowScene.of("Model Manager... hashes", "", () -> press(models("erase"),
                "Print Files and Hashes")));
        all.add(WindowScene.of("Servers...", "ServersWindow", ToolWindowScenes::servers));
        all.add(WindowScene.of("Servers... add", "ServerForm", () -> press(servers(), "Add...")));
        all.add(WindowScene.of("Servers... key", "", () -> press(servers(), "Key...")));
        all.add(WindowScene.of("Device Report", "", () -> command("Device Report")));
        all.add(WindowScene.of("Device Report buttons", "DeviceWindow", () -> PlainImageJGui.opened(
                () -> PlainImageJGui.later(() -> DeviceWindow.open("Device Report", GpuSetup.own().plan(),
                        Set.of(GpuAction.values()), action -> {})))));
        all.add(WindowScene.of("Device Report set up", "", () -> PlainImageJGui.opened(
                () -> PlainImageJGui.later(() -> DeviceWindow.ask(GpuSetup.own(), window -> {})))));
        for (int step = 1; step <= 7; step++) {
            final int wanted = step;
            all.add(WindowScene.of("Tutorial..." + (step == 1 ? "" : " " + step), "TutorialWindow",
                    () -> tutorial(wanted)));
        }
        all.add(WindowScene.of("InpaintJ Help...", "HelpWindow", () -> command("InpaintJ Help...")));
        all.add(WindowScene.of("InpaintJ Help... search", "", () -> {
            final Window window = command("InpaintJ Help...");
            final JTextField search = TestDesktop.input(window, JTextField.class, "search");
            PlainImageJGui.onEventThread(() -> {
                search.setText("controlnet");
                return null;
            });
            TestDesktop.sleep(500);
            return window;
        }));
        all.add(WindowScene.of("About InpaintJ...", "AboutWindow", () -> command("About InpaintJ...")));
    }

    private static Window panel(final PanelMode mode) {
        Prefs.set("inpaintj.panel.mode", mode.name().toLowerCase(java.util.Locale.ROOT));
        final String model = "model=[" + SelectionScenarios.models.resolve("sd") + "]";
        for (final PanelMode each : List.of(PanelMode.REPLACE, PanelMode.ADD, PanelMode.EXPAND, PanelMode.REFINE))
            Prefs.set("inpaintj.panel." + each.name().toLowerCase(java.util.Locale.ROOT), model);
        final Window window = command("InpaintJ Panel");
        TestDesktop.sleep(1500);
        return window;
    }

    private static Window results() throws Exception {
        final ij.ImagePlus imp = Screenshots.image();
        Prefs.set("inpaintj.panel.fill", "engine=patch");
        Prefs.set("inpaintj.panel.all", "candidates=3 seed=1");
        final Window window = panel(PanelMode.FILL);
        PlainImageJGui.press(window, "Generate");
        PlainImageJGui.until("layers", () -> Layer.of(imp).size() == 3);
        DocumentWindows.pictured(window, 3);
        TestDesktop.startSlowly(1000);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        PlainImageJGui.until("one that waits", () -> JobQueue.shared().jobs().size() == 3);
        TestDesktop.sleep(1000);
        Prefs.set("inpaintj.panel.fill", "");
        Prefs.set("inpaintj.panel.all", "");
        return window;
    }

    private static Window prompts() throws Exception {
        ResultScenes.history();
        final Window window = panel(PanelMode.REPLACE);
        PlainImageJGui.press(window, "History");
        TestDesktop.sleep(500);
        return window;
    }

    private static Window options(final String tool) throws Exception {
        Screenshots.image();
        PlainImageJGui.later(() -> IJ.setTool(tool));
        PlainImageJGui.choose("Plugins", "InpaintJ", tool);
        PlainImageJGui.until("the tool", () -> tool.equals(IJ.getToolName()));
        return PlainImageJGui.opened(() -> new Thread(() -> Toolbar.getPlugInTool().showOptionsDialog(),
                "Run$_options").start());
    }

    /** What stands beside the selection once something is painted. */
    private static Window bar() throws Exception {
        final ij.ImagePlus imp = Screenshots.image();
        imp.deleteRoi();
        PlainImageJGui.choose("Plugins", "InpaintJ", MaskBrushTool.NAME);
        PlainImageJGui.until("the tool", () -> MaskBrushTool.NAME.equals(IJ.getToolName()));
        return PlainImageJGui.opened(() -> MousePointer.drag(imp, 120, 120, 300, 200));
    }

    private static JFrame models(final String words) {
        final JFrame window = ModelManagerScenarios.open();
        ModelManagerScenarios.search(window, words);
        TestDesktop.sleep(500);
        return window;
    }

    private static Window servers() throws Exception {
        try (FakeServer server = DocumentWindows.comfyui()) {
            final Window window = command("Servers...");
            PlainImageJGui.press(window, "Test");
            PlainImageJGui.until("the answer", () -> server.got("/object_info").size() == 1);
            TestDesktop.sleep(500);
            return window;
        }
    }

    private static Window tutorial(final int step) throws Exception {
        final Window window = command("Tutorial...");
        for (int next = 2; next <= step; next++) {
            PlainImageJGui.press(window, "Next");
            PlainImageJGui.settle();
        }
        TestDesktop.sleep(500);
        return window;
    }
}
