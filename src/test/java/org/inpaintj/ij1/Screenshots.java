package org.inpaintj.ij1;

import java.awt.Component;
import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import javax.imageio.ImageIO;
import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JScrollPane;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.Toolbar;
import ij.process.ColorProcessor;
import ij.process.MedianCut;

import org.inpaintj.engine.remote.FakeServer;
import org.inpaintj.engine.remote.ServerAddress;
import org.inpaintj.engine.remote.server.SavedServer;
import org.inpaintj.engine.remote.server.SavedServers;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.language.Language;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.ui.LanguageSetting;
import org.inpaintj.ui.compare.BeforeAfterView;
import org.inpaintj.ui.form.FormDialog;

/** Makes the pictures of the documents from the real plugin in plain ImageJ; started by {@code .ci/screenshots}. */
public final class Screenshots {

    private static final int MARGIN = 12;
    /** The names of the pictures that are wanted; all if it is empty. */
    private static Set<String> kept = Set.of();

    private Screenshots() {}

    /**
     * Makes them.
     *
     * @param arguments the folder for the pictures; perhaps the language of the windows, such as zh_CN; behind it the
     *                  names of the pictures that are kept, if not all are
     */
    public static void main(final String[] arguments) throws Exception {
        final Path folder = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
        final PlainImageJ imagej = new PlainImageJ(PanelPicture.home());
        final int status =
                imagej.run(240, List.of("-port0", "-eval", "call('org.inpaintj.ij1.Screenshots.start', '" + folder
                        + "', '" + ModelFixture.of("sam").folder() + "', '"
                        + (arguments.length > 1 ? arguments[1] : "en") + "', '" + String.join(",",
                                Arrays.asList(arguments).subList(Math.min(2, arguments.length), arguments.length))
                        + "');"));
        System.out.print(Files.readString(imagej.log()));
        System.exit(status);
    }

    /** Called by a macro inside ImageJ; returns at once. */
    public static void start(final String folder, final String model, final String language, final String names) {
        LanguageSetting.set(Language.of(language).orElseThrow());
        kept = names.isEmpty() ? Set.of() : Set.of(names.split(","));
        MousePointer.model = Path.of(model);
        new Thread(() -> {
            int status = 1;
            try {
                shoot(Path.of(folder));
                status = 0;
            } catch (final Exception | AssertionError e) {
                e.printStackTrace();
            }
            System.exit(status);
        }, "Screenshots").start();
    }

    private static void shoot(final Path folder) throws Exception {
        Prefs.set("inpaintj.inpaint", "");
        Prefs.set("inpaintj.candidates_open", false);
        IJ.getInstance().setLocation(40, 30);
        final ImagePlus imp = image();

        PlainImageJGui.choose("Plugins", "InpaintJ", "Inpaint Selection...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Inpaint Selection");
        dialog.setLocation(imp.getWindow().getX() + imp.getWindow().getWidth() + 10, imp.getWindow().getY());
        picture(folder.resolve("dialog.png"));

        PlainImageJGui.press(dialog, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !dialog.isShowing());
        soft(imp, folder.resolve("soft-inpainting.png"));
        upscale(imp, folder.resolve("upscale.png"));
        wholeImage(imp, folder.resolve("image-to-image.png"), folder.resolve("interrogate.png"));
        outpaint(imp, folder.resolve("outpaint.png"));
        compare(imp, folder.resolve("compare.png"), folder.resolve("enhance.png"));
        sketch(imp, folder.resolve("sketch.png"));
        Prefs.set("inpaintj.inpaint", "engine=patch seed=1 candidates=3");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        PlainImageJGui.until("preview", () -> imp.getCanvas().getShowAllList() != null);
        picture(folder.resolve("running.png"));

        PlainImageJGui.until("layers", () -> Layer.of(imp).size() == 3);
        imp.deleteRoi();
        PlainImageJGui.choose("Plugins", "InpaintJ", "Layers...");
        place(PlainImageJGui.window(JFrame.class, "Layers of "), imp);
        IJ.showStatus("");
        picture(folder.resolve("layer.png"));
        PlainImageJGui.find(JFrame.class, "Layers of ").dispose();
        candidates(imp, folder.resolve("candidates.png"), folder.resolve("before-after.png"));
        point(imp, folder.resolve("select-object.png"));
        BrushScenarios.picture(imp, () -> picture(folder.resolve("mask-brush.png")));

        PanelPicture.take(imp, folder.resolve("panel.png"));
        windows(imp, folder);
        jobs(imp);
        picture(folder.resolve("jobs.png"));
    }

