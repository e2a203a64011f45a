package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;
import static org.inpaintj.ij1.TestDesktop.image;
import static org.inpaintj.ij1.TestDesktop.message;
import static org.inpaintj.ij1.TestDesktop.sleep;
import static org.inpaintj.ij1.TestDesktop.startSlowly;

import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.swing.AbstractButton;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JTable;
import javax.swing.JTextArea;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;

/** Jobs in the background. */
final class JobScenarios {

    private JobScenarios() {}

    static void escape() {
        final ImagePlus imp = image();
        final Job<?> job = startSlowly(400);
        PlainImageJGui.key(imp.getCanvas(), KeyEvent.VK_ESCAPE);
        PlainImageJGui.until("cancelled job", () -> job.state() == Job.State.CANCELLED);
        check(imp.getOverlay() == null, "nothing arrives");
        final Job<?> other = startSlowly(400);
        IJ.createImage("other", "8-bit ramp", 16, 16, 1).show();
        PlainImageJGui.key(WindowManager.getCurrentImage().getCanvas(), KeyEvent.VK_ESCAPE);
        PlainImageJGui.settle();
        sleep(400);
        check(other.state() == Job.State.RUNNING, "Esc in another image is not meant for this job");
    }

    static void preview() throws Exception {
        final ImagePlus imp = image();
        final Job<?> job = startSlowly(150);
        PlainImageJGui.until("preview", () -> imp.getCanvas().getShowAllList() != null);
        check(imp.getOverlay() == null, "the user's overlay stays as it is");
        check(ij.io.FileSaver.getOverlay(imp) == null, "a preview is never saved");
        PlainImageJGui.until("end", () -> job.state() == Job.State.DONE);
        // whoever listens to the job hears of it a little later
        PlainImageJGui.until("end of the preview", () -> imp.getCanvas().getShowAllList() == null);
        check(imp.getOverlay().size() == 1 && Layer.of(imp).size() == 1, "the layer stays");
    }

    static void closedImage() {
        final ImagePlus imp = image();
        final Job<?> job = startSlowly(150);
        imp.changes = false;
        PlainImageJGui.later(imp::close);
        PlainImageJGui.press(PlainImageJGui.window(JDialog.class, "Jobs of a Closed Image"), "Let It Finish");
        PlainImageJGui.until("end", () -> job.state().ended());
        check(job.state() == Job.State.DONE, job.status());
        final ImagePlus made = PlainImageJGui.await("new image", WindowManager::getCurrentImage);
        check(made != imp && made.getTitle().contains("cells") && made.getBitDepth() == 16, made.getTitle());
    }

    static void cancelledWithItsImage() {
        final ImagePlus imp = image();
        final Job<?> running = startSlowly(400);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        PlainImageJGui.until("second job", () -> JobQueue.shared().jobs().size() == 2 && GuiScenarios.commands() == 0);
        imp.changes = false;
        PlainImageJGui.later(imp::close);
        final JDialog question = PlainImageJGui.window(JDialog.class, "Jobs of a Closed Image");
        check(PlainImageJGui.all(question, JLabel.class).get(0).getText()
                .contains("'cells' is closed, and 2 jobs of it are not done"),
                PlainImageJGui.all(question, JLabel.class).get(0).getText());
        check(running.state() == Job.State.RUNNING, "they go on until there is an answer");
        PlainImageJGui.press(question, "Cancel Them");
        PlainImageJGui.until("end of both", () -> JobQueue.shared().jobs().stream()
                .allMatch(job -> job.state() == Job.State.CANCELLED));
        check(WindowManager.getImageCount() == 0, "nothing is opened");
        check(TestDesktop.macro("newImage('m', '8-bit ramp', 64, 48, 1); makeRectangle(9, 9, 9, 9);"
                + "run('Inpaint Selection...', 'engine=slow steps=3'); close();").isEmpty(), "no message");
        check(PlainImageJGui.find(JDialog.class, "Jobs of a Closed Image") == null, "macros are not asked");
    }

    /** The time left that a text names; empty if it names none. */
    private static String left(final String text) {
        final Matcher matcher = Pattern.compile("\\d+ s left").matcher(text);
        return matcher.find() ? matcher.group() : "";
    }

    private static String statusBar() {
        return ij.ImageJ.getStatusBarText();
    }

