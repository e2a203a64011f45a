package org.inpaintj.imagej.job;

import java.util.Optional;
import java.util.function.Consumer;

import ij.ImagePlus;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.imagej.roi.RecentModels;

/** This job has a selection that is refined by Segment Anything, as a part of the job, before it is repainted. */
public final class RefineThenInpaint implements PaintJob<InpaintResult> {

    private final SelectionRefiner refiner;
    private final Request request;
    private volatile boolean stopsEarly;

    /** Errors as {@link SelectionRefiner#of(ImagePlus, Request)}. */
    public RefineThenInpaint(final ImagePlus imp, final Request request) {
        refiner = SelectionRefiner.of(imp, request);
        this.request = RecentModels.found(request);
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Optional<ImagePlus> image() {
        return Optional.of(refiner.snapshot().image());
    }

    @Override
    public String title() {
        return refiner.snapshot().title();
    }

    /** Only once the selection is refined. */
    @Override
    public boolean stopsEarly() {
        return stopsEarly;
    }

    @Override
    public InpaintResult paint(final Progress progress, final Consumer<InpaintResult> sofar) {
        final InpaintJob job = InpaintJob.of(refiner.answer(progress), request);
        stopsEarly = job.stopsEarly();
        return job.paint(progress, sofar);
    }
}