    /** The dialog of a whole image, and on it the one that asks what is in it. */
    private static void wholeImage(final ImagePlus imp, final Path file, final Path words) throws Exception {
        Prefs.set("inpaintj.interrogate", "model=/home/jane/models/wd-vit-tagger-v3");
        Prefs.set("inpaintj.image-to-image", "model=/home/jane/models/sd15 strength=0.4 resize=crop width=512 "
                + "height=400 prompt=[a man in the rain]");
        imp.deleteRoi();
        PlainImageJGui.choose("Plugins", "InpaintJ", "Image to Image...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Image to Image");
        dialog.setLocation(imp.getWindow().getX() + imp.getWindow().getWidth() + 10, imp.getWindow().getY());
        picture(file);
        PlainImageJGui.press(dialog, "From Image...");
        final FormDialog asked = PlainImageJGui.window(FormDialog.class, "Interrogate");
        picture(words);
        PlainImageJGui.press(asked, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !asked.isShowing());
        PlainImageJGui.press(dialog, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !dialog.isShowing());
        select(imp);
    }

    /** The rest of the keys, where soft inpainting is. */
    private static void soft(final ImagePlus imp, final Path file) throws Exception {
        Prefs.set("inpaintj.inpaint", "engine=diffusion model=/home/jane/models/sd-v1-5-inpainting.safetensors soft "
                + "prompt=[a church]");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Inpaint Selection...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Inpaint Selection");
        PlainImageJGui.press(dialog, "More...");
        final FormDialog more = PlainImageJGui.window(FormDialog.class, "Inpaint Selection: More");
        // over the image, to which it belongs
        more.setLocation(IJ.getInstance().getX(), IJ.getInstance().getY());
        final Component input = TestDesktop.input(more, Component.class, "soft_bias");
        final JScrollPane pane = PlainImageJGui.all(more, JScrollPane.class).get(0);
        pane.getViewport().setViewPosition(new Point(0, Math.max(0, input.getLocationOnScreen().y
                - pane.getViewport().getView().getLocationOnScreen().y - pane.getHeight() / 2)));
        picture(file);
        PlainImageJGui.press(more, "Cancel");
        PlainImageJGui.until("the first page", () -> !more.isShowing());
        PlainImageJGui.press(PlainImageJGui.window(FormDialog.class, "Inpaint Selection"), "Cancel");
        PlainImageJGui.until("end of the dialogs",
                () -> PlainImageJGui.find(FormDialog.class, "Inpaint Selection") == null);
        Prefs.set("inpaintj.inpaint", "");
    }

    /** A published network, and the size that comes of it. */
    private static void upscale(final ImagePlus imp, final Path file) throws Exception {
        Prefs.set("inpaintj.upscale", "upscaler=/home/jane/models/4x-UltraSharp.pth scale=4");
        imp.deleteRoi();
        PlainImageJGui.choose("Plugins", "InpaintJ", "Upscale Image...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Upscale Image");
        dialog.setLocation(imp.getWindow().getX() + imp.getWindow().getWidth() + 10, imp.getWindow().getY());
        picture(file);
        PlainImageJGui.press(dialog, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !dialog.isShowing());
        select(imp);
    }

    /** The mosaic before the run. */
    private static void outpaint(final ImagePlus imp, final Path file) throws Exception {
        Prefs.set("inpaintj.outpaint", "method=mosaic directions=left,right expand_x=0.3 strength=0.9 "
                + "model=/home/jane/models/sd15 prompt=[a photographer in a park]");
        imp.deleteRoi();
        PlainImageJGui.choose("Plugins", "InpaintJ", "Outpaint...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Outpaint");
        dialog.setLocation(imp.getWindow().getX(), imp.getWindow().getY());
        PlainImageJGui.press(dialog, "Process");
        PlainImageJGui.window(Dialog.class, "Process: ");
        picture(file);
        PlainImageJGui.press(dialog, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !dialog.isShowing());
        select(imp);
    }

