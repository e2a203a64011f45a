package org.inpaintj.imagej.sketch;

import java.util.LinkedHashMap;
import java.util.Map;

import ij.ImagePlus;

import org.inpaintj.engine.Request;

/** What a dialog of a command starts from on an image that is sketched on, in the place of what it had last time. */
public final class SketchInputs {

    private static final String PROPERTY = "inpaintj.inputs";

    /** A copy of an image has its properties too, hence the image. */
    private record Proposal(ImagePlus imp, Map<String, String> inputs) {
    }

    private SketchInputs() {}

    /** Has the next dialog on an image start from these, once. */
    public static void propose(final ImagePlus imp, final Map<String, String> inputs) {
        imp.setProperty(PROPERTY, new Proposal(imp, Map.copyOf(inputs)));
    }

    /**
     * What was proposed; where nothing was, a sketch that is seen is started from, and is the mask if nothing is
     * selected.
     *
     * @return keys to values
     */
    public static Map<String, String> of(final ImagePlus imp) {
        final Object proposed = imp.getProperty(PROPERTY);
        imp.setProperty(PROPERTY, null);
        if (proposed instanceof Proposal proposal && proposal.imp == imp)
            return new LinkedHashMap<>(proposal.inputs);
        final Map<String, String> inputs = new LinkedHashMap<>();
        if (PaintLayer.isShown(imp)) {
            inputs.put("sketch", Request.PAINTED);
            if (imp.getRoi() == null)
                inputs.put("mask", Request.PAINTED);
        }
        return inputs;
    }
}
