package org.inpaintj.ij1;

import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Path;

import javax.swing.JFrame;
import javax.swing.JLabel;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.gui.Toolbar;

import org.inpaintj.engine.remote.FakeServer;
import org.inpaintj.engine.remote.ServerAddress;
import org.inpaintj.engine.remote.server.SavedServer;
import org.inpaintj.engine.remote.server.SavedServers;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.compare.BeforeAfterView;

/** The pictures of the documents that show windows beside an image. */
final class DocumentWindows {

    private DocumentWindows() {}

    /** A run, and what it leaves. */
    static void layers(final ImagePlus imp, final Path folder) throws Exception {
        Prefs.set("inpaintj.inpaint", "engine=patch seed=1 candidates=3");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        PlainImageJGui.until("preview", () -> imp.getCanvas().getShowAllList() != null);
        Screenshots.picture(folder.resolve("running.png"));
        PlainImageJGui.until("layers", () -> Layer.of(imp).size() == 3);
        imp.deleteRoi();
        final Window window = PlainImageJGui.opened(() -> PlainImageJGui.choose("Plugins", "InpaintJ", "Layers..."));
        window.setLocation(imp.getWindow().getX() + imp.getWindow().getWidth() + 10, imp.getWindow().getY());
        IJ.showStatus("");
        Screenshots.picture(folder.resolve("layer.png"));
    }

    /** The window that opens by itself, and the line between before and after. */
    static void candidates(final ImagePlus imp, final Path folder) throws Exception {
        Prefs.set("inpaintj.candidates_open", true);
        Prefs.set("inpaintj.inpaint", "engine=patch seed=1 candidates=4");
        final Window window = PlainImageJGui.opened(() -> PlainImageJGui.choose("Plugins", "InpaintJ",
                "Remove Object"));
        PlainImageJGui.until("layers", () -> Layer.of(imp).size() == 4);
        pictured(window, 4);
        imp.deleteRoi();
        IJ.showStatus("");
        Screenshots.picture(folder.resolve("candidates.png"));
        PlainImageJGui.press(window, "Keep All");
        PlainImageJGui.until("end of the window", () -> !window.isShowing());
        Prefs.set("inpaintj.candidates_open", false);
        BeforeAfterView.show(imp, BeforeAfterView.View.SPLIT);
        MousePointer.drag(imp, 256, 60, 440, 60);
        IJ.showStatus("");
        Screenshots.picture(folder.resolve("before-after.png"));
        BeforeAfterView.show(imp, BeforeAfterView.View.OFF);
    }

    /** Waits until a window has some pictures. */
    static void pictured(final Window window, final int count) {
        PlainImageJGui.until(count + " pictures", () -> PlainImageJGui.all(window, JLabel.class).stream()
                .filter(tile -> tile.isShowing() && tile.getIcon() != null).count() >= count);
    }

    /** The tool while a model looks at the image: what the tiny random one would outline means nothing. */
    static void point(final ImagePlus imp, final Path folder) throws Exception {
        imp.deleteRoi();
        MousePointer.take();
        try (MousePointer.Hold hold = new MousePointer.Hold()) {
            MousePointer.drag(imp, 20, 60, 310, 505);
            hold.await();
            MousePointer.click(imp, 240, 100);
            MousePointer.click(imp, 150, 260);
            MousePointer.shiftClick(imp, 300, 300);
            Screenshots.picture(folder.resolve("select-object.png"));
            MousePointer.key(imp, KeyEvent.VK_ESCAPE);
        }
        PlainImageJGui.until("end", () -> MousePointer.looks().get(0).state().ended());
        IJ.setTool(Toolbar.RECTANGLE);
    }

    /** The list of models, as it comes. */
    static void models(final ImagePlus imp, final Path folder) throws Exception {
        final JFrame models = ModelManagerScenarios.open();
        models.setLocation(60, 60);
        ModelManagerScenarios.search(models, "erase");
        alone(imp);
        Screenshots.picture(folder.resolve("models.png"));
    }

    /** The list of servers, one of which has answered. */
    static void servers(final ImagePlus imp, final Path folder) throws Exception {
        try (FakeServer server = comfyui()) {
            final JFrame servers = ServerScenarios.open();
            servers.setLocation(60, 60);
            PlainImageJGui.press(servers, "Test");
            PlainImageJGui.until("the answer", () -> server.got("/object_info").size() == 1);
            alone(imp);
            Screenshots.picture(folder.resolve("servers.png"));
        }
    }

    /** A server with two models, which is saved as the first of two. */
    static FakeServer comfyui() throws Exception {
        final FakeServer server = new FakeServer();
        server.on("GET /system_stats", got -> FakeServer.Reply.json("{\"system\":{\"comfyui_version\":\"0.3.60\"},"
                + "\"devices\":[{\"name\":\"cuda:0\"}]}"));
        server.on("GET /object_info/CheckpointLoaderSimple", got -> FakeServer.Reply.json("{"
                + "\"CheckpointLoaderSimple\":{\"input\":{\"required\":{\"ckpt_name\":[["
                + "\"sd-v1-5-inpainting.ckpt\",\"sd_xl_base_1.0.safetensors\"],{}]}}}}"));
        SavedServers.standard().list().forEach(SavedServers.standard()::remove);
        SavedServers.standard().add(new SavedServer("comfyui", ServerAddress.of(server.address())));
        SavedServers.standard().add(new SavedServer("a1111", ServerAddress.of("https://gpu.example.org")));
        return server;
    }

    /** Takes the image and ImageJ's own window off the screen. */
    private static void alone(final ImagePlus imp) {
        imp.getWindow().setVisible(false);
        IJ.getInstance().setVisible(false);
    }

    /** One that is done, one that was cancelled, and one that runs. */
    static void jobs(final ImagePlus imp, final Path folder) throws Exception {
        Prefs.set("inpaintj.inpaint", "engine=patch seed=1");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        PlainImageJGui.until("first job", () -> ended(1));
        imp.setRoi(60, 60, 330, 400);
        Prefs.set("inpaintj.inpaint", "engine=patch seed=1 candidates=64");
        for (int count = 2; count <= 3; count++) {
            final int wanted = count;
            PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
            PlainImageJGui.until("another job", () -> JobQueue.shared().jobs().size() == wanted);
        }
        JobQueue.shared().jobs().get(1).cancel();
        PlainImageJGui.until("cancelled job", () -> ended(2));
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Jobs...");
        PlainImageJGui.window(JFrame.class, "Jobs").setLocation(imp.getWindow().getLocation());
        final Job<?> running = JobQueue.shared().jobs().get(2);
        PlainImageJGui.until("progress", () -> running.status().step() > 1);
        // a machine with much else to do may never tell
        for (int looks = 0; looks < 200 && running.status().left().isEmpty(); looks++)
            TestDesktop.sleep(100);
        alone(imp);
        Screenshots.picture(folder.resolve("jobs.png"));
    }

    private static boolean ended(final int count) {
        return JobQueue.shared().jobs().stream().map(Job::state).filter(Job.State::ended).count() >= count;
    }
}
