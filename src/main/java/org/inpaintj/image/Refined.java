package org.inpaintj.image;

import java.util.Optional;
import java.util.function.Consumer;

import org.inpaintj.engine.Progress;
import org.inpaintj.engine.Request;

import ij.ImagePlus;

/** A selection that is refined by Segment Anything, as a part of the job, before it is repainted. */
public final class Refined implements Commission {

    private final Refinement refinement;
    private final Request request;
    private volatile boolean stopsEarly;

    /** Errors as {@link Refinement#of(ImagePlus, Request)}. */
    public Refined(final ImagePlus imp, final Request request) {
        refinement = Refinement.of(imp, request);
        this.request = Capture.found(request);
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Optional<ImagePlus> image() {
        return Optional.of(refinement.subject().image());
    }

    @Override
    public String title() {
        return refinement.subject().title();
    }

    /** Only once the selection is refined. */
    @Override
    public boolean stopsEarly() {
        return stopsEarly;
    }

    @Override
    public Painting paint(final Progress progress, final Consumer<Painting> sofar) {
        final Capture capture = Capture.of(refinement.answer(progress), request);
        stopsEarly = capture.stopsEarly();
        return capture.paint(progress, sofar);
    }
}
