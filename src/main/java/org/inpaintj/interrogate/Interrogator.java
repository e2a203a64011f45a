package org.inpaintj.interrogate;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.segment.RgbImage;

/**
 * An interrogator is a network at work that says what is in a picture. It is loaded when it is first needed and stays
 * until {@link #close}. Thread-safe; a pass takes seconds at the real size, so calls belong on a worker thread.
 */
public sealed interface Interrogator extends AutoCloseable permits Tagger, Captioner {

    /**
     * Says what is in a picture.
     *
     * @param request of which the thresholds count for taggers, and the lengths and beams for captioners
     * @throws CancelledException within one network node after {@code progress} said so
     * @throws InpaintException   if the network cannot be loaded or run, or gives what it must not
     */
    Interrogation interrogate(RgbImage rgb, InterrogateRequest request, Progress progress);

    /** Stops what is running, waits for it and frees the network. May be called twice. */
    @Override
    void close();
}
