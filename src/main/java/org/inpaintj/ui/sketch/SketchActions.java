package org.inpaintj.ui.sketch;

import java.util.Locale;

import ij.ImagePlus;

import org.inpaintj.imagej.image.EventThread;
import org.inpaintj.imagej.sketch.SketchSession;

/** This class does to a sketch what can be done with it, for macros and for the window alike. */
public final class SketchActions {

    /** The names are words in macros. */
    public enum Action {
        /** Starts a sketch where there is none, and ends it otherwise. */
        AUTO, START, DONE, DISCARD, UNDO, REDO, CLEAR;

        /** The word in macros. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private SketchActions() {}

    /**
     * Looks after a session whose working copy was just shown: tells strokes apart, and hears when the copy is closed.
     * Nothing to do where it has no window.
     *
     * @param window whether a window with buttons opens beside it
     */
    public static void watch(final SketchSession session, final boolean window) {
        if (session.copy().getWindow() == null)
            return;
        EventThread.run(() -> {
            new StrokeWatcher(session);
            if (window)
                SketchWindow.open(session);
        });
    }

    /**
     * Does it.
     *
     * @return the image to go on with: the working copy, or the image once the sketch has ended
     */
    public static ImagePlus run(final SketchSession session, final Action action) {
        switch (action) {
            case AUTO, DONE -> session.done();
            case DISCARD -> session.discard();
            case UNDO -> EventThread.run(session::undo);
            case REDO -> EventThread.run(session::redo);
            case CLEAR -> EventThread.run(session::clear);
            case START -> throw new IllegalArgumentException(action.word());
        }
        return session.isOpen() ? session.copy() : session.image();
    }
}
