package org.inpaintj.imagej.job;

import java.util.Optional;
import java.util.function.Consumer;

import ij.ImagePlus;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;

/**
 * A paint job is something to be painted, as it was asked for: one region, several one after the other, or one in many
 * ways.
 *
 * @param <T> what it makes
 */
public interface PaintJob<T extends PaintResult> {

    /** As it will be done, with the paths of models that were given by their names. */
    Request request();

    /** The id of the engine that will run. */
    default String engineName() {
        return Engines.found().of(request()).id();
    }

    /** The image it was taken from; none for what is made from a prompt alone. */
    Optional<ImagePlus> image();

    /** The title of the image when the job was taken, or what an image without one will be called. */
    String title();

    /** What tells it from others of the same image, in a few words. */
    default String details() {
        return "";
    }

    /** Whether {@link #paint} heeds {@link Progress#finishRequested()}. */
    boolean stopsEarly();

    /**
     * Runs the engine and blends its results; for a worker thread.
     *
     * @param progress is offered previews as the image would show them now: x and y in pixels of the image, over the
     *                 bounds of what is painted; channels red, green, blue and opacity, 0 to 1
     * @param sofar    given what is finished each time there is more of it, which stands if the rest is cancelled or
     *                 fails
     * @throws CancelledException once {@code progress} says so
     * @throws InpaintException   if it cannot be done
     */
    T paint(Progress progress, Consumer<T> sofar);
}
