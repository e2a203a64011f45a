package org.inpaintj.ui;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import ij.IJ;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.job.JobFailures;
import org.inpaintj.language.LineBreaks;
import org.inpaintj.language.Translation;

/** This class tells an error to whoever started the command: a user, a macro, a script or a program. */
public final class UserErrors {

    private static final int LINE = 80;

    private UserErrors() {}

    /** What to throw to a script or a program that started a command: what went wrong, in a sentence. */
    public static RuntimeException thrown(final String title, final Throwable error) {
        log(error);
        return error instanceof InpaintException || error instanceof CancelledException ? (RuntimeException) error
                : new InpaintException(JobFailures.describe(title, error), error);
    }

    /**
     * Ends a command: stops the macro that runs it, shows a user a dialog, and throws to a program that has neither.
     *
     * @throws RuntimeException in a macro, where that is how ImageJ ends it, and to a program
     */
    public static void stop(final String title, final Throwable error) {
        if (Macro.MACRO_CANCELED.equals(error.getMessage()) && error instanceof RuntimeException cancelled)
            throw cancelled;
        if (!IJ.isMacro() && IJ.getInstance() == null)
            throw thrown(title, error);
        log(error);
        final boolean cancelled = error instanceof CancelledException;
        final String text = cancelled ? title + " was cancelled." : JobFailures.describe(title, error);
        if (IJ.isMacro())
            // a script has no interpreter that shows the text
            IJ.error(title, Interpreter.getInstance() == null && IJ.getInstance() != null ? wrap(text) : text);
        else if (cancelled)
            IJ.showStatus(Translation.of("{0} was cancelled.", title(title)));
        else
            show(title, text);
    }

    /** Shows a user, in their language, why a job in the background failed; returns at once. */
    public static void show(final String title, final Throwable error) {
        log(error);
        EventQueue.invokeLater(() -> show(title, JobFailures.describe(title, error)));
    }

    /** Shows a user sentences that are no errors, in front of the dialog at hand; returns at once. */
    public static void tell(final String title, final List<String> sentences) {
        EventQueue.invokeLater(() -> show(title, String.join(" ", sentences)));
    }

    /** Waits for the user, in their language. */
    private static void show(final String title, final String text) {
        ModalDialogs.tell(title(title), Translation.message(text));
    }

    /** A label of the menu is known without the dots behind it. */
    static String title(final String english) {
        final String plain = english.replace("...", ""), translated = Translation.message(plain);
        return translated.equals(plain) ? english : translated;
    }

    /**
     * Adds to the log what a job in the background has noted, but opens none, which would take the focus: the list of
     * jobs has it.
     */
    static void note(final List<String> notes) {
        if (GraphicsEnvironment.isHeadless() || IJ.getInstance() == null || WindowManager.getWindow("Log") != null)
            notes.forEach(IJ::log);
    }

    /** Writes what nobody foresaw to ImageJ's log, for the report. */
    static void log(final Throwable error) {
        if (error instanceof CancelledException || error instanceof InpaintException)
            return;
        final StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace, true));
        IJ.log(trace.toString());
    }

    /** Breaks a line, for ImageJ's windows are as wide as the longest one, or cut it off. */
    public static String wrap(final String text) {
        return String.join("\n", LineBreaks.of(text, LINE - 1, LineBreaks::columns));
    }
}
