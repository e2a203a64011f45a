package org.inpaintj.ui.form;

import ij.Prefs;

import org.inpaintj.segment.SelectionRequest;

/** ImageJ's preferences remember here how outlines were tidied last, by whichever command or tool. */
public final class OutlineMemory {

    /** Where ImageJ's preferences keep it. */
    public static final String PLACE = "inpaintj.refine";

    private OutlineMemory() {}

    /** Keeps settings, without what belongs to one object. */
    public static void keep(final SelectionRequest request) {
        Prefs.set(PLACE, request.with("candidate", 1).with("points", "").with("box", "").macro());
    }
}
