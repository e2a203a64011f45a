package org.inpaintj.upscale;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import org.inpaintj.model.checkpoint.Checkpoint;

/**
 * Reads upscalers from files of weights as they are published: {@code .pth} and {@code .safetensors}, told by their
 * contents; by their ending too, so that what is wrong with one is said.
 */
@Plugin(type = UpscalerFormat.class, priority = Priority.LOW)
public final class CheckpointUpscalerFormat implements UpscalerFormat {

    private static final List<String> ENDINGS = List.of(".pth", ".safetensors", ".pt", ".ckpt", ".bin", ".index.json");

    @Override
    public boolean reads(final Path file) {
        final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith) || Checkpoint.isLikely(file);
    }

    @Override
    public Upscaler open(final Path file) {
        return CheckpointUpscaler.read(file);
    }
}
