package org.inpaintj.inpaint;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/** Makes a picture of a patch, for previews. Called on the worker thread, only when somebody looks. */
@FunctionalInterface
public interface PatchRenderer {

    /**
     * @param patch an intermediate result, without provenance
     * @return x and y in pixels of the image, over the patch's box; channels red, green, blue and opacity, 0 to 1
     */
    RandomAccessibleInterval<FloatType> render(Patch patch);
}
