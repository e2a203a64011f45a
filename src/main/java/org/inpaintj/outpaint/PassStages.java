package org.inpaintj.outpaint;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Plane;
import org.inpaintj.inpaint.StageViewer;

/**
 * Shows the stages of one pass as those of the WebUI's script: {@code start} is the picture that the engine starts
 * from, {@code mask} the mask of the script, and {@code latent_mask} what is repainted.
 */
final class PassStages implements StageViewer {

    private final StageViewer to;
    private final Plane mask;
    /** What the engine was given, until it shows itself what it starts from. */
    private RandomAccessibleInterval<FloatType> scene;

    /** @param mask of the script, over what the engine is shown */
    PassStages(final StageViewer to, final Plane mask) {
        this.to = to;
        this.mask = mask;
    }

    @Override
    public void stage(final String name, final RandomAccessibleInterval<FloatType> pixels) {
        switch (name) {
            case "scene" -> scene = pixels;
            case "start" -> scene = null;
            case "composite" -> {
                // the last one
                if (scene != null)
                    to.stage("start", scene);
            }
            default -> {
            }
        }
        if (name.equals("mask")) {
            to.stage("mask", mask.image());
            to.stage("latent_mask", pixels);
        } else
            to.stage(name, pixels);
    }
}
