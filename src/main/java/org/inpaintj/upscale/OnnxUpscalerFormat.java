package org.inpaintj.upscale;

import java.nio.file.Path;
import java.util.Locale;

import org.scijava.plugin.Plugin;

import org.inpaintj.model.folder.UpscalerModel;

/** Reads upscalers from ONNX files, told by their ending. */
@Plugin(type = UpscalerFormat.class)
public final class OnnxUpscalerFormat implements UpscalerFormat {

    @Override
    public boolean reads(final Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    }

    @Override
    public Upscaler open(final Path file) {
        return new OnnxUpscaler(UpscalerModel.read(file), UpscalerOptions.DEFAULT);
    }
}
