package org.inpaintj.ui.candidates;

import javax.swing.Timer;

import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.language.Translation;

/** Shows two candidates in turn, twice a second each, without changing a layer. On the event thread. */
final class CandidateBlink {

    private static final int HALF = 250;
    private final Timer clock = new Timer(HALF, event -> turn());
    private final Runnable changed;
    private CandidateModel model;
    private Layer one, other, shown;

    /** @param changed called when it begins and ends */
    CandidateBlink(final Runnable changed) {
        this.changed = changed;
    }

    boolean isOn() {
        return clock.isRunning();
    }

    /** Begins with the one that is meant and the one before it, or ends. */
    void toggle(final CandidateModel of) {
        if (isOn()) {
            stop();
            return;
        }
        model = of;
        one = of.layer();
        other = of.other();
        if (other == null)
            return;
        shown = one;
        clock.start();
        turn();
        changed.run();
    }

    private void turn() {
        // one of them may have been discarded elsewhere
        if (model.all().stream().filter(roi -> roi == one.roi() || roi == other.roi()).count() < 2) {
            stop();
            return;
        }
        shown = shown == one ? other : one;
        model.look(shown);
    }

    void stop() {
        if (!isOn())
            return;
        clock.stop();
        model.look(null);
        changed.run();
    }

    String describe() {
        return Translation.of("Blinking: candidates {0} and {1}", one.provenance().candidate(),
                other.provenance().candidate());
    }
}
