package org.inpaintj.command;

import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.Vocabulary;
import org.inpaintj.image.Capture;
import org.inpaintj.image.Commission;
import org.inpaintj.image.Refined;

/** A command that takes a request and nothing else. */
abstract class RequestCommand extends RequestFields<Request> {

    /** @param task what engines are offered for */
    RequestCommand(final Vocabulary<Request> keys, final Task task) {
        super(keys, task);
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
    protected Capture capture(final Request request) {
        return Capture.of(image(), request);
    }

    @Override
    protected Commission commission(final Request request) {
        return request.refine() == Request.Refine.NONE ? capture(request) : new Refined(image(), request);
    }
}
