package org.inpaintj.upscale;

import java.nio.file.Path;

import org.scijava.plugin.SciJavaPlugin;

import org.inpaintj.core.InpaintException;

/**
 * A kind of files that hold upscalers, such as ONNX exports or checkpoints. A format is a SciJava plugin: a public
 * class with a constructor without parameters and the annotation {@code @Plugin(type = UpscalerFormat.class)}.
 */
public interface UpscalerFormat extends SciJavaPlugin {

    /** Whether a file is of this format, told by its name or its first bytes; it may still be no upscaler. Cheap. */
    boolean reads(Path file);

    /**
     * The upscaler of a file. Its weights need not be loaded before it runs.
     *
     * @throws InpaintException if it is none, saying what it is and what to do
     */
    Upscaler open(Path file);
}
