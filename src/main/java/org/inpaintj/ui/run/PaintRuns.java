package org.inpaintj.ui.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who is told of runs. Safe on any thread. */
public final class PaintRuns {

    private static final System.Logger LOG = System.getLogger(PaintRuns.class.getName());
    private static final List<PaintRunListener> LISTENERS = new CopyOnWriteArrayList<>();

    private PaintRuns() {}

    /** Tells a listener from now on, once however often it is added. */
    public static void add(final PaintRunListener listener) {
        if (!LISTENERS.contains(listener))
            LISTENERS.add(listener);
    }

    public static void remove(final PaintRunListener listener) {
        LISTENERS.remove(listener);
    }

    /** Tells all; what one of them throws is logged. */
    public static void tell(final Consumer<PaintRunListener> what) {
        for (final PaintRunListener listener : LISTENERS)
            try {
                what.accept(listener);
            } catch (final RuntimeException | Error e) {
                LOG.log(System.Logger.Level.WARNING, "A window could not follow a run", e);
            }
    }
}
