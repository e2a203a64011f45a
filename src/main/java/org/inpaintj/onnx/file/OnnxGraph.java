package org.inpaintj.onnx.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A network in memory ({@code ModelProto}) whose weights lie in files as external data.
 *
 * @param name  tells it from all others: the same name means the same network. For messages too.
 * @param file  the file that it was made from
 * @param model the bytes; not to be changed
 * @param root  the folder that the locations of its weights are relative to
 * @param files all files that hold weights, real paths; to be left alone while a session of it is open
 * @param half  writes the same network computing with 16-bit floats, if its weights are such
 */
public record OnnxGraph(String name, Path file, byte[] model, Path root, List<Path> files,
        Optional<Supplier<OnnxGraph>> half) {

    public OnnxGraph {
        files = List.copyOf(files);
    }

    /** This network with its half form. */
    public OnnxGraph withHalf(final Supplier<OnnxGraph> other) {
        return new OnnxGraph(name, file, model, root, files, Optional.of(other));
    }
}
