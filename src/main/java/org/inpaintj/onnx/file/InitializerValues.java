package org.inpaintj.onnx.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import ai.onnxruntime.platform.Fp16Conversions;

import org.inpaintj.core.InpaintException;

/** This class reads the numbers of a small constant of a network straight from its file. */
public final class InitializerValues {

    private static final long MOST = 1 << 20;

    private InitializerValues() {}

    /**
     * The values in C order.
     *
     * @param model the file of the network; its {@link OnnxModelInfo#problems()} must be empty
     * @throws InpaintException if they cannot be read, are not floats of 32 or 16 bits, or are too many
     */
    public static float[] read(final Path model, final Initializer initializer) {
        final long bytes = initializer.bytes();
        final boolean half = initializer.type() == ElementType.FLOAT16;
        if (!half && initializer.type() != ElementType.FLOAT || bytes < 0 || bytes > MOST
                || initializer.file().isEmpty() && initializer.stored() != bytes)
            throw new InpaintException("The weights " + initializer.name() + " of " + model + " ("
                    + initializer.type() + " " + initializer.dims()
                    + ") cannot be read; use the plain export of the model.");
        final Path file = initializer.file().map(f -> model.resolveSibling(f.location())).orElse(model);
        final ByteBuffer raw = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final long start = initializer.file().map(Initializer.External::offset).orElse(initializer.at());
            while (raw.hasRemaining())
                if (channel.read(raw, start + raw.position()) < 0)
                    throw new EOFException("it ends early");
        } catch (final IOException e) {
            throw new InpaintException(file + " cannot be read (" + e.getMessage() + "); download it again.", e);
        }
        raw.flip();
        final float[] values = new float[raw.remaining() / (half ? Short.BYTES : Float.BYTES)];
        for (int i = 0; i < values.length; i++)
            values[i] = half ? Fp16Conversions.fp16ToFloat(raw.getShort()) : raw.getFloat();
        return values;
    }
}
