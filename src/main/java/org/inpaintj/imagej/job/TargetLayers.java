package org.inpaintj.imagej.job;

import java.util.List;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.layer.LayerStack;
import org.inpaintj.imagej.output.InPlaceWriter;
import org.inpaintj.inpaint.InpaintPlan;

/** This check tells whether the layers of an image let a result go where it is to go. */
final class TargetLayers {

    private TargetLayers() {}

    /**
     * @return what the user should know, full sentences
     * @throws InpaintException if a layer cannot be written with the result, or would hide it
     */
    static List<String> check(final ImageSource source, final InpaintPlan plan) {
        LayerStack.check(source.image(), source.position(), plan.request().target());
        if (plan.request().target() != Request.Target.INPLACE)
            return List.of();
        if (LayerStack.cover(source.image(), source.position(), plan.hole()))
            throw new InpaintException("A visible layer of '" + source.title()
                    + "' covers the selection and would hide what "
                    + "is written below it: write it into the image, hide or discard it first, or take a layer as the "
                    + "result (target=layer).");
        return InPlaceWriter.undoable(source.image()) ? List.of()
                : List.of("'" + source.title() + "' is too large for Edit > Undo to take this back.");
    }
}
