package org.inpaintj.command;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.imagej.job.PaintJob;
import org.inpaintj.imagej.job.RefineThenInpaint;
import org.inpaintj.params.Parameters;

/** A request command takes a request and nothing else. */
abstract class RequestCommand extends PaintCommand<Request> {

    /** With the dialog of the task; parameters as those of {@link PaintCommand}. */
    RequestCommand(final Parameters<Request> keys, final Task task) {
        this(keys, task, task.id());
    }

    RequestCommand(final Parameters<Request> keys, final Task task, final String dialog) {
        super(keys, task, dialog);
    }

    @Override
    protected final Request request(final Request settings) {
        return settings;
    }

    @Override
    protected final int results(final Request settings) {
        return settings.candidates();
    }

    /** What is to be done, with what it needs of the image. */
    protected InpaintJob inpaintJob(final Request request) {
        return InpaintJob.of(image(), request);
    }

    @Override
    protected PaintJob<?> paintJob(final Request request) {
        return request.refine() == Request.Refine.NONE ? inpaintJob(request) : new RefineThenInpaint(image(), request);
    }
}
