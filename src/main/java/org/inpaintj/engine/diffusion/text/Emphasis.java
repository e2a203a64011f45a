package org.inpaintj.engine.diffusion.text;

/** What the weights in a prompt do to the vectors of its words, as in the Stable Diffusion WebUI. */
public enum Emphasis {
    /** Scales each, then all so that their mean is what it was. */
    ORIGINAL,
    /** Scales each; better for SDXL, whose mean may lie near zero. */
    NO_NORM,
    /** Nothing: they are read and left. */
    IGNORE,
    /** Nothing: brackets are text. */
    NONE
}
