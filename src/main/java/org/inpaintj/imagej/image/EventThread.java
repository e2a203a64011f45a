package org.inpaintj.imagej.image;

import java.awt.EventQueue;
import java.lang.reflect.InvocationTargetException;

import ij.IJ;

/** This class runs what changes shown images on the event thread, if ImageJ has a user interface. */
public final class EventThread {

    private EventThread() {}

    /** Returns when it is done; passes on what it throws. */
    public static void run(final Runnable change) {
        if (IJ.getInstance() == null || EventQueue.isDispatchThread()) {
            change.run();
            return;
        }
        try {
            EventQueue.invokeAndWait(change);
        } catch (final InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause)
                throw cause;
            throw new IllegalStateException(e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the user interface", e);
        }
    }
}
