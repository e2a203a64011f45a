package org.inpaintj.inpaint;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/** Shown the planes between the steps of a job: for looking inside. Called on the worker thread. */
@FunctionalInterface
public interface StageViewer {

    /** Looks at nothing. */
    StageViewer NONE = (name, pixels) -> {};

    /**
     * @param name   {@code scene} (what the engine was given), {@code mask} (1 = repaint), {@code engine} (what it
     *               returned for the first candidate, before any compositing) or {@code composite} (the blended result,
     *               in the image's channels); and what the engine shows of its own, such as {@code start} (the picture
     *               that diffusion encodes, of the processing size), {@code latent}, and {@code opacity} with soft
     *               inpainting
     * @param pixels axes x, y and, but for mask and opacity, channel; tones, nominally 0 to 1
     */
    void stage(String name, RandomAccessibleInterval<FloatType> pixels);
}
