package org.inpaintj.ui.run;

import java.util.Map;
import java.util.function.Consumer;

import ij.ImagePlus;

/** Begins commands for windows that have asked for the inputs themselves. */
public interface RunStarter {

    /**
     * Does what a user does who gives a command these inputs in its dialog: reads the image, queues the job, records it
     * if the recorder is open, remembers the inputs for the next time. Returns at once; what is wrong comes up as a
     * message. On any thread.
     *
     * @param label the command's label in the menu
     * @param image to work on; null for a command without one
     * @param keys  keys to texts; those not given have their defaults
     */
    void start(String label, ImagePlus image, Map<String, String> keys);

    /**
     * The same for a window that shows itself what is wrong before the job is in the queue.
     *
     * @param wrong told it, on whatever thread
     */
    default void start(final String label, final ImagePlus image, final Map<String, String> keys,
            final Consumer<Throwable> wrong) {
        start(label, image, keys);
    }
}
