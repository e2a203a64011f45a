package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;

import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JDialog;
import javax.swing.JEditorPane;
import javax.swing.JFileChooser;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JTable;
import javax.swing.JTextField;
import javax.swing.text.BadLocationException;

import ij.ImagePlus;
import ij.Prefs;
import ij.text.TextWindow;

import org.inpaintj.core.Sha256;
import org.inpaintj.engine.remote.FakeServer;
import org.inpaintj.engine.remote.FakeServer.Reply;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.model.catalogue.ModelStore;
import org.inpaintj.model.download.DownloadSettings;
import org.inpaintj.model.library.ModelLibrary;
import org.inpaintj.ui.form.FormDialog;

/** The window of models, against a server on this machine and a store of its own. */
final class ModelManagerScenarios {

    private ModelManagerScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("a model is got after its licence was accepted, and painted with", () -> with(
                ModelManagerScenarios::getAndUse));
        all.put("a download is cancelled, goes on, and outlives its window", () -> with(
                ModelManagerScenarios::cancelAndGoOn));
        all.put("models are imported by their digests, and listed for it", () -> with(
                ModelManagerScenarios::importAndPrint));
        all.put("a folder of models is added, and offers its models by name", () -> with(
                ModelManagerScenarios::folders));
        all.put("a model is got from an address", () -> with(ModelManagerScenarios::fromAddress));
    }

    /** What a scenario needs. */
    private record Desk(FakeServer server, Path folder, byte[] eraser, CountDownLatch late) {

        Path lama() {
            return folder.resolve("test-lama/lama.onnx");
        }
    }

    private interface Scene {
        void play(Desk desk) throws Exception;
    }

    private static void with(final Scene scene) throws Exception {
        final byte[] eraser = Files.readAllBytes(SelectionScenarios.models.resolve("erasers/lama-fixed.onnx"));
        final Path folder = Files.createTempDirectory("inpaintj-models");
        final CountDownLatch late = new CountDownLatch(1);
        try (FakeServer server = new FakeServer(); ModelStore.Use use = ModelStore.use(new ModelStore(folder,
                DownloadSettings.NORMAL))) {
            server.on("GET /lama.onnx", got -> Reply.png(eraser));
            server.on("GET /second.txt", got -> {
                try {
                    late.await();
                } catch (final InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return Reply.png(second(eraser));
            });
            Files.writeString(folder.resolve("catalogue.json"), catalogue(server.address(), eraser));
            scene.play(new Desk(server, folder, eraser, late));
        } finally {
            late.countDown();
        }
    }

    /** A larger file, which comes second. */
    private static byte[] second(final byte[] first) {
        return Arrays.copyOf(first, first.length + 1);
    }

    private static String catalogue(final String server, final byte[] eraser) {
        final String lama = file("lama.onnx", server, eraser);
        return ("{'schema':1,'version':'1','models':["
                + "{'id':'test-lama','title':'Tiny eraser','role':'model','task':'erase','family':'lama',"
                + "'licence':{'id':'Test-1.0','url':'https://example.org/licence','accept':true},'files':[" + lama
                + "],'memory':2,'note':'For <b>tests</b> alone.','page':'https://example.org/model'},"
                + "{'id':'test-two','title':'Two files','role':'upscaler','task':'upscale','family':'esrgan',"
                + "'licence':{'id':'MIT','accept':false},'files':[" + lama + ","
                + file("second.txt", server, second(eraser)) + "]}]}").replace('\'', '"');
    }

    private static String file(final String name, final String server, final byte[] bytes) {
        return "{'path':'" + name + "','urls':['" + server + "/" + name + "'],'size':" + bytes.length + ",'sha256':'"
                + new Sha256().add(bytes).hex() + "'}";
    }

    static JFrame open() {
        PlainImageJGui.choose("Plugins", "InpaintJ", "Model Manager...");
        final JFrame window = PlainImageJGui.window(JFrame.class, "Model Manager");
        PlainImageJGui.until("rows", () -> table(window).getRowCount() > 0);
        return window;
    }

    private static JTable table(final JFrame window) {
        return PlainImageJGui.all(window, JTable.class).get(0);
    }

    static void search(final JFrame window, final String words) {
        final JTextField field = PlainImageJGui.all(window, JTextField.class).stream()
                .filter(each -> "search".equals(each.getName())).findFirst().orElseThrow();
        PlainImageJGui.onEventThread(() -> {
            field.setText(words);
            return null;
        });
    }

    private static String cell(final JFrame window, final int column) {
        return PlainImageJGui.onEventThread(() -> table(window).getRowCount() == 0 ? ""
                : String.valueOf(table(window).getValueAt(0, column)));
    }

    private static void state(final JFrame window, final String words) {
        PlainImageJGui.until(words, () -> cell(window, 5).equals(words));
    }

    private static String details(final JFrame window) {
        return PlainImageJGui.onEventThread(() -> {
            final JEditorPane pane = PlainImageJGui.all(window, JEditorPane.class).get(0);
            try {
                return pane.getDocument().getText(0, pane.getDocument().getLength()).replace('\u00a0', ' ');
            } catch (final BadLocationException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static boolean enabled(final JFrame window, final String label) {
        return PlainImageJGui.onEventThread(() -> PlainImageJGui.all(window, AbstractButton.class).stream()
                .anyMatch(button -> label.equals(button.getText()) && button.isEnabled()));
    }

    private static void message(final String words) {
        final Window message = PlainImageJGui.await("message " + words, () -> TestDesktop.message(words));
        PlainImageJGui.press(message, "OK");
        PlainImageJGui.until("end of the message", () -> !message.isShowing());
    }

    private static void getAndUse(final Desk desk) throws Exception {
        final JFrame window = open();
        search(window, "tiny ERASER");
        PlainImageJGui.until("one row", () -> table(window).getRowCount() == 1 && table(window).getSelectedRow() == 0);
        check(cell(window, 0).equals("Tiny eraser") && cell(window, 1).equals("erase")
                && cell(window, 4).equals("Test-1.0") && cell(window, 5).equals("not here"), cell(window, 0));
        PlainImageJGui.until("details", () -> details(window).contains("For <b>tests</b> alone."));
        for (final String fact : new String[] { "about 2 GB", "Test-1.0, has to be accepted before the download",
            "in 1 file", "https://example.org/model", desk.server().address() + "/lama.onnx" })
            check(details(window).contains(fact), fact + " in " + details(window));
        check(!enabled(window, "Use") && !enabled(window, "Remove") && enabled(window, "Get"), "buttons");
        PlainImageJGui.press(window, "Get");
        JDialog question = PlainImageJGui.window(JDialog.class, "Licence");
        PlainImageJGui.press(question, "Cancel");
        PlainImageJGui.until("end of the question", () -> PlainImageJGui.find(JDialog.class, "Licence") == null);
        check(desk.server().got().isEmpty() && cell(window, 5).equals("not here"), "nothing is fetched");
        PlainImageJGui.key(table(window), KeyEvent.VK_ENTER);
        question = PlainImageJGui.window(JDialog.class, "Licence");
        PlainImageJGui.press(question, "Accept");
        state(window, "installed");
        check(Arrays.equals(desk.eraser(), Files.readAllBytes(desk.lama())), "the file as it was served");
        PlainImageJGui.until("accepted", () -> details(window).contains("Test-1.0, accepted"));
        PlainImageJGui.press(window, "Verify");
        message("have the SHA-256 that they should have");
        PlainImageJGui.until("use", () -> enabled(window, "Use"));
        Prefs.set("inpaintj.inpaint", "engine=patch seed=5");
        PlainImageJGui.press(window, "Use");
        PlainImageJGui.until("set", () -> Prefs.get("inpaintj.inpaint", "").contains("engine=auto"));
        paint(desk);
        PlainImageJGui.press(window, "Remove");
        PlainImageJGui.press(PlainImageJGui.window(JDialog.class, "Remove"), "OK");
        state(window, "not here");
        check(!Files.exists(desk.lama()), "the file is gone");
        PlainImageJGui.press(window, "Get");
        state(window, "installed");
        PlainImageJGui.key(window.getRootPane(), KeyEvent.VK_ESCAPE);
        PlainImageJGui.until("end", () -> !window.isShowing());
    }

    /** The dialog starts with the model, and it paints. */
    private static void paint(final Desk desk) {
        final ImagePlus imp = TestDesktop.image();
        final FormDialog dialog = TestDesktop.inpaintDialog();
        check(TestDesktop.typed(dialog, "model").equals("test-lama") && TestDesktop.typed(dialog, "seed").equals("5"),
                TestDesktop.typed(dialog, "model"));
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        check(Layer.of(imp).get(0).provenance().engine().equals("erase"), Layer.of(imp).get(0).provenance());
        imp.changes = false;
        PlainImageJGui.later(imp::close);
    }

    private static void cancelAndGoOn(final Desk desk) throws Exception {
        final JFrame window = open();
        search(window, "Two files");
        PlainImageJGui.until("one row", () -> table(window).getRowCount() == 1 && table(window).getSelectedRow() == 0);
        PlainImageJGui.press(window, "Get");
        PlainImageJGui.until("the second file is asked for", () -> desk.server().got("/second.txt").size() == 1);
        PlainImageJGui.until("it can be cancelled", () -> enabled(window, "Cancel"));
        final Job<?> job = JobQueue.transfers().jobs().get(JobQueue.transfers().jobs().size() - 1);
        check(job.title().equals("Get Two files"), job.title());
        PlainImageJGui.press(window, "Cancel");
        PlainImageJGui.until("cancelled", () -> job.state() == Job.State.CANCELLED);
        state(window, "in part");
        PlainImageJGui.press(window, "Get");
        PlainImageJGui.until("it goes on", () -> desk.server().got("/second.txt").size() == 2);
        PlainImageJGui.key(window.getRootPane(), KeyEvent.VK_ESCAPE);
        PlainImageJGui.until("end", () -> !window.isShowing());
        desk.late().countDown();
        PlainImageJGui.until("installed without the window", () -> Files.exists(desk.folder()
                .resolve("test-two/second.txt")));
        check(desk.server().got("/lama.onnx").size() == 1, "what is here is not fetched again");
        final JFrame again = open();
        search(again, "Two files");
        state(again, "installed");
    }

    private static void importAndPrint(final Desk desk) throws Exception {
        final JFrame window = open();
        search(window, "tiny eraser");
        PlainImageJGui.until("one row", () -> table(window).getRowCount() == 1);
        PlainImageJGui.press(window, "Print Files and Hashes");
        final TextWindow list = PlainImageJGui.window(TextWindow.class, "Files and Hashes");
        final String line = list.getTextPanel().getLine(0);
        check(line.equals("test-lama/lama.onnx\t" + desk.eraser().length + "\t" + new Sha256().add(desk.eraser()).hex()
                + "\t" + desk.server().address() + "/lama.onnx"), line);
        final Path brought = Files.createTempDirectory("stick");
        Files.write(brought.resolve("renamed.bin"), desk.eraser());
        Files.writeString(brought.resolve("readme.txt"), "none of the catalogue");
        PlainImageJGui.press(window, "Import...");
        final JDialog dialog = PlainImageJGui.window(JDialog.class, "Import");
        final JFileChooser chooser = PlainImageJGui.all(dialog, JFileChooser.class).get(0);
        PlainImageJGui.later(() -> {
            chooser.setSelectedFiles(new File[] { brought.toFile() });
            chooser.approveSelection();
        });
        message("Now here: Tiny eraser");
        state(window, "installed");
        check(desk.server().got().isEmpty(), "nobody is asked");
    }

    private static void folders(final Desk desk) throws Exception {
        final Path mine = Files.createTempDirectory("my models");
        for (final String name : new String[] { "a", "b" })
            Files.write(Files.createDirectories(mine.resolve(name)).resolve("lama.onnx"), desk.eraser());
        ImageIO.write(new BufferedImage(90, 60, BufferedImage.TYPE_INT_RGB), "png",
                mine.resolve("b/lama.png").toFile());
        final JFrame window = open();
        PlainImageJGui.press(window, "Folders...");
        final JDialog form = PlainImageJGui.window(JDialog.class, "Folders of Models");
        PlainImageJGui.press(form, "Add...");
        final JDialog dialog = PlainImageJGui.window(JDialog.class, "Add a Folder of Models");
        final JFileChooser chooser = PlainImageJGui.all(dialog, JFileChooser.class).get(0);
        PlainImageJGui.later(() -> {
            chooser.setSelectedFile(mine.toFile());
            chooser.approveSelection();
        });
        PlainImageJGui.until("the folder", () -> PlainImageJGui.all(form, JList.class).stream()
                .anyMatch(list -> list.getModel().getSize() == 1));
        PlainImageJGui.press(form, "Close");
        search(window, "b/lama");
        state(window, "in a folder of yours");
        PlainImageJGui.until("its folder", () -> details(window).contains(mine.toString()));
        check(!enabled(window, "Remove") && !enabled(window, "Get") && enabled(window, "Use"), "buttons");
        PlainImageJGui.until("its picture", () -> PlainImageJGui.all(window, JLabel.class).stream()
                .anyMatch(label -> label.getIcon() != null));
        final ImagePlus imp = TestDesktop.image();
        final FormDialog inpaint = TestDesktop.inpaintDialog();
        TestDesktop.pick(inpaint, "model", "b/lama");
        PlainImageJGui.until("the name", () -> TestDesktop.typed(inpaint, "model").equals("b/lama"));
        PlainImageJGui.press(inpaint, "OK");
        PlainImageJGui.until("layer", () -> Layer.of(imp).size() == 1);
        check(Layer.of(imp).get(0).provenance().engine().equals("erase"), Layer.of(imp).get(0).provenance());
        ModelLibrary.standard().folders().remove(mine);
    }

    private static void fromAddress(final Desk desk) throws IOException {
        final JFrame window = open();
        PlainImageJGui.press(window, "From Address...");
        final JDialog form = PlainImageJGui.window(JDialog.class, "From Address");
        PlainImageJGui.onEventThread(() -> {
            for (final JTextField field : PlainImageJGui.all(form, JTextField.class))
                if ("address".equals(field.getName()))
                    field.setText(desk.server().address() + "/lama.onnx");
                else if ("title".equals(field.getName()))
                    field.setText("My eraser");
            return null;
        });
        PlainImageJGui.press(form, "OK");
        search(window, "My eraser");
        state(window, "installed");
        check(Arrays.equals(desk.eraser(), Files.readAllBytes(desk.folder().resolve("my-eraser/lama.onnx"))),
                "the file");
        check(details(window).contains("Its licence is not known here"), details(window));
        PlainImageJGui.key(table(window), KeyEvent.VK_F, InputEvent.CTRL_DOWN_MASK);
        PlainImageJGui.press(window, "Remove");
        PlainImageJGui.press(PlainImageJGui.window(JDialog.class, "Remove"), "OK");
        PlainImageJGui.until("no row", () -> table(window).getRowCount() == 0);
    }
}
