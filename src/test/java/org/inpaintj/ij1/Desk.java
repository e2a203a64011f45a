package org.inpaintj.ij1;

import java.awt.Choice;
import java.awt.Dialog;
import java.awt.TextField;
import java.awt.Window;
import java.util.ArrayList;
import java.util.List;

import org.inpaintj.job.Job;
import org.inpaintj.job.JobQueue;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.macro.MacroRunner;
import ij.plugin.frame.Recorder;

/** What the scenarios share: an image, the dialog, a job that takes its time, macros and their messages. */
final class Desk {

    private static final String SLOW = "engine=slow seed=7 target=layer";

    private Desk() {}

    static ImagePlus image() {
        final ImagePlus imp = IJ.createImage("cells", "16-bit ramp", 64, 48, 1);
        imp.show();
        imp.setRoi(20, 16, 12, 10);
        return imp;
    }

    static GenericDialog inpaintDialog() {
        Gui.choose("Plugins", "InpaintJ", "Inpaint Selection...");
        return Gui.window(GenericDialog.class, "Inpaint Selection");
    }

    static Job<?> startSlowly(final int steps) {
        Prefs.set("inpaintj.inpaint", SLOW + " steps=" + steps);
        Gui.choose("Plugins", "InpaintJ", "Remove Object");
        return Gui.await("running job", () -> JobQueue.shared().jobs().stream()
                .filter(job -> job.state() == Job.State.RUNNING && job.status().step() > 2).findFirst().orElse(null));
    }

    static Recorder record() {
        Gui.choose("Plugins", "Macros", "Record...");
        return Gui.window(Recorder.class, "Recorder");
    }

    static void close(final Recorder recorder) {
        Gui.later(recorder::close);
        Gui.settle();
    }

    static void choice(final GenericDialog dialog, final String word) {
        ((Choice) dialog.getChoices().get(0)).select(word);
    }

    static TextField number(final GenericDialog dialog, final int index) {
        return (TextField) dialog.getNumericFields().get(index);
    }

    static List<TextField> texts(final GenericDialog dialog) {
        final List<TextField> texts = new ArrayList<>();
        dialog.getStringFields().forEach(field -> texts.add((TextField) field));
        return texts;
    }

    /** A message on the screen that holds some words. */
    static Window message(final String words) {
        for (final Window window : Window.getWindows())
            if (window instanceof Dialog && Gui.answers(window) && Gui.text(window).contains(words))
                return window;
        return null;
    }

    /** A macro with such options says so and goes no further. */
    static void stops(final String options, final String words) {
        final String message = macro("run('Inpaint Selection...', '" + options + "'); newImage('went on', '8-bit', 9, 9, 1);");
        check(message.contains(words), "expected '" + words + "' but was '" + message + "'");
        check(WindowManager.getImage("went on") == null, "the macro goes on after: " + options);
    }

    /** Runs a macro as the user would, answers its messages, and returns them. */
    static String macro(final String text) {
        final StringBuilder messages = new StringBuilder();
        final Thread thread = new MacroRunner(text).getThread();
        Gui.until("end of the macro " + text, () -> {
            for (final Window window : Window.getWindows())
                if (window instanceof Dialog && Gui.answers(window)) {
                    messages.append(Gui.title(window)).append(": ").append(Gui.text(window).replaceAll("\\s+", " "));
                    Gui.press(window, "OK");
                    Gui.until("end of the message", () -> !window.isShowing());
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