    static void jobsWindow() {
        final ImagePlus imp = image();
        final Job<?> first = startSlowly(400);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Jobs...");
        final JFrame window = PlainImageJGui.window(JFrame.class, "Jobs");
        final JTable table = PlainImageJGui.all(window, JTable.class).get(0);
        PlainImageJGui.until("row", () -> table.getRowCount() == 1 && table.getSelectedRow() == 0);
        check(String.valueOf(table.getValueAt(0, 0)).equals("Remove Object (slow): cells"), table.getValueAt(0, 0));
        check(String.valueOf(table.getValueAt(0, 1)).startsWith("12 x 10 px at 20, 16, "), table.getValueAt(0, 1));
        check(String.valueOf(table.getValueAt(0, 2)).startsWith("pretending, step "), table.getValueAt(0, 2));
        PlainImageJGui.until("a share of the time makes the time left", () -> first.status().left().isPresent());
        final JTextArea details = PlainImageJGui.all(window, JTextArea.class).get(0);
        PlainImageJGui.until("both say the same",
                () -> PlainImageJGui.onEventThread(() -> left(details.getText()).equals(left(statusBar()))
                && !left(details.getText()).isEmpty()));
        PlainImageJGui.press(window, "Cancel Job");
        PlainImageJGui.until("cancelled", () -> first.state() == Job.State.CANCELLED);
        PlainImageJGui.press(window, "Retry");
        PlainImageJGui.until("second row", () -> table.getRowCount() == 2);
        final Job<?> second = JobQueue.shared().jobs().get(1);
        PlainImageJGui.until("run again", () -> second.state() == Job.State.RUNNING);
        PlainImageJGui.until("preview of the retry", () -> imp.getCanvas().getShowAllList() != null);
        PlainImageJGui.later(() -> table.setRowSelectionInterval(1, 1));
        PlainImageJGui.settle();
        PlainImageJGui.later(table::requestFocusInWindow);
        PlainImageJGui.key(table, KeyEvent.VK_DELETE);
        PlainImageJGui.until("cancelled by key", () -> second.state() == Job.State.CANCELLED);
        PlainImageJGui.press(window, "Clear List");
        PlainImageJGui.until("empty list", () -> table.getRowCount() == 0);
    }

    static void stopAndKeep() {
        final ImagePlus imp = image();
        final Job<?> first = startSlowly(400);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Jobs...");
        final JFrame window = PlainImageJGui.window(JFrame.class, "Jobs");
        PlainImageJGui.press(window, "Stop and Keep");
        PlainImageJGui.until("first end", () -> first.state() == Job.State.DONE);
        PlainImageJGui.until("first layer", () -> Layer.of(imp).size() == 1);
        check(first.status().step() < 400, "it ended early");
        final String stopped = "stopped at step " + first.status().step() + " of 400, done in ";
        final JTextArea details = PlainImageJGui.all(window, JTextArea.class).get(0);
        PlainImageJGui.until(stopped, () -> details.getText().contains(stopped));
        PlainImageJGui.until("the note", () -> details.getText()
                .contains("Note: Stopped after step " + first.status().step() + " of 400;"));
        check(statusBar().contains("Stopped after step "), statusBar());
        check(WindowManager.getWindow("Log") == null, "no log comes up");
        check(window.isActive(), "the focus stays");

        final Job<?> second = startSlowly(400);
        PlainImageJGui.key(imp.getCanvas(), KeyEvent.VK_ESCAPE, InputEvent.SHIFT_DOWN_MASK);
        PlainImageJGui.until("second end", () -> second.state() == Job.State.DONE);
        PlainImageJGui.until("second layer", () -> Layer.of(imp).size() == 2);

        final Job<?> stubborn = JobQueue.shared().submit("stubborn", progress -> {
            while (true) {
                progress.check();
                sleep(20);
            }
        });
        final JTable table = PlainImageJGui.all(window, JTable.class).get(0);
        final AbstractButton keep = PlainImageJGui.all(window, AbstractButton.class).stream()
                .filter(b -> "Stop and Keep".equals(b.getText())).findFirst().orElseThrow();
        final AbstractButton cancel = PlainImageJGui.all(window, AbstractButton.class).stream()
                .filter(b -> "Cancel Job".equals(b.getText())).findFirst().orElseThrow();
        PlainImageJGui.until("third row", () -> table.getRowCount() == 3);
        PlainImageJGui.later(() -> table.setRowSelectionInterval(2, 2));
        PlainImageJGui.until("it runs", () -> stubborn.state() == Job.State.RUNNING && cancel.isEnabled());
        check(!keep.isEnabled(), "what cannot stop early offers nothing");
        stubborn.cancel();
    }

    static void failure() {
        image();
        Prefs.set("inpaintj.inpaint", "engine=slow cfg=99");
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        final Window message = PlainImageJGui.await("message", () -> message("told to fail"));
        check(PlainImageJGui.title(message).startsWith("Remove Object (slow): cells"), PlainImageJGui.title(message));
        check(message.getOwner() != IJ.getInstance() && message.getOwner() == WindowManager.getCurrentWindow(),
                "it belongs to the image, behind which it would slide else: " + message.getOwner());
    }
}