    /** The dialog of a grid, and on it the one that enhances its prompt. */
    private static void compare(final ImagePlus imp, final Path grid, final Path prompt) throws Exception {
        Prefs.set("inpaintj.compare", "model=/home/jane/models/sd15 seed=1 prompt=[a church] x=[strength: 0.3-0.9 [4]] "
                + "y=[prompt: church, castle] z=[content: fill, original]");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Compare...");
        final FormDialog dialog = PlainImageJGui.window(FormDialog.class, "Compare");
        dialog.setLocation(imp.getWindow().getX() + imp.getWindow().getWidth() + 10, IJ.getInstance().getY());
        picture(grid);
        PlainImageJGui.press(dialog, "Enhance...");
        final JDialog enhance = PlainImageJGui.window(JDialog.class, "Enhance Prompt");
        PlainImageJGui.all(enhance, JComboBox.class).get(0).setSelectedIndex(2);
        picture(prompt);
        PlainImageJGui.later(enhance::dispose);
        PlainImageJGui.until("end of the dialog", () -> !enhance.isShowing());
        PlainImageJGui.press(dialog, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !dialog.isShowing());
    }

    /** A red coat, painted with the brush. */
    private static void sketch(final ImagePlus imp, final Path file) throws Exception {
        imp.deleteRoi();
        final ImagePlus colours = new ImagePlus("photo.png", imp.getProcessor().convertToRGB());
        colours.show();
        colours.getCanvas().setMagnification(0.75);
        colours.getCanvas().setSize(new Dimension(384, 384));
        colours.getWindow().pack();
        colours.getWindow().setLocation(imp.getWindow().getX(), imp.getWindow().getY());
        Toolbar.setForegroundColor(new java.awt.Color(200, 30, 40));
        Prefs.set("brush.width", 22);
        PlainImageJGui.later(() -> IJ.selectWindow(colours.getID()));
        PlainImageJGui.until("the coloured picture", () -> ij.WindowManager.getCurrentImage() == colours);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Sketch...");
        final JFrame window = PlainImageJGui.window(JFrame.class, "Sketch");
        final ImagePlus copy = PlainImageJGui.await("copy", () -> ij.WindowManager.getImage("photo.png sketch"));
        PlainImageJGui.until("canvas", () -> copy.getCanvas() != null && copy.getCanvas().isShowing());
        for (int k = 0; k < 6; k++)
            MousePointer.drag(copy, 110 + 12 * k, 210 - 4 * k, 130 + 16 * k, 330);
        PlainImageJGui.settle();
        window.setLocation(copy.getWindow().getX() + copy.getWindow().getWidth() + 10, copy.getWindow().getY());
        picture(file);
        PlainImageJGui.press(window, "Done");
        PlainImageJGui.until("end", () -> PlainImageJGui.find(JFrame.class, "Sketch") == null);
        colours.changes = false;
        PlainImageJGui.onEventThread(() -> {
            colours.close();
            return null;
        });
        IJ.setTool(Toolbar.RECTANGLE);
        select(imp);
    }

    /** The window that opens by itself, and the line between before and after. */
    static void candidates(final ImagePlus imp, final Path strip, final Path split) throws Exception {
        imp.setOverlay(null);
        select(imp);
        Prefs.set("inpaintj.candidates_open", true);
        Prefs.set("inpaintj.inpaint", "engine=patch seed=1 candidates=4");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        final JFrame window = PlainImageJGui.window(JFrame.class, "Candidates of");
        PlainImageJGui.until("layers", () -> Layer.of(imp).size() == 4);
        PlainImageJGui.until("their pictures", () -> CandidateScenarios.tiles(window).stream()
                .filter(tile -> tile.getIcon() != null).count() == 4);
        imp.deleteRoi();
        IJ.showStatus("");
        picture(strip);
        PlainImageJGui.press(window, "Keep All");
        PlainImageJGui.until("end of the window", () -> !window.isShowing());
        Prefs.set("inpaintj.candidates_open", false);
        BeforeAfterView.show(imp, BeforeAfterView.View.SPLIT);
        MousePointer.drag(imp, 256, 60, 440, 60);
        IJ.showStatus("");
        picture(split);
        BeforeAfterView.show(imp, BeforeAfterView.View.OFF);
    }

    /** The tool while a model looks at the image: what the tiny random one would outline means nothing. */
    private static void point(final ImagePlus imp, final Path file) throws Exception {
        imp.setOverlay(null);
        MousePointer.take();
        try (MousePointer.Hold hold = new MousePointer.Hold()) {
            MousePointer.drag(imp, 20, 60, 310, 505);
            hold.await();
            MousePointer.click(imp, 240, 100);
            MousePointer.click(imp, 150, 260);
            MousePointer.shiftClick(imp, 300, 300);
            picture(file);
            MousePointer.key(imp, KeyEvent.VK_ESCAPE);
        }
        PlainImageJGui.until("end", () -> MousePointer.looks().get(0).state().ended());
        IJ.setTool(Toolbar.RECTANGLE);
    }

