package org.inpaintj.ij1;

import static org.inpaintj.ij1.HistoryScenarios.entries;
import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.macro;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.swing.AbstractButton;
import javax.swing.JFrame;
import javax.swing.JTextArea;
import javax.swing.JTextField;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.text.TextWindow;

import org.inpaintj.batch.BatchReport;
import org.inpaintj.command.window.CommandStarter;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.history.HistoryEntry;
import org.inpaintj.history.HistoryImage;
import org.inpaintj.history.HistoryOutcome.State;
import org.inpaintj.history.HistorySettings;
import org.inpaintj.history.HistoryStore;
import org.inpaintj.imagej.image.DisplayedImage;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.interrogate.InterrogateRequest;
import org.inpaintj.interrogate.Interrogators;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.form.FormDialog;

/** The window of what was run, and commands that make no layers. */
final class HistoryCommandScenarios {

    private HistoryCommandScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("an enlarged image is kept, revealed, and made again", HistoryCommandScenarios::upscale);
        all.put("what was said of an image is kept and found", HistoryCommandScenarios::interrogate);
        all.put("a batch of files is one run of the history", HistoryCommandScenarios::batch);
        all.put("a batch of an open image is made again", HistoryCommandScenarios::openImage);
    }

    private static FormDialog dialog(final String title) {
        PlainImageJGui.choose("Plugins", "InpaintJ", title + "...");
        return PlainImageJGui.window(FormDialog.class, title);
    }

    /** The newest run, once there are so many and it is done. */
    private static HistoryEntry done(final HistoryStore store, final int runs) {
        return PlainImageJGui.await(runs + " runs", () -> entries(store).size() == runs
                && entries(store).get(0).outcome().state() == State.DONE ? entries(store).get(0) : null);
    }

    /** What the macro of the newest run does, which is told in the window. */
    private static String copiedMacro(final JFrame window) {
        PlainImageJGui.onEventThread(() -> {
            HistoryScenarios.table(window).setRowSelectionInterval(0, 0);
            return null;
        });
        PlainImageJGui.press(window, "Copy Macro");
        HistoryScenarios.says(window, "The macro is copied");
        return HistoryScenarios.copied();
    }

    private static void revealsNothing(final JFrame window, final String why) {
        final AbstractButton button = PlainImageJGui.all(window, AbstractButton.class).stream()
                .filter(each -> "Reveal Layer".equals(each.getText())).findFirst().orElseThrow();
        PlainImageJGui.until("a tool tip: " + why, () -> !button.isEnabled()
                && button.getToolTipText().contains(why));
    }

    private static void same(final ImagePlus one, final Object pixels) {
        check(Arrays.deepEquals(new Object[] { one.getProcessor().getPixels() }, new Object[] { pixels }),
                "the same samples");
    }

    private static void cancel(final FormDialog dialog) {
        PlainImageJGui.press(dialog, "Cancel");
        PlainImageJGui.until("end of the dialog", () -> !dialog.isShowing());
    }

    private static void upscale() throws Exception {
        final HistoryStore store = HistoryScenarios.clean();
        final ImagePlus imp = image();
        final FormDialog dialog = dialog("Upscale Image");
        TestDesktop.type(dialog, "scale", "3");
        TestDesktop.type(dialog, "upscaler", "lanczos");
        PlainImageJGui.press(dialog, "OK");
        final ImagePlus made = PlainImageJGui.await("image", () -> WindowManager.getImage("cells-upscaled"));
        final HistoryEntry entry = done(store, 1);
        check(entry.command().equals("Upscale Image...") && entry.keys().get("scale").equals("3")
                && entry.model().equals("lanczos") && entry.engine().isEmpty() && entry.image().title().equals("cells")
                && !entry.selection().isEmpty() && entry.outcome().message().isEmpty(), entry);
        final JFrame window = HistoryScenarios.open(1);
        check(HistoryScenarios.table(window).getValueAt(0, 1).equals("Upscale Image")
                && HistoryScenarios.table(window).getValueAt(0, 4).equals("lanczos"), "the row");
        TestDesktop.select(imp);
        PlainImageJGui.press(window, "Reveal Layer");
        HistoryScenarios.says(window, "The run made 'cells-upscaled'");
        PlainImageJGui.until("in front", () -> WindowManager.getCurrentImage() == made);

        final Object pixels = made.getProcessor().getPixels();
        final String macro = copiedMacro(window);
        made.close();
        revealsNothing(window, "the image that it made is closed");
        TestDesktop.select(imp);
        check(macro(macro).isEmpty(), macro);
        same(WindowManager.getImage("cells-upscaled"), pixels);
        check(entries(store).size() == 1, "runs of macros are not kept");

        final ImagePlus other = IJ.createImage("other", "16-bit ramp", 64, 48, 1);
        other.show();
        TestDesktop.select(other);
        PlainImageJGui.press(window, "Run Again Here");
        done(store, 2);
        same(WindowManager.getImage("other-upscaled"), pixels);
        TestDesktop.select(other);
        PlainImageJGui.press(window, "Use These Settings");
        final FormDialog again = PlainImageJGui.window(FormDialog.class, "Upscale Image");
        check(TestDesktop.typed(again, "scale").equals("3"), TestDesktop.typed(again, "scale"));
        cancel(again);
    }

    private static String said(final ImagePlus imp, final String model) {
        return Interrogators.interrogate(DisplayedImage.of(imp, Request.Area.MASKED), InterrogateRequest.of(Map.of(
                "model", model, "threshold", "0.5")), Progress.NONE).text();
    }

    private static void interrogate() throws Exception {
        final HistoryStore store = HistoryScenarios.clean();
        final ImagePlus imp = image();
        final String model = SelectionScenarios.models.resolve("wd-tagger").toString();
        final FormDialog dialog = dialog("Interrogate");
        TestDesktop.type(dialog, "model", model);
        TestDesktop.type(dialog, "threshold", "0.5");
        PlainImageJGui.press(dialog, "OK");
        PlainImageJGui.window(TextWindow.class, "Interrogate: cells");
        final HistoryEntry entry = done(store, 1);
        final String words = said(imp, model);
        check(!words.isEmpty() && entry.outcome().message().equals(words) && entry.keys().get("model").equals(model)
                && entry.model().equals("wd-tagger"), entry);
        final JFrame window = HistoryScenarios.open(1);
        check(HistoryScenarios.table(window).getValueAt(0, 3).equals(words), "the words stand in the list");
        check(PlainImageJGui.all(window, JTextArea.class).get(0).getText().endsWith(words), "and below it");
        final JTextField search = HistoryScenarios.named(window, JTextField.class, "search");
        HistoryScenarios.search(search, "a word that nobody says");
        HistoryScenarios.rows(window, 0);
        HistoryScenarios.search(search, "interrogate " + words.split(",")[0]);
        HistoryScenarios.rows(window, 1);
        revealsNothing(window, "has brought words and no layer");

        imp.setProp("inpaintj.prompt", null);
        imp.deleteRoi();
        final String macro = copiedMacro(window);
        TestDesktop.select(imp);
        check(macro(macro).isEmpty() && words.equals(imp.getProp("inpaintj.prompt")), macro);
        imp.deleteRoi();
        TestDesktop.select(imp);
        PlainImageJGui.press(window, "Run Again Here");
        check(done(store, 2).outcome().message().equals(words), "the same words of the same selection");
        TestDesktop.select(imp);
        PlainImageJGui.press(window, "Use These Settings");
        final FormDialog again = PlainImageJGui.window(FormDialog.class, "Interrogate");
        check(TestDesktop.typed(again, "model").equals(model) && TestDesktop.typed(again, "threshold").equals("0.5"),
                "the settings of the run");
        cancel(again);
    }

    private static void batch() throws Exception {
        final HistoryStore store = HistoryScenarios.clean();
        final ImagePlus imp = image();
        final Path folder = Files.createTempDirectory("patients"), images = Files.createDirectory(folder.resolve("in"));
        final Path results = folder.resolve("out");
        for (final String name : new String[] { "a", "b" })
            IJ.saveAsTiff(imp.duplicate(), images.resolve(name + ".tif").toString());
        final FormDialog dialog = dialog("Batch");
        TestDesktop.type(dialog, "images", images.toString());
        TestDesktop.type(dialog, "results", results.toString());
        TestDesktop.type(dialog, "roi", "20,16,12,10");
        TestDesktop.type(dialog, "seed", "5");
        PlainImageJGui.press(dialog, "OK");
        final HistoryEntry entry = done(store, 1);
        check(entry.command().equals("Batch...") && entry.image().equals(HistoryImage.NONE)
                && entry.selection().isEmpty() && entry.keys().get("results").equals(results.toString())
                && entry.outcome().message().equals("Wrote 2 of 2; report in " + results.resolve(BatchReport.CSV)
                        + "."), entry);
        final JFrame window = HistoryScenarios.open(1);
        revealsNothing(window, "The results of the run are files, in " + results);
        final String made = layer(results.resolve("b.tif"));
        final String macro = copiedMacro(window);
        check(macro.startsWith("run(\"Batch...\", \""), macro);
        Files.delete(results.resolve("b.tif"));
        check(macro(macro).isEmpty() && made.equals(layer(results.resolve("b.tif"))), macro);
        Files.delete(results.resolve("b.tif"));
        PlainImageJGui.press(window, "Run Again Here");
        check(done(store, 2).outcome().message().startsWith("Wrote 1 of 2, kept 1; "), entries(store).get(0));
        check(made.equals(layer(results.resolve("b.tif"))), "the same samples");
        PlainImageJGui.press(window, "Use These Settings");
        final FormDialog again = PlainImageJGui.window(FormDialog.class, "Batch");
        check(TestDesktop.typed(again, "images").equals(images.toString()), TestDesktop.typed(again, "images"));
        cancel(again);
        unnamed(store, entry.keys());
    }

    /** The digest of the samples of the only layer in a file. */
    private static String layer(final Path file) {
        final List<Layer> layers = Layer.of(IJ.openImage(file.toString()));
        check(layers.size() == 1, layers);
        return layers.get(0).provenance().patchSha256();
    }

    /** A batch that fails, without names: what is kept of it tells how many, and not which. */
    private static void unnamed(final HistoryStore store, final Map<String, String> keys) throws Exception {
        store.clear();
        store.set(new HistorySettings(true, false, false, 500, 50));
        final Map<String, String> other = new HashMap<>(keys);
        other.put("seed", "6");
        new CommandStarter().start("Batch...", null, other);
        HistoryScenarios.refuses("made with other settings");
        final HistoryEntry failed = PlainImageJGui.await("its end", () -> entries(store).stream()
                .filter(each -> each.outcome().state() == State.FAILED).findFirst().orElse(null));
        check(failed.leftOut().equals(List.of("images", "results"))
                && failed.outcome().message().startsWith("2 of 2 images failed, the first of them '...'")
                && failed.outcome().message().contains("Wrote 0 of 2; report in .../"), failed);
        check(!HistoryScenarios.file().contains("patients") && !HistoryScenarios.file().contains("a.tif"),
                HistoryScenarios.file());
        store.set(HistorySettings.NORMAL);
    }

    private static void stopped(final HistoryStore store, final ImagePlus imp) {
        new CommandStarter().start("Batch...", imp, Map.of("each", "slices", "engine", "slow", "steps", "1000"));
        final Job<?> job = PlainImageJGui.await("the batch at work", () -> JobQueue.shared().jobs().stream()
                .filter(each -> each.state() == Job.State.RUNNING && each.status().step() > 2).findFirst()
                .orElse(null));
        job.cancel();
        PlainImageJGui.until("how far it came", () -> entries(store).get(0).outcome().state() == State.CANCELLED
                && entries(store).get(0).outcome().message().matches("Stopped after \\d+ of 2000\\."));
    }

    private static void openImage() throws Exception {
        final HistoryStore store = HistoryScenarios.clean();
        final ImagePlus imp = IJ.createImage("slices", "8-bit ramp", 40, 30, 2);
        imp.show();
        imp.setRoi(10, 8, 9, 7);
        TestDesktop.select(imp);
        new CommandStarter().start("Batch...", imp, Map.of("each", "slices", "engine", "slow", "steps", "2"));
        final HistoryEntry entry = done(store, 1);
        check(Long.parseLong(entry.keys().get("seed")) >= 0 && entry.image().planes() == 2
                && entry.outcome().message().isEmpty(), entry);
        final ImagePlus made = WindowManager.getImage("slices-inpainted");
        final JFrame window = HistoryScenarios.open(1);
        TestDesktop.select(imp);
        PlainImageJGui.press(window, "Reveal Layer");
        PlainImageJGui.until("in front", () -> WindowManager.getCurrentImage() == made);
        final Object[] planes = Arrays.copyOf(made.getStack().getImageArray(), 2);
        final String macro = copiedMacro(window);
        made.changes = false;
        made.close();
        imp.deleteRoi();
        TestDesktop.select(imp);
        check(macro(macro).isEmpty(), macro);
        check(Arrays.deepEquals(planes, Arrays.copyOf(WindowManager.getImage("slices-inpainted").getStack()
                .getImageArray(), 2)), "the same samples, by the seed that was drawn");
        stopped(store, imp);
    }
}
