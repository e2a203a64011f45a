package org.inpaintj.ij1;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Window;
import java.util.ArrayList;
import java.util.List;

import javax.swing.JComboBox;
import javax.swing.text.JTextComponent;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.macro.MacroRunner;
import ij.plugin.frame.Recorder;

import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;
import org.inpaintj.ui.form.FormDialog;
import org.inpaintj.ui.offer.Offer;

/** What the scenarios share: an image, the dialog, a job that takes its time, macros and their messages. */
final class TestDesktop {

    private static final String SLOW = "engine=slow seed=7 target=layer";

    private TestDesktop() {}

    static ImagePlus image() {
        final ImagePlus imp = IJ.createImage("cells", "16-bit ramp", 64, 48, 1);
        imp.show();
        imp.setRoi(20, 16, 12, 10);
        return imp;
    }

    /**
     * Makes an image the current one for good: what the desktop still has to tell of windows that opened before would
     * make another one current.
     */
    static void select(final ImagePlus imp) {
        final long end = System.currentTimeMillis() + 20_000;
        int calm = 0;
        while (calm < 10 && System.currentTimeMillis() < end) {
            calm = WindowManager.getCurrentImage() == imp && imp.getWindow().isActive() ? calm + 1 : 0;
            if (calm == 0)
                PlainImageJGui.onEventThread(() -> {
                    IJ.selectWindow(imp.getID());
                    return null;
                });
            sleep(50);
        }
        check(WindowManager.getCurrentImage() == imp, "current is " + WindowManager.getCurrentImage());
    }

    static FormDialog inpaintDialog() {
        PlainImageJGui.choose("Plugins", "InpaintJ", "Inpaint Selection...");
        return PlainImageJGui.window(FormDialog.class, "Inpaint Selection");
    }

    static Job<?> startSlowly(final int steps) {
        Prefs.set("inpaintj.inpaint", SLOW + " steps=" + steps);
        PlainImageJGui.choose("Plugins", "InpaintJ", "Remove Object");
        return PlainImageJGui.await("running job", () -> JobQueue.shared().jobs().stream()
                .filter(job -> job.state() == Job.State.RUNNING && job.status().step() > 2).findFirst().orElse(null));
    }

    static Recorder record() {
        PlainImageJGui.choose("Plugins", "Macros", "Record...");
        return PlainImageJGui.window(Recorder.class, "Recorder");
    }

    static void close(final Recorder recorder) {
        PlainImageJGui.later(recorder::close);
        PlainImageJGui.settle();
    }

    /** The input of a key, which shows. */
    static <C extends Component> C input(final Container dialog, final Class<C> type, final String key) {
        return PlainImageJGui.await("the input of " + key, () -> PlainImageJGui.all(dialog, type).stream()
                .filter(input -> key.equals(input.getName()) && input.isShowing()).findFirst().orElse(null));
    }

    /** Types a text in place of what is there. */
    static void type(final Container dialog, final String key, final String text) {
        final JTextComponent input = input(dialog, JTextComponent.class, key);
        PlainImageJGui.onEventThread(() -> {
            input.setText(text);
            return null;
        });
    }

    static String typed(final Container dialog, final String key) {
        return input(dialog, JTextComponent.class, key).getText();
    }

    /** Picks a word of a choice as a click would. */
    static void choose(final Container dialog, final String key, final String word) {
        final JComboBox<?> choice = input(dialog, JComboBox.class, key);
        PlainImageJGui.onEventThread(() -> {
            choice.setSelectedItem(word);
            return null;
        });
    }

    /** Picks what is offered beside an input, as a click would. */
    static void pick(final Container dialog, final String key, final String name) {
        final JComboBox<?> menu = menu(dialog, key);
        PlainImageJGui.later(menu::showPopup);
        PlainImageJGui.until(name + " among " + offered(menu), () -> offered(menu).contains(name));
        PlainImageJGui.onEventThread(() -> {
            menu.setSelectedIndex(offered(menu).indexOf(name));
            menu.hidePopup();
            return null;
        });
    }

    /** What offers values for an input. */
    static JComboBox<?> menu(final Container dialog, final String key) {
        return PlainImageJGui.await("what is offered for " + key, () -> PlainImageJGui
                .all(input(dialog, JTextComponent.class, key).getParent(), JComboBox.class).stream().findFirst()
                .orElse(null));
    }

    /** The names in its list, the first of which says what it is for. */
    static List<String> offered(final JComboBox<?> menu) {
        final List<String> names = new ArrayList<>();
        for (int i = 0; i < menu.getItemCount(); i++)
            names.add(((Offer) menu.getItemAt(i)).name());
        return names;
    }

    /** The keys of the inputs that show. */
    static List<String> shown(final Container dialog) {
        final List<String> keys = new ArrayList<>();
        for (final Component input : PlainImageJGui.all(dialog, Component.class))
            if (input.isShowing() && input.getName() != null && input.getName().matches("[a-z_]+"))
                keys.add(input.getName());
        return keys;
    }

    /** The dialog that comes back in place of one. */
    static FormDialog again(final FormDialog before) {
        return PlainImageJGui.await("the dialog again", () -> {
            final FormDialog found = PlainImageJGui.find(FormDialog.class, PlainImageJGui.title(before));
            return found == null || found == before || !PlainImageJGui.title(found).equals(PlainImageJGui.title(before))
                    ? null : found;
        });
    }

    /** A message on the screen that holds some words. */
    static Window message(final String words) {
        for (final Window window : Window.getWindows())
            if (isMessage(window) && !(window instanceof FormDialog)
                    && PlainImageJGui.text(window).contains(words))
                return window;
        return null;
    }

    /** Whether a window may be one; the bar of the brush asks nothing. */
    private static boolean isMessage(final Window window) {
        return window instanceof Dialog && PlainImageJGui.answers(window) && !"Mask Brush Bar".equals(window.getName());
    }

    /** A macro with such options says so and goes no further. */
    static void stops(final String options, final String words) {
        final String message = macro("run('Inpaint Selection...', '" + options
                + "'); newImage('went on', '8-bit', 9, 9, 1);");
        check(message.contains(words), "expected '" + words + "' but was '" + message + "'");
        check(WindowManager.getImage("went on") == null, "the macro goes on after: " + options);
    }

    /** Runs a macro as the user would, answers its messages, and returns them. */
    static String macro(final String text) {
        final StringBuilder messages = new StringBuilder();
        final Thread thread = new MacroRunner(text).getThread();
        PlainImageJGui.until("end of the macro " + text, () -> {
            for (final Window window : Window.getWindows())
                if (isMessage(window)) {
                    messages.append(PlainImageJGui.title(window)).append(": ")
                            .append(PlainImageJGui.text(window).replaceAll("\\s+", " "));
                    PlainImageJGui.press(window, "OK");
                    PlainImageJGui.until("end of the message", () -> !window.isShowing());
                }
            return !thread.isAlive();
        });
        return messages.toString();
    }

    static void sleep(final int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void check(final boolean right, final Object what) {
        if (!right)
            throw new AssertionError(String.valueOf(what));
    }
}