    /** The photographer, with the towers behind him selected. */
    static ImagePlus image() throws IOException {
        final ImagePlus imp;
        try (InputStream in = Screenshots.class.getResourceAsStream("/org/inpaintj/samples/camera.png")) {
            imp = new ImagePlus("camera.png", ImageIO.read(in));
        }
        select(imp);
        imp.show();
        imp.getCanvas().setMagnification(0.75);
        imp.getCanvas().setSize(new Dimension(384, 384));
        imp.getWindow().pack();
        imp.getWindow().setLocation(40, IJ.getInstance().getY() + IJ.getInstance().getHeight() + 10);
        return imp;
    }

    static void select(final ImagePlus imp) {
        imp.setRoi(new PolygonRoi(new int[] { 405, 405, 436, 442, 475, 475 },
                new int[] { 185, 112, 112, 150, 160, 190 },
                6, Roi.POLYGON));
    }

    /** The list of models, as it comes, and one of servers. */
    static void windows(final ImagePlus imp, final Path folder) throws Exception {
        imp.getWindow().setVisible(false);
        IJ.getInstance().setVisible(false);
        final JFrame models = ModelManagerScenarios.open();
        models.setLocation(60, 60);
        ModelManagerScenarios.search(models, "erase");
        picture(folder.resolve("models.png"));
        models.dispose();
        try (FakeServer server = new FakeServer()) {
            server.on("GET /system_stats", got -> FakeServer.Reply.json("{\"system\":{\"comfyui_version\":\"0.3.60\"},"
                    + "\"devices\":[{\"name\":\"cuda:0\"}]}"));
            server.on("GET /object_info/CheckpointLoaderSimple", got -> FakeServer.Reply.json("{"
                    + "\"CheckpointLoaderSimple\":{\"input\":{\"required\":{\"ckpt_name\":[["
                    + "\"sd-v1-5-inpainting.ckpt\",\"sd_xl_base_1.0.safetensors\"],{}]}}}}"));
            SavedServers.standard().add(new SavedServer("comfyui", ServerAddress.of(server.address())));
            SavedServers.standard().add(new SavedServer("a1111", ServerAddress.of("https://gpu.example.org")));
            final JFrame servers = ServerScenarios.open();
            servers.setLocation(60, 60);
            PlainImageJGui.press(servers, "Test");
            PlainImageJGui.until("the answer", () -> server.got("/object_info").size() == 1);
            picture(folder.resolve("servers.png"));
            servers.dispose();
        }
        IJ.getInstance().setVisible(true);
        imp.getWindow().setVisible(true);
    }

    private static void jobs(final ImagePlus imp) {
        JobQueue.shared().forgetEnded();
        imp.setOverlay(null);
        select(imp);
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
        PlainImageJGui.until("progress", () -> JobQueue.shared().jobs().get(2).status().left().isPresent());
        imp.getWindow().setVisible(false);
        IJ.getInstance().setVisible(false);
    }

    private static boolean ended(final int count) {
        return JobQueue.shared().jobs().stream().map(Job::state).filter(Job.State::ended).count() >= count;
    }

    private static void place(final JFrame window, final ImagePlus beside) {
        window.setLocation(beside.getWindow().getX() + beside.getWindow().getWidth() + 10, beside.getWindow().getY());
    }

    /** Everything ImageJ shows, with a little room around, in at most 256 colours to keep the file small. */
    static void picture(final Path file) throws Exception {
        if (!kept.isEmpty() && !kept.contains(file.getFileName().toString()))
            return;
        for (final Window window : Window.getWindows())
            window.repaint();
        Thread.sleep(400);
        PlainImageJGui.settle();
        Rectangle all = null;
        for (final Window window : Window.getWindows())
            if (window.isShowing())
                all = all == null ? window.getBounds() : all.union(window.getBounds());
        all.grow(MARGIN, MARGIN);
        final BufferedImage shot = new Robot().createScreenCapture(
                all.intersection(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())));
        ImageIO.write(new MedianCut(new ColorProcessor(shot)).convertToByte(256).getBufferedImage(), "png",
                file.toFile());
    }
}
